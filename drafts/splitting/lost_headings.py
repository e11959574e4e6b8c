"""Headings that a text has lost in part: no number, no 目录 to tell it, or a title on two lines.

Read in the corpus: a short line without an end, alone between a finished sentence and an article of
a text with chapters, was a chapter's title in all 22 places found; a short line between a heading
and an article was the heading's second line in all 5.
"""

from bisect import bisect
from itertools import pairwise
from typing import Final

import msgspec

from drafts.model import Kind
from drafts.splitting.headings import Heading, is_numbered, short_line, spell, tidy
from drafts.splitting.lines import Line, ends_sentence
from drafts.splitting.markers import PAGE_NUMBER
from drafts.splitting.pieces import read_mark
from drafts.splitting.quotes import Quotes

FEWEST: Final = 2
LONGEST_PAGE_NUMBER: Final = 24
NOT_A_TITLE: Final = "第附"


class Between:
    """The short lines that stand alone right above an article."""

    def __init__(
        self, source: str, lines: list[Line], quotes: Quotes, articles: set[int], taken: set[int]
    ) -> None:
        """`articles` and `taken` are the lines on which articles and known headings begin."""
        self._source = source
        self._pairs: list[tuple[Line, Line]] = []
        written = [line for line in lines if not (line.blank or _is_page_number(source, line))]
        for (before, line), (_, after) in pairwise(pairwise(written)):
            begins = line.index in articles or line.index in taken
            if begins or after.index not in articles or quotes.hold(line.head):
                continue
            if self._reads_as_title(line):
                self._pairs.append((before, line))

    def _reads_as_title(self, line: Line) -> bool:
        source = self._source
        first = source[line.head]
        han = "\u3400" <= first <= "\u9fff" and first not in NOT_A_TITLE
        if not han or "\t" in source[line.head : line.tail]:
            return False
        return short_line(source, line) and not read_mark(source, line.head, line.tail)

    def lost(self, known: list[Heading]) -> list[Heading]:
        """Headings without a number; each counts on from the one before where the next agrees."""
        known = sorted(known, key=_start)
        starts = [one.start for one in known]
        heading_lines = {one.line for one in known}
        found: list[Heading] = []
        for before, line in self._pairs:
            finished = ends_sentence(self._source, before.head, before.tail)
            if not finished or before.index in heading_lines:
                continue
            at = bisect(starts, line.start)
            above = max([*known[max(at - 1, 0) : at], *found[-1:]], key=_start, default=None)
            if above or len(self._pairs) >= FEWEST:
                found += self._counted_on(line, above, known[at] if at < len(known) else None)
        return found

    def _counted_on(
        self, line: Line, above: Heading | None, below: Heading | None
    ) -> list[Heading]:
        """The lost heading: of the kind above it, or of no kind where none is counted."""
        counted = above is not None and is_numbered(above.kind)
        if above and not (counted or above.lost_number):
            return []
        kind = above.kind if above else Kind.HEADING
        number = (above.number[0] + 1, 0) if above and above.number else None
        if below and (below.kind, below.number) == (kind, number):
            number = None
        title = tidy(self._source[line.head : line.tail])
        label = spell(kind, number) if number else None
        place = (line.start, line.end, line.index)
        return [Heading(kind, *place, title, number, label, lost_number=True)]

    def continued(self, known: list[Heading]) -> list[Heading]:
        """The same headings; one whose title goes on in the next line takes it in."""
        second = {before.index: line for before, line in self._pairs}
        return [self._joined(one, second.get(one.line)) for one in known]

    def _joined(self, heading: Heading, line: Line | None) -> Heading:
        if line is None or not heading.title or not is_numbered(heading.kind):
            return heading
        title = heading.title + tidy(self._source[line.head : line.tail])
        return msgspec.structs.replace(heading, title=title, end=line.end)


def _is_page_number(source: str, line: Line) -> bool:
    short = line.tail - line.lead <= LONGEST_PAGE_NUMBER
    return short and PAGE_NUMBER.fullmatch(source, line.lead, line.tail) is not None


def _start(heading: Heading) -> int:
    return heading.start
