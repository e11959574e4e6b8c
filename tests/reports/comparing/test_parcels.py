"""Rectangles in parcels: nothing left out, and the answer of the whole however they are cut."""

import pickle
import random

import numpy as np
import pytest

from reports.comparing.encoding import encode
from reports.comparing.nearest import Nearest, waves
from reports.comparing.parcels import answer, cut, known, learn, light
from reports.comparing.scan import TILE_ROWS, layout, tiles
from reports.similarity import Threshold
from tests.reports.comparing import texts

EIGHTY = Threshold(80)


@pytest.mark.parametrize("kind", texts.KINDS)
@pytest.mark.parametrize("grain", [1, 60_000, 1 << 40])
def test_cut_up_and_sent_it_is_the_whole(kind: object, grain: int) -> None:
    dice = random.Random(f"{kind.__name__} {grain}")  # type: ignore[attr-defined]
    encoded = encode(texts.entries(dice, kind(dice, 1500)))  # type: ignore[operator]
    middle = len(encoded) // 3
    columns = layout(encoded, np.arange(middle, dtype=np.int32))
    rows = layout(encoded, np.arange(middle, len(encoded), dtype=np.int32))
    whole, parts = Nearest(len(encoded)), Nearest(len(encoded))
    for nearest in (whole, parts):  # what was found before counts
        nearest.found[rows.index[::3]], nearest.gaps[rows.index[::3]] = 1, 1
        nearest.totals[rows.index[::3]] = 9
    for pairs in waves(encoded, encoded, rows, columns, EIGHTY):
        whole.settle(encoded, encoded, pairs, EIGHTY)
    sent = pickle.loads(pickle.dumps(light(encoded)))  # noqa: S301 - made a line above
    for parcel in reversed(cut(rows, columns, EIGHTY, grain)):
        asked = known(parts, rows.index[parcel.start : parcel.stop])
        learn(parts, answer(sent, columns, asked, EIGHTY))
    assert parts.verified == whole.verified > 0
    for name in ("found", "gaps", "totals"):
        assert np.array_equal(getattr(parts, name), getattr(whole, name))


def test_parcels_are_runs_of_tiles_of_about_the_weight_asked_for() -> None:
    dice = random.Random(5)
    encoded = encode(texts.entries(dice, texts.family(dice, 3000)))
    own = layout(encoded, np.arange(len(encoded), dtype=np.int32))
    work = tiles(own, own, EIGHTY)
    found = cut(own, own, EIGHTY, 400_000)
    assert 2 < len(found) < len(work)
    assert sum(one.weight for one in found) == sum(
        (tile.stop - tile.start) * (tile.last - tile.first) for tile in work
    )
    assert [place for one in found for place in range(one.start, one.stop)] == [
        place for tile in work for place in range(tile.start, tile.stop)
    ]
    assert all(400_000 <= one.weight < 400_000 + TILE_ROWS * len(own) for one in found[:-1])
