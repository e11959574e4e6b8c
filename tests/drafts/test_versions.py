"""Real laws in successive editions: nothing is lost between two of them."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from drafts.diff import compare
from drafts.model import Draft, Op, Row
from drafts.reader import read
from drafts.splitter import split


def editions(corpus: Path) -> Iterator[tuple[str, Draft, Draft]]:
    """Every law with two neighbouring editions of it."""
    folder = corpus / "zh" / "versions"
    for law, names in json.loads((folder / "pairs.json").read_text("utf-8")).items():
        drafts = [split(read((folder / law / name).read_bytes(), name)) for name in names]
        for old, new in pairwise(drafts):
            yield law, old, new


def spelled(row: Row, *kinds: Op) -> str:
    return "".join(text for op, text in row.ops if op in kinds)


@pytest.mark.fixtures
def test_every_article_appears_and_every_word_can_be_read_back(corpus: Path) -> None:
    pairs = 0
    for law, old, new in editions(corpus):
        rows = compare(old, new)
        before = {unit.address: unit.text for unit in old.articles()}
        after = {unit.address: unit.text for unit in new.articles()}
        assert {row.old for row in rows} - {None} == before.keys(), law
        assert {row.new for row in rows} - {None} == after.keys(), law
        for row in rows:
            assert spelled(row, Op.KEEP, Op.DELETE) == before.get(row.old or "", ""), law
            assert spelled(row, Op.KEEP, Op.INSERT) == after.get(row.new or "", ""), law
        pairs += 1
    assert pairs >= 30


@pytest.mark.fixtures
def test_rows_stand_in_the_order_of_the_new_edition(corpus: Path) -> None:
    for law, old, new in editions(corpus):
        order = [unit.address for unit in new.articles()]
        places = [order.index(row.new) for row in compare(old, new) if row.new is not None]
        assert places == sorted(places), law
