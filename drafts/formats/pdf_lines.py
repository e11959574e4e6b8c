"""The lines of a PDF become paragraphs again: page furniture out, hard wraps joined where sure.

Works on places on paper alone, so that a test needs no PDF. Points are PDF points; y grows upwards.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Final

import msgspec

from drafts.splitting.lines import ends_sentence
from drafts.splitting.markers import (
    ANNEX,
    ARTICLE,
    BLANKS,
    CONTENTS,
    DOT_LEADER,
    FOREWORD,
    HEADING,
    PAGE_NUMBER,
    SUPPLEMENT,
)
from drafts.splitting.pieces import join, read_mark

EDGE: Final = 2  # furniture stands among the first or last two lines of a page
SAME_PLACE: Final = 3.0
REPEATED: Final = 0.4  # left and right pages may carry different heads
SLACK: Final = 2.2  # a line may end this many characters early: 避头尾
INDENT: Final = 0.9
SAME_SIZE: Final = 1.15
SMALL_HEAD: Final = 1.4  # 小三 or 三号 text, 小五 or 五号 heads: 1.5 and more
_LAST_NUMBER: Final = re.compile(r"(?<![0-9])[0-9]{1,4}(?=[^0-9]{0,4}$)")
_OF_PAGES: Final = re.compile(r"[0-9]{1,4}\s{0,3}/\s{0,3}[0-9]{1,4}")
_GLANCE: Final = 40
_GROUP: Final = re.compile(
    r"[（《“‘〈【「『(]{0,4}(?:[0-9A-Za-z.%-]{1,20}|.)[）》”’〉】」』、，。；：！？)…]{0,4}"
)


class PageLine(msgspec.Struct, frozen=True):
    """One printed line: its page, its box and its words without outer blanks; or a table."""

    page: int
    left: float
    right: float
    bottom: float
    top: float
    words: str
    rows: tuple[tuple[str, ...], ...] = ()


class Paragraph(msgspec.Struct):
    """Joined lines and the page of the first; `doubtful` when it may be no new paragraph."""

    parts: list[str]
    page: int
    doubtful: bool = False
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """The lines as one."""
        return join(self.parts)


class Furniture(msgspec.Struct, frozen=True):
    """What is no part of the text: numbers of pages, and lines repeated from page to page."""

    numbers: frozenset[PageLine]
    heads: frozenset[PageLine]


def furniture(lines: list[PageLine]) -> Furniture:
    """Page numbers at the edges of pages, and heads or feet that stand at one place again."""
    pages: dict[int, list[PageLine]] = defaultdict(list)
    for line in lines:
        if not line.rows:
            pages[line.page].append(line)
    edges = [line for page in pages.values() for line in _edges(page)]
    numbers = {line for line in edges if _is_page_number(line.words)}
    places: dict[str, list[PageLine]] = defaultdict(list)
    for line in edges:
        for words in {line.words, _counted(line)} if line not in numbers else ():
            places[words].append(line)
    least = max(2, REPEATED * len(pages))
    heads = {one for same in places.values() for one in _repeated(same, least)}
    heads |= {line for page in pages.values() for line in _small_head(page)}
    return Furniture(frozenset(numbers), frozenset(heads))


def _small_head(page: list[PageLine]) -> list[PageLine]:
    """The line on top of a page that is much smaller than its text and stands far above it.

    A document of one page repeats nothing, so its running head is known by its place alone.
    """
    first, *rest = sorted(page, key=lambda line: -line.top)
    if len(rest) < 2:
        return []
    height = median(line.top - line.bottom for line in rest)
    small = (first.top - first.bottom) * SMALL_HEAD <= height
    return [first] if small and first.bottom - rest[0].top >= height else []


def _edges(page: list[PageLine]) -> list[PageLine]:
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height if len(by_height) <= 2 * EDGE else by_height[:EDGE] + by_height[-EDGE:]


def _is_page_number(words: str) -> bool:
    return bool(PAGE_NUMBER.fullmatch(words[:30]) or _OF_PAGES.fullmatch(words[:30]))


def _counted(line: PageLine) -> str:
    """A line with its last number counted from the page: 条例　第 3 页 is the same on all pages."""
    return _LAST_NUMBER.sub(lambda digits: f"\0{int(digits[0]) - line.page}", line.words)


def _repeated(same: list[PageLine], least: float) -> list[PageLine]:
    """Those of equal lines that stand at the height where most of them stand."""
    heights = Counter(round(line.bottom / SAME_PLACE) for line in same)
    height = heights.most_common(1)[0][0] * SAME_PLACE
    there = [line for line in same if abs(line.bottom - height) <= SAME_PLACE]
    return there if len({line.page for line in there}) >= least else []


class _Measure:
    """The margins of the text on left and right pages, the em, and whether paragraphs indent."""

    def __init__(self, printed: list[PageLine], em: float) -> None:
        self.em = em
        lines = [line for line in printed if not line.rows]
        self._margins = {
            odd: _margins([line for line in lines if line.page % 2 == odd], em) for odd in (0, 1)
        }
        gaps = [a.bottom - b.top for a, b in pairwise(lines) if a.page == b.page]
        self.gap = median(gaps) if gaps else 0.0
        begins = [b for a, b in pairwise(lines) if not self.full(a) and not self.centred(b)]
        indented = sum(self.indent(line) >= INDENT for line in begins)
        self.indents = indented > 0.5 * len(begins)

    def indent(self, line: PageLine) -> float:
        """How far a line begins inside the margin, in characters."""
        return (line.left - self._margins[line.page % 2][0]) / self.em

    def rest(self, line: PageLine) -> float:
        """How far a line ends before the margin, in characters."""
        return (self._margins[line.page % 2][1] - line.right) / self.em

    def full(self, line: PageLine, group: int = 0) -> bool:
        """Whether a line reaches the right margin, so that `group` characters more do not fit."""
        return self.rest(line) <= max(SLACK, group)

    def centred(self, line: PageLine) -> bool:
        """Whether a line stands in the middle, as titles do."""
        left, right = self.indent(line), self.rest(line)
        return left > SLACK and right > SLACK and abs(left - right) <= 1.0

    def apart(self, before: PageLine, after: PageLine) -> bool:
        """Whether two lines differ in size, or more than the usual space lies between them."""
        sizes = before.top - before.bottom, after.top - after.bottom
        if max(sizes) > SAME_SIZE * min(sizes):
            return True
        same = before.page == after.page
        return same and before.bottom - after.top > self.gap + 0.6 * self.em


def _margins(lines: list[PageLine], em: float) -> tuple[float, float]:
    """Where most lines begin, and the furthest place where a twentieth of them end."""
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.left / em * 2) for line in lines)
    enough = max(1, 0.05 * len(lines))
    left = min((place for place, count in lefts.items() if count >= enough), default=0) * em / 2
    rights = sorted((line.right for line in lines), reverse=True)
    return left, rights[min(len(rights) - 1, int(enough) - 1)]


def paragraphs(lines: list[PageLine], em: float) -> Iterator[Paragraph]:
    """The paragraphs that printed lines make; `em` is the width of a character."""
    measure = _Measure(lines, max(em, 1.0))
    current: Paragraph | None = None
    previous: PageLine | None = None
    for line in lines:
        joined, doubtful = _joins(previous, line, measure) if previous else (False, False)
        if current and previous and _runs_on(previous, line):
            current.rows += line.rows
        elif current and joined:
            current.parts.append(line.words)
        else:
            if current:
                yield current
            current = Paragraph([line.words], line.page, doubtful, line.rows)
        previous = line
    if current:
        yield current


def _runs_on(before: PageLine, line: PageLine) -> bool:
    """Whether a table carries on the one that the page before ended with."""
    both = bool(before.rows and line.rows) and line.page == before.page + 1
    return both and len(before.rows[0]) == len(line.rows[0])


def _joins(before: PageLine, line: PageLine, measure: _Measure) -> tuple[bool, bool]:
    """Whether a line carries on the one before, and whether that is in doubt."""
    if _is_apart(before, line, measure):
        return False, False
    finished = ends_sentence(before.words, 0, len(before.words))
    if begins_unit(line.words) and (finished or measure.indent(line) >= INDENT):
        return False, False
    if not finished:
        return True, False
    if measure.indents:
        return measure.indent(line) < INDENT, False
    return False, True


def _is_apart(before: PageLine, line: PageLine, measure: _Measure) -> bool:
    """Whether two lines cannot belong to one paragraph, whatever they say."""
    if before.rows or line.rows or measure.apart(before, line):
        return True
    if not measure.full(before, _unbreakable(line.words)):
        return True
    if measure.centred(line) or measure.centred(before):
        return True
    return stands_alone(line.words) or DOT_LEADER.search(before.words) is not None


def _unbreakable(words: str) -> int:
    """How many characters at the head of a line may not be parted: （三）、"""
    group = _GROUP.match(words)
    return min(group.end(), _GLANCE) if group else 0


def stands_alone(words: str) -> bool:
    """Whether a line is 目录, 序言, 附则 or the number of an annex and nothing else."""
    bare = words[:_GLANCE].strip(BLANKS)
    return any(mark.fullmatch(bare) for mark in (CONTENTS, FOREWORD, SUPPLEMENT, ANNEX))


def begins_unit(words: str) -> bool:
    """Whether a line begins like an article, a heading or an entry of a list."""
    head = words[:_GLANCE].lstrip(BLANKS)
    return bool(ARTICLE.match(head) or HEADING.match(head) or read_mark(head, 0, len(head)))
