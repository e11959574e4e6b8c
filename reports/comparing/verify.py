"""Which candidate pairs match: rapidfuzz's own distance decides, the bounds only saved it work."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from reports import similarity
from reports.comparing.encoding import Encoded
from reports.comparing.scan import Pairs
from reports.similarity import Threshold

_CROWD = 8  # pairs a row from which it pays to take each row's together


class Matches(msgspec.Struct, frozen=True, eq=False):
    """Pairs that match, as indexes into the two `Encoded`, with the distance of their cores."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    distances: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, keep: NDArray[np.bool_] | NDArray[np.intp]) -> "Matches":
        """The matches that `keep` chooses."""
        return Matches(self.rows[keep], self.columns[keep], self.distances[keep])

    def later_first(self) -> "Matches":
        """The same pairs of one `Encoded`, the text of the larger index in `rows`."""
        later = np.maximum(self.rows, self.columns)
        return Matches(later, np.minimum(self.rows, self.columns), self.distances)


def together(parts: Sequence[Matches]) -> Matches:
    """All matches of the parts, in their order."""
    none = np.empty(0, np.int32)
    return Matches(
        np.concatenate([none, *(part.rows for part in parts)]),
        np.concatenate([none, *(part.columns for part in parts)]),
        np.concatenate([np.empty(0, np.int64), *(part.distances for part in parts)]),
    )


def totals(
    one: Encoded, other: Encoded, rows: NDArray[np.int32], columns: NDArray[np.int32]
) -> NDArray[np.int64]:
    """How many characters the two cores of each pair have together."""
    return one.lengths[rows].astype(np.int64) + other.lengths[columns]


def shares(distances: NDArray[np.int64], total: NDArray[np.int64]) -> NDArray[np.float64]:
    """Distance through total length, in an order that is exact.

    Two different fractions whose totals are below 2²⁵ differ by more than 2⁻⁵⁰, so they are never
    rounded to the same number; equal fractions always are.
    """
    return distances / total


def verify(
    one: Encoded,
    other: Encoded,
    pairs: Pairs,
    threshold: Threshold,
    *,
    allowed: NDArray[np.int64] | None = None,
    workers: int = 1,
) -> Matches:
    """The pairs that match: cores within the threshold, and the whole texts too when both had
    something removed and not the same.

    `allowed` are smaller distances to ask for, pair by pair; without it the threshold's own.
    """
    most = threshold.allowed_many(totals(one, other, pairs.rows, pairs.columns))
    most = most if allowed is None else np.minimum(most, allowed)
    rows, columns = pairs.rows.tolist(), pairs.columns.tolist()
    found = _distances(one, other, pairs, most, workers)
    keep = found <= most
    doubtful = np.flatnonzero(keep & one.removed[pairs.rows] & other.removed[pairs.columns])
    for place in doubtful.tolist():
        keep[place] = _whole_matches(one, other, rows[place], columns[place], threshold)
    return Matches(pairs.rows[keep], pairs.columns[keep], found[keep])


def _distances(
    one: Encoded, other: Encoded, pairs: Pairs, most: NDArray[np.int64], workers: int
) -> NDArray[np.int64]:
    theirs = [other.entries[column].core for column in pairs.columns.tolist()]
    starts = np.flatnonzero(np.diff(pairs.rows, prepend=-1))
    if len(pairs) < _CROWD * len(starts):
        ours = [one.entries[row].core for row in pairs.rows.tolist()]
        return similarity.distances(ours, theirs, most, workers)
    found = np.empty(len(pairs), np.int64)
    for start, stop in pairwise([*starts.tolist(), len(pairs)]):
        core = one.entries[pairs.rows[start]].core
        found[start:stop] = similarity.distances_from(core, theirs[start:stop], most[start:stop])
    return found


def _whole_matches(
    one: Encoded, other: Encoded, row: int, column: int, threshold: Threshold
) -> bool:
    ours, theirs = one.entries[row], other.entries[column]
    if ours.removed == theirs.removed:
        return True
    most = threshold.allowed(len(ours.whole) + len(theirs.whole))
    return similarity.distance(ours.whole, theirs.whole, most) <= most
