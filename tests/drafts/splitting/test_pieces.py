"""Lines to logical paragraphs: marks in all their spellings, wrapped lines, inline 项, noise."""

import pytest

from drafts.model import Draft, Kind
from drafts.splitter import split
from drafts.splitting.pieces import join, read_mark


@pytest.mark.parametrize(
    ("printed", "label", "rank"),
    [
        ("（一）甲", "（一）", 1),
        ("(十二)甲", "（十二）", 1),
        ("㈢甲", "（三）", 1),
        ("（一)甲", "（一）", 1),
        ("二、甲", "二、", 0),
        ("1.甲", "1.", 2),
        ("1．甲", "1.", 2),
        ("⒉甲", "2.", 2),
        ("(1)甲", "（1）", 3),
        ("⑴甲", "（1）", 3),
        ("①甲", "①", 4),
    ],
)
def test_a_mark_is_printed_one_way(printed: str, label: str, rank: int) -> None:
    """项 in brackets, 目 with a dot: 立法法 (2023) art. 65; the rest is what drafts contain."""
    mark = read_mark(printed, 0, len(printed))
    assert mark is not None
    assert (mark.label, mark.rank) == (label, rank)


@pytest.mark.parametrize(
    "words", ["（一）项规定的", "1.5米以上", "3.14", "（以下简称）", "（〇）甲"]
)
def test_what_is_no_mark(words: str) -> None:
    assert read_mark(words, 0, len(words)) is None


def items(draft: Draft) -> list[str]:
    return [unit.text for unit in draft.walk() if unit.kind is Kind.ITEM]


def test_items_in_a_running_line_count_from_the_first_on() -> None:
    inline = split("某条例\n第一条　包括：（一）甲；（二）乙；（三）丙。\n第二条　丁。\n")
    assert items(inline) == ["甲；", "乙；", "丙。"]
    spoken = split("某条例\n第一条　依照前条，（二）乙的规定。\n第二条　丁。\n")
    assert items(spoken) == []


def test_a_page_number_is_dropped_and_told() -> None:
    draft = split("某条例\n第一条　甲。\n- 3 -\n乙。\n第二条　丙。\n")
    first = draft.find("art_1")
    assert first is not None
    assert first.text == "甲。\n乙。"
    assert [one.rule for one in draft.findings] == ["page-number"]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["养犬", "登记"], "养犬登记"),
        (["the", "dog"], "the dog"),
        (["养犬A", "级"], "养犬A级"),
        ([], ""),
    ],
)
def test_only_latin_words_are_joined_with_a_blank(parts: list[str], whole: str) -> None:
    assert join(parts) == whole


def test_lines_that_never_come_to_an_end_are_not_joined() -> None:
    """A table that lost its rules: joining its cells once would join more the next time."""
    cell = "某地区某某界别的代表以及某某团体的全体代表共计"
    head = "某条例\n第一条　名额如下：\n"
    rest = "第二条　乙。\n"
    lost = split(f"{head}{cell}\n200人\n委员每届任期五年。\n{rest}")
    assert [one.text for one in next(lost.articles()).children] == [
        "名额如下：",
        cell,
        "200人",
        "委员每届任期五年。",
    ]
    wrapped = split(f"{head}{cell}\n二百人。\n{rest}")
    assert [one.text for one in next(wrapped.articles()).children][1:] == [f"{cell}二百人。"]
