"""Provisions as people type them are spelled as a statute does; what only counts things is not."""

import pytest

from reports.letters.spelling import respelled


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("22条2款，", "第22条第2款，"),
        ("三十七条三款", "第三十七条第三款"),
        ("第 37 条 第 2 款", "第37 条 第2 款"),
        ("四十八条先警告", "第四十八条先警告"),
        ("3条1款", "第3条第1款"),
        ("第二十九条第二\n款观察", "第二十九条第二款观察"),
        ("附件一第11项", "附件一"),
        ("Art. 36: short", "Article 36: short"),
        ("the third paragraph of Article 51", "Article 51, paragraph 3"),
    ],
)
def test_a_provision_is_spelled_out(typed: str, spelled: str) -> None:
    assert respelled(typed) == spelled


@pytest.mark.parametrize(
    "words",
    ["提三条：", "十条意见", "这一条", "12条狗", "共12条", "第二十二条之一", "第一百二十五条"],
)
def test_a_count_stays(words: str) -> None:
    assert respelled(words) == words
