"""Texts as numbers: what the bounds of `reports.comparing.scan` are computed from.

An insertion or a deletion changes the length by one, flips one bit of the parity, moves one
bucket of the histogram by one and changes at most three bigrams. Texts whose numbers differ by
more than the allowed distance (three times it, for bigrams) cannot match: no pair is lost.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec
import numpy as np
from numpy.typing import NDArray

WORDS = 4
"""Words of 64 bits in a parity."""
BUCKETS = 64
LONG = 200
"""From how many characters a text has its bigrams marked: histograms of long texts are alike."""
BIGRAM_WORDS = 128

_CHUNK = 1 << 19  # characters encoded at a time: the intermediate arrays stay small
_SPREAD = np.uint32(2654435761)
_SPREAD_SECOND = np.uint32(2246822519)
_ONE = np.uint64(1)


class Entry(msgspec.Struct, frozen=True):
    """One distinct text. `core` is compared; entries of different `stance` never meet.

    When both entries had something `removed` and not the same, `whole` must match as well.
    """

    core: str
    whole: str
    stance: str = ""
    removed: str = ""


class Encoded(msgspec.Struct, frozen=True, eq=False):
    """Entries as numbers, one row an entry, in the order given. Plain arrays: it can be pickled.

    `parity` holds 255 bits: which characters (hashed) occur an odd number of times; the last bit
    stays clear so that a count of differing bits fits a byte. `histogram` counts characters in
    hashed buckets, at most 255 each. `marked` is the entry's row in `bigrams` (hashed bigrams
    that occur), -1 for an entry shorter than LONG.
    """

    entries: Sequence[Entry]
    lengths: NDArray[np.int32]
    groups: NDArray[np.int32]
    removed: NDArray[np.bool_]
    parity: NDArray[np.uint64]
    histogram: NDArray[np.uint8]
    marked: NDArray[np.int32]
    bigrams: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.entries)


def encode(entries: Sequence[Entry], stances: dict[str, int] | None = None) -> Encoded:
    """The numbers of the entries.

    `stances` gives each stance its group number; stances not in it yet are added. Two `Encoded`
    can be compared with one another only when they were encoded with the same `stances`.
    """
    numbers = {} if stances is None else stances
    groups = [numbers.setdefault(entry.stance, len(numbers)) for entry in entries]
    lengths = np.fromiter((len(entry.core) for entry in entries), np.int32, len(entries))
    marked = np.where(lengths >= LONG, np.cumsum(lengths >= LONG, dtype=np.int32) - 1, -1)
    parity = np.zeros((len(entries), WORDS), np.uint64)
    histogram = np.zeros((len(entries), BUCKETS), np.uint8)
    bigrams = np.zeros((int(marked.max(initial=-1)) + 1, BIGRAM_WORDS), np.uint64)
    for start, stop in _chunks(lengths):
        codes = _code_points(entry.core for entry in entries[start:stop])
        own = lengths[start:stop]
        hashed = (codes * _SPREAD) >> np.uint32(24)
        parity[start:stop] = _parities(hashed, own)
        histogram[start:stop] = _histograms(hashed, own)
        rows = marked[start:stop]
        if rows.max(initial=-1) >= 0:
            bigrams[rows[rows >= 0]] = _bigrams(codes, own)
    return Encoded(
        entries=entries,
        lengths=lengths,
        groups=np.array(groups, np.int32),
        removed=np.fromiter((bool(entry.removed) for entry in entries), np.bool_, len(entries)),
        parity=parity,
        histogram=histogram,
        marked=marked.astype(np.int32),
        bigrams=bigrams,
    )


def _chunks(lengths: NDArray[np.int32]) -> Iterator[tuple[int, int]]:
    """Runs of entries of about _CHUNK characters each."""
    ends = np.cumsum(lengths, dtype=np.int64)
    start = 0
    while start < len(lengths):
        before = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + _CHUNK, side="right")))
        yield start, stop
        start = stop


def _code_points(texts: Iterator[str]) -> NDArray[np.uint32]:
    return np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")


def _starts(lengths: NDArray[np.int32]) -> NDArray[np.int64]:
    return np.cumsum(lengths, dtype=np.int64) - lengths


def _parities(hashed: NDArray[np.uint32], lengths: NDArray[np.int32]) -> NDArray[np.uint64]:
    found = np.zeros((len(lengths), WORDS), np.uint64)
    spoken = lengths > 0
    if not spoken.any():
        return found
    starts = _starts(lengths)[spoken]
    bits = _ONE << (hashed & np.uint32(63)).astype(np.uint64)
    words = hashed >> np.uint32(6)
    for word in range(WORDS):
        own = np.where(words == word, bits, np.uint64(0))
        found[spoken, word] = np.bitwise_xor.reduceat(own, starts)
    found[:, -1] &= ~(_ONE << np.uint64(63))
    return found


def _histograms(hashed: NDArray[np.uint32], lengths: NDArray[np.int32]) -> NDArray[np.uint8]:
    owners = np.repeat(np.arange(len(lengths), dtype=np.int64) * BUCKETS, lengths)
    owners += hashed & np.uint32(BUCKETS - 1)
    counts = np.bincount(owners, minlength=len(lengths) * BUCKETS)
    return np.minimum(counts, 255).astype(np.uint8).reshape(-1, BUCKETS)


def _bigrams(codes: NDArray[np.uint32], lengths: NDArray[np.int32]) -> NDArray[np.uint64]:
    """The marks of the long texts among the texts of a chunk."""
    ends = list(accumulate(int(length) for length in lengths))
    rows = [
        _marks(codes[end - length : end])
        for end, length in zip(ends, lengths.tolist(), strict=True)
        if length >= LONG
    ]
    return np.vstack(rows)


def _marks(codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    mixed = codes[:-1] * _SPREAD + codes[1:] * _SPREAD_SECOND
    mixed ^= mixed >> np.uint32(15)
    mixed *= _SPREAD
    present = np.zeros(BIGRAM_WORDS * 64, np.bool_)
    present[mixed % np.uint32(len(present))] = True
    return np.packbits(present, bitorder="little").view(np.uint64)
