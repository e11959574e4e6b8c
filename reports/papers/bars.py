"""Stacked bars on one scale with their legends, told apart in black and white too."""

from collections.abc import Sequence

import msgspec

from reports import drawing
from reports.document import Picture

_LABEL = 62.0
_TOTAL = 34.0
_STEP = 17.0
_LEGEND = 18.0


class Piece(msgspec.Struct, frozen=True):
    """A piece of a bar: the fill (`drawing.segment`), what it is called, how much it is."""

    key: str
    name: str
    value: int


class Bar(msgspec.Struct, frozen=True):
    """A bar with its label."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def total(self) -> int:
        """How much the bar stands for."""
        return sum(piece.value for piece in self.pieces)


def stacked(groups: Sequence[Sequence[Bar]], unit: str, caption: str = "") -> Picture | None:
    """The bars one below the other with their numbers, and the same in words; each group has a
    legend of its own. None where all bars are empty."""
    bars = [bar for group in groups for bar in group]
    largest = max((bar.total for bar in bars), default=0)
    if not largest:
        return None
    parts: list[str] = []
    y = 0.0
    for group in groups:
        names = {(piece.key, piece.name): None for bar in group for piece in bar.pieces}
        parts += _legend(list(names), y)
        y += _LEGEND
        for bar in group:
            parts += _bar(bar, y, largest)
            y += _STEP
    said = "；".join(_in_words(bar, unit) for bar in bars)
    return Picture(drawing.svg(y + 2, parts), f"{said}。", caption)


def _bar(bar: Bar, y: float, largest: int) -> list[str]:
    parts = [drawing.text(_LABEL - 6, y + 11, bar.label, "end")]
    x = _LABEL
    for piece in bar.pieces:
        if piece.value:
            width = (drawing.WIDTH - _LABEL - _TOTAL) * piece.value / largest
            parts.append(drawing.segment(x, y + 2, width, 12, piece.key, str(piece.value)))
            x += width
    return [*parts, drawing.text(x + 5, y + 11, str(bar.total))]


def _legend(pieces: list[tuple[str, str]], y: float) -> list[str]:
    parts: list[str] = []
    x = _LABEL
    for key, name in pieces:
        parts.append(drawing.segment(x, y + 3, 16, 9, key, ""))
        parts.append(drawing.text(x + 20, y + 11, name))
        x += 30 + 9 * len(name)
    return parts


def _in_words(bar: Bar, unit: str) -> str:
    counts = "、".join(f"{p.name}{p.value}{unit}" for p in bar.pieces if p.value)
    return f"{bar.label}共{bar.total}{unit}" + (f"：{counts}" if counts else "")
