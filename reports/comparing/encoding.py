"""Texts as numbers: what the bounds of `reports.comparing.scan` are computed from.

An insertion or a deletion changes the length by one, flips one bit of the parity, moves one
bucket of a histogram of characters by one, and at most five of a histogram of runs of three.
Texts whose numbers differ by more than the allowed distance allows cannot match: no pair is lost.
"""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

WORDS = 4
"""Words of 64 bits in a parity."""
BUCKETS = 64
LONG = 500
"""From how many characters a text has a wide histogram: in small ones long texts look alike."""
WIDE = 2048
RUN = 3
RUN_CHANGES = 2 * RUN - 1
"""How many runs of RUN characters an insertion or a deletion changes at most."""

_CHUNK = 1 << 19  # characters encoded at a time: the intermediate arrays stay small
_SPELLED = 128  # fewer different characters: an alphabet, where only runs tell texts apart
_SPREAD = np.uint32(2654435761)
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
    hashed buckets, at most 255 each. `long` is the entry's row in `wide` and `spelled`, -1 for an
    entry shorter than LONG: `wide` counts single characters, runs of three where `spelled`.
    """

    entries: Sequence[Entry]
    lengths: NDArray[np.int32]
    groups: NDArray[np.int32]
    removed: NDArray[np.bool_]
    parity: NDArray[np.uint64]
    histogram: NDArray[np.uint8]
    long: NDArray[np.int32]
    wide: NDArray[np.uint8]
    spelled: NDArray[np.bool_]

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
    long = np.where(lengths >= LONG, np.cumsum(lengths >= LONG) - 1, -1)
    parity = np.zeros((len(entries), WORDS), np.uint64)
    histogram = np.zeros((len(entries), BUCKETS), np.uint8)
    wide = np.zeros((int(long.max(initial=-1)) + 1, WIDE), np.uint8)
    spelled = np.zeros(len(wide), np.bool_)
    for start, stop in _chunks(lengths):
        codes = _code_points(entry.core for entry in entries[start:stop])
        own = lengths[start:stop]
        hashed = (codes * _SPREAD) >> np.uint32(24)
        parity[start:stop] = _parities(hashed, own)
        histogram[start:stop] = _histograms(hashed, own)
        ends = np.cumsum(own)
        for place in np.flatnonzero(own >= LONG).tolist():
            text = codes[ends[place] - own[place] : ends[place]]
            row = long[start + place]
            wide[row], spelled[row] = _wide(text)
    return Encoded(
        entries=entries,
        lengths=lengths,
        groups=np.array(groups, np.int32),
        removed=np.fromiter((bool(entry.removed) for entry in entries), np.bool_, len(entries)),
        parity=parity,
        histogram=histogram,
        long=long.astype(np.int32),
        wide=wide,
        spelled=spelled,
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


def _wide(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], bool]:
    """The wide histogram of a long text, and whether it counts runs of characters."""
    mixed = codes * _SPREAD
    spelled = len(np.unique(codes)) < _SPELLED
    if spelled:
        mixed = (mixed[:-2] * _SPREAD + mixed[1:-1]) * _SPREAD + mixed[2:]
    mixed ^= mixed >> np.uint32(15)
    mixed *= _SPREAD
    counts = np.bincount(mixed >> np.uint32(32 - WIDE.bit_length() + 1), minlength=WIDE)
    return np.minimum(counts, 255).astype(np.uint8), spelled
