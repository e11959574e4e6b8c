"""The parts put together: what is nested in what, and texts without articles."""

from drafts.model import Draft, Kind
from drafts.splitter import split
from tests.drafts.checking import assert_lossless


def above(draft: Draft, address: str) -> list[Kind]:
    """The kinds of the units an address lies in, outermost first."""
    unit = draft.find(address)
    assert unit is not None
    return [
        one.kind
        for one in draft.walk()
        if one is not unit and one.start <= unit.start and unit.end <= one.end
    ]


def test_parts_subparts_chapters_sections_articles_are_nested_in_that_order() -> None:
    """立法法 (2023) art. 65."""
    draft = split(
        "某法典\n第一编　甲\n第一分编　乙\n第一章　丙\n第一节　丁\n第一条　戊。\n第二条　己。\n"
    )
    assert above(draft, "art_1") == [Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION]
    assert_lossless(draft)


def test_a_chapter_ends_where_the_next_part_begins() -> None:
    draft = split("某法典\n第一编　甲\n第一章　乙\n第一条　丙。\n第二编　丁\n第二条　戊。\n")
    assert above(draft, "art_2") == [Kind.PART]


def test_a_decision_without_articles_goes_by_its_entries() -> None:
    draft = split("某决定\n一、甲。\n乙。\n二、丙：\n（一）丁；\n（二）戊。\n")
    assert [unit.label for unit in draft.units[1:]] == ["一、", "二、"]
    assert draft.find("hdg_2__para_1__item_2") is not None


def test_a_text_without_any_numbers_goes_by_paragraphs() -> None:
    draft = split("某意见\n为了甲，提出意见。\n\n乙丙丁。\n")
    assert [one.rule for one in draft.findings] == ["no-articles"]
    assert draft.title == "某意见"
    assert_lossless(draft)


def test_an_empty_article_is_told_and_has_its_paragraph() -> None:
    draft = split("某条例\n第一条\n第二条　甲。\n")
    assert [one.rule for one in draft.findings] == ["empty-article"]
    assert draft.find("art_1__para_1") is not None
