"""The catalogue of a round: every text and paper in order, and how to check them."""

import datetime as dt
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file
from msgspec.structs import replace

from reports.model import Edition
from reports.papers.catalogue import write
from reports.papers.kinds import Kept, Kind, Source
from reports.papers.proof import proofread
from tests.reports.papers.reading import tables, told, word
from tests.reports.papers.sources import source
from tests.reports.rounds import draft, small_round

GOLDEN = Path(__file__).parents[2] / "golden" / "papers" / "catalogue.md"
MADE_AT = dt.datetime(2026, 4, 19, 20, tzinfo=dt.UTC)


def paper(kind: Kind, sha256: str, pages: int = 0, edition: Edition | None = None) -> Kept:
    title = "征求意见情况报告" if kind is Kind.REVIEW else "意见登记台账"
    return Kept(kind, title, f"{title}.pdf", sha256 * 32, 1024, MADE_AT, pages, edition)


KEPT = {
    "还没有材料": (),
    "几件材料": (
        paper(Kind.LEDGER, "cc"),
        paper(Kind.REVIEW, "bb", 40, Edition.PUBLIC),
        paper(Kind.REVIEW, "aa", 41, Edition.INTERNAL),
    ),
}
CASES = [
    pytest.param(name.strip(), words.strip(), id=f"{line} {title}")
    for line, title, name, words in read_fixture_file(GOLDEN)
]


def holding(kept: tuple[Kept, ...]) -> Source:
    following = replace(draft("养犬免费登记。"), title="云川市养犬管理条例（草案二次审议稿）")
    return replace(source(replace(small_round(), next_draft=following)), kept=kept)


@pytest.mark.parametrize(("name", "words"), CASES)
def test_golden(name: str, words: str) -> None:
    document = write(holding(KEPT[name]))
    proofread(document)
    assert told(document) == words


def test_every_case_of_the_golden_file_is_there() -> None:
    assert {case.values[0] for case in CASES} == set(KEPT)


def test_items_are_numbered_through_whatever_order_they_come_in() -> None:
    kept = KEPT["几件材料"]
    document = write(holding(kept))
    assert document == write(holding(kept[::-1]))
    numbers = [word(row.cells[0]) for table in tables(document)[:2] for row in table.rows]
    assert numbers == ["1", "2", "3", "4", "5"]


def test_its_hashes_are_those_of_the_report() -> None:
    made = holding(())
    printed = {word(row.cells[-1]) for table in tables(write(made)) for row in table.rows}
    assert printed == {value for _, value in made.report.manifest.lines}
