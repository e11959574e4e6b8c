"""What each department gets, and that no opinion falls between two of them."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file
from msgspec.structs import replace

from reports.document import Row, Section, Table
from reports.model import Duty, Edition, Material, Task
from reports.papers.departments import UNASSIGNED, write
from reports.papers.proof import proofread
from tests.reports.papers.reading import lines, tables, told, word
from tests.reports.papers.sources import source
from tests.reports.rounds import rounds, small_round

GOLDEN = Path(__file__).parents[2] / "golden" / "papers" / "departments.md"
DAY = dt.date(2026, 4, 30)
DUTIES = {
    "还没有责任清单": (),
    "主办、协办各有职责和期限": (
        Duty("art_1", "市公安局", Task.LEAD, "养犬登记", DAY),
        Duty("art_1", "市财政局", Task.ASSIST, "登记费", DAY),
        Duty("art_2", "市公安局", Task.LEAD, "", dt.date(2026, 5, 8)),
        Duty("art_3", "市司法局", Task.LEAD),
        Duty(None, "市司法局", Task.ASSIST),
    ),
    "有一条没有部门": (Duty("art_1", "市公安局"),),
}
CASES = [
    pytest.param(name.strip(), words.strip(), id=f"{line} {title}")
    for line, title, name, words in read_fixture_file(GOLDEN)
]


def given_to(*duties: Duty, material: Material | None = None) -> Material:
    return replace(material or small_round(), duties=duties)


@pytest.mark.parametrize(("name", "words"), CASES)
def test_golden(name: str, words: str) -> None:
    assert told(write(source(given_to(*DUTIES[name])))) == words


def test_every_list_of_the_golden_file_is_there() -> None:
    assert {case.values[0] for case in CASES} == set(DUTIES)


def _opinions(part: Section) -> list[tuple[str, int]]:
    """The clusters listed in a section, with their sizes."""
    return [
        (word(row.cells[0]), int(word(row.cells[2])))
        for table in tables_of(part)
        for row in table
        if len(row.cells) == 5
    ]


def tables_of(part: Section) -> list[tuple[Row, ...]]:
    """The rows of each table of a section."""
    return [block.rows for block in part.blocks if isinstance(block, Table)]


_DUTIES = st.lists(
    st.builds(
        Duty,
        address=st.sampled_from([None, "art_1", "art_2", "art_3", "annex_1"]),
        department=st.sampled_from(["甲局", "乙局", "丙局"]),
        task=st.sampled_from(Task),
        due=st.none() | st.dates(dt.date(2026, 4, 1), dt.date(2026, 5, 1)),
    ),
    max_size=6,
    unique_by=lambda duty: (duty.address, duty.department),
)


@settings(max_examples=60, deadline=None)
@given(rounds(), _DUTIES)
def test_every_cluster_goes_to_all_who_answer_or_is_left_over(
    material: Material, duties: list[Duty]
) -> None:
    made = source(given_to(*duties, material=material), Edition.INTERNAL)
    document = write(made)
    proofread(document)
    parts = {part.name: part for part in document.sections}
    left = 0
    for place in made.report.appendix:
        here = {(group.code, group.size) for group in place.groups}
        mine = [duty.department for duty in duties if duty.address == place.address]
        left += 0 if mine else place.comments
        for name in ("甲局", "乙局", "丙局"):
            listed = set(_opinions(parts[name])) if name in parts else set()
            assert here <= listed if name in mine else not here & listed
    unassigned = parts.get(UNASSIGNED)
    assert bool(unassigned) == bool(left)
    if unassigned:
        ((*_, total),) = tables_of(unassigned)
        assert total.cells[2] == left


def test_an_article_that_nobody_leads_is_named() -> None:
    duty = Duty("art_2", "市财政局", Task.ASSIST)
    text = lines(write(source(given_to(duty))))
    assert "有协办部门、尚未确定主办部门的：第二条。" in text


def test_a_day_that_does_not_hold_for_everything_is_told_with_its_articles() -> None:
    duties = (Duty("art_1", "市公安局", due=DAY), Duty("art_2", "市公安局"))
    text = told(write(source(given_to(*duties))))
    assert "书面答复的期限：第一条，2026年4月30日前。" in text


def test_figures_of_the_overview_are_the_reports() -> None:
    everything = [Duty(at, "市公安局") for at in (None, "art_1", "art_2", "art_3")]
    made = source(given_to(*everything))
    (row,) = tables(write(made))[0].rows
    assert row.cells[3:] == (made.report.figures.clusters, made.report.figures.comments)


def test_the_public_edition_hides_what_the_list_says_about_people() -> None:
    duty = Duty("art_1", "市公安局", words="联系13800138000")
    assert "13800138000" not in told(write(source(given_to(duty))))
    assert "13800138000" in told(write(source(given_to(duty), Edition.INTERNAL)))
