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


@pytest.mark.parametrize("step", [1, 2])
def test_every_article_that_lives_on_is_found(step: int) -> None:
    """Also 导盲犬 that became 服务犬 in another chapter, and a paragraph that is a third of its new
    article: their words are few in common, but rare."""
    assert truth(step) - found(step).keys() == set()


@pytest.mark.parametrize(("step", "pair"), [(1, ("art_27", "art_10")), (2, ("art_13", "art_14"))])
def test_what_only_speaks_of_the_same_subject_is_never_automatic(
    step: int, pair: tuple[str, str]
) -> None:
    assert found(step)[pair] is LinkStatus.PROPOSED


@pytest.mark.parametrize(("step", "least"), [(1, 36), (2, 54)])
def test_most_links_are_automatic(step: int, least: int) -> None:
    sure = [pair for pair, status in found(step).items() if status is LinkStatus.AUTOMATIC]
    assert len(sure) >= least
