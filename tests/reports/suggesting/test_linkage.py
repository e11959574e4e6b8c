"""Average linkage: what it gathers, and what it keeps apart."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from reports.suggesting.linkage import gather


def square(size: int, seed: int) -> NDArray[np.float32]:
    values = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    return (values + values.T) / 2


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 24), st.integers(0, 10_000), st.floats(-1, 1))
def test_without_contradictions_it_is_plain_average_linkage(
    size: int, seed: int, threshold: float
) -> None:
    scores = square(size, seed)
    gaps = (scores.max() - scores).astype(float)
    np.fill_diagonal(gaps, 0)
    cut = float(scores.max()) - threshold
    flat = fcluster(linkage(squareform(gaps, checks=False), "average"), cut, "distance")
    wanted = sorted(
        [int(row) for row in np.flatnonzero(flat == name)]
        for name in set(flat)
        if np.count_nonzero(flat == name) > 1
    )
    assert gather(scores, threshold, np.zeros((size, size), dtype=bool)) == wanted


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 24), st.integers(0, 10_000))
def test_no_group_holds_what_must_stand_apart(size: int, seed: int) -> None:
    scores = square(size, seed)
    apart = square(size, seed + 1) > 0.3
    np.fill_diagonal(apart, False)
    groups = gather(scores, -0.5, apart)
    members = [row for group in groups for row in group]
    assert len(members) == len(set(members))
    for group in groups:
        assert len(group) > 1
        assert not apart[np.ix_(group, group)].any()


def test_a_contradiction_does_not_take_the_place_of_a_better_pair() -> None:
    scores = np.array([[9, 3, 4], [3, 9, 0], [4, 0, 9]], dtype=np.float32)
    apart = np.array([[0, 0, 1], [0, 0, 1], [1, 1, 0]], dtype=bool)
    assert gather(scores, 1.0, apart) == [[0, 1]]
