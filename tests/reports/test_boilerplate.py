"""Shared heads and tails: what is cut, what stays, and that nothing is ever emptied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.boilerplate import SHARED_BY, Boilerplate
from reports.normalize import fold

SUBJECT = "主题：关于征求《云川市养犬管理条例（草案）》意见的公告"
BODIES = [
    "希望办证进社区，老人不会用手机。",
    "罚款的去向要向社会公开。",
    "遛狗时间定得太短，上班族没法办。",
    "第七条的“便民”二字没有具体做法。",
    "狂犬病免疫点离村里三十公里。",
]
NONE = Boilerplate([])


def left(boilerplate: Boilerplate, text: str) -> str:
    cut = boilerplate.cut(text)
    assert fold(text[cut.start : cut.end]) == cut.core
    return text[cut.start : cut.end].strip()


def test_a_line_shared_by_unlike_letters_is_cut() -> None:
    letters = [f"{body}\n{SUBJECT}" for body in BODIES]
    shared = Boilerplate(letters)
    assert [left(shared, letter) for letter in letters] == BODIES
    assert shared.cut(letters[0]).removed == fold(SUBJECT)


def test_a_line_shared_by_too_few_stays() -> None:
    letters = [f"{body}\n{SUBJECT}" for body in BODIES[: SHARED_BY - 1]]
    assert left(Boilerplate(letters), letters[0]) == letters[0]


def test_a_form_letters_own_sentences_stay() -> None:
    letters = [
        f"建议增加遛犬区域。滨江公园的草坪晚上空着，围起来成本很低。{name}"
        for name in ("东门王某", "西门李某", "南门赵某", "北门孙某", "二栋周某", "九栋吴某")
    ]
    shared = Boilerplate(letters)
    assert [left(shared, letter) for letter in letters] == letters


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("尊敬的市人大常委会领导：您好！建议延长期限。此致\n敬礼", "建议延长期限。"),
        ("各位领导好，我建议延长期限，谢谢！", "我建议延长期限，"),
        ("Dear Sir or Madam,\nPlease extend the term.\nThank you.", "Please extend the term."),
        ("建议延长期限。以上意见仅供参考。", "建议延长期限。"),
        ("建议延长期限，恳请采纳为盼。", "建议延长期限，"),
        ("谢谢", "谢谢"),
        ("您好！谢谢！", "您好！"),
        ("感谢政府取消年费，请保留第三条", "感谢政府取消年费，请保留第三条"),
        ("尊敬的领导我建议取消第三条。第四条很好。", "尊敬的领导我建议取消第三条。第四条很好。"),
        ("Re: U.S.A. fee. Too high.", "Re: U.S.A. fee. Too high."),
        ("", ""),
        ("👍", "👍"),
    ],
)
def test_courtesies_need_no_example(text: str, rest: str) -> None:
    assert left(NONE, text) == rest


pieces = st.sampled_from(
    ["您好！", "谢谢。", "此致敬礼", "同意。", "建议增加，", "甲", "\n", "……", "👍"]
)


@given(st.lists(st.lists(pieces, max_size=6).map("".join), max_size=12))
def test_something_always_remains_and_order_does_not_matter(
    texts: list[str],
) -> None:
    shared, backwards = Boilerplate(texts), Boilerplate(texts[::-1])
    for text in texts:
        cut = shared.cut(text)
        assert cut == backwards.cut(text)
        assert bool(cut.core) == bool(fold(text))
        assert fold(text[cut.start : cut.end]) == cut.core
