"""Which pairs could match: bounds on integers, in tiles that any number of workers can take.

The pairs found are the same however the work is cut. `layout` sorts texts by group and length;
`tiles` cuts the rectangle rows × columns into tiles; `scan` finds the pairs of one tile that no
bound rules out. The union over all tiles is the set of pairs with the same group for which

    |length difference|, parity bits, histograms of characters  ≤ allowed
    histogram of runs of three (long texts in an alphabet)      ≤ 5 · allowed

where allowed is the threshold's own integer for the two lengths. Every pair that matches is in
it. Tiles, layouts and answers are plain arrays and numbers: they can be sent to other machines.
"""

from collections.abc import Iterator
from math import exp, sqrt

import msgspec
import numpy as np
from numpy.typing import NDArray

from reports.comparing.encoding import RUN_CHANGES, WORDS, Encoded
from reports.similarity import Threshold

TILE_ROWS = 256
_BLOCK_ROWS = 64
_BLOCK_COLUMNS = 8192
_SIEVED = 1 << 16  # pairs whose finer bounds are looked at together
_SIEVED_WIDE = 256
_LENGTH_BITS = 32
_EVEN_BYTES = np.uint64(0x00FF00FF00FF00FF)
_TWO_BYTES = np.uint32(0x00FF00FF)


class Pairs(msgspec.Struct, frozen=True, eq=False):
    """Pairs of texts as indexes into the two `Encoded`; `least` is a distance they cannot go
    below."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    least: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, keep: NDArray[np.bool_]) -> "Pairs":
        """The pairs at which `keep` is true."""
        return Pairs(self.rows[keep], self.columns[keep], self.least[keep])


class Layout(msgspec.Struct, frozen=True, eq=False):
    """Some texts of an `Encoded` in the order of scanning: by group, then length, then index.

    `index` says which text stands at each place, `keys` are group and length in one number.
    `folded[w]` are the parities folded to w words: a bit of it is the exclusive or of all bits
    that share its place, so the bound holds for it as well.
    """

    index: NDArray[np.int32]
    keys: NDArray[np.int64]
    folded: dict[int, NDArray[np.uint64]]

    def __len__(self) -> int:
        return len(self.index)


class Tile(msgspec.Struct, frozen=True):
    """Places `[start, stop)` of the rows' layout against `[first, last)` of the columns'."""

    start: int
    stop: int
    first: int
    last: int


def layout(encoded: Encoded, index: NDArray[np.int32]) -> Layout:
    """The texts named by `index` in the order of scanning. Texts without a core are left out."""
    index = index[encoded.lengths[index] > 0]
    keys = (encoded.groups[index].astype(np.int64) << _LENGTH_BITS) | encoded.lengths[index]
    order = np.lexsort((index, keys))
    index = index[order]
    whole = np.ascontiguousarray(encoded.parity[index].T)
    half = whole[:2] ^ whole[2:]
    return Layout(index, keys[order], {WORDS: whole, 2: half, 1: half[:1] ^ half[1:]})


def _windows(
    rows: NDArray[np.int64], columns: NDArray[np.int64], threshold: Threshold
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each row the places of the columns of its group whose length can match."""
    group = rows >> _LENGTH_BITS << _LENGTH_BITS
    shortest, longest = threshold.lengths_many(rows - group)
    first = np.searchsorted(columns, group | shortest, side="left")
    return first, np.searchsorted(columns, group | longest, side="right")


def tiles(rows: Layout, columns: Layout, threshold: Threshold, size: int = TILE_ROWS) -> list[Tile]:
    """Tiles of at most `size` rows, each against all columns its rows can match.

    They depend on nothing but the two layouts, the threshold and `size`.
    """
    first, last = _windows(rows.keys, columns.keys, threshold)
    starts = range(0, len(rows), size)
    found = (
        Tile(
            start,
            min(start + size, len(rows)),
            int(first[start]),
            int(last[min(start + size, len(rows)) - 1]),
        )
        for start in starts
    )
    return [tile for tile in found if tile.first < tile.last]


