"""The heaviest sequence of pairs that keeps the order on both sides.

With gaps that cost nothing, the monotone alignment of Needleman and Wunsch (1970) is the heaviest
increasing chain of the pairs worth having; few pairs are, so a tree over the right-hand positions
(Fenwick 1994) finds it in O(n log n) where the full table takes O(n²).
"""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple


class Pair(NamedTuple):
    """The `old`-th article on the left, the `new`-th on the right, and how alike they are."""

    old: int
    new: int
    score: float


class _Reach(NamedTuple):
    """The best chain that ends at or before some position: its weight and last pair."""

    weight: float
    last: Pair | None


_NOTHING = _Reach(0.0, None)


class _Best:
    """For every position, the heaviest chain that ends at it or to its left."""

    def __init__(self, size: int) -> None:
        self._tree = [_NOTHING] * (size + 1)

    def up_to(self, position: int) -> _Reach:
        """The heaviest chain whose last pair stands before `position` on the right."""
        best = _NOTHING
        while position > 0:
            best = max(best, self._tree[position], key=_weight)
            position -= position & -position
        return best

    def put(self, position: int, reach: _Reach) -> None:
        """A chain that ends at `position` exists."""
        at = position + 1
        while at < len(self._tree):
            self._tree[at] = max(self._tree[at], reach, key=_weight)
            at += at & -at


def _weight(reach: _Reach) -> float:
    return reach.weight


def heaviest(pairs: Iterable[Pair], *, shared: bool = False) -> list[Pair]:
    """The pairs of the heaviest chain, in order; the same whatever the order of the input.

    Each article is used once, or, with `shared`, as often as it likes (a split article stands in
    two pairs of one chain).
    """
    ordered = sorted(pairs)
    if not ordered:
        return []
    size = max(pair.new for pair in ordered) + 1
    best = _Best(size)
    before: dict[Pair, Pair | None] = {}
    for _, group in groupby(ordered, key=lambda pair: pair.old):
        rows: list[tuple[Pair, _Reach]] = []
        for pair in group:
            reach = best.up_to(pair.new + 1 if shared else pair.new)
            before[pair] = reach.last
            rows.append((pair, _Reach(reach.weight + pair.score, pair)))
            if shared:
                best.put(pair.new, rows[-1][1])
        if not shared:
            for pair, reach in rows:
                best.put(pair.new, reach)
    return _walk_back(best.up_to(size).last, before)


def _walk_back(last: Pair | None, before: dict[Pair, Pair | None]) -> list[Pair]:
    chain: list[Pair] = []
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]
