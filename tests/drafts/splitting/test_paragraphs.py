"""款, 项, 目. A third of all articles with 项 end with a 款 that stands behind the list."""

import pytest

from drafts.model import Kind
from drafts.splitter import split
from tests.drafts.shape import shape_of


def code(*lines: str) -> str:
    draft = split("某条例\n第一条　" + "\n".join(lines) + "\n第二条　末。\n")
    return shape_of(draft)["articles"][0].partition(" ")[2]


def test_a_paragraph_behind_a_list_is_a_paragraph_of_the_article() -> None:
    assert code("甲：", "（一）乙；", "（二）丙。", "丁。") == "2/0"


def test_a_paragraph_inside_a_list_that_goes_on_belongs_to_its_item() -> None:
    assert code("甲：", "（一）乙。", "丙。", "（二）丁。") == "2"


def test_two_lists_in_one_article() -> None:
    assert code("甲：", "（一）乙；", "（二）丙。", "丁：", "（一）戊；", "（二）己。") == "2/2"


def test_a_list_below_an_item_and_one_below_that() -> None:
    assert code(
        "甲：", "（一）乙：", "1.丙：", "（1）丁；", "（2）戊。", "2.己。", "（二）庚。"
    ) == ("2[1:2[1:2]]")


def test_arabic_entries_directly_below_a_paragraph_are_items() -> None:
    assert code("甲：", "1.乙；", "2.丙。") == "2"


def test_an_item_that_is_missing_is_told_and_kept() -> None:
    draft = split("某条例\n第一条　甲：\n（一）乙；\n（三）丙。\n第二条　丁。\n")
    assert [one.rule for one in draft.findings] == ["item-gap"]
    assert draft.find("art_1__para_1__item_3") is not None


def test_an_item_that_lost_its_mark_counts_on_when_everything_around_it_is_a_list() -> None:
    draft = split("某条例\n第一条　甲：\n（一）乙；\n丙；\n（三）丁。\n第二条　戊。\n")
    item = draft.find("art_1__para_1__item_2")
    assert item is not None
    assert (item.number, item.label, item.text) == ((2, 0), None, "丙；")
    assert [(one.rule, draft.source[one.start]) for one in draft.findings] == [
        ("lost-item-number", "丙")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("（一）乙；", "丙。", "（三）丁。"),
        ("（一）乙。", "丙；", "（三）丁。"),
        ("（一）乙；", "丙；", "（二）丁。"),
        ("（一）乙；", "丙；", "己；", "（三）丁。"),
    ],
)
def test_what_may_be_a_part_of_the_entry_above_gets_no_mark(lines: tuple[str, ...]) -> None:
    draft = split("\n".join(["某条例", "第一条　甲：", *lines, "第二条　戊。", ""]))
    assert "lost-item-number" not in {one.rule for one in draft.findings}


def test_a_table_parts_the_paragraphs() -> None:
    draft = split("某条例\n第一条　如下：\n|甲|乙|\n|--|--|\n|1|2|\n丙。\n第二条　丁。\n")
    article = draft.find("art_1")
    assert article is not None
    assert [child.kind for child in article.children] == [
        Kind.PARAGRAPH,
        Kind.TABLE,
        Kind.PARAGRAPH,
    ]
    assert article.children[1].text == "甲\t乙\n1\t2"
