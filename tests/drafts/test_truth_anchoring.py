"""Words quoted from real laws: found in their own text always, in the next edition of their
article rightly or not at all, and hardly ever where their article is gone."""

import random
from itertools import islice
from pathlib import Path

import pytest

from drafts.anchoring import Found, find, select
from drafts.diff import compare
from drafts.passages import Standing, carry
from tests.drafts.test_versions import editions

SIZE = 8


@pytest.mark.fixtures
def test_quotations_of_real_laws_never_land_elsewhere(corpus: Path) -> None:
    dice = random.Random(6)
    kept = found_again = gone = landed = 0
    for law, old, new in islice(editions(corpus), 8):
        before = {unit.address: unit.text for unit in old.articles()}
        after = {unit.address: unit.text for unit in new.articles()}
        for row in compare(old, new):
            text = before.get(row.old or "", "")
            if len(text) <= SIZE:
                continue
            start = dice.randrange(len(text) - SIZE)
            cut = select(text, start, start + SIZE)
            assert find(text, cut) == Found(start, start + SIZE), law
            if row.new is None:
                gone += 1
                landed += find("\n".join(after.values()), cut) is not None
                continue
            carried, found = carry(row.ops, start, start + SIZE), find(after[row.new], cut)
            if carried.standing is Standing.UNCHANGED:
                kept += 1
                found_again += found is not None
                assert found in (None, Found(carried.start, carried.end)), (law, cut)
    assert kept > 100
    assert found_again >= 0.85 * kept
    assert landed <= 0.05 * gone
