"""The text of a group that is nearest to all the others."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reports import similarity

_EXACT = 300
_EXACT_CHARACTERS = 200_000
_TRIED = 50
_LONG = 300
_STRIDE = 32


def medoid(
    cores: Sequence[str], counts: Sequence[int], reach: Sequence[int], workers: int = 1
) -> int:
    """The place of the core with the smallest sum of dissimilarities to the others, each counted
    `counts` times; on a tie the earlier one.

    `cores` starts with the head of the group, `reach` are distances to it, or more. Exact up to
    300 cores of 200,000 characters together, else the best of the first 50.
    """
    if len(cores) == 1 or (len(cores) == 2 and counts[0] >= counts[1]):
        return 0
    size = sum(map(len, cores))
    exact = len(cores) <= _EXACT and size <= _EXACT_CHARACTERS
    tried = len(cores) if exact else min(_TRIED, len(cores))
    if size < _LONG * len(cores):
        few = workers if len(cores) > _TRIED else 1
        return int(similarity.away(cores[:tried], cores, counts, few).argmin())
    return _among_letters(cores, np.array(counts, np.int64), np.array(reach, np.int64), tried)


def _among_letters(
    cores: Sequence[str], counts: NDArray[np.int64], reach: NDArray[np.int64], tried: int
) -> int:
    """The same for long texts, of which no pair is compared further than needed: two are no
    farther apart than both are from the head, and a sum that is no longer the smallest is left."""
    lengths = np.array([len(core) for core in cores], np.int64)
    best, smallest = 0, -1
    for place in range(tried):
        total = 0
        for start in range(0, len(cores), _STRIDE):
            stop = min(start + _STRIDE, len(cores))
            most = reach[place] + reach[start:stop]
            gaps = similarity.distances([cores[place]] * (stop - start), cores[start:stop], most)
            unlike = gaps * 1_000_000 // (lengths[place] + lengths[start:stop])
            total += int(unlike @ counts[start:stop])
            if 0 <= smallest <= total:
                break
        else:
            best, smallest = place, total
    return best
