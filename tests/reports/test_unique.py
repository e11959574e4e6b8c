"""What a member says beyond the representative."""

from time import perf_counter, process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import unique
from reports.normalize import fold
from reports.unique import unique_spans, unique_text
from tests.growth import is_linear


@pytest.mark.parametrize(
    ("other", "text", "new"),
    [
        ("建议增加遛犬区域。", "建议增加遛犬区域！", ""),
        ("建议删除甲", "建议增加乙。建议删除甲", "建议增加乙"),
        ("甲。建议删除丙。", "甲。建议增加乙。建议删除丙。", "建议增加乙"),
        ("我是东门王某，建议降噪", "我是西门李某，建议降噪，谢谢", "西门李\n谢谢"),
        ("罚款 5 万元", "罚款 15 万元", "15"),
        ("fees of the city", "fees for the city", "for"),
        ("", "建议 甲", "建议 甲"),
        (
            "请取消年检。老人跑不动，窗口又远。",
            "请取消年检。老城区的路灯坏了要有人修，窗口又远。",
            "城区的路灯坏了要有人修",
        ),
        ("甲乙，丙丁戊己", "甲乙，子丙丑寅卯己辰巳午", "子丙丑寅卯己辰巳午"),
        ("建议甲", "", ""),
        ("建议甲", "👍", ""),
        ("建议\u200b甲", "建议甲，并\u200b公开", "并\u200b公开"),
    ],
)
def test_unique(other: str, text: str, new: str) -> None:
    assert unique_text(other, text) == new


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


@pytest.mark.timed
def test_a_long_letter_takes_no_time() -> None:
    started = perf_counter()
    unique_text("ab" * 5_000, "ba" * 5_000 + "c")
    unique_text("甲" * 10_000, "甲" * 20_000)
    assert perf_counter() - started < 2


@pytest.mark.timed
@pytest.mark.parametrize("piece", ["甲，", "甲乙", "a ", "甲。乙", "\u200b甲"])
def test_marking_takes_linear_time_in_the_marks(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * size
        spans = [(place, place + 1) for place in range(0, len(text), 2)]
        started = process_time()
        unique._clauses(text, spans)
        return process_time() - started

    assert is_linear(seconds, 4_000)
