"""Texts that share rare characters and pairs of them: what finds the same wish in other words.

Cosine of the binary vectors of their characters and bigrams, where a rare one weighs more
(inverse document frequency over the texts put); characters that every comment has are left out.
A hint for people, never a reason to join.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

_IDLE = str.maketrans(
    "",
    "",
    "的了是我你们请建议希望应当该要不有在和也都就这个人一对等为与及或以上下中能可吗呢吧还没会到说得"
    "给把被让从很太更最多少大小好么什怎样那哪些其此所而但如果因为已时后前",
)
_MOST = 800  # of a text that is looked for
_COMMON = 0.2  # what more than a fifth of the texts have tells nothing
_FEW = 50  # unless there are few texts at all
_SPREAD = np.uint32(2654435761)
_SECOND = np.uint32(2246822519)


class _Index(msgspec.Struct, frozen=True, eq=False):
    """Every (character or bigram, row), sorted; and the length of each row's vector."""

    codes: NDArray[np.uint32]
    rows: NDArray[np.int32]
    lengths: NDArray[np.float64]


class Phrases:
    """Rows numbered in the order they were put; indexed at the first look after a change."""

    def __init__(self) -> None:
        self._new: list[NDArray[np.uint32]] = []
        self._index = _Index(np.empty(0, np.uint32), np.empty(0, np.int32), np.empty(0))

    def put(self, texts: Sequence[str]) -> None:
        """Add rows."""
        self._new += map(_parts, texts)

    def near(self, text: str, least: float) -> list[tuple[int, float]]:
        """The rows whose cosine with `text` is at least `least`, with it; the nearest first."""
        self._take_in()
        index, size = self._index, len(self._index.lengths)
        wanted = _parts(text)[:_MOST]
        if not size or not len(wanted):
            return []
        first = np.searchsorted(index.codes, wanted, side="left")
        last = np.searchsorted(index.codes, wanted, side="right")
        squares = _weights(last - first, size) ** 2
        telling = (last - first) <= max(_FEW, int(_COMMON * size))
        products = np.zeros(size)
        for start, stop, square in zip(
            first[telling].tolist(), last[telling].tolist(), squares[telling].tolist(), strict=True
        ):
            products[index.rows[start:stop]] += square
        cosines = products / np.maximum(index.lengths * np.sqrt(squares.sum()), 1e-9)
        rows = np.flatnonzero(cosines >= least)
        order = np.lexsort((rows, -cosines[rows]))
        return [(int(row), float(cosines[row])) for row in rows[order]]

    def _take_in(self) -> None:
        if not self._new:
            return
        known = len(self._index.lengths)
        size = known + len(self._new)
        sizes = np.fromiter(map(len, self._new), np.int64, len(self._new))
        new_rows = np.repeat(np.arange(known, size, dtype=np.int32), sizes)
        codes = np.concatenate([self._index.codes, *self._new])
        rows = np.concatenate([self._index.rows, new_rows])
        self._new = []
        order = np.argsort(codes, kind="stable")
        codes, rows = codes[order], rows[order]
        _, counts = np.unique(codes, return_counts=True)
        squares = np.repeat(_weights(counts, size) ** 2, counts)
        lengths = np.sqrt(np.bincount(rows, weights=squares, minlength=size))
        self._index = _Index(codes, rows, lengths)


def _weights(counts: NDArray[np.int64], total: int) -> NDArray[np.float64]:
    """Inverse document frequency, smoothed: log(1 + total / count)."""
    return np.log1p(total / np.maximum(counts, 1))


def _parts(text: str) -> NDArray[np.uint32]:
    """The different characters and bigrams of a folded text, idle ones left out; bigrams hashed."""
    told = text.translate(_IDLE).encode("utf-32-le", "surrogatepass")
    codes: NDArray[np.uint32] = np.frombuffer(told, np.uint32)
    mixed: NDArray[np.uint32] = codes[:-1] * _SPREAD + codes[1:] * _SECOND
    return np.unique(np.concatenate((codes, mixed ^ (mixed >> np.uint32(15)))))
