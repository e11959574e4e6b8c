"""A cluster's short name: golden cases a lawyer can add to, and what always holds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from reports.label import LONGEST, NO_TEXT, label

GOLDEN = Path(__file__).parent.parent / "golden" / "label" / "cases.md"
CASES = [
    pytest.param(text.strip("\n").replace("\\n", "\n"), name.strip("\n"), id=f"{line} {title}")
    for line, title, text, name in read_fixture_file(GOLDEN)
]


@pytest.mark.parametrize(("text", "name"), CASES)
def test_golden(text: str, name: str) -> None:
    assert label(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("建议增加遛犬区域。理由如下", "建议增加遛犬区域"),
        ("支持！老人孩子终于敢出门了", "支持！老人孩子终于敢出门了"),
        ("建议\u202e一：\n二", "建议一： 二"),
        ("", NO_TEXT),
        ("\u200b \n", NO_TEXT),
        ("👍👍", "👍👍"),
        ("我的手机13800138000没人打", "我的手机〔手机号已隐去〕没人打"),
        ("长" * 50, "长" * 39 + "…"),
        ("长" * 36 + "13800138000", "长" * 36 + "…"),
        ("长" * 36 + "1234567890", "长" * 36 + "…"),
        ("长" * 30 + "“十二个字的引文不能切成两半”", "长" * 30 + "…"),
        ("The fee is 3.5 yuan. Too much.", "The fee is 3.5 yuan"),
    ],
)
def test_label(text: str, name: str) -> None:
    assert label(text) == name


@given(st.text() | st.lists(st.sampled_from("建议请删掉，。？！“”\n这 我a1")).map("".join))
def test_a_label_is_short_and_never_empty(text: str) -> None:
    assert 0 < len(label(text)) <= LONGEST
    assert "\n" not in label(text)
