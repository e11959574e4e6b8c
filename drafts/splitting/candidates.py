"""Every place where an article could begin, with how much it looks like one."""

from typing import Final

import msgspec

from drafts.numerals import HIGHEST, to_int
from drafts.splitting.lines import Line, ends_sentence
from drafts.splitting.markers import ARTICLE, BLANKS, BOLD, NUMBERED, REFERENCE, SPELT_OUT
from drafts.splitting.quotes import Quotes

REACH: Final = 80
LINE_START: Final = 1.0
BLANK_AFTER: Final = 0.3
MARKED: Final = 0.3
SPOKEN_OF: Final = -0.9
MID_SENTENCE: Final = -0.5
AFTER_STOP: Final = 0.1
GLUED: Final = -0.6
_STOPS: Final = "。；！？;!?”）)"
_OPENERS: Final = "“‘「『《〈<（(\"'"


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A possible beginning: `[start, end)` is the mark itself, `line` the line it stands on.

    `begin` is where its unit would begin: its line, or its mark when `inline`.
    `weight` is how much it looks like one; `inline` that it stands in the middle of its line.
    """

    start: int
    end: int
    number: tuple[int, int]
    weight: float
    line: int
    inline: bool = False
    odd: str | None = None
    begin: int = 0


def articles(source: str, lines: list[Line], quotes: Quotes, page: int | None) -> list[Candidate]:
    """All candidates for 第X条 in the order of the text; `page` is the width of a wrapped text."""
    found: list[Candidate] = []
    previous: Line | None = None
    for line in lines:
        if line.blank:
            continue
        if not quotes.hold(line.head):
            first = _at_line_start(source, line, previous, page)
            if first:
                found.append(first)
        if source[line.head] != "|" and source.find("条", line.head + 2, line.tail) >= 0:
            found.extend(_inside(source, line, quotes))
        previous = line
    return found


def numbered(source: str, lines: list[Line], quotes: Quotes) -> list[Candidate]:
    """All candidates for a level counted 一、 二、 三、 in a text without articles."""
    found = []
    for line in lines:
        if line.blank or quotes.hold(line.head):
            continue
        match = NUMBERED.match(source, line.head, min(line.tail, line.head + REACH))
        number = to_int(match[1]) if match and not match[1].isascii() else None
        if match and number and number <= HIGHEST:
            mark = (line.head, match.end())
            found.append(Candidate(*mark, (number, 0), LINE_START, line.index, begin=line.start))
    return found


def _at_line_start(
    source: str, line: Line, previous: Line | None, page: int | None
) -> Candidate | None:
    match = ARTICLE.match(source, line.head, min(line.tail, line.head + REACH))
    number = _number(match[1], match[2]) if match else None
    if match is None or number is None:
        return None
    end = _past_bold(source, match.end(), line.tail)
    weight = LINE_START + (MARKED if line.bold or line.level else 0.0)
    weight += _weigh_rest(source, end, line.tail)
    if previous and _unfinished(source, previous, page):
        weight += MID_SENTENCE
    return Candidate(
        line.head, end, number, weight, line.index, odd=_odd(match[0]), begin=line.start
    )


def _inside(source: str, line: Line, quotes: Quotes) -> list[Candidate]:
    found = []
    for match in ARTICLE.finditer(source, line.head + 1, line.tail):
        start, end = match.start(), _past_bold(source, match.end(), line.tail)
        number = _number(match[1], match[2])
        before = source[max(line.head, start - 12) : start]
        bare = before.rstrip(BLANKS + "*_")
        if number is None or not bare or bare[-1] in _OPENERS or quotes.hold(start):
            continue
        rest = _weigh_rest(source, end, line.tail)
        if rest < 0 or end >= line.tail:
            continue
        stopped = bare[-1] in _STOPS
        if stopped or rest > 0:
            weight = (AFTER_STOP if stopped else GLUED) + rest + (0.2 if bare != before else 0.0)
            found.append(
                Candidate(start, end, number, weight, line.index, True, _odd(match[0]), start)
            )
    return found


def _weigh_rest(source: str, end: int, tail: int) -> float:
    """What follows the number: a blank or a caption speaks for a beginning, 规定 or 、 against."""
    if end >= tail or SPELT_OUT.match(source, end) or source[end] in "（(【〖［[":
        return BLANK_AFTER
    if REFERENCE.match(source, end, min(tail, end + REACH)):
        return SPOKEN_OF
    return BLANK_AFTER if source[end] in BLANKS or source[end - 1] in "*_" else 0.0


def _unfinished(source: str, line: Line, page: int | None) -> bool:
    """Whether a line breaks off in mid-sentence (a heading or a title does not)."""
    length = line.tail - line.head
    full = length >= (page - 2 if page else 60)
    return full and not line.level and not ends_sentence(source, line.head, line.tail)


def _past_bold(source: str, end: int, tail: int) -> int:
    match = BOLD.match(source, end, tail)
    return match.end() if match else end


def _number(base: str, inserted: str | None) -> tuple[int, int] | None:
    number = to_int(_squeeze(base))
    extra = to_int(_squeeze(inserted)) if inserted else 0
    if not number or number > HIGHEST or extra is None:
        return None
    return number, extra


def _squeeze(numeral: str) -> str:
    return "".join(char for char in numeral if char not in BLANKS)


def _odd(mark: str) -> str | None:
    """What is unusual about a mark: blanks inside it, or 笫 for 第."""
    if mark[0] == "笫":
        return "odd-sign"
    return "number-blank" if any(char in BLANKS for char in mark) else None
