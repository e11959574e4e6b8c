"""A cluster's short name: golden cases a lawyer can add to, and what always holds."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from reports import asking
from reports.label import LONGEST, NO_TEXT, label
from reports.privacy import find
from tests.growth import is_linear

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


PERSONAL = st.sampled_from(
    [
        *(
            "13800138000",
            "1３８ 0013 8000",
            "一三八零零一三八零零零",
            "①3800138000",
            "138\u200b00138000",
        ),
        *("wang@example.cn", "wang＠example.cn", "浙A·12345", "浙Ａ12345", "0571-87654321"),
        *("电话87654321", "6222021001116245702", "11010519491231002X", "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎"),
    ]
)
WORDS = st.sampled_from(
    ["建议", "请联系我", "，", "。", "罚款太高", "\n", "浙", "第3条", " fee ", "（", "三"]
)


@given(st.lists(WORDS, max_size=8), PERSONAL, st.lists(WORDS, max_size=8))
def test_a_label_holds_no_personal_data(before: list[str], data: str, after: list[str]) -> None:
    text = "".join([*before, data, *after])
    assert not find(label(text))


@pytest.mark.parametrize(
    ("sentence", "rank"),
    [
        ("恳请取消年检", 0),
        ("Please keep it", 0),
        ("年检应当取消", 1),
        ("写进条例里", 1),
        ("这条我不要", 1),
        ("要不要", 4),
        ("我支持这一条", 2),
        ("I OPPOSE it", 2),
        ("“建议取消”是谁写的", 4),
        ("路灯坏了", 4),
    ],
)
def test_how_plainly_a_sentence_asks(sentence: str, rank: int) -> None:
    assert asking.rank(sentence)[0] == rank
    assert asking.asks(sentence) is (rank < asking.ASKING)


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece", ["建议，", "“", "请删掉。", "我是", "1 ", "来电人称：", "…", "<", "a, "]
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * size
        started = process_time()
        label(text)
        return process_time() - started

    assert is_linear(seconds, 5_000)
