"""A text in pieces for the page: what is only said here, what was left out of the comparison."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

Span = tuple[int, int]


class PieceKind(StrEnum):
    """How a piece of a text is shown; `SAID` is plain."""

    SAID = "said"
    NEW = "new"
    CUT = "cut"


class Piece(msgspec.Struct, frozen=True):
    """Some words of a text, verbatim."""

    text: str
    kind: PieceKind


def pieces(text: str, new: Sequence[Span], cut: Sequence[Span] = ()) -> tuple[Piece, ...]:
    """The pieces that make up `text`, in order and without gaps; what is both new and cut counts
    as new: it was not compared, but it has to be read."""
    kinds = [PieceKind.SAID] * len(text)
    for spans, kind in ((cut, PieceKind.CUT), (new, PieceKind.NEW)):
        for start, end in spans:
            for place in range(max(start, 0), min(end, len(text))):
                kinds[place] = kind
    found: list[Piece] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or kinds[place] is not kinds[start]:
            found.append(_piece(text[start:place], kinds[start]))
            start = place
    return tuple(found)


def _piece(words: str, kind: PieceKind) -> Piece:
    """A piece; brackets around mere punctuation would say nothing."""
    idle = kind is PieceKind.CUT and not any(map(str.isalnum, words))
    return Piece(words, PieceKind.SAID if idle else kind)


def part(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The spans inside `[start, end)`, counted from its start."""
    return [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