def scan(
    one: Encoded, other: Encoded, rows: Layout, columns: Layout, tile: Tile, threshold: Threshold
) -> Pairs:
    """The pairs of a tile that no bound rules out, ordered by row place, then column place.

    `rows` is a layout of `one`, `columns` of `other` (which may be the same). Pure; most of its
    time is spent outside the interpreter's lock, so that threads help.
    """
    sieve = _Sieve(one, other, threshold)
    waiting: list[Pairs] = []
    kept: list[Pairs] = []
    count = 0
    for pairs in _coarse(one, other, rows, columns, tile, threshold):
        waiting.append(pairs)
        count += len(pairs)
        if count >= _SIEVED:
            kept.append(sieve.fine(waiting))
            waiting, count = [], 0
    kept.append(sieve.fine(waiting))
    return joined(kept)


def joined(parts: list[Pairs]) -> Pairs:
    """All pairs of the parts, in their order."""
    if len(parts) == 1:
        return parts[0]
    none = np.empty(0, np.int32)
    return Pairs(
        np.concatenate([none, *(part.rows for part in parts)]),
        np.concatenate([none, *(part.columns for part in parts)]),
        np.concatenate([none, *(part.least for part in parts)]),
    )


def _coarse(
    one: Encoded, other: Encoded, rows: Layout, columns: Layout, tile: Tile, threshold: Threshold
) -> Iterator[Pairs]:
    """Pairs whose parities, folded as far as the distance bears, are near enough for the longest
    row of their block."""
    start_of, stop_of = _windows(rows.keys[tile.start : tile.stop], columns.keys, threshold)
    for start in range(tile.start, tile.stop, _BLOCK_ROWS):
        stop = min(start + _BLOCK_ROWS, tile.stop)
        first = max(tile.first, int(start_of[start - tile.start]))
        last = min(tile.last, int(stop_of[stop - 1 - tile.start]))
        longest = int(one.lengths[rows.index[start:stop]].max())
        for left in range(first, last, _BLOCK_COLUMNS):
            right = min(left + _BLOCK_COLUMNS, last)
            totals = other.lengths[columns.index[left:right]].astype(np.int64) + longest
            allowed = threshold.allowed_many(totals)
            words = _words(int(allowed.max()), int(totals.max()))
            gaps = _differing(
                rows.folded[words][:, start:stop], columns.folded[words][:, left:right]
            )
            near = np.flatnonzero(gaps <= np.minimum(allowed, 255).astype(np.uint8))
            if len(near):
                row, column = np.divmod(near, right - left)
                gap = gaps.ravel()[near].astype(np.int32)
                yield Pairs(rows.index[row + start], columns.index[column + left], gap)


def _words(allowed: int, total: int) -> int:
    """How many words of parity tell unlike texts of `total` characters apart: as few as differ by
    two standard deviations more than allowed, were characters even. Only the time depends on it."""
    for words in (1, 2):
        bits = 64 * words
        if allowed < bits / 2 * (1 - exp(-2 * total / bits)) - sqrt(bits):
            return words
    return WORDS


