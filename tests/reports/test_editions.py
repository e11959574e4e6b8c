"""The two editions of a report differ in personal data only."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bench.corpus import material
from reports.assemble import assemble
from reports.editions import beyond_privacy
from reports.model import Edition, Material
from reports.review import ReviewReport
from tests.reports.rounds import MADE_ON, rounds

PERSONAL = ("电话13812345678。", "邮箱a.b@example.com，", "身份证11010519491231002X", "")


def both(made: Material) -> tuple[ReviewReport, ReviewReport]:
    """The internal and the public edition of a round."""
    one, other = (
        assemble(made, edition=edition, made_on=MADE_ON)
        for edition in (Edition.INTERNAL, Edition.PUBLIC)
    )
    return one, other


@given(rounds(), st.lists(st.sampled_from(PERSONAL), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_nothing_but_personal_data_differs(made: Material, personal: list[str]) -> None:
    told = tuple(
        replace(one, text=one.text + personal[at % len(personal)])
        for at, one in enumerate(made.comments)
    )
    assert list(beyond_privacy(*both(replace(made, comments=told)))) == []


def test_a_large_round_shows_the_same_clusters_in_both() -> None:
    internal, public = both(material(comments=900, articles=10))
    assert internal.apart is public.apart
    shown = [
        [view.cluster for section in one.sections for view in section.clusters]
        for one in (internal, public)
    ]
    assert shown[0] == shown[1]
    assert list(beyond_privacy(internal, public)) == []


@pytest.mark.parametrize("path", ["reason", "label", "size", "paragraphs"])
def test_any_other_difference_is_found(path: str) -> None:
    internal, public = both(material(comments=40, articles=5))
    changed = msgspec.to_builtins(public)
    block = changed["sections"][0]["blocks"][0]
    if path == "reason":
        block["reason"] += "另"
    elif path == "paragraphs":
        changed["sections"][0]["paragraphs"] = ["别的条文"]
    elif path == "size":
        block["clusters"][0]["size"] += 1
    else:
        block["clusters"][0]["label"] = "别的意见"
    falsified = msgspec.convert(changed, ReviewReport)
    assert list(beyond_privacy(internal, falsified))


def test_a_name_left_out_of_the_public_edition_is_no_difference() -> None:
    made = material(comments=60, articles=5)
    internal, public = both(made)
    assert internal != public
    assert not list(beyond_privacy(internal, public))
