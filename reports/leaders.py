"""The exact leader rule: each text joins its most similar earlier leader, or becomes one.

Against chains: every member is within the threshold of its leader, so (the Indel distance being
a metric) any two members are within the sum of their two distances.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from reports import similarity


class Entry(msgspec.Struct, frozen=True):
    """One distinct text. `core` is compared; entries of different `stance` never meet.

    When both entries had something `removed` and not the same, `whole` must match as well.
    """

    core: str
    whole: str
    stance: str = ""
    removed: str = ""


class Assignment(msgspec.Struct, frozen=True):
    """For every entry the index of its leader (its own for a leader), and the work done."""

    leaders: tuple[int, ...]
    pairs_verified: int


class _Shelf:
    """The leaders of one stance, sorted by length of their core, with their parities."""

    def __init__(self) -> None:
        self._lengths: list[int] = []
        self._parities: list[int] = []
        self._indices: list[int] = []

    def put(self, index: int, length: int, parity: int) -> None:
        place = bisect_right(self._lengths, length)
        self._lengths.insert(place, length)
        self._parities.insert(place, parity)
        self._indices.insert(place, index)

    def candidates(self, length: int, parity: int, threshold: similarity.Threshold) -> list[int]:
        """The leaders that no bound rules out, earliest first."""
        shortest, longest = threshold.lengths(length)
        low = bisect_left(self._lengths, shortest)
        high = bisect_right(self._lengths, longest)
        if low == high:
            return []
        # first the bound of the longest leader for all, then each survivor's own
        most = threshold.allowed(length + self._lengths[high - 1])
        gaps = [(other ^ parity).bit_count() for other in self._parities[low:high]]
        near = [place for place, gap in enumerate(gaps, low) if gap <= most]
        return sorted(
            self._indices[place]
            for place in near
            if gaps[place - low] <= threshold.allowed(length + self._lengths[place])
        )


class _Pass:
    """One run of the rule over the entries in their order."""

    def __init__(self, entries: Sequence[Entry], threshold: similarity.Threshold) -> None:
        self._entries = entries
        self._threshold = threshold
        self._shelves: dict[str, _Shelf] = {}
        self.verified = 0

    def place(self, index: int) -> int:
        """The leader of the entry; the entry itself when no earlier leader is near enough."""
        entry = self._entries[index]
        if not entry.core:
            return index
        length, parity = len(entry.core), similarity.parity(entry.core)
        shelf = self._shelves.setdefault(entry.stance, _Shelf())
        best: tuple[int, int] | None = None
        found = index
        for candidate in shelf.candidates(length, parity, self._threshold):
            near = self._compare(entry, self._entries[candidate])
            # near / total as a fraction: a smaller one wins, the earlier leader on a tie
            if near and (best is None or near[0] * best[1] < best[0] * near[1]):
                best, found = near, candidate
        if found == index:
            shelf.put(index, length, parity)
        return found

    def _compare(self, one: Entry, other: Entry) -> tuple[int, int] | None:
        """The distance and the total length of the cores, or None when too far."""
        self.verified += 1
        near = self._within(one.core, other.core)
        differ = one.removed and other.removed and one.removed != other.removed
        if near and differ and not self._within(one.whole, other.whole):
            return None
        return near

    def _within(self, one: str, other: str) -> tuple[int, int] | None:
        total = len(one) + len(other)
        allowed = self._threshold.allowed(total)
        gap = similarity.distance(one, other, allowed)
        return (gap, total) if gap <= allowed else None


def assign(entries: Sequence[Entry], threshold: similarity.Threshold) -> Assignment:
    """Run the leader rule over distinct entries in canonical order.

    An entry without core (no letter, no digit) is a leader of its own. Quadratic at worst; two
    bounds that lose no pair, length and character parity, leave few pairs to compare.
    """
    run = _Pass(entries, threshold)
    return Assignment(tuple(run.place(index) for index in range(len(entries))), run.verified)
