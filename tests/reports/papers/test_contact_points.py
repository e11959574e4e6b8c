"""What each 联系点 gets back: its own opinions, all of them, and what became of each."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it.utils import read_fixture_file
from msgspec.structs import replace

from reports.model import Channel, Edition, Material
from reports.papers.contact_points import UNNAMED, write
from reports.papers.proof import proofread
from tests.reports.papers.reading import told, word
from tests.reports.papers.sources import source
from tests.reports.papers.test_departments import tables_of
from tests.reports.rounds import rounds, small_round

GOLDEN = Path(__file__).parents[2] / "golden" / "papers" / "contact_points.md"
ORCHARD = "橘园社区基层立法联系点"
POINTS = {
    "没有联系点报来的": {},
    "两个联系点": {"c1": ORCHARD, "c3": ORCHARD, "c5": "松岭镇基层立法联系点"},
}
CASES = [
    pytest.param(name.strip(), words.strip(), id=f"{line} {title}")
    for line, title, name, words in read_fixture_file(GOLDEN)
]


@pytest.mark.parametrize(("name", "words"), CASES)
def test_golden(name: str, words: str) -> None:
    assert told(write(source(replace(small_round(), points=POINTS[name])))) == words


def test_every_case_of_the_golden_file_is_there() -> None:
    assert {case.values[0] for case in CASES} == set(POINTS)


def test_an_opinion_of_the_channel_without_a_name_is_not_lost() -> None:
    one, *others = small_round().comments
    unnamed = replace(one, channel=Channel.CONTACT_POINT)
    document = write(source(replace(small_round(), comments=(unnamed, *others))))
    assert [part.name for part in document.sections] == ["汇总", UNNAMED]


@settings(max_examples=60, deadline=None)
@given(rounds())
def test_each_opinion_stands_with_its_point_once(material: Material) -> None:
    """The sums are those of the report's channel, the verdicts those of its appendix."""
    made = source(material)
    document = write(made)
    proofread(document)
    verdicts = {
        entry.number: f"{group.verdict_on(entry).shape}{group.verdict_on(entry).word}"
        for place in made.report.appendix
        for group in place.groups
        for entry in group.entries
    }
    came = {c.number for c in material.comments if c.channel is Channel.CONTACT_POINT}
    rows = [row for part in document.sections[1:] for table in tables_of(part) for row in table]
    assert sorted(word(row.cells[0]) for row in rows) == sorted(came)
    for row in rows:
        assert word(row.cells[4]) == verdicts[word(row.cells[0])]
    known = [s for s in made.report.figures.channels if s.key == Channel.CONTACT_POINT.value]
    if known:
        ((total, *_),) = tables_of(document.sections[0])
        assert total.cells[1:3] == (known[0].submissions, known[0].comments)


def test_nobody_is_named_and_no_number_given_away() -> None:
    points = replace(small_round(), points={"c3": ORCHARD})
    text = told(write(source(points)))
    assert "钱某某" not in text
    assert "13800138000" not in text
    assert "13800138000" in told(write(source(points, Edition.INTERNAL)))