def _differing(rows: NDArray[np.uint64], columns: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """How many bits of the parities differ, every row against every column."""
    buffer = np.empty((rows.shape[1], columns.shape[1]), np.uint64)
    total = np.empty(buffer.shape, np.uint8)
    more = np.empty(buffer.shape, np.uint8) if len(rows) > 1 else total
    for word, (own, others) in enumerate(zip(rows, columns, strict=True)):
        np.bitwise_xor(own[:, None], others[None, :], out=buffer)
        np.bitwise_count(buffer, out=more if word else total)
        if word:
            np.add(total, more, out=total)
    return total


class _Sieve:
    """The exact bounds of single pairs."""

    def __init__(self, one: Encoded, other: Encoded, threshold: Threshold) -> None:
        self._one, self._other, self._threshold = one, other, threshold

    def fine(self, waiting: list[Pairs]) -> Pairs:
        """The pairs that pass every bound."""
        pairs = joined(waiting)
        rows, columns, least = pairs.rows, pairs.columns, pairs.least
        one, other = self._one, self._other
        ours, theirs = one.lengths[rows], other.lengths[columns]
        allowed = self._threshold.allowed_many(ours.astype(np.int64) + theirs).astype(np.int32)
        least = np.maximum(least, np.abs(ours - theirs))
        keep = (least <= allowed) & (one.groups[rows] == other.groups[columns])
        rows, columns, least, allowed = _kept(keep, rows, columns, least, allowed)
        for bound in (self._parities, self._histograms, self._wide):
            np.maximum(least, bound(rows, columns), out=least)
            rows, columns, least, allowed = _kept(least <= allowed, rows, columns, least, allowed)
        return Pairs(rows, columns, least)

    def _parities(self, rows: NDArray[np.int32], columns: NDArray[np.int32]) -> NDArray[np.int32]:
        differ = self._one.parity[rows] ^ self._other.parity[columns]
        counts = np.bitwise_count(differ).view(np.uint32).ravel()
        halves = (counts & _TWO_BYTES) + ((counts >> np.uint32(8)) & _TWO_BYTES)
        sums: NDArray[np.uint32] = (halves & np.uint32(0xFFFF)) + (halves >> np.uint32(16))
        return sums.astype(np.int32)

    def _histograms(self, rows: NDArray[np.int32], columns: NDArray[np.int32]) -> NDArray[np.int32]:
        return _sum_bytes(_apart(self._one.histogram[rows], self._other.histogram[columns]))

    def _wide(self, rows: NDArray[np.int32], columns: NDArray[np.int32]) -> NDArray[np.int32]:
        """What the wide histograms of two long texts say, if they count the same; else 0."""
        least = np.zeros(len(rows), np.int32)
        ours, theirs = self._one.long[rows], self._other.long[columns]
        both = np.flatnonzero((ours >= 0) & (theirs >= 0))
        spelled = self._one.spelled[ours[both]]
        same = spelled == self._other.spelled[theirs[both]]
        both, spelled = both[same], spelled[same]
        for start in range(0, len(both), _SIEVED_WIDE):
            some = both[start : start + _SIEVED_WIDE]
            apart = _sum_bytes(_apart(self._one.wide[ours[some]], self._other.wide[theirs[some]]))
            changes = np.where(spelled[start : start + _SIEVED_WIDE], RUN_CHANGES, 1)
            least[some] = -(-apart // changes)
        return least


def _apart(ours: NDArray[np.uint8], theirs: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The differences of bytes, without their sign; `ours` is overwritten."""
    apart = np.maximum(ours, theirs)
    np.minimum(ours, theirs, out=ours)
    apart -= ours
    return apart


def _kept(keep: NDArray[np.bool_], *arrays: NDArray[np.int32]) -> tuple[NDArray[np.int32], ...]:
    return arrays if keep.all() else tuple(array[keep] for array in arrays)


def _sum_bytes(rows: NDArray[np.uint8]) -> NDArray[np.int32]:
    """The sum of each row of bytes, whose number is a multiple of eight; four at a time as 16-bit
    lanes of a word."""
    lanes = np.ascontiguousarray(rows).view(np.uint64)
    total = np.zeros(len(rows), np.int32)
    for start in range(0, lanes.shape[1], 64):  # 64 · 2 · 255 fits a lane
        part = lanes[:, start : start + 64]
        sums = ((part & _EVEN_BYTES) + ((part >> np.uint64(8)) & _EVEN_BYTES)).sum(axis=1)
        low = (sums & np.uint64(0xFFFF)) + ((sums >> np.uint64(16)) & np.uint64(0xFFFF))
        high = ((sums >> np.uint64(32)) & np.uint64(0xFFFF)) + (sums >> np.uint64(48))
        total += (low + high).astype(np.int32)
    return total
