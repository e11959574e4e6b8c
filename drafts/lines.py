"""The lines of a draft as spans of its text; nothing is cut away."""

import msgspec

from drafts.markers import BLANKS, BOLD, CLOSERS, ENDINGS, INVISIBLE, MARKDOWN

FULL_WIDTH_SPACE = "\u3000"


class Line(msgspec.Struct, frozen=True):
    """One line: `[start, end)` with its line end, `[head, tail)` the words between the blanks.

    `lead` is where the words begin before Markdown signs are skipped, `level` the number of `#`.
    """

    index: int
    start: int
    end: int
    lead: int
    head: int
    tail: int
    indent: int
    level: int = 0
    bold: bool = False

    @property
    def blank(self) -> bool:
        """Whether the line holds nothing a reader would see."""
        return self.lead >= self.tail


def lines_of(source: str) -> list[Line]:
    """Cut a text into lines that tile it."""
    lines, start = [], 0
    for index, raw in enumerate(source.splitlines(keepends=True)):
        lines.append(_line(index, start, raw))
        start += len(raw)
    return lines


def _line(index: int, start: int, raw: str) -> Line:
    inner = raw.lstrip(BLANKS)
    lead = len(raw) - len(inner)
    tail = lead + len(inner.rstrip(BLANKS))
    head, level = lead, 0
    prefix = MARKDOWN.match(raw, lead)
    if prefix and prefix.end() < tail:
        head, level = prefix.end(), prefix[0].count("#")
    bold = BOLD.match(raw, head)
    if bold and bold.end() < tail:
        head = bold.end()
    indent = _width(raw[: min(lead, 40)])
    return Line(
        index, start, start + len(raw), start + lead, start + head, start + tail, indent, level,
        bold is not None,
    )  # fmt: skip


def _width(blanks: str) -> int:
    """The width of an indent in Latin columns; invisible characters have none."""
    return sum(
        2 if char == FULL_WIDTH_SPACE else 4 if char == "\t" else 0 if char in INVISIBLE else 1
        for char in blanks
    )


def ends_sentence(source: str, head: int, tail: int) -> bool:
    """Whether `[head, tail)` ends as a sentence or a list entry does."""
    end = tail
    while end > head and tail - end < 8 and source[end - 1] in CLOSERS:
        end -= 1
    return end > head and (source[end - 1] in ENDINGS or source[tail - 1] in ENDINGS)
