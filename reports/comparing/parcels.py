"""Rectangles of the leader rule in parcels that other machines can compare.

What a parcel's texts find depends on nothing but themselves, the leaders they are compared with
and what they had found before. So neither the cut nor who answers when changes the result, nor
the number of pairs compared.
"""

from collections.abc import Callable
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from reports.comparing.encoding import Encoded, Entry
from reports.comparing.nearest import Nearest, waves
from reports.comparing.scan import Layout, layout, tiles
from reports.similarity import Threshold


class Known(msgspec.Struct, frozen=True, eq=False):
    """Some texts, by index, and the nearest each has found: `reports.comparing.nearest.Nearest`
    for them alone. `verified` pairs were compared to find it."""

    index: NDArray[np.int32]
    found: NDArray[np.int32]
    gaps: NDArray[np.int64]
    totals: NDArray[np.int64]
    verified: int = 0


class Parcel(msgspec.Struct, frozen=True):
    """Places `[start, stop)` of the rows' layout, and how many pairs they make at most."""

    start: int
    stop: int
    weight: int


class Sharing(Protocol):
    """The texts of one run of the rule, known to whoever helps."""

    def compare(
        self, rows: Layout, columns: Layout, nearest: Nearest, heard: Callable[[float], None]
    ) -> bool:
        """Let `nearest` hear of the leaders `columns` near `rows`; `heard` the share done.

        False, and nothing done, for a rectangle that is not worth sending.
        """

    def end(self) -> None:
        """The run is over, or was broken off: what helpers still hold of it may go."""


class Helpers(Protocol):
    """Those who can take over comparing."""

    def share(self, encoded: Encoded, threshold: Threshold) -> Sharing:
        """Prepare to compare the texts of `encoded` with one another."""


def cut(rows: Layout, columns: Layout, threshold: Threshold, grain: int) -> list[Parcel]:
    """Whole tiles of the rectangle in their order, about `grain` pairs together."""
    found: list[Parcel] = []
    start, weight = 0, 0
    for tile in tiles(rows, columns, threshold):
        start = start if weight else tile.start
        weight += (tile.stop - tile.start) * (tile.last - tile.first)
        if weight >= grain:
            found.append(Parcel(start, tile.stop, weight))
            weight = 0
        stop = tile.stop
    if weight:
        found.append(Parcel(start, stop, weight))
    return found


def known(nearest: Nearest, index: NDArray[np.int32]) -> Known:
    """What the texts named by `index` have found so far."""
    return Known(index, nearest.found[index], nearest.gaps[index], nearest.totals[index])


def learn(nearest: Nearest, answer: Known) -> None:
    """Take over what a parcel's texts have found."""
    nearest.found[answer.index] = answer.found
    nearest.gaps[answer.index] = answer.gaps
    nearest.totals[answer.index] = answer.totals
    nearest.verified += answer.verified


def answer(encoded: Encoded, columns: Layout, before: Known, threshold: Threshold) -> Known:
    """What the texts of a parcel find among the leaders `columns`, starting from `before`."""
    nearest = Nearest(len(encoded))
    learn(nearest, before)
    nearest.verified = 0
    for pairs in waves(encoded, encoded, layout(encoded, before.index), columns, threshold):
        nearest.settle(encoded, encoded, pairs, threshold)
    found = known(nearest, before.index)
    return msgspec.structs.replace(found, verified=nearest.verified)


def light(encoded: Encoded) -> Encoded:
    """The same texts without what only the clusterer wants to know of them: less to send."""
    entries = [
        Entry(one.core, one.whole if one.removed else one.core, "", one.removed)
        for one in encoded.entries
    ]
    return msgspec.structs.replace(encoded, entries=entries)
