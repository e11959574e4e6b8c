"""What a decision says, sentence by sentence."""

from collections import Counter
from pathlib import Path

import pytest

from drafts.amendment import Instruction, Verb, read

DECISION = """关于修改《示例市公园管理条例》的决定

示例市人民代表大会常务委员会决定对《示例市公园管理条例》作如下修改：

一、将第二条第一款、第三款修改为：“新一。
“新三，称‘绿地’。”
　　二、第五条改为第六条，并将其中的“园林局”修改为“绿化局”；删去第二款。
三、在第七条后增加一条，作为第八条：
“第八条　公园应当开放。
（一）早晨；
（二）晚上。”

本决定自公布之日起施行。
"""


def told(one: Instruction) -> tuple[str, str, str]:
    places = "、".join(place.label() for place in one.targets)
    return one.verb.value, places, "、".join(place.label() for place in one.goals)


def test_verbs_places_and_numbers() -> None:
    assert [told(one) for one in read(DECISION)] == [
        ("replace", "第二条第一款、第二条第三款", ""),
        ("renumber", "第五条", "第六条"),
        ("substitute", "第五条", ""),
        ("delete", "第五条第二款", ""),
        ("add", "第七条", "第八条"),
    ]


def test_a_quotation_over_paragraphs_is_one_text_with_its_inner_marks_turned() -> None:
    first, *_rest, last = read(DECISION)
    assert first.texts == ("新一。\n新三，称“绿地”。",)
    assert last.texts == ("第八条　公园应当开放。\n（一）早晨；\n（二）晚上。",)


def test_every_instruction_keeps_its_place_in_the_amendment_and_its_law() -> None:
    for one in read(DECISION):
        assert DECISION[one.start : one.end].strip() == one.text
        assert one.law == "示例市公园管理条例"
    assert [one.label for one in read(DECISION)] == ["一、", "二、", "二、", "二、", "三、"]


@pytest.mark.parametrize(
    "sentence",
    ["将第一条作适当修改。", "第一条和有关条款中的“甲”作相应调整。", "增加一条关于处罚的规定。"],
)
def test_what_is_not_plain_is_said_not_to_be(sentence: str) -> None:
    (one,) = read(f"一、{sentence}\n")
    assert one.verb is Verb.UNREAD
    assert one.reason


def test_words_that_order_no_change_are_no_instructions() -> None:
    assert (
        read("为了删除冗余，根据《立法法》第七条，经研究决定：\n本决定自2031年1月1日起施行。\n")
        == ()
    )


@pytest.mark.fixtures
def test_real_decisions_are_read_to_the_last_sentence(corpus: Path) -> None:
    """One instruction cannot be: the file has lost its closing mark (刑法修正案九, 二十三)."""
    unread = Counter[str]()
    found = 0
    for form in ("nasty/*修正案*.md", "nasty/*关于修改*决定.md", "statutes-raw/*修正案*.txt"):
        for path in (corpus / "zh").glob(form):
            said = read(path.read_text("utf-8-sig"))
            found += len(said)
            unread.update(one.label for one in said if one.verb is Verb.UNREAD and one.label)
    assert found == 346
    assert unread == {"二十三、": 1}
