"""The sample bill's three readings: alignment against the table its author wrote by hand."""

import re
from itertools import product
from pathlib import Path

import pytest

from drafts.matcher import align
from drafts.model import LinkStatus
from drafts.splitter import split

READINGS = Path(__file__).parent.parent.parent / "consult" / "sample" / "readings"
_ROW = re.compile(r"^\| (?P<old>[-\d, ]+|—) \| (?P<new>[-\d, ]+|—) \| [a-z]+ \|", re.MULTILINE)

Pairs = set[tuple[str, str]]


def truth(step: int) -> Pairs:
    """The pairs of addresses of the step's table (1: first to second reading)."""
    table = (READINGS / "changes.md").read_text("utf-8").split("\n## ")[step]
    return {
        (f"art_{old}", f"art_{new}")
        for row in _ROW.finditer(table)
        for old, new in product(_numbers(row["old"]), _numbers(row["new"]))
    }


def _numbers(cell: str) -> list[str]:
    return re.findall(r"[\d-]+", cell)


def found(step: int) -> dict[tuple[str, str], LinkStatus]:
    old, new = (split((READINGS / f"{n}.txt").read_text("utf-8")) for n in (step, step + 1))
    return {
        (link.old, link.new): link.status
        for link in align(old, new)
        if link.old is not None and link.new is not None
    }


@pytest.mark.parametrize("step", [1, 2])
def test_no_link_is_wrong(step: int) -> None:
    assert len(truth(step)) > 50
    assert found(step).keys() - truth(step) == set()


@pytest.mark.parametrize(
    ("step", "beyond_words"),
    [
        # 导盲犬 became 服务犬, in another chapter, with other words: only a person can know.
        (1, {("art_27", "art_10")}),
        # One paragraph of the old article is a third of the new one; the rest is new or from 8.
        (2, {("art_13", "art_14")}),
    ],
)
def test_every_article_that_lives_on_is_found(step: int, beyond_words: Pairs) -> None:
    assert truth(step) - found(step).keys() == beyond_words


@pytest.mark.parametrize(("step", "least"), [(1, 36), (2, 54)])
def test_most_links_are_automatic(step: int, least: int) -> None:
    sure = [pair for pair, status in found(step).items() if status is LinkStatus.AUTOMATIC]
    assert len(sure) >= least
