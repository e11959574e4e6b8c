"""What a member says beyond the representative; and the cluster's short name."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.label import LONGEST, NO_TEXT, label
from reports.normalize import fold
from reports.unique import unique_spans, unique_text


@pytest.mark.parametrize(
    ("other", "text", "unique"),
    [
        ("建议增加遛犬区域。", "建议增加遛犬区域！", ""),
        ("建议删除甲", "建议增加乙。建议删除甲", "建议增加乙"),
        ("甲。建议删除丙。", "甲。建议增加乙。建议删除丙。", "建议增加乙"),
        ("我是东门王某，建议降噪", "我是西门李某，建议降噪，谢谢", "西门李\n谢谢"),
        ("罚款 5 万元", "罚款 15 万元", "15"),
        ("fees of the city", "fees for the city", "for"),
        ("", "建议 甲", "建议 甲"),
        ("建议甲", "", ""),
        ("建议甲", "👍", ""),
        ("建议\u200b甲", "建议甲，并\u200b公开", "并\u200b公开"),
    ],
)
def test_unique(other: str, text: str, unique: str) -> None:
    assert unique_text(other, text) == unique


texts = st.lists(st.sampled_from("甲乙丙丁 a1。，\n\u200b")).map("".join)


@given(texts, texts)
def test_what_is_left_is_said_by_the_other(other: str, text: str) -> None:
    spans = unique_spans(other, text)
    assert spans == sorted(spans)
    rest, at = [], 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        rest.append(text[at:start])
        at = end
    known = iter(fold(other))
    assert all(char in known for char in fold("".join([*rest, text[at:]])))
    assert unique_text(text, text) == ""


def test_a_long_letter_takes_no_time() -> None:
    started = perf_counter()
    unique_text("ab" * 5_000, "ba" * 5_000 + "c")
    unique_text("甲" * 10_000, "甲" * 20_000)
    assert perf_counter() - started < 2


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
