"""Personal data typed inside a comment: found by form, masked where the public reads.

Found: mainland mobile and landline numbers, resident identity numbers (GB 11643-1999, checksum
verified; the 15-digit form with a plausible date), bank cards (13–19 digits, Luhn), e-mail
addresses and vehicle plates (GA 36-2018); and by the words around them (`reports.cued`) passports,
WeChat and QQ ids, homes and names. A name or an address without such words is not found. Blanks,
dashes, line breaks, full-width and Han digits and unseen characters do not hide a number.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

import msgspec

from reports import cued
from reports.normalize import seen_places


class DataKind(StrEnum):
    """Which personal data was found; the value is what the mark says."""

    MOBILE = "手机号"
    IDENTITY = "身份证号"
    CARD = "银行卡号"
    LANDLINE = "固定电话"
    EMAIL = "电子邮箱"
    PLATE = "车牌号"
    PASSPORT = "护照号"
    ACCOUNT = "微信或QQ号"
    HOME = "住址"
    NAME = "姓名"


class Found(msgspec.Struct, frozen=True, order=True):
    """Personal data at `[start, end)` of the text."""

    start: int
    end: int
    kind: DataKind


_HAN_DIGITS = str.maketrans(
    "零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸", "0001234567891123456789236"
)
_RUN = re.compile(r"\d(?:[\s\-_.·•‐‑–—―/*,、~()\u20e3]{0,3}+\d)*(?:[\s\-]{0,2}+[Xx](?![A-Za-z]))?")
_PARTS = re.compile(r"[\r\n,、~()]")  # what parts a list or an amount as often as a number
_GROUP = re.compile(r"\d+[Xx]?|[Xx]")
_LONGEST = 19
_MOST_GROUPS = 6  # more, and it is a table of figures, unless every digit stands alone
_MOBILE = re.compile(r"(?:0{0,2}86)?0?(1[3-9]\d{9})")
_LANDLINE = re.compile(
    r"(?<!\d)\(?(?:0(?:10|2\d|[3-9]\d\d))\)?[\s\-–—]{0,3}[2-8]\d{2,3}[\s\-–—]?\d{4}(?!\d)"
    r"(?:(?:转|分机|-)\s?\d{1,6}(?!\d))?"
)
_CALLED = re.compile(
    r"(?:电话|座机|固话|传真|致电|tel|TEL|Tel)\D{0,4}([2-8]\d{2,3}[\s\-]?\d{4})(?!\d)"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]++(?:\s?@\s?|#|\s?艾特\s?|\s?[(\[]\s?(?:at|AT)\s?[)\]]\s?)"
    r"(?:[A-Za-z0-9\-]++\s?(?:[.。点]|[(\[](?:dot|DOT)[)\]])\s?)+[A-Za-z]{2,24}"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-HJ-NP-Za-hj-np-z]"
    r"[\s·•.\-]?((?:[A-HJ-NP-Za-hj-np-z0-9]){5,6})(?![A-Za-z0-9])"
)
_MARKS = re.compile(rf"〔(?:{'|'.join(DataKind)})已隐去〕")
_SIGN = "〔"  # in no pattern
_MOST_READINGS = 8
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@lru_cache(maxsize=8192)
def _one(char: str) -> str:
    """The plain form of a character when it is one character long, else the character."""
    plain = unicodedata.normalize("NFKC", char) if ord(char) > 0xFF else char
    return plain if len(plain) == 1 else char


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text without unseen characters, one plain character each, and their places."""
    places = seen_places(text)
    return "".join(_one(text[place]) for place in places), places


def _date(year: str, month: str, day: str) -> bool:
    return 1850 <= int(year) <= 2100 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _is_identity(number: str) -> bool:
    if len(number) == 15 and number.isdecimal():
        return number[0] in "12345678" and _date("19" + number[6:8], number[8:10], number[10:12])
    if len(number) != 18 or not number[:17].isdecimal():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[17] and _date(number[6:10], number[10:12], number[12:14])


