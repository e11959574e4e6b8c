"""The bounds lose no pair, and what is new in a text is all that is new."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from reports.similarity import (
    Threshold,
    away,
    distance,
    distances,
    new_spans,
    percent,
    ratio,
)
from tests.reports.comparing.oracle import dissimilarity

short = st.text("ab建议", max_size=12)


@given(short, short, st.sampled_from([1, 33.3, 50, 66.667, 80, 82.5, 99.999, 100]))
def test_no_bound_loses_a_pair(one: str, two: str, percent: float) -> None:
    threshold = Threshold(percent)
    gap = Indel.distance(one, two)
    allowed = threshold.allowed(len(one) + len(two))
    exact = round(percent * 1000)
    assert (gap <= allowed) == (gap * 100_000 <= (len(one) + len(two)) * (100_000 - exact))
    assert distance(one, two, allowed) == min(gap, allowed + 1)
    shortest, longest = threshold.lengths(len(one))
    if gap <= allowed:
        assert shortest <= len(two) <= longest


@pytest.mark.parametrize("percent", [70, 80, 90])
def test_the_length_bound_is_exact(percent: int) -> None:
    """A float bound was wrong for 1,135 of 3,999 lengths (research); integers are not."""
    threshold = Threshold(percent)
    for length in range(1, 2000):
        shortest, longest = threshold.lengths(length)
        for other, fits in (
            (shortest - 1, False),
            (shortest, True),
            (longest, True),
            (longest + 1, False),
        ):
            assert (abs(length - other) <= threshold.allowed(length + other)) is fits


@given(short, short)
def test_new_spans_are_what_the_old_text_lacks(old: str, new: str) -> None:
    spans = new_spans(old, new)
    lacking = sum(end - start for start, end in spans)
    kept = "".join(
        new[end:start]
        for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(new), 0)], strict=True)
    )
    assert len(kept) == len(new) - lacking == (len(old) + len(new) - Indel.distance(old, new)) // 2
    rest = iter(old)
    assert all(char in rest for char in kept)


@given(st.lists(st.tuples(short, short, st.integers(0, 24)), max_size=40))
def test_many_distances_are_single_ones(rows: list[tuple[str, str, int]]) -> None:
    allowed = np.array([most for _, _, most in rows], np.int64)
    found = distances([one for one, _, _ in rows], [two for _, two, _ in rows], allowed)
    for (one, two, most), gap in zip(rows, found.tolist(), strict=True):
        exact = Indel.distance(one, two)
        assert gap == exact if exact <= most else gap > most


@given(short, short)
def test_a_percentage_is_the_ratio(one: str, two: str) -> None:
    assert percent(Indel.distance(one, two), len(one) + len(two)) == ratio(one, two)


@given(st.lists(st.tuples(short, st.integers(1, 9)), min_size=1, max_size=12))
def test_away_is_the_sum_of_dissimilarities(rows: list[tuple[str, int]]) -> None:
    texts, counts = [text for text, _ in rows], [count for _, count in rows]
    wanted = [sum(n * dissimilarity(one, other) for other, n in rows) for one in texts]
    assert away(texts, texts, counts).tolist() == wanted
