"""What stands behind the last article: annexes, tables, the signature."""

import pytest

from drafts.model import Draft, Kind
from drafts.splitter import split

BODY = "某市条例\n第一条　甲。\n第二条　本条例所附《税率表》为本条例的组成部分。\n"


def annexes(draft: Draft) -> list[tuple[str | None, str | None]]:
    return [(one.label, one.heading) for one in draft.units if one.kind is Kind.ANNEX]


@pytest.mark.parametrize(
    ("line", "label", "heading"),
    [
        ("附件1：收费标准", "附件一", "收费标准"),
        ("附件一\n收费标准", "附件一", "收费标准"),
        ("附表二　税率", "附表二", "税率"),
        ("附：", "附", None),
        ("附 录", "附录", None),
    ],
)
def test_an_annex_has_its_label_and_its_title(line: str, label: str, heading: str | None) -> None:
    assert annexes(split(f"{BODY}{line}\n　　甲乙丙丁。\n")) == [(label, heading)]


@pytest.mark.parametrize("line", ["附则", "附件中的犬只，应当登记。", "附近的居民"])
def test_what_only_begins_like_an_annex_is_none(line: str) -> None:
    assert annexes(split(f"{BODY}{line}\n")) == []


def test_articles_of_an_annex_begin_again_without_a_doubt() -> None:
    draft = split(f"{BODY}附件一　办法\n第一条　丙。\n第二条　丁。\n")
    assert [unit.address for unit in draft.articles()] == [
        *("art_1", "art_2"),
        *("annex_1__art_1", "annex_1__art_2"),
    ]
    assert draft.findings == ()


def test_a_table_with_a_title_behind_the_last_article_is_an_annex() -> None:
    """个人所得税法: 个人所得税税率表一（综合所得适用） carries no 附."""
    draft = split(f"{BODY}犬只税率表一（大型犬适用）\n级数\t税率\n1\t3\n")
    assert annexes(draft) == [(None, "犬只税率表一（大型犬适用）")]
    last = draft.find("art_2")
    assert last is not None
    assert [child.kind for child in last.children] == [Kind.PARAGRAPH]


def test_a_table_that_an_article_leads_in_stays_in_it() -> None:
    draft = split("某市条例\n第一条　甲。\n第二条　税率如下：\n犬只税率表\n级数\t税率\n1\t3\n")
    assert annexes(draft) == []


def test_names_over_a_date_are_the_signature() -> None:
    draft = split(f"{BODY}云川市人民政府\n2031年3月1日\n")
    unit = draft.units[-1]
    assert (unit.kind, unit.text) == (Kind.SIGNATURE, "云川市人民政府\n2031年3月1日")


def test_a_date_that_ends_a_sentence_is_none() -> None:
    draft = split("某市条例\n第一条　甲。\n第二条　施行日期为\n2031年3月1日。\n")
    assert draft.units[-1].kind is not Kind.SIGNATURE
