"""The lines of a draft as spans of its text; nothing is cut away."""

import msgspec

from drafts.splitting.markers import BLANKS, BOLD, CLOSERS, ENDINGS, INVISIBLE, MARKDOWN

FULL_WIDTH_SPACE = "\u3000"
_MARKDOWN_SIGNS = "#>-+*_"


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line: `[start, end)` with its line end, `[head, tail)` the words between the blanks.

    `lead` is where the words begin before Markdown signs are skipped, `level` the number of `#`.
    Neighbouring blank lines are one `blank` line.
    """

    index: int
    start: int
    end: int
    lead: int
    head: int
    tail: int
    indent: int = 0
    level: int = 0
    bold: bool = False
    blank: bool = False


def lines_of(source: str) -> list[Line]:
    """Cut a text into lines that tile it; a run of blank lines is one."""
    lines: list[Line] = []
    start = begun = 0
    for raw in source.splitlines(keepends=True):
        end = start + len(raw)
        if not raw.isspace() and raw.strip(BLANKS):
            if begun < start:
                lines.append(_blank(len(lines), begun, start))
            lines.append(_line(len(lines), start, raw))
            begun = end
        start = end
    if begun < start:
        lines.append(_blank(len(lines), begun, start))
    return lines


def _blank(index: int, start: int, end: int) -> Line:
    return Line(index, start, end, end, end, end, blank=True)


def _line(index: int, start: int, raw: str) -> Line:
    inner = raw.lstrip(BLANKS)
    lead = len(raw) - len(inner)
    tail = lead + len(inner.rstrip(BLANKS))
    head, level, bold = lead, 0, False
    if inner[0] in _MARKDOWN_SIGNS:
        prefix = MARKDOWN.match(raw, lead)
        if prefix and prefix.end() < tail:
            head, level = prefix.end(), prefix[0].count("#")
        strong = BOLD.match(raw, head)
        if strong and strong.end() < tail:
            head, bold = strong.end(), True
    indent = _width(raw[: min(lead, 40)]) if lead else 0
    return Line(
        index,
        start,
        start + len(raw),
        start + lead,
        start + head,
        start + tail,
        indent,
        level,
        bold,
    )


def _width(blanks: str) -> int:
    """The width of an indent in Latin columns; invisible characters have none."""
    return sum(
        2 if char == FULL_WIDTH_SPACE else 4 if char == "\t" else 0 if char in INVISIBLE else 1
        for char in blanks
    )


def ends_sentence(source: str, head: int, tail: int) -> bool:
    """Whether `[head, tail)` ends as a sentence or a list entry does.

    A private-use character behind the stop is what a lost footnote sign leaves.
    """
    end = tail
    while end > head and tail - end < 8 and _closes(source[end - 1]):
        end -= 1
    return end > head and (source[end - 1] in ENDINGS or source[tail - 1] in ENDINGS)


def _closes(char: str) -> bool:
    return char in CLOSERS or "\ue000" <= char <= "\uf8ff"
