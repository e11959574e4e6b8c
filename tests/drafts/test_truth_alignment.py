"""S9: alignment against twenty pairs of real versions as one reader found them."""

from pathlib import Path

import pytest

from bench.truth import figures, same_files, truths

AUTOMATIC_PRECISION = 0.99
RECALL = 0.97


@pytest.mark.fixtures
def test_the_files_are_those_that_were_read(corpus: Path) -> None:
    found = truths(corpus)
    assert len(found) == 20
    assert all(same_files(truth) for truth in found)


@pytest.mark.fixtures
def test_automatic_links_are_right_and_what_lives_on_is_found(corpus: Path) -> None:
    answer = figures(corpus)
    assert answer["truth"] > 800
    assert answer["automatic_wrong"] == 0
    assert answer["automatic_precision"] >= AUTOMATIC_PRECISION
    assert answer["recall"] >= RECALL
    assert answer["precision"] >= AUTOMATIC_PRECISION - 0.01
