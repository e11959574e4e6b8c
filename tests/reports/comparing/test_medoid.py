"""The medoid is the text with the smallest sum, however it is looked for."""

import random

import pytest
from rapidfuzz.distance import Indel

from reports.comparing.medoid import medoid
from tests.reports.comparing.oracle import dissimilarity
from tests.reports.comparing.texts import edited, words


@pytest.mark.parametrize(("length", "size"), [(30, 40), (30, 320), (700, 30)])
def test_it_has_the_smallest_sum(length: int, size: int) -> None:
    dice = random.Random(length * size)
    text = words(dice, length)
    cores = [text, *(edited(dice, text, dice.randrange(1, 12)) for _ in range(size - 1))]
    counts = [dice.choice((1, 1, 2, 9)) for _ in cores]
    reach = [Indel.distance(text, core) for core in cores]
    reach[-1] = len(text) + len(cores[-1])
    tried = range(size if size <= 300 else 50)
    sums = [
        sum(n * dissimilarity(cores[place], core) for n, core in zip(counts, cores, strict=True))
        for place in tried
    ]
    assert medoid(cores, counts, reach) == sums.index(min(sums))


def test_of_two_the_one_with_more_copies() -> None:
    assert medoid(["甲乙丙", "甲乙丁"], [1, 1], [0, 2]) == 0
    assert medoid(["甲乙丙", "甲乙丁"], [1, 5], [0, 2]) == 1
    assert medoid(["", ""], [1, 2], [0, 0]) == 0
