"""A report stays readable whatever the volume: what it explains is bounded, the rest is apart."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.corpus import material
from reports import bounding, volumes
from reports.assemble import assemble
from reports.checks import check
from reports.model import Edition
from reports.review import ReviewReport
from reports.weights import section_weight
from tests.reports.rounds import MADE_ON, environment

ANCHOR = re.compile(r'\bid="([^"]+)"')
LINK = re.compile(r'href="x-consult:([^"]+)"')


@pytest.fixture(scope="module")
def large() -> ReviewReport:
    """A round of 1,600 comments on twelve articles."""
    made = material(comments=1600, articles=12)
    report = assemble(made, edition=Edition.PUBLIC, made_on=MADE_ON)
    check(report, made)
    return report


def test_a_small_round_is_one_volume() -> None:
    made = material(comments=60, articles=8)
    report = assemble(made, edition=Edition.PUBLIC, made_on=MADE_ON)
    assert not report.apart
    html = "".join(part.html for part in volumes.main(report, environment()).body)
    assert "附件　全部意见" in html
    assert "附册" not in html


def test_a_large_round_keeps_its_list_apart(large: ReviewReport) -> None:
    assert large.apart
    html = "".join(part.html for part in volumes.main(large, environment()).body)
    assert "附册" in html
    assert "附件" not in html
    assert 'id="annex"' not in html


def test_links_stay_in_their_volume(large: ReviewReport) -> None:
    env = environment()
    for volume in (volumes.main(large, env), *volumes.annexes(large, env)):
        html = "".join(part.html for part in volume.body)
        assert set(LINK.findall(html)) <= set(ANCHOR.findall(html))


def test_the_annex_holds_every_comment_once(
    large: ReviewReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "VOLUME", 2)
    found = list(volumes.annexes(large, environment()))
    assert len(found) > 1
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert {one.of for one in found} == {len(found)}
    html = "".join(part.html for one in found for part in one.body)
    entries = [anchor for anchor in ANCHOR.findall(html) if anchor.startswith("y-")]
    assert sorted(entries) == sorted(f"y-{n}" for n in range(1, 1601))


def test_what_is_not_explained_is_counted(large: ReviewReport) -> None:
    assert any(section.rest for section in large.sections)
    for section in large.sections:
        hidden = sum(block.hidden for block in section.blocks)
        told = hidden + sum(count.clusters for count in section.rest)
        assert len(section.clusters) + told == section.cluster_count
        assert len(section.clusters) <= bounding.SHOWN


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 400), st.integers(1, 40), st.integers(2_000, 60_000))
def test_whatever_the_round_the_articles_fit_the_room(
    comments: int, articles: int, room: int
) -> None:
    made = material(comments=comments, articles=articles)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.assemble.ROOM", room)
        report = assemble(made, edition=Edition.INTERNAL, made_on=MADE_ON)
    check(report, made)
    brief = sum(section_weight(section) for section in report.sections if not section.clusters)
    largest = max(map(section_weight, report.sections), default=0)
    assert sum(map(section_weight, report.sections)) <= max(room, brief + 2 * largest)


def test_the_order_of_the_input_changes_nothing() -> None:
    made = material(comments=300, articles=6)
    turned = type(made)(
        **{name: getattr(made, name) for name in made.__struct_fields__}
        | {"comments": made.comments[::-1], "clusters": made.clusters[::-1]}
    )
    one, other = (
        assemble(each, edition=Edition.PUBLIC, made_on=MADE_ON) for each in (made, turned)
    )
    assert one == other
