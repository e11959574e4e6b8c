"""A cluster's short name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.label import LONGEST, NO_TEXT, label


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
        (
            "小区里不拴绳遛狗的人实在太多，老人孩子都很害怕，希望能够加大处罚的力度，首次违反就罚",
            "小区里不拴绳遛狗的人实在太多，老人孩子都很害怕，希望能够加大处罚的力度…",
        ),
        ("长" * 50, "长" * 39 + "…"),
        ("长" * 36 + "13800138000", "长" * 36 + "…"),
        ("The fee is 3.5 yuan. Too much.", "The fee is 3.5 yuan"),
    ],
)
def test_label(text: str, name: str) -> None:
    assert label(text) == name


@given(st.text())
def test_a_label_is_short_and_never_empty(text: str) -> None:
    assert 0 < len(label(text)) <= LONGEST
