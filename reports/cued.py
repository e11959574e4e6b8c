"""Personal data without a form of its own, told by the words around it.

Names after a cue (我叫…, 签名：…), WeChat and QQ ids, passports and travel permits, and homes: a
house number with what leads to one door. Each function takes a text in plain characters (see
`reports.privacy`) and yields where the data stands, the cue left out. Every repetition is bounded
or possessive, so the time is linear (promise R19).
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_COMPOUND = (
    "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|夏侯|南宫|独孤"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁蔡蒋余于"
    "杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚"
    "邵万钱严赖覃洪武"
    "莫孔汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符"
    "舒阮柯纪梅童凌毕"
    "单裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简"
    "车项连芦麦褚娄窦"
    "戚岑党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖"
    "巩明佘池查麻苑迟邝"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧蔣鍾譚陸範韋賈鄒龍顧龔萬錢嚴賴湯齊喬龐顏莊"
    "聶魯關蘭紀華滿譚"
)
# What follows a surname in no name: titles, the anonymous 某, words that only begin like one.
_NO_NAME = (
    "某|先生|女士|小姐|老师|同志|师傅|大爷|大妈|阿姨|主任|书记|经理|律师|医生|教授"
    "|[科处局院校所股]长|总[，。\\s]"
)
_WORDS = (
    "高[中级校龄考兴速层度]|常[年住务委常见]|曾经?|方[便面案言法式]|应[当该]"
    "|成[年立员都人功]|时[常候间]|车[主辆库位]|房"
    "[东产屋主子]|党[员委校]|农[民村户]|司[机法]|林业|白领|文[化员明]|路[过人边]|马[上路]"
    "|安[全徽装]|全[体部家力职]|"
    "单[位亲身]|管[理道]|连[续]|明[确白]|关[于心注]|包[括含]|商[人家户]|武汉|江[苏西]"
    "|云[南]|陕西|广[东西]|宁[波夏]|温州"
    "|师[生范]|金[融额]|万[分一]|向[来]|于[是今去当上本前昨]|任[职何]|申[请明诉报]|谢[谢绝]|支持"
    "|严[重格]|石家|成都|桂林|苏州|杭州"
    "|常州|柳州|沙[市漠]|项目|解[决释]|游[客泳]|易[于]|简单|华[侨人]|米[袋]|程[序度]"
    "|古[稀代]|章[程]|施[工行]|蒙[古]|"
    "沈阳|洪水|田[地间]|冷[链静]|史[无]|符合|甘肃|贺[卡]|黄[山河金色]|龙[头岩]|钟[点表]"
    "|钱[款包]|花[费钱]|卫[生健]|席[位]"
    "|查[阅询看]|费[用]|边[境防]|连云|宫[颈]|左[右]|夏[天季]|梅[雨]|康[复]|毕[业]|盛[大]"
    "|尚[未无]|陆[续]|简[化]|盲|顾[客虑问]"
    "|许[可多]|何[时种人]|武[警术]|公[司民]"
)
_END = rf"(?=[^{_HAN}\w]|\d|\Z|%s)"
_NAME = (
    rf"(?:[{_HAN}]{{1,8}}·[{_HAN}]{{1,8}}(?:·[{_HAN}]{{1,8}})?"
    rf"|(?!{_WORDS})(?:{_COMPOUND}"
    rf"|[{_SURNAMES}])[ ]?(?!{_NO_NAME})[{_HAN}][ ]?[{_HAN}]?(?<![人生的了 ])"
    r"|[A-Z][a-z]{1,11} ?[A-Z][a-z]{1,11})"
)
_AFTER_NAME = (
    "[是系住在家男女]|今年|现年|身份证|手机|电话|联系|微信|来自|建议|认为|希望|反映|要求"
    "|地址|同意|支持|反对|QQ"
)
_TELLS = (
    r"(?:我叫|我的(?:名字|姓名)[是叫为]?|名叫|(?:签|簽|署|姓)[ ]?名|(?:签|簽)字|落款"
    r"|(?:联系|聯繫|来信|来电|建议|反映"
    r"|提议|提出|意见|投诉|举报|申请|留言|提交|署名|收件)人|敬礼|此致)"
)
_CALLED = re.compile(
    rf"(?:(?:{_TELLS}[是为叫]?[!。]?[\s:\-—(]{{1,4}}|我叫|名叫|我的名字[是叫]|我的姓名是)[\"“「']?"
    rf"|本人(?:名叫|叫|姓名|是|系|为|[:,(])?[ ]?|(?<!对)我是)({_NAME}){_END % _AFTER_NAME}"
)
_APP = r"微[ ]?信|威信|薇信|维信|徽信|(?<![A-Za-z])(?i:wechat|weixin|vx|wx|v信)(?![A-Za-z])"
_QQ = r"(?<![A-Za-z])(?i:q[ ]?q)(?![A-Za-z])|扣扣|企鹅号"
_TOLD = r"[号號]?码?(?:(?:是|为|即)|[\s:=\-(]{1,3}|[号號]){1,3}"
_WECHAT = re.compile(
    rf"(?:(?:{_APP})(?:[号號]|id|ID)?(?:{_TOLD})?|(?:加|\+)[ ]?[vV薇微卫]信?[\s:]{{0,2}})"
    r"(?<![A-Za-z])((?:(?=[A-Za-z_\-]{0,19}\d|[A-Za-z0-9\-]{0,19}_)|(?<=[号號:是为]))"
    r"[A-Za-z](?:[A-Za-z0-9_\-]){5,19}(?![A-Za-z0-9_\-.@]))"
)
_NUMBERED = re.compile(
    rf"(?:{_APP}|{_QQ})(?:[号號](?:码)?)?(?:是|为)?[\s:=\-(]{{0,3}}"
    r"([1-9](?:[ \-]?\d){4,11})(?![ ]?\d|[ ]?[年月日元万亿人条%个名户岁次群款.])"
)
_ABROAD = r"护照|護照|(?i:passport)|通行证|通行證|回乡证|台胞证|居留证|军官证|证件号?码?"
_PASSPORT_CUED = re.compile(
    rf"(?:{_ABROAD})[号號]?码?(?:是|为|(?i:no\.?))?[\s:=\-(]{{0,3}}"
    r"([A-Za-z](?:[ \-]?[A-Za-z])?[ \-]?\d(?:[ \-]?\d){5,9}|1[45]\d{7}|\d{8})(?![\dA-Za-z])"
)
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])(?:[Ee][ \-]?[\dA-HJ-NP-Z]|[Gg][ \-]?\d)(?:[ \-]?\d){7}(?![\dA-Za-z])"
)
_DATED = re.compile(r"\A[A-Za-z]?[ \-]?(?:19|20)\d\d[ \-]?[01]\d")

_FIGURE = r"(?:[\d零〇一二三四五六七八九十百]{1,5}|[A-Za-z甲乙丙丁东西南北]\d{0,3})"
_LINK = re.compile(
    rf"({_FIGURE})[ ]?(号楼|号院|号(?![线文令机召])|弄|栋|幢|座|单元|门(?!诊)|梯|层|楼|组|队"
    rf"|室|房(?![屋产子])"
    r"|户(?![居业人家均都需])|(?<=\d)#(?=[\d ]))"
)
_DOOR = re.compile(
    r"[ \-]?(?:\d{1,2}-)?\d{3,4}(?![\d.]|[ ]?[年月日元平米户个人名套辆吨%万亿条余多次])"
)
_THREE = re.compile(r"(?<!\d)\d{1,2}-\d{1,2}-\d{3,4}(?![\d\-])")
_STREET = re.compile(
    r"(?:[路街巷弄村屯庄苑园城府邸湾居里道]|胡同|大道|小区|公寓|大厦|公馆|社区|花园|家园"
    r"|新村|宿舍|大院)[ ]?\Z"
)
_BUILDING = {"号楼", "号院", "栋", "幢", "座", "单元", "弄", "#"}
_ROOM = {"室", "房", "户"}
_AT_HOME = re.compile(
    rf"(?:我家|家住|住在|住于|居住在?|住址|[本人我]住|(?<![{_HAN}])地址|(?:家庭|通讯|通信"
    rf"|联系|收件|邮寄|我的)地址"
    rf"|户籍地?)[是为在于]?[:\s]{{0,2}}[{_HAN}\d]{{0,24}}\Z"
)
_PLACE = re.compile(rf"(?:[{_HAN}]|(?<=[{_HAN}])[ ]){{0,24}}\Z")
_BEFORE_PLACE = re.compile(
    r".*(?:住址|地址|家住|住|位于|[在是到从由的于和与及对我]|本人|户籍|业主|居民)[是为]?", re.DOTALL
)
_BACK = 40
_MOST_LINKS = 7


def may_hold(text: str) -> bool:
    """Whether any cue stands in a text at all; quick, for those who read very many."""
    return bool(_ANY.search(text))


_ANY = re.compile(
    r"[名叫签簽礼微威薇维徽信扣企证護护室房栋幢座楼户弄组单号照鹅加#QqVvWwEeGgPp\]艾落人致]"
    r"|\d-\d|我是"
)


def names(plain: str) -> Iterator[Span]:
    """Names behind 我叫, 本人, 我是, 签名：, 联系人：, 敬礼 and the like."""
    for match in _CALLED.finditer(plain):
        yield match.start(1), match.end(1)


def accounts(digits: str) -> Iterator[Span]:
    """WeChat and QQ ids behind their words; Han digits are read as figures by the caller."""
    for pattern in (_WECHAT, _NUMBERED):
        for match in pattern.finditer(digits):
            yield match.start(1), match.end(1)


def passports(digits: str) -> Iterator[Span]:
    """Passports (E or G and eight places), and with their words permits and older forms."""
    for match in _PASSPORT_CUED.finditer(digits):
        yield match.start(1), match.end(1)
    for match in _PASSPORT.finditer(digits):
        if not _DATED.match(match.group()):
            yield match.span()


def homes(plain: str) -> Iterator[Span]:
    """Addresses that lead to one door, as 人民路12号3栋502室; behind 家住 the house is enough."""
    end = 0
    for first in _LINK.finditer(plain):
        if first.start() < end:
            continue
        suffixes, end = _chain(plain, first)
        before = plain[max(0, first.start() - _BACK) : first.start()]
        if _is_home(suffixes, before):
            yield first.start() - _place(before), end
    for match in _THREE.finditer(plain):
        before = plain[max(0, match.start() - _BACK) : match.start()]
        if _STREET.search(before):
            yield match.start() - _place(before), match.end()


def _chain(plain: str, first: re.Match[str]) -> tuple[list[str], int]:
    """The links of an address that follow each other, a bare door number last, and its end."""
    suffixes, end = [first[2]], first.end()
    while len(suffixes) < _MOST_LINKS:
        skipped = end + (plain[end : end + 1] in {" ", "-", ",", "\n"})
        link = _LINK.match(plain, skipped)
        if link is None:
            break
        suffixes.append(link[2])
        end = link.end()
    door = _DOOR.match(plain, end)
    return (suffixes, end) if door is None else ([*suffixes, "室"], door.end())


def _is_home(suffixes: list[str], before: str) -> bool:
    street = bool(_STREET.search(before))
    links = len(suffixes)
    if links > 1 and suffixes[-1] in _ROOM and (street or not _BUILDING.isdisjoint(suffixes)):
        return True
    if street and links > 1 and suffixes[-1] not in {"层", "楼"}:
        return True
    return (street or links > 1) and bool(_AT_HOME.search(before))


def _place(before: str) -> int:
    """How many characters before a house number name the place."""
    found = _PLACE.search(before)
    words = found.group() if found else ""
    told = _BEFORE_PLACE.match(words)
    return len(words) - (told.end() if told else 0)
