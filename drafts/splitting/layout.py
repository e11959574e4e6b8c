"""How a text is laid out: is it hard-wrapped, and how wide; does it indent its paragraphs."""

from collections import Counter
from typing import Final

import msgspec

from drafts.splitting.lines import Line, ends_sentence

FEWEST_LINES: Final = 6
NARROWEST: Final = 16
WIDEST: Final = 80
BROKEN_SHARE: Final = 0.12
SLACK: Final = 2


class Layout(msgspec.Struct, frozen=True):
    """`page` is the width of the full lines of a hard-wrapped text, or None; `indented` whether
    its paragraphs begin with an indent that the other lines lack."""

    page: int | None = None
    indented: bool = False

    def full(self, line: Line) -> bool:
        """Whether a line of a wrapped text reaches the right margin."""
        length = line.tail - line.head + line.indent // 2
        return self.page is not None and length >= self.page - SLACK


def layout_of(source: str, lines: list[Line]) -> Layout:
    """Measure a text: wrapped when many lines of one greatest length break off in mid-sentence."""
    written = [line for line in lines if not line.blank]
    lengths = Counter(_length(line) for line in written)
    page = _page(lengths, len(written))
    if page is None:
        return Layout()
    full = [line for line in written if page - SLACK <= _length(line) <= page + SLACK]
    broken = [line for line in full if not ends_sentence(source, line.head, line.tail)]
    if len(broken) < FEWEST_LINES or len(broken) < BROKEN_SHARE * len(written):
        return Layout()
    inside = [line for line in written if line.indent >= 2]
    return Layout(page, 0.03 * len(written) < len(inside) < 0.95 * len(written))


def _length(line: Line) -> int:
    return line.tail - line.head + line.indent // 2


def _page(lengths: Counter[int], written: int) -> int | None:
    """The length that many lines share and almost none exceeds."""
    over, share = 0, max(FEWEST_LINES, int(0.05 * written))
    for length in sorted(lengths, reverse=True):
        near = sum(lengths.get(length - step, 0) for step in range(SLACK + 1))
        if near >= share:
            return length if NARROWEST <= length <= WIDEST else None
        over += lengths[length]
        if over > max(2, 0.02 * written):
            return None
    return None
