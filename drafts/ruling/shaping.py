"""A stretch of a draft read as the kind of unit a person says it is."""

import re
from typing import Final

import msgspec

from drafts.model import Kind
from drafts.numerals import HIGHEST, article_label, to_int
from drafts.splitting.headings import tidy
from drafts.splitting.lines import Line, ends_sentence
from drafts.splitting.markers import (
    ANNEX,
    ARTICLE,
    BLANKS,
    CAPTION,
    COMMENT,
    HEADING,
    INVISIBLE,
    NUMBERED,
)
from drafts.splitting.pieces import join, read_mark
from drafts.splitting.tree import Node

DIVISIONS: Final = {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING}
SHAPES: Final = DIVISIONS | {
    *(Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.ANNEX, Kind.NOTE, Kind.TEXT)
}
"""What a stretch can be read as."""
_MARK: Final = re.compile(f"(?:{ARTICLE.pattern})|(?:{HEADING.pattern})|(?:{NUMBERED.pattern})")
_WESTERN: Final = re.compile(
    r"(?:§|Art(?:icle|ikel|\.)|Sec(?:tion|\.|t\.)|Chapter|Part|Kapitel|Abschnitt|Teil)?"
    r"\s{0,3}([0-9]{1,4})(?:[.、．:]|(?=\s)|$)",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[。；：！？;!?][”’」』）)]{0,3}[\s\u3000]{0,8}")
_MARKS: Final = re.compile(
    rf"(?:{ARTICLE.pattern})|(?:{HEADING.pattern})|[（(][一二三四五六七八九十0-9]{{1,3}}[）)]|[①-⑳]"
)
_DROP: Final = dict.fromkeys(map(ord, INVISIBLE))
_LONGEST_CAPTION: Final = 20


class Span(msgspec.Struct, frozen=True, gc=False):
    """The words of one line of a stretch: `[head, tail)` without the blanks around them."""

    head: int
    tail: int


def spans(source: str, lines: list[Line], start: int, end: int) -> list[Span]:
    """The words of `[start, end)` line by line; `lines` are those it touches."""
    found = []
    for line in lines:
        head, tail = max(line.lead if line.start >= start else start, start), min(line.tail, end)
        head = line.head if line.head > head >= line.lead else head
        while head < tail and source[head] in BLANKS:
            head += 1
        while tail > head and source[tail - 1] in BLANKS:
            tail -= 1
        if head < tail and not COMMENT.fullmatch(source, head, tail):
            found.append(Span(head, tail))
    return found


def paragraph_of(source: str, stretch: list[Span]) -> list[str]:
    """The lines of a stretch as they are read: a line that breaks off goes on with the next."""
    read: list[str] = []
    broken = False
    for one in stretch:
        words = source[one.head : one.tail].translate(_DROP).strip(BLANKS + "*")
        read = [*read[:-1], join([read[-1], words])] if broken and read else [*read, words]
        broken = not ends_sentence(source, one.head, one.tail)
    return [words for words in read if words]


def shape(kind: Kind, source: str, stretch: list[Span], start: int, end: int) -> list[Node] | None:
    """The nodes `[start, end)` becomes when read as `kind`, in the order of the text.

    An article comes with its first paragraph, a heading with the lines after its own as one.
    None when there is no number an article could carry (立法法 art. 65: 条 are numbered).
    """
    if kind is Kind.ARTICLE:
        return _article(source, stretch, start, end)
    if kind in DIVISIONS or kind is Kind.ANNEX:
        return _division(kind, source, stretch, start, end)
    node = Node(kind, start, end)
    if kind in {Kind.ITEM, Kind.SUBITEM}:
        mark = read_mark(source, stretch[0].head, stretch[0].tail)
        if mark:
            node.number, node.label = (mark.number, 0), mark.label
            stretch = _after(stretch, mark.end)
    node.words = paragraph_of(source, stretch)
    return [node]


def _article(source: str, stretch: list[Span], start: int, end: int) -> list[Node] | None:
    first = stretch[0]
    number, label, body = _number(source, first)
    if number is None or not 1 <= number[0] <= HIGHEST:
        return None
    node = Node(Kind.ARTICLE, start, end, number, label if "条" in label else article_label(number))
    caption = CAPTION.match(source, body, first.tail)
    words = tidy(caption[1] or caption[2]) if caption else ""
    if caption and 0 < len(words) <= _LONGEST_CAPTION:
        node.caption, body = words, caption.end()
    rest = paragraph_of(source, _after(stretch, body))
    return [node, Node(Kind.PARAGRAPH, body, end, words=rest)]


def _division(kind: Kind, source: str, stretch: list[Span], start: int, end: int) -> list[Node]:
    first, label, number = stretch[0], None, None
    body = first.head
    if kind is Kind.ANNEX:
        mark = ANNEX.match(source, first.head, first.tail)
        if mark:
            label, body = _bare(mark[0]), mark.end()
            count = to_int(mark[1]) if mark[1] else None
            number = (count, 0) if count else None
    else:
        number, label, body = _number(source, first)
    title = tidy(source[body : first.tail].lstrip(BLANKS + "：:"))
    node = Node(kind, start, end, number, label or None, title or None, words=[title])
    if len(stretch) == 1:
        return [node]
    rest = Node(Kind.PARAGRAPH, stretch[1].head, end, words=paragraph_of(source, stretch[1:]))
    return [node, rest]


def _number(source: str, first: Span) -> tuple[tuple[int, int] | None, str, int]:
    """The number printed at the head of a line, its mark, and where the words after it begin."""
    match = _MARK.match(source, first.head, min(first.tail, first.head + 60))
    if match:
        groups = match.groups()
        numeral, extra = groups[0] or groups[2] or groups[5], groups[1] or groups[4]
        base, inserted = to_int(_bare(numeral)), to_int(extra) if extra else 0
        if base:
            return (base, inserted or 0), _bare(match[0]), match.end()
    plain = _WESTERN.match(source, first.head, first.tail)
    if plain and int(plain[1]):
        return (int(plain[1]), 0), _bare(plain[0]), plain.end()
    return None, "", first.head


def _after(stretch: list[Span], body: int) -> list[Span]:
    """A stretch without what stands before `body` on its first line."""
    return [Span(min(body, stretch[0].tail), stretch[0].tail), *stretch[1:]]


def _bare(words: str) -> str:
    return "".join(char for char in words if char not in BLANKS)


def breaks(source: str, line: Line) -> list[int]:
    """Where a line could be cut in two: after a sign that ends a clause, before a printed mark."""
    found = {match.end() for match in _CLAUSE.finditer(source, line.head, line.tail)}
    found |= {match.start() for match in _MARKS.finditer(source, line.head, line.tail)}
    return sorted(one for one in found if line.head < one < line.tail)
