"""Shared heads and tails: what is cut, what stays, and that nothing is ever emptied."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import bench_boilerplate
from reports.boilerplate import SHARED_BY, Boilerplate
from reports.normalize import fold
from tests.growth import is_linear

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
    assert shared.cut(letters[0]).removed == ""
    assert shared.cut(letters[0]).left_out(letters[0]) == ((len(BODIES[0]) + 1, len(letters[0])),)


def test_a_subject_line_of_a_few_still_tells_what_they_speak_of() -> None:
    letters = [f"{body}\n{SUBJECT}" for body in BODIES]
    others = [f"第{chr(0x4E00 + number)}项意见，内容各不相同{number}" for number in range(60)]
    shared = Boilerplate([*letters, *others])
    assert left(shared, letters[0]) == BODIES[0]
    assert shared.cut(letters[0]).removed == fold(SUBJECT)


@pytest.mark.parametrize(
    "line",
    [
        "请取消第三条的收费。",
        "我们坚决反对这个草案。",
        "主题：关于反对收费的意见",
        "主题：关于第三条的意见",
        "Please withdraw the rule.",
    ],
)
def test_a_demand_many_letters_share_is_never_cut(line: str) -> None:
    letters = [f"{body}\n{line}" for body in BODIES]
    shared = Boilerplate(letters)
    assert [left(shared, letter) for letter in letters] == letters


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("建议延长期限。\n此致\n敬礼\n王小明\n2026年3月12日", "建议延长期限。"),
        ("建议延长期限。\n一名普通市民\n二〇二六年三月", "建议延长期限。"),
        ("建议延长期限。\n联系电话：13800138000", "建议延长期限。"),
        ("建议延长期限。\n居民太吵了", "建议延长期限。\n居民太吵了"),
        ("Extend the term.\nSincerely,\nJohn", "Extend the term."),
        ("来电人称：楼下太吵。来电人不要求回复。", "楼下太吵。"),
        ("Please Write Your Comment Here\nExtend the term", "Extend the term"),
        ("Extend the term. See attached file(s)", "Extend the term."),
    ],
)
def test_signatures_and_what_an_office_or_a_form_adds(text: str, rest: str) -> None:
    assert left(NONE, text) == rest


def test_cutting_many_is_cutting_each() -> None:
    letters = [f"您好，{body}\n{SUBJECT}\n谢谢！" for body in BODIES] + ["ǃ甲。乙ǃǀ丙，谢谢"]
    shared = Boilerplate(letters)
    both = [*letters, *BODIES]
    assert list(shared.cuts(both, list(map(fold, both)))) == list(map(shared.cut, both))


def test_a_floor_on_real_comments(corpus: Path) -> None:
    """198 comments of a federal docket, 161 under one subject line, cut by hand for comparison:
    heads and tails change the sizes of the clusters by less than a tenth."""
    found = bench_boilerplate.figures(corpus)
    assert found["cores_as_by_hand"] >= 0.92
    for changed in (found["cut_by_hand"], *found["ends_added"].values()):
        assert changed["sizes_changed"] < 0.1
        assert changed["count_changed"] < 0.1
        assert changed["bcubed_f1"] >= 0.9
    assert found["nothing_cut"]["sizes_changed"] > 0.3


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece", ["您好！", "谢谢，", "，", "a. ", "\n", "ǃ", "尊敬的", "敬礼\n", "主题："]
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        texts = [piece * size, "甲" + piece * size]
        started = process_time()
        Boilerplate(texts).cut(texts[0])
        return process_time() - started

    assert is_linear(seconds, 2_000)


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