def _is_card(number: str) -> bool:
    if not 13 <= len(number) <= _LONGEST or not number.isdecimal() or number[0] == "0":
        return False
    doubled = (int(digit) * 2 for digit in number[-2::-2])
    total = sum(map(int, number[-1::-2])) + sum(digit // 10 + digit % 10 for digit in doubled)
    return total % 10 == 0 and len(set(number)) > 1


def _grouped_like_a_card(groups: Sequence[str]) -> bool:
    """Whole, digit by digit, or in groups of three and more: not a row of dates or figures."""
    return all(len(group) == 1 for group in groups) or all(len(group) > 2 for group in groups[:-1])


def _even(groups: Sequence[str], parted: Sequence[bool]) -> bool:
    """Groups of three and more, or every digit on a line of its own: not a list of figures."""
    whole = all(len(group) > 2 or group == "X" for group in groups)
    return whole or (all(parted) and all(len(group) == 1 for group in groups))


def _kind(groups: Sequence[str]) -> DataKind | None:
    number = "".join(groups)
    if _MOBILE.fullmatch(number):
        return DataKind.MOBILE
    if _is_identity(number):
        return DataKind.IDENTITY
    return DataKind.CARD if _is_card(number) and _grouped_like_a_card(groups) else None


def _longest(groups: Sequence[str], parted: Sequence[bool]) -> tuple[int, DataKind] | None:
    """The longest number that begins with the first group: how many groups, and what it is.

    `parted` says before which groups a line or a list goes on: only what is grouped like a number
    goes on there.
    """
    found = None
    total = 0
    for count, group in enumerate(groups, 1):
        total += len(group)
        if total > _LONGEST:
            break
        if count <= _MOST_GROUPS or count == total:
            even = not any(parted[1:count]) or _even(groups[:count], parted[1:count])
            kind = _kind(groups[:count]) if even else None
            found = (count, kind) if kind else found
    return found


def _numbers(digits: str) -> Iterator[Found]:
    """Numbers of 11 to 19 digits, cut at blanks and dashes into at most a few groups."""
    for run in _RUN.finditer(digits):
        groups = list(_GROUP.finditer(digits, run.start(), run.end()))
        words = [group.group().upper() for group in groups]
        stops = [run.start(), *(group.end() for group in groups)]
        parted = [
            _PARTS.search(digits, stop, group.start()) is not None
            for stop, group in zip(stops, groups, strict=False)
        ]
        first = 0
        while first < len(groups):
            last = first + _LONGEST
            number = _longest(words[first:last], parted[first:last])
            count, kind = number or (1, None)
            if kind:
                start, end = groups[first].start(), groups[first + count - 1].end()
                yield Found(start - (digits[start - 1 : start] == "+"), end, kind)
            first += count


def _others(plain: str, digits: str) -> Iterator[Found]:
    for match in _EMAIL.finditer(plain):
        yield Found(match.start(), match.end(), DataKind.EMAIL)
    for match in _LANDLINE.finditer(digits):
        yield Found(match.start(), match.end(), DataKind.LANDLINE)
    for match in _CALLED.finditer(digits):
        yield Found(match.start(1), match.end(1), DataKind.LANDLINE)
    for match in _PLATE.finditer(digits):
        if sum(map(str.isdecimal, match[1])) >= 3:
            yield Found(match.start(), match.end(), DataKind.PLATE)


def _cued(plain: str, digits: str) -> Iterator[Found]:
    for spans, kind in (
        (cued.passports(digits), DataKind.PASSPORT),
        (cued.accounts(digits), DataKind.ACCOUNT),
        (cued.homes(plain), DataKind.HOME),
        (cued.names(plain), DataKind.NAME),
    ):
        yield from (Found(start, end, kind) for start, end in spans)


def _scan(plain: str) -> list[Found]:
    """What is found in one reading, in order; where two overlap, the one that begins first."""
    digits = plain.translate(_HAN_DIGITS)
    hits = [*_numbers(digits), *_others(plain, digits), *_cued(plain, digits)]
    found: list[Found] = []
    end = 0
    for one in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if one.start >= end:
            found.append(one)
            end = one.end
    return found


def find(text: str) -> list[Found]:
    """The personal data in a text, in order, not overlapping. Linear time (promise R19).

    Marks are no words, neither those that stand in the text nor those that will: it is read again
    with one in the place of each thing found, until nothing is. So masking twice changes nothing.
    """
    plain, places = _plain(text)
    spans = [(place, place + 1) for place in places]
    found: list[Found] = []
    plain, spans = _hidden(plain, spans, [match.span() for match in _MARKS.finditer(plain)])
    for _ in range(_MOST_READINGS):
        new = _scan(plain)
        if not new:
            break
        found += (Found(spans[one.start][0], spans[one.end - 1][1], one.kind) for one in new)
        plain, spans = _hidden(plain, spans, [(one.start, one.end) for one in new])
    return sorted(found)


def _hidden(
    plain: str, spans: list[tuple[int, int]], hits: Sequence[tuple[int, int]]
) -> tuple[str, list[tuple[int, int]]]:
    """The text with one sign in the place of each hit, and where every character comes from."""
    parts: list[str] = []
    kept: list[tuple[int, int]] = []
    done = 0
    for start, end in hits:
        parts += (plain[done:start], _SIGN)
        kept += (*spans[done:start], (spans[start][0], spans[end - 1][1]))
        done = end
    return "".join(parts) + plain[done:], kept + spans[done:]


def mask(text: str) -> str:
    """The text with a visible mark such as 〔手机号已隐去〕 in place of personal data.

    Idempotent: a masked text is returned as it is.
    """
    parts: list[str] = []
    done = 0
    for one in find(text):
        parts += (text[done : one.start], _mark(one))
        done = one.end
    return "".join(parts) + text[done:]


def unmasked(text: str, start: int, end: int) -> str:
    """The words of a text that stand at `[start, end)` once it is masked; a mark that begins or
    ends inside of these is taken whole."""
    moved = 0
    first, last = start, end
    for one in find(text):
        mark = one.start + moved, one.start + moved + len(_mark(one))
        moved += len(_mark(one)) - (one.end - one.start)
        if start >= mark[0]:
            first = start - moved if start >= mark[1] else one.start
        if end > mark[0]:
            last = end - moved if end > mark[1] else one.end
    return text[first:last]


def _mark(one: Found) -> str:
    return f"〔{one.kind}已隐去〕"
