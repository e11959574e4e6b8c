"""The places of a sentence where provisions are named: 第X条第Y款第（Z）项, 前款, 本条, 附件一.

Works on words without blanks (a number broken over two lines is still one number). A mention says
what is written, not yet where it leads. Forms: 立法技术规范（试行）（一）, 2009, and the
bracketed 第（三）项 it advises against but which a thousand laws use.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

import msgspec

from drafts.numerals import to_int

_NUMERALS: Final = "〇零○一二三四五六七八九十百千0-9０-９"
_NUMBER: Final = f"[{_NUMERALS}]{{1,9}}"
_INSERTED: Final = (
    "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|[0-9０-９]{1,3}"
)
_SIGNS: Final = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_ONE: Final = rf"(?:[（(]{_NUMBER}[）)]|{_NUMBER}|[{_SIGNS}])"
_LIST: Final = rf"{_ONE}(?:(?:、|和|与|及|以及|或者|或|至|到|[-－—–~～])第?{_ONE}){{0,12}}"
_BEFORE: Final = "(?<![基文版副样脚范])"
EXPRESSION: Final = re.compile(
    rf"""(?=[第前本该同附])
    (?P<base>
        {_BEFORE}本(?:条(?!例(?!外)|约(?!定)|件|款|文(?!字))|款(?!项)|项(?!目)|目(?!录|的|标)
            |章(?!程)|节(?!目|能|约|课)|编(?!制|辑|号|码))
      | 前(?P<count>[两几]|{_NUMBER})?
            (?:条(?!例|约|件|文|目|款|线)|款(?!项)|项(?!目)|章(?!程)|节(?!目|能|约))
      | [该同](?:条(?=的?规定|第|所[列称]|[、，。])|款(?=的?规定|第)|项(?=规定|第))
      | 附(?P<annex_kind>[件录表图])(?P<annex>{_NUMBER})?
    )?(?:的(?=第))?
    (?:第(?P<part>{_LIST})编(?!制|辑|号|码|入))?
    (?:第(?P<subpart>{_LIST})分编)?
    (?:第(?P<chapter>{_LIST})章(?!程)(?:之(?P<chapter_inserted>{_INSERTED}))?)?
    (?:第(?P<section>{_LIST})节(?!目|能|课|假))?
    (?:第(?P<article>{_LIST})条(?:之(?P<inserted>{_INSERTED})(?![切分]))?(?!件))?
    (?:第?(?P<paragraph>{_LIST})款)?
    (?:第?(?P<item>{_LIST})项(?!目)|(?P<loose>[（(][一二三四五六七八九十]{{1,3}}[）)]))?
    (?:第?(?P<subitem>{_LIST})目(?!标|的|录|前|光))?""",
    re.VERBOSE,
)
_JOIN: Final = re.compile("(?:、|，|,)?(?:和|与|及|以及|或者|或|并|暨)?|和/或")
_RANGE: Final = re.compile("至|直至|到|[-－—–~～]{1,2}")
_PIECE: Final = re.compile(rf"(至|到|[-－—–~～])?第?[（(]?({_NUMBER}|[{_SIGNS}])[）)]?")
LEVELS: Final = (
    *("part", "subpart", "chapter", "section"),
    *("article", "paragraph", "item", "subitem"),
)

Number = tuple[int, int]


class Span(msgspec.Struct, frozen=True):
    """One number, or the numbers from `first` to `last`: 第三项, 第（一）至（三）项."""

    first: Number
    last: Number


Steps = dict[str, tuple[Span, ...]]
"""The numbered steps of a mention, outermost first: level to numbers."""


class Tie(Enum):
    """How a mention hangs on the one before it."""

    NONE = "none"
    LIST = "list"
    RANGE = "range"


class Mention(msgspec.Struct, frozen=True):
    """What is named at `[start, end)` of the words: a base (前款, 本条, 附件一) and numbered steps.

    `base` is the word without its count; `count` is 2 in 前两款, 0 in 前几款.
    """

    start: int
    end: int
    base: str
    count: int
    steps: Steps


def mentions(words: str) -> Iterator[Mention]:
    """Every mention of a provision, in the order of the text. Linear; raises nothing."""
    for match in EXPRESSION.finditer(words):
        if match.end() > match.start() and (mention := _mention(match)):
            yield mention


def tie(between: str) -> Tie:
    """What the words between two mentions make of them: a list, a range, or nothing."""
    if _RANGE.fullmatch(between):
        return Tie.RANGE
    return Tie.LIST if len(between) <= 4 and _JOIN.fullmatch(between) else Tie.NONE


def _mention(match: re.Match[str]) -> Mention | None:
    steps: Steps = {}
    for level in LEVELS:
        written = match[level] or (level == "item" and match["loose"]) or ""
        if written:
            inserted = match["inserted"] if level == "article" else None
            inserted = match["chapter_inserted"] if level == "chapter" else inserted
            spans = _spans(written, inserted)
            if not spans:
                return None
            steps[level] = spans
    base = match["base"] or ""
    if match["annex_kind"]:
        number = to_int(match["annex"]) if match["annex"] else 0
        return Mention(match.start(), match.end(), "附" + match["annex_kind"], number or 0, steps)
    if not base and not steps:
        return None
    return Mention(match.start(), match.end(), _plain(base), _count(match), steps)


def _plain(base: str) -> str:
    """前两款 → 前款."""
    return base[0] + base[-1] if base else ""


def _count(match: re.Match[str]) -> int:
    word = match["count"]
    if word is None:
        return 1
    return 0 if word == "几" else (to_int(word) or 1)


def _spans(written: str, inserted: str | None) -> tuple[Span, ...]:
    """（一）至（三） → one span; 三、五 → two. Empty when a numeral spells no number."""
    spans: list[Span] = []
    for ranged, numeral in _PIECE.findall(written):
        number = _SIGNS.find(numeral) + 1 if numeral in _SIGNS else to_int(numeral)
        if not number:
            return ()
        if ranged and spans:
            spans.append(Span(spans.pop().first, (number, 0)))
        else:
            spans.append(Span((number, 0), (number, 0)))
    if inserted and spans:
        sub = to_int(inserted) or 0
        last = spans.pop()
        first = (last.first[0], sub) if last.first == last.last else last.first
        spans.append(Span(first, (last.last[0], sub)))
    return tuple(spans)
