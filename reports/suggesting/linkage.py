"""Average linkage that keeps apart what contradicts: the tree is cut where all inside may stand
together."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from reports.suggesting.alike import Matrix

REPELLED = 2.0
"""How far below the threshold a pair is put that may not stand together: it keeps its company off
instead of taking the place of a better pair."""


def gather(scores: Matrix, threshold: float, apart: NDArray[np.bool_]) -> list[list[int]]:
    """Groups of at least two rows whose mean score at every join reaches the threshold, no two
    rows of a group `apart`. Groups and their rows are in order.

    Two groups can only be joined on average if one pair reaches the threshold, so each connected
    part of the pairs that do is linked by itself: the result is the same, the memory is not.
    """
    near = csr_matrix(np.triu((scores >= threshold) & ~apart, 1))
    count, part = connected_components(near, directed=False)
    order = np.argsort(part, kind="stable")
    bounds = np.searchsorted(part[order], np.arange(count + 1))
    groups: list[list[int]] = []
    for first, last in pairwise(bounds):
        rows = order[first:last]
        if len(rows) > 1:
            own = np.ix_(rows, rows)
            found = _linked(scores[own], threshold, apart[own])
            groups += [[int(rows[at]) for at in group] for group in found]
    return sorted(groups)


def _linked(scores: Matrix, threshold: float, apart: NDArray[np.bool_]) -> list[list[int]]:
    top = float(scores.max())
    pushed = np.where(apart, np.minimum(scores, threshold - REPELLED), scores)
    gaps = top - pushed.astype(np.float64)
    gaps = (gaps + gaps.T) / 2
    np.fill_diagonal(gaps, 0)
    tree = linkage(squareform(gaps, checks=False), "average")
    size = len(scores)
    members = [[at] for at in range(size)]
    whole = [True] * size
    taken: list[list[int]] = []
    for left, right, gap, _count in tree:
        one, other = int(left), int(right)
        joined = sorted(members[one] + members[other])
        fits = (
            bool(whole[one] and whole[other])
            and top - gap >= threshold
            and not apart[np.ix_(members[one], members[other])].any()
        )
        if not fits:
            taken += [members[at] for at in (one, other) if whole[at] and len(members[at]) > 1]
        members.append(joined if fits else [])
        whole.append(fits)
    if whole[-1]:
        taken.append(members[-1])
    return [sorted(group) for group in taken]
