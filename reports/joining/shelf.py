"""Texts as numbers, growing: which of them stand nearest to a new one, and no pair lost.

The bounds and the comparison are the clusterer's own (`reports.comparing`). Rows are kept in
blocks; new rows make a block, and blocks of like size become one, so that growing by one costs
little and a search meets few blocks.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from reports.comparing.encoding import Encoded, Entry, encode
from reports.comparing.nearest import waves
from reports.comparing.scan import Layout, Pairs, layout
from reports.comparing.verify import Matches, shares, totals, verify
from reports.similarity import Threshold


class Near(msgspec.Struct, frozen=True):
    """A row, and how far it is: `distance` edits in `total` characters of both texts."""

    row: int
    distance: int
    total: int


class _Block(msgspec.Struct, frozen=True, eq=False):
    first: int
    encoded: Encoded
    layout: Layout


class Shelf:
    """Rows numbered in the order they were put. Rows of another stance are never near."""

    def __init__(self) -> None:
        self._stances: dict[str, int] = {}
        self._blocks: list[_Block] = []
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def put(self, entries: Sequence[Entry]) -> None:
        """Add rows."""
        if not entries:
            return
        self._blocks.append(_block(encode(entries, self._stances), self._size))
        self._size += len(entries)
        while len(self._blocks) > 1 and len(self._blocks[-2].encoded) < 2 * len(
            self._blocks[-1].encoded
        ):
            last, before = self._blocks.pop(), self._blocks.pop()
            self._blocks.append(_block(_joined(before.encoded, last.encoded), before.first))

    def row(self, number: int) -> Entry:
        """What was put as this row."""
        block = next(one for one in reversed(self._blocks) if one.first <= number)
        return block.encoded.entries[number - block.first]

    def nearest(self, entry: Entry, threshold: Threshold) -> Near | None:
        """The row the leader rule picks: smallest distance through total length, of several the
        first put; None when no row is within the threshold."""
        found = self.near(entry, threshold, 1)
        return found[0] if found else None

    def near(self, entry: Entry, threshold: Threshold, most: int) -> tuple[Near, ...]:
        """The `most` nearest rows within the threshold, the nearest first."""
        if not entry.core or entry.stance not in self._stances:
            return ()
        one = encode([entry], self._stances)
        own = layout(one, np.zeros(1, np.int32))
        best = _Best(most)
        for block in self._blocks:
            for pairs in waves(one, block.encoded, own, block.layout, threshold):
                best.take(one, block, pairs, threshold)
        return tuple(best.found)


class _Best:
    """The nearest rows met so far."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.found: list[Near] = []

    def take(self, one: Encoded, block: _Block, pairs: Pairs, threshold: Threshold) -> None:
        """Compare candidates, the likeliest first, then only those that could be nearer still."""
        total = totals(one, block.encoded, pairs.rows, pairs.columns)
        order = np.argsort(shares(pairs.least.astype(np.int64), total), kind="stable")
        start, step = 0, 4 * self._most
        while start < len(order):
            some = order[start : start + step]
            bound = self._bound(total[some], threshold)
            some, bound = some[pairs.least[some] <= bound], bound[pairs.least[some] <= bound]
            part = Pairs(pairs.rows[some], pairs.columns[some], pairs.least[some])
            self._keep(one, block, verify(one, block.encoded, part, threshold, allowed=bound))
            start, step = start + step, step * 4

    def _bound(self, total: NDArray[np.int64], threshold: Threshold) -> NDArray[np.int64]:
        """The largest distance at which a pair is as near as the farthest that is kept."""
        if len(self.found) < self._most:
            return threshold.allowed_many(total)
        far = self.found[-1]
        return far.distance * total // far.total

    def _keep(self, one: Encoded, block: _Block, matches: Matches) -> None:
        sums = totals(one, block.encoded, matches.rows, matches.columns)
        met = zip(matches.columns.tolist(), matches.distances.tolist(), sums.tolist(), strict=True)
        self.found += [Near(block.first + row, distance, whole) for row, distance, whole in met]
        # exact: see `verify.shares`
        self.found.sort(key=lambda near: (near.distance / near.total, near.row))
        del self.found[self._most :]


def _block(encoded: Encoded, first: int) -> _Block:
    return _Block(first, encoded, layout(encoded, np.arange(len(encoded), dtype=np.int32)))


def _joined(one: Encoded, two: Encoded) -> Encoded:
    behind = np.where(two.long >= 0, two.long + len(one.wide), -1).astype(np.int32)
    return Encoded(
        entries=[*one.entries, *two.entries],
        lengths=np.concatenate((one.lengths, two.lengths)),
        groups=np.concatenate((one.groups, two.groups)),
        removed=np.concatenate((one.removed, two.removed)),
        parity=np.concatenate((one.parity, two.parity)),
        histogram=np.concatenate((one.histogram, two.histogram)),
        long=np.concatenate((one.long, behind)),
        wide=np.concatenate((one.wide, two.wide)),
        spelled=np.concatenate((one.spelled, two.spelled)),
    )
