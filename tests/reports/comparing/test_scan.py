"""The bounds: they lose no pair, saturate without lying, and do not depend on the tiles."""

import random

import numpy as np
import pytest
from rapidfuzz.distance import Indel

from reports.comparing.encoding import BUCKETS, LONG, RUN_CHANGES, Encoded, Entry, encode
from reports.comparing.scan import Tile, joined, layout, scan, tiles
from reports.similarity import Threshold
from tests.reports.comparing import texts


def encoded(cores: list[str]) -> Encoded:
    return encode([Entry(core, core) for core in cores])


def test_a_histogram_counts_to_255_and_stays() -> None:
    found = encoded(["啊" * count for count in (1, 254, 255, 256, 1000)])
    assert found.histogram.max(axis=1).tolist() == [1, 254, 255, 255, 255]
    assert (found.histogram > 0).sum(axis=1).tolist() == [1] * 5
    assert found.wide.max(axis=1).tolist() == [255]  # runs of three: the text is of one letter
    assert found.spelled.tolist() == [True]


@pytest.mark.parametrize("kind", texts.KINDS)
def test_every_number_is_a_lower_bound(kind: texts.Kind) -> None:
    dice = random.Random(kind.__name__)
    cores = [core for core in dict.fromkeys(kind(dice, 120)) if core]
    found = encoded(cores)
    for _ in range(400):
        one, two = dice.randrange(len(cores)), dice.randrange(len(cores))
        gap = Indel.distance(cores[one], cores[two])
        flipped = np.bitwise_count(found.parity[one] ^ found.parity[two]).sum()
        apart = np.abs(found.histogram[one].astype(int) - found.histogram[two]).sum()
        assert flipped <= gap
        assert apart <= gap
        ours, theirs = found.long[one], found.long[two]
        if ours >= 0 and theirs >= 0 and found.spelled[ours] == found.spelled[theirs]:
            apart = np.abs(found.wide[ours].astype(int) - found.wide[theirs]).sum()
            assert apart <= gap * (RUN_CHANGES if found.spelled[ours] else 1)


def test_no_more_than_255_bits_differ() -> None:
    """A byte counts the bits that differ; all 256 of them would count as none."""
    one = encoded([chr(code) for code in range(0x4E00, 0x4E00 + 4000)])
    every = np.bitwise_or.reduce(one.parity, axis=0)
    assert int(np.bitwise_count(every).sum()) == 255


def test_long_texts_and_only_they_have_a_wide_histogram() -> None:
    found = encoded(["长" * (LONG - 1), "长" * LONG, "短"])
    assert found.long.tolist() == [-1, 0, -1]
    assert found.histogram.shape == (3, BUCKETS)


@pytest.mark.parametrize("percent", [60, 80, 95])
def test_the_pairs_are_the_same_however_the_work_is_cut(percent: int) -> None:
    dice = random.Random(percent)
    made = texts.entries(dice, [*texts.family(dice, 500), *texts.wide(dice, 100)])
    numbers, threshold = encode(made), Threshold(percent)
    rows = layout(numbers, np.arange(0, len(made), 2, dtype=np.int32))
    columns = layout(numbers, np.arange(1, len(made), 2, dtype=np.int32))

    def pairs(cut: list[Tile]) -> set[tuple[int, int, int]]:
        found = joined([scan(numbers, numbers, rows, columns, tile, threshold) for tile in cut])
        listed = list(
            zip(found.rows.tolist(), found.columns.tolist(), found.least.tolist(), strict=True)
        )
        assert len(listed) == len(set(listed))
        return set(listed)

    whole = pairs([Tile(0, len(rows), 0, len(columns))])
    assert whole
    assert pairs(tiles(rows, columns, threshold)) == whole
    assert pairs(tiles(rows, columns, threshold, size=7)) == whole
    quarters = [(0, len(rows) // 3), (len(rows) // 3, len(rows))]
    halves = [(0, len(columns) // 2), (len(columns) // 2, len(columns))]
    assert pairs([Tile(*own, *other) for own in quarters for other in halves]) == whole


def test_encoding_in_two_goes_with_the_same_stances_is_comparable() -> None:
    stances: dict[str, int] = {}
    first = encode([Entry("甲", "甲", "not-"), Entry("乙", "乙")], stances)
    second = encode([Entry("丙", "丙"), Entry("丁", "丁", "level-")], stances)
    assert (first.groups.tolist(), second.groups.tolist()) == ([0, 1], [1, 2])
