"""Figures with their units, in one form: 三十日 = 30天 = 一个月 = thirty days."""

import re

import msgspec

SOURCE, TARGET, PLAIN = "source", "target", "plain"


class Amount(msgspec.Struct, frozen=True):
    """A figure of a text. `role`: what is, what is asked for, or neither plainly."""

    value: float
    unit: str
    role: str = PLAIN


_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_HAN = "零〇一二两三四五六七八九十百千万"
_ENGLISH = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30},
    **{"forty": 40, "fifty": 50, "sixty": 60, "ninety": 90},
}
# unit = factor of its base: the words for it
_UNITS = """
日=1: 日 天 个工作日 工作日 day days
日=7: 周 个星期 星期 礼拜 个礼拜 week weeks
日=30: 个月 个多月 月龄 month months
年=1: 年 周年 year years
岁=1: 岁 周岁
时=1: 小时 个小时 个钟头 个钟 hour hours
分钟=1: 分钟 minutes
点=1: 点 点钟 时
元=1: 元 块 块钱 元钱 多块 来块 yuan rmb
元=100: 百元 百块 百来块
元=1000: 千元 千块 千来块
元=10000: 万元 万块
米=1: 米 公尺 metre metres meter meters
米=0.01: 厘米 公分 cm
公里=1: 公里 千米 km km/h
公斤=1: 公斤 千克 kg
公斤=0.5: 斤
只=1: 只 条 头 dogs
个=1: 个 人 个人 名 辆 台 户 间
次=1: 次 回 遍 times
倍=1: 倍
%=1: % percent
%=10: 成
分贝=1: 分贝
伏=1: 伏 v
瓦=1: 瓦 w
平方米=1: 平方米 平米
层=1: 层 楼
分=1: 分
"""
_HALVES = {"日": 15.0, "年": 0.5, "时": 0.5, "米": 0.5}


def _units() -> dict[str, tuple[str, float]]:
    found = {}
    for line in _UNITS.strip().splitlines():
        name, _, words = line.partition(": ")
        unit, _, factor = name.partition("=")
        found.update({word: (unit, float(factor)) for word in words.split()})
    return found


_UNIT_OF = _units()
_UNIT = "|".join(sorted(map(re.escape, _UNIT_OF), key=lambda word: (-len(word), word)))
_AMOUNT = re.compile(
    rf"第[{_HAN}\d]+[条款项章节]|[（(][{_HAN}\d]{{1,3}}[)）]|千万别|万一|一[样般直定些旦切并刀]|"
    rf"百分之百|半(?P<half>个月|年|天|小时|个小时|个钟头|米)|"
    rf"(?P<figure>\d+(?:,\d{{3}})*(?:\.\d+)?[万千百]?|[{_HAN}]+|"
    rf"\b(?:{'|'.join(_ENGLISH)})\b)(?P<decimal>米[一二三四五六七八九](?![{_HAN}]))?"
    rf"[ -]?(?P<unit>(?:{_UNIT})(?![a-z]))?(?P<more>半)?"
)
_HALF_OF = {"个月": "日", "年": "年", "天": "天", "米": "米"}
_ASKED_BEFORE = re.compile(
    r"(?:改[为成]?|[至到]|[给为成]|建议|最[多少长短高低迟]|至少|起码|不[超低]过?[于过]?|应该?|要|满|放宽|"
    r"[降增加收罚用限需以])[“「『\"]?\Z"
)
_IS_BEFORE = re.compile(r"(?:[由从将把就才]|只有|只给|现在的?|规定的?|草案的?|原来的?)[“「『\"]?\Z")
_IS_AFTER = re.compile(
    r"[”」』’\"]?(?:[以之]?[内上下]|的)?[”」』’\"]?(?:的?(?:期限|时间|规定|标准|罚款|限制|数量))?"
    r"(?:还是|确实|真的|实在|是|有点|也|都)?"
    r"(?:改|太|过[短长高低重轻宽少多]|偏|[延缩降调]|提[高到至]|[上下]调|放宽|增加到|够|哪|来不及|便宜"
    rf"|[至到](?=[\d{_HAN}]))"
)


def value(figure: str) -> float:
    """What a figure is worth: 三千, 1,500, 1.5万, thirty."""
    if figure in _ENGLISH:
        return float(_ENGLISH[figure])
    plain = figure.replace(",", "")
    scale = {"万": 10_000, "千": 1000, "百": 100}.get(plain[-1], 1)
    if plain[0].isascii():
        return float(plain.rstrip("万千百")) * scale
    total = section = digit = 0
    for char in plain:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SCALES:
            section, digit = section + (digit or 1) * _SCALES[char], 0
        else:
            total, section, digit = total + (section + digit or 1) * 10_000, 0, 0
    return float(total + section + digit)


def _measured(found: re.Match[str]) -> tuple[float, str] | None:
    """The value and unit of a match; None for what is no amount (第三款, 万一, a bare 一)."""
    if found["half"]:
        unit = _HALF_OF.get(found["half"], "时")
        return _HALVES.get(unit, 0.5), unit
    figure = found["figure"]
    if figure is None:
        return None
    number = value(figure)
    if found["decimal"]:
        return number + value(found["decimal"][1]) / 10, "米"
    if found["unit"] is None:
        return (number, "") if number >= 10 else None
    unit, factor = _UNIT_OF[found["unit"]]
    extra = _HALVES.get(unit, 0.0) if found["more"] else 0.0
    return round(number * factor + extra, 3), unit


def amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of a text (simplified, lower case), in order, with their roles.

    由十五日改为三十日: 15日 is, 30日 is asked for. Numbers of articles and items are left out.
    """
    listed = []
    for found in _AMOUNT.finditer(text):
        measured = _measured(found)
        if measured is None:
            continue
        before, after = text[max(0, found.start() - 6) : found.start()], text[found.end() :][:10]
        role = PLAIN
        if _IS_BEFORE.search(before) or _IS_AFTER.match(after):
            role = SOURCE
        elif _ASKED_BEFORE.search(before):
            role = TARGET
        listed.append(Amount(*measured, role))
    return tuple(listed)


def asked(found: tuple[Amount, ...]) -> dict[str, frozenset[float]]:
    """The values asked for by unit; where none is plainly asked for, those that merely stand."""
    units = {amount.unit for amount in found}
    by_role = {
        role: {
            unit: frozenset(a.value for a in found if (a.unit, a.role) == (unit, role))
            for unit in units
        }
        for role in (TARGET, PLAIN)
    }
    best = {unit: by_role[TARGET][unit] or by_role[PLAIN][unit] for unit in sorted(units)}
    return {unit: values for unit, values in best.items() if values}


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def trend(found: tuple[Amount, ...]) -> int:
    """+1 when what is asked for is more than what is, -1 when less, 0 when it cannot be told."""
    total = 0
    for unit in sorted({amount.unit for amount in found}):
        roles: dict[str, list[float]] = {SOURCE: [], TARGET: [], PLAIN: []}
        for amount in found:
            if amount.unit == unit:
                roles[amount.role].append(amount.value)
        now, then, plain = roles[SOURCE], roles[TARGET], roles[PLAIN]
        if now and not then:
            then = plain
        elif then and not now:
            now = [number for number in plain if number not in then]
        elif not now and not then and len(set(plain)) == 2:
            now, then = plain[:1], plain[-1:]
        if now and then:
            total += (_mean(then) > _mean(now)) - (_mean(then) < _mean(now))
    return (total > 0) - (total < 0)
