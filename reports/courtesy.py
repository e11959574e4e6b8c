"""What people say without asking for anything: salutations, who they are, how it was taken down.

Three readers need it: the clusterer leaves courtesies out of the comparison, a cluster's label
begins behind them, and the report does not quote them as something a form letter added.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from reports.normalize import fold

_WHO = "领导|领導|老师|老師|专家|專家|同志|先生|女士|主任|委员|常委会|委员会|人大|机关|部门|负责人"
# Matched against a whole folded clause (no punctuation, no blanks).
_COURTESY = re.compile(
    rf"尊敬的\w{{0,16}}(?:{_WHO})(?:您们?|你们?)?好?|(?:\w{{0,6}}(?:{_WHO})|大家|您|你|妳)(?:您|你)?们?好啊?"
    r"|(?:非常|十分|万分|衷心|在此)?(?:谢谢|謝謝|感谢|感謝)(?:您|你们|大家|领导|了|理解|支持)?"
    r"|此致|敬礼|敬禮|此致敬礼|此致敬禮|以上(?:是我的|为我的)?(?:意见|意見|建议|建議)?"
    r"|(?:以上)?(?:意见|意見|建议|建議)?(?:恳请|懇請|敬请|希望|望|请|請|仅供|僅供|供)(?:贵\w{1,3}|领导|予以)?"
    r"(?:采纳|採納|参考|參考)(?:为盼|為盼|谢谢)?"
    r"|(?:来电人|来信人|来访人|市民)(?:来电|来信|来访)?(?:称|反映|表示|咨询)"
    r"|(?:来电人|来信人|来访人|市民)不?(?:要求|希望|需要)(?:得到)?(?:答复|回复|回电)"
    r"|dear(?:sir|madam|sirormadam|sirs|all|colleagues)|hello|hi|towhom(?:it|this)mayconcern"
    r"|(?:thankyou|thanks)(?:verymuch|foryourtime|foryourconsideration)?"
    r"|sincerely|yours(?:faithfully|truly|sincerely)|(?:best|kind)?regards|respectfully(?:submitted)?"
    r"|(?:please)?(?:write|enter|type)(?:your)?comments?(?:here|below)?"
    r"|请?在?(?:此处?|这里|下方)?(?:输入|填写)(?:[您你]的)?(?:意见|建议|内容|留言)"
    r"|(?:please)?see(?:the)?attach(?:ed|ment)s?(?:files?|documents?|letters?|comments?)*"
    r"|(?:详见|詳見|请见|請見|见|見|具体见)(?:附件|附后)"
)
_CLOSING = re.compile(
    r"(?:此致)?(?:敬礼|敬禮)|此致|谨启|谨上|sincerely|yours(?:faithfully|truly|sincerely)"
    r"|(?:best|kind)?regards|respectfully(?:submitted)?|顺颂\w{2,6}"
)
_NUMBER = "[\\d〇零一二三四五六七八九十]"
# A folded line below a letter: a date, who to reach where, a resident.
_SIGNATURE = re.compile(
    rf"{_NUMBER}{{2,4}}年{_NUMBER}{{1,3}}月(?:{_NUMBER}{{1,3}}[日号號])?|20\d\d[01]?\d[0-3]?\d"
    r"|(?:联系|聯繫|手机|手機|移动)?(?:电话|電話|手机|手機|邮箱|郵箱|地址|住址|方式)(?:号码?)?\w{5,40}"
    r"|(?:姓名|署名|联系人|聯繫人|落款|建议人|提议人|提出人|填表人|来信人|意见人)\w{1,12}"
    r"|(?:一[名个位])?(?:普通|热心|守法)?(?:市民|居民|村民|群众|业主|網友|网友|读者|家长|纳税人)"
    r"(?:\w?某{1,2}|\w{1,2}(?:先生|女士|同志|师傅))?"
)
_NAME = re.compile(r"[\u3400-\u9fff·]{2,5}|[a-z]{2,30}")
# The characters a courtesy ends in: a look at one spares most clauses the expression.
_LAST = frozenset(
    "导導师師家志生士任员員会會大关關门門人好啊们們您你妳谢謝感了解持致礼禮见見议議采纳納参參考盼后件"
    "上称映示询复电建容言rmsloinheuydtw"
)
# The same, for words that say nothing although a comparison may not lose them.
_EMPTY = re.compile(
    r"(?:尊敬的|敬爱的|各位)\w{0,18}|(?!\w*(?:建议|希望|应|由|报|交|归|请|经|向|找|给|增|设|明确))"
    r"\w{0,14}(?:常委会|委员会|法工委|人大|立法机关)(?:的?(?:各位)?(?:领导|同志|委员|老师|工作人员))?们?"
    r"|(?:各位)?(?:领导|同志|委员|老师|工作人员)们?|[您你]们?好|您好[您你]们?"
    r"|(?:多谢|谢谢|謝謝|感谢|感謝)(?:你们|您|大家|各位|领导|政府|阅读|支持|理解|关注|谢谢|了|啦|啊)*|感激不尽"
    r"|盼复|盼復|顺颂\w{2,6}|敬?祝(?:工作|身体|大家|各位|领导|您|安)\w{0,8}|辛苦了|支持一下|顶一下|转发"
    r"|(?:希望|请|請|望|恳请|敬请|建议|能|能够|予以|给予|予|你们|您们?|领导|立法机关|有关部门)+"
    r"(?:得到|早日|尽快|认真|慎重)*(?:采纳|答复|回复|考虑|参考|重视|核实|指正|见谅|谅解|多担待)+"
    r"(?:一下|谢谢|为盼|(?:我|我们)?的?(?:意见|建议))?"
    r"|(?:以上|上述|现就|现对)\w{0,30}(?:供参考|提出意见|提出以下意见|意见如下|建议如下)"
    r"|(?:来电人|来信人|市民|群众|居民)不?(?:要求|希望|需要)(?:得到)?(?:答复|回复|回电)"
    r"|已记录|现场记录(?:整理)?|在场的?人(?:多数|都|一致)?赞成|楼上楼下的邻居也?这么看|说得不对\w{0,4}"
    r"|(?:就)?说这么多|(?:仔细)?(?:看了|读了|看过|读过)(?:一遍|几遍|两遍|三遍|草案|条例|全文)|看到推送\w{0,4}"
    r"|转给邻居都?看了|提(?:一点|几点|点)?(?:意见|建议)|说(?:一)?句(?:公道话|实话)?|终于有地方说了|留个言"
    r"|说说我的看法|站在老百姓的角度|提醒一句|实话实说|另外|此外|补充一点"
    r"|(?:请|麻烦)?(?:直接)?(?:联系我|联系电话|打我电话|回我电话|加我微信)\w{0,16}|\w{0,8}已隐去\w{0,4}"
    r"|(?!\w*(?:建议|希望|应|请|增|设|公布))\w{2,14}联系点"
    r"|(?:市民|群众|居民|村民|网友|来电人|来信人|来访人|代表|入户|走访|座谈|现场|来电|来信|热线)*"
    r"(?:称|反映|提出|表示|认为|发言|提问|咨询|记录|整理|说)"
    r"|thank(?:s|you)\w{0,50}|dear\w{0,30}"
)
_INTRODUCTION = re.compile(
    r"(?!\w*(?:咬|伤|投诉|罚|建议|希望|应|请|不|没|要))"
    r"(?:(?:本人|我们?|我家|家里)(?:是|叫|在|住|从事|今年|开了?|干了?|有老人|有小孩|现在是)\w{0,26}"
    r"|(?:养犬|养狗|从业|工作)(?:已有|有|了)?[一二两三四五六七八九十几多\d]{0,4}年?|学\w{1,3}的"
    r"|\w{0,8}养犬[一二两三四五六七八九十几多\d]{1,3}|一直(?:按时|坚持|给)\w{0,20}|作为\w{2,16}"
    r"|(?:今年)?\w{1,4}岁|在\w{1,6}第?\w{1,4}年|(?:iam|im|mynameis|weare|asan?)\w{0,90})"
)
_OPENING = re.compile(
    rf"[\s\u3000]+|(?:尊敬的|敬爱的)?[^，。！？；：:、\n“”]{{0,24}}(?:{_WHO}|工作人员|同志们|各位)(?:[您你]们?好)?"
    r"[：:，,！!。]|(?:尊敬的|敬爱的)[^，。！？；：:\n]{1,16}[：:，,！!]|[您你]们?好[：:，,！!。]"
    r"|[（(][^（()）\n]{0,24}(?:联系点|座谈会|热线|接待|来信|来访)[^（()）\n]{0,8}[）)]"
    r"|(?:市民|群众|居民|村民|网友|来电人|来信人|来访人)(?:来电|来信|来访)?(?:称|反映|提出|表示|认为|咨询)[：:，,]?"
    r"|[^，。；！？“”\n]{0,26}(?:记录|整理|发言|提问|反映|提出)[：:]|[一二三四五六七八九十]{1,3}[、．.](?=\D)"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?=\D)|第?[一二三四五六七八九十]是[，,]?"
    r"|(?:说一句|留个言|说句公道话|说说我的看法|仔细读了一遍|转给邻居都看了|看到推送来留言|终于有地方说了|看了草案"
    r"|提一点意见|顶一下|提醒一句|站在老百姓的角度|另外|此外|补充一点)[！!，,。：:～~]"
    r"|(?:dear [^,:\n]{1,40}|hello|hi)[,:!.]",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    "我们|我|本人|希望|建议|请|应当|应该|非常|坚决|统统|一律|必须|来电人|的|了|掉|去|该|当|过|也|都"
)
_CLAUSE = re.compile(r"[，,、：:；;。！!？?\s（）()～~…—]+")
_STOP = re.compile(r"[。！!？?；;…～~”’」』》）)]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LEAST = 4


def courteous(key: str) -> bool:
    """Whether a folded clause is a courtesy, to be left out wherever comments are compared."""
    return key[-1:] in _LAST and _COURTESY.fullmatch(key) is not None


def closes(key: str) -> bool:
    """Whether a folded clause closes a letter: what follows is a name and a date."""
    return _CLOSING.fullmatch(key) is not None


def signs(key: str, *, closed: bool) -> bool:
    """Whether a folded line on its own is of a signature; below a closing a name is, too."""
    return _SIGNATURE.fullmatch(key) is not None or (closed and _NAME.fullmatch(key) is not None)


def opening(text: str) -> int:
    """Where a text begins to say something: behind salutations, 来电人称, 说一句 and numbering."""
    at = 0
    while (found := _OPENING.match(text, at)) and found.end() > at:
        at = found.end()
    return at if text[at:].strip() else 0


def body(text: str) -> str:
    """A text without its opening and without the courtesies it ends in, verbatim in between."""
    start = opening(text)
    said = [(a, b) for a, b in clauses(text) if a >= start]
    while said and empty(text[slice(*said[-1])]):
        said.pop()
    if not said:
        return text.strip()
    tail = _STOP.match(text, said[-1][1])
    return text[start : tail.end() if tail else said[-1][1]].strip()


def folded(clause: str) -> str:
    """`fold`, at no cost for the usual clause: Han characters only."""
    return clause if _HAN.fullmatch(clause) else fold(clause)


@lru_cache(maxsize=8192)
def introduces(clause: str) -> bool:
    """Whether a clause only says who speaks: 我是金穗里的业主, 养犬三年."""
    return _INTRODUCTION.fullmatch(folded(clause)) is not None


@lru_cache(maxsize=8192)
def empty(clause: str) -> bool:
    """Whether a clause asks and tells nothing: a courtesy, a signature, 来电人称, 谢谢."""
    key = folded(clause)
    return courteous(key) or _EMPTY.fullmatch(key) is not None


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """The `[start, end)` of the clauses of a text, without the punctuation between them."""
    start = 0
    for mark in _CLAUSE.finditer(text):
        end = mark.start()
        if start < end:
            yield start, end
        start = mark.end()
    if start < len(text):
        yield start, len(text)


def telling(clause: str) -> bool:
    """Whether a clause tells something: at least four characters beyond courtesies and fillers."""
    if empty(clause) or introduces(clause):
        return False
    return len(_FILLERS.sub("", fold(clause))) >= _LEAST
