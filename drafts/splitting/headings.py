"""编, 分编, 章, 节 and 一、 headings: which are the body's own and which belong to the 目录."""

import re
from typing import Final

import msgspec

from drafts.model import Kind
from drafts.numerals import HIGHEST, to_chinese, to_int
from drafts.splitting.candidates import Candidate
from drafts.splitting.lines import Line, ends_sentence
from drafts.splitting.markers import (
    BLANKS,
    CONTENTS,
    DOT_LEADER,
    FOREWORD,
    HEADING,
    NUMBERED,
    REFERENCE,
    SUPPLEMENT,
)
from drafts.splitting.quotes import Quotes

LEVELS: Final = {
    Kind.PART: 1,
    Kind.SUBPART: 2,
    Kind.CHAPTER: 3,
    Kind.SECTION: 4,
    Kind.HEADING: 5,
}
_KINDS: Final = {
    "编": Kind.PART,
    "編": Kind.PART,
    "篇": Kind.PART,
    "部分": Kind.PART,
    "分编": Kind.SUBPART,
    "章": Kind.CHAPTER,
    "节": Kind.SECTION,
    "節": Kind.SECTION,
}
_SIGN: Final = {
    Kind.PART: "编",
    Kind.SUBPART: "分编",
    Kind.CHAPTER: "章",
    Kind.SECTION: "节",
}
LONGEST: Final = 60
SHORT: Final = 30
LEADER: Final = 80  # dots and page number together; a line can be as long as a paragraph
_BLANK_RUN: Final = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff\u00ad]+")
_HAN_GAP: Final = re.compile(r"(?<=[\u2e80-\u9fff]) (?=[\u2e80-\u9fff])")


class Heading(msgspec.Struct, frozen=True, gc=False):
    """A heading: its lines are `[start, end)`, its title has no layout blanks."""

    kind: Kind
    start: int
    end: int
    line: int
    title: str
    number: tuple[int, int] | None = None
    label: str | None = None
    lost_number: bool = False

    @property
    def level(self) -> int:
        """1 for 编 … 5 for 一、; an outer level is a smaller number."""
        return LEVELS[self.kind]


def tidy(title: str) -> str:
    """A title as it is read: 总　　则 → 总则, without Markdown stars and dot leaders."""
    body, end = title[:-LEADER], title[-LEADER:]
    bare = (body + DOT_LEADER.sub("", end)).strip(BLANKS + "*_#")
    collapsed = _BLANK_RUN.sub(" ", bare).strip()
    pieces = collapsed.split(" ")
    spread = len(pieces) > 1 and all(len(piece) == 1 for piece in pieces)
    return _HAN_GAP.sub("", collapsed) if spread else collapsed


def is_numbered(kind: Kind) -> bool:
    """Whether headings of a kind are counted: 编, 分编, 章, 节."""
    return kind in _SIGN


def spell(kind: Kind, number: tuple[int, int]) -> str:
    """(2, 0) of a chapter → 第二章. Raises KeyError for a kind that is not counted."""
    inserted = f"之{to_chinese(number[1])}" if number[1] else ""
    return f"第{to_chinese(number[0])}{_SIGN[kind]}{inserted}"


def marked_headings(
    source: str, lines: list[Line], quotes: Quotes, articles: list[Candidate]
) -> list[Heading]:
    """Every line that reads as a heading, of the body or of a table of contents."""
    own_lines = {one.line for one in articles if not one.inline}
    inline = {one.line: one.start for one in reversed(articles) if one.inline}
    found = []
    for line in lines:
        if line.blank or line.index in own_lines or quotes.hold(line.head):
            continue
        tail = inline.get(line.index, line.tail)
        heading = _numbered_heading(source, line, tail) or _named_heading(source, line, tail)
        if heading:
            found.append(heading)
    return found


def _numbered_heading(source: str, line: Line, tail: int) -> Heading | None:
    match = HEADING.match(source, line.head, min(tail, line.head + 80))
    if match is None or tail - match.end() > LONGEST:
        return None
    number = to_int("".join(char for char in match[1] if char not in BLANKS))
    if not number or number > HIGHEST or REFERENCE.match(source, match.end(), tail):
        return None
    kind = _KINDS["".join(char for char in match[2] if char not in BLANKS)]
    extra = to_int(match[3]) or 0 if match[3] else 0
    label = spell(kind, (number, extra))
    title = tidy(source[match.end() : tail])
    end = tail if tail < line.tail else line.end
    return Heading(kind, line.start, end, line.index, title, (number, extra), label)


def _named_heading(source: str, line: Line, tail: int) -> Heading | None:
    """附则 without a number, and Markdown headings that carry none of the numbered signs."""
    words = source[line.head : min(tail, line.head + LONGEST)].strip(BLANKS + "*_")
    if SUPPLEMENT.fullmatch(words):
        return Heading(Kind.CHAPTER, line.start, line.end, line.index, "附则")
    listed = CONTENTS.fullmatch(words) or FOREWORD.fullmatch(words)
    if line.level < 2 or tail - line.head > LONGEST or listed or not words:
        return None
    match = NUMBERED.match(words)
    if match and not match[1].isascii():
        return comma_heading(source, line)
    return Heading(Kind.HEADING, line.start, line.end, line.index, tidy(words))


def comma_heading(source: str, line: Line) -> Heading | None:
    """一、受案范围 as a heading, or None when the line does not begin so."""
    match = NUMBERED.match(source, line.head, min(line.tail, line.head + 20))
    number = to_int(match[1]) if match else None
    if match is None or not number or number > HIGHEST:
        return None
    title = tidy(source[match.end() : line.tail])
    label = f"{to_chinese(number)}、"
    return Heading(Kind.HEADING, line.start, line.end, line.index, title, (number, 0), label)


def short_line(source: str, line: Line, longest: int = SHORT) -> bool:
    """Whether a line is as short as a heading and ends like none of the sentences."""
    return 0 < line.tail - line.head <= longest and not ends_sentence(source, line.head, line.tail)


def contents_line(source: str, lines: list[Line], before: int) -> Line | None:
    """The line 目录 before a position, if there is one."""
    for line in lines:
        if line.start >= before:
            return None
        words = source[line.head : line.tail].strip(BLANKS + "*_：:") if not line.blank else ""
        if len(words) <= 12 and CONTENTS.fullmatch(words):
            return line
    return None
