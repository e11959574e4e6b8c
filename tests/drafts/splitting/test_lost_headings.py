"""Chapters that print no number, and titles on two lines."""

from drafts.model import Kind
from drafts.splitter import split


def test_it_counts_on_from_the_chapter_above() -> None:
    draft = split(
        "某条例\n第一章　总则\n第一条　甲。\n法律责任\n第二条　乙。\n第三章　附则\n第三条　丙。\n"
    )
    unit = draft.find("chp_2")
    assert unit is not None
    assert (unit.label, unit.heading) == ("第二章", "法律责任")
    assert [(one.rule, draft.source[one.start : one.start + 4]) for one in draft.findings] == [
        ("lost-heading-number", "法律责任")
    ]


def test_it_takes_no_number_that_the_next_chapter_has() -> None:
    draft = split(
        "某条例\n第一章　总则\n第一条　甲。\n法律责任\n第二条　乙。\n第二章　附则\n第三条　丙。\n"
    )
    labels = [one.label for one in draft.walk() if one.kind is Kind.CHAPTER]
    assert labels == ["第一章", None, "第二章"]


def test_without_any_chapter_one_short_line_is_a_paragraph_and_two_are_headings() -> None:
    one = split("某条例\n第一条　甲。\n法律责任\n第二条　乙。\n第三条　丙。\n")
    assert [unit.kind for unit in one.units[1:]] == [Kind.ARTICLE] * 3
    two = split("某条例\n第一条　甲。\n法律责任\n第二条　乙。\n监督检查\n第三条　丙。\n")
    assert [unit.heading for unit in two.walk() if unit.kind is Kind.HEADING] == [
        "法律责任",
        "监督检查",
    ]


def test_a_second_line_belongs_to_the_title_above() -> None:
    draft = split(
        "某条例\n第一章　重污染天气应对和重点区域\n联合防治\n第一条　甲。\n第二条　乙。\n"
    )
    chapter = draft.find("chp_1")
    assert chapter is not None
    assert chapter.heading == "重污染天气应对和重点区域联合防治"
    assert not draft.findings


def test_a_paragraph_with_an_end_or_a_mark_is_no_heading() -> None:
    draft = split(
        "某条例\n第一章　总则\n第一条　甲：\n（一）乙\n第二条　丙。\n丁戊己。\n第三条　庚。\n"
    )
    assert [one.kind for one in draft.walk() if one.kind is Kind.CHAPTER] == [Kind.CHAPTER]


def test_a_page_number_beside_it_changes_nothing() -> None:
    head = "某条例\n第一章　总则\n第一条　甲。\n"
    tail = "第二条　乙。\n第三章　附则\n第三条　丙。\n"
    for lost in ("- 3 -\n法律责任\n", "法律责任\n- 3 -\n", "3\n法律责任\n第 4 页\n"):
        unit = split(head + lost + tail).find("chp_2")
        assert unit is not None
        assert unit.heading == "法律责任"
