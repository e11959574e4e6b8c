"""From the lines of a German or English article to its paragraphs: wrapped lines joined.

Latin text is wrapped with a ragged right margin, so the width of a line says little; what counts is
whether a blank line stands between, whether the sentence ended, and how the next line begins.
"""

from itertools import pairwise
from typing import Final

import msgspec

from drafts.foreign.western_marks import CONNECTIVE, Mark, read_mark
from drafts.splitting.lines import Line, ends_sentence
from drafts.splitting.markers import BLANKS, INVISIBLE, TABLE_RULE

MOST_MARKS: Final = 4
WIDEST: Final = 130
FEWEST_LINES: Final = 12
RUNS_ON: Final = 0.15
SPACED: Final = 0.08
SHORT: Final = 0.6
LONG_LINE: Final = 24
LEAST_INDENT: Final = 2
_DROP: Final = dict.fromkeys(map(ord, INVISIBLE))


class Wrapping(msgspec.Struct, frozen=True):
    """The width of a hard-wrapped text or None; `spaced` when blank lines stand between its
    paragraphs; `by_line` when its lines are so long that each must be a paragraph."""

    width: int | None = None
    spaced: bool = False
    by_line: bool = False


def wrapping_of(source: str, lines: list[Line]) -> Wrapping:
    """A text is wrapped when its lines are narrow and many begin in the middle of a sentence."""
    written = [line for line in lines if not line.blank]
    if len(written) < FEWEST_LINES:
        return Wrapping()
    lengths = sorted(line.tail - line.lead for line in written)
    width = lengths[int(0.98 * (len(lengths) - 1))]
    neighbours = [(a, b) for a, b in pairwise(lines) if not a.blank and not b.blank]
    running = sum(source[after.lead].islower() for _, after in neighbours)
    spaced = len(lines) - len(written) >= SPACED * len(written)
    wrapped = bool(neighbours) and (spaced or running >= RUNS_ON * len(neighbours))
    if width > WIDEST:
        return Wrapping(spaced=spaced, by_line=True)
    return Wrapping(width if wrapped else None, spaced)


class Piece(msgspec.Struct):
    """A paragraph: its span, its lines, the marks it begins with; `rows` makes it a table."""

    start: int
    end: int
    parts: list[str]
    marks: tuple[Mark, ...] = ()
    indent: int = 0
    rows: bool = False

    @property
    def words(self) -> str:
        """The lines joined as they are read; of a table, its rows one below the other."""
        if self.rows:
            return "".join(self.parts).strip("\n")
        joined = self.parts[:1]
        for before, after in pairwise(self.parts):
            # EU-\nEmissionshandel: a word parted at the line's end keeps its hyphen
            parted = before[-1:] == "-" and before[-2:-1].isalpha() and after[:1].isalpha()
            joined += [after] if parted else [" ", after]
        return "".join(joined)


class PieceReader:
    """Reads the paragraphs of any stretch of one text."""

    def __init__(self, source: str, lines: list[Line]) -> None:
        """Measure the whole text once."""
        self._source = source
        self._lines = lines
        self._wrapping = wrapping_of(source, lines)

    def read(self, start: int, end: int, first: int) -> list[Piece]:
        """The paragraphs of `[start, end)`; `first` is the index of the line `start` stands on."""
        found: list[Piece] = []
        previous: Line | None = None
        gap = True
        for index in range(first, len(self._lines)):
            line = self._lines[index]
            if line.start >= end:
                break
            head = max(start, line.lead) if line.start < start else line.lead + self._signs(line)
            head = self._past_blanks(head, line.tail)
            if line.blank or head >= line.tail or head >= end:
                gap = True
                if found:
                    found[-1].end = min(line.end, end)
                continue
            self._take(found, line, head, previous, gap, start)
            previous, gap = line, False
        return found

    def _signs(self, line: Line) -> int:
        """The width of Markdown heading signs; a dash that begins a line is the text's own."""
        return line.head - line.lead if line.level else 0

    def _past_blanks(self, head: int, tail: int) -> int:
        while head < tail and self._source[head] in BLANKS:
            head += 1
        return head

    def _take(
        self,
        found: list[Piece],
        line: Line,
        head: int,
        previous: Line | None,
        gap: bool,
        start: int,
    ) -> None:
        begin = max(line.start, start)
        if self._in_table(found, line, head):
            if not (found and found[-1].rows):
                found.append(Piece(begin, line.end, [], indent=line.indent, rows=True))
            found[-1].end = line.end
            found[-1].parts.append(self._row(line, head))
            return
        marks = self._marks(head, line.tail) if gap or self._may_mark(previous) else ()
        if not marks and not gap and previous and found and self._runs_on(head, previous):
            found[-1].end = line.end
            found[-1].parts.append(self._words(head, line.tail))
            return
        own = marks[-1].end if marks else head
        words = self._words(own, line.tail)
        found.append(Piece(begin, line.end, [words], marks, line.indent))

    def _words(self, head: int, tail: int) -> str:
        return " ".join(self._source[head:tail].translate(_DROP).split())

    def _may_mark(self, previous: Line | None) -> bool:
        """Whether a mark may follow this line without a blank line between."""
        if previous is None or self._wrapping.width is None:
            return True
        words = self._source[max(previous.head, previous.tail - 8) : previous.tail]
        # "BGBl. S.\n1) geändert": an abbreviation ends a line too, a paragraph a blank line
        if self._wrapping.spaced and words.endswith("."):
            return False
        return CONNECTIVE.search(words) is not None

    def _marks(self, head: int, tail: int) -> tuple[Mark, ...]:
        """(a)(1) at the head of a line; behind the first mark only what begins a list."""
        marks: list[Mark] = []
        while len(marks) < MOST_MARKS:
            mark = read_mark(self._source, head, tail)
            if mark is None:
                break
            if marks and not any(reading.number == (1, 0) for reading in mark.readings):
                break
            marks.append(mark)
            head = self._past_blanks(mark.end, tail)
        return tuple(marks)

    def _runs_on(self, head: int, previous: Line) -> bool:
        finished = ends_sentence(self._source, previous.head, previous.tail)
        length = previous.tail - previous.lead
        if self._wrapping.width is not None:
            return self._wrapping.spaced or not finished or length >= SHORT * self._wrapping.width
        if self._wrapping.by_line or finished:
            return False
        return length >= LONG_LINE and self._source[head].islower()

    def _in_table(self, found: list[Piece], line: Line, head: int) -> bool:
        """A row of a Markdown table, or of one of the federal law gazette: stars before cells."""
        source = self._source
        if source[head] == "|" and source.find("|", head + 1, line.tail) > 0:
            return True
        if source[head] == "*" and source[head + 1 : head + 2] in {" ", "\n", "\r"}:
            return True
        return bool(found) and found[-1].rows and line.indent >= LEAST_INDENT

    def _row(self, line: Line, head: int) -> str:
        """What a line adds to its table: a row, a cell, or the rest of a cell."""
        words = self._words(head, line.tail)
        if words[0] == "|":
            cells = [cell.strip() for cell in words.strip("|").split("|")]
            return "" if TABLE_RULE.fullmatch(words[:2000]) else "\n" + "\t".join(cells)
        bare = words.replace("*", "").strip()
        if words[0] != "*":
            return f" {bare}"
        return ("\n" if line.indent < LEAST_INDENT else "\t") + bare
