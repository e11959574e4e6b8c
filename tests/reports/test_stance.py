"""Stance: what is told apart and what is not."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.boilerplate import Boilerplate
from reports.stance import stance
from reports.stance_words import LINES
from tests.growth import is_linear

OPPOSITES = [
    ("支持本条", "反对本条"),
    ("赞成", "不赞成"),
    ("同意", "不同意"),
    ("支持", "不支持"),
    ("提高罚款", "降低罚款"),
    ("延长期限", "缩短期限"),
    ("从严管理", "放宽管理"),
    ("应当登记", "不得登记"),
    ("应当登记", "可以登记"),
    ("应当登记", "不应当登记"),
    ("必须牵绳", "不必牵绳"),
    ("允许进入", "禁止进入"),
    ("允许进入", "不允许进入"),
    ("增加一款", "删除一款"),
    ("增加年检", "取消年检"),
    ("保留本条", "删去本条"),
    ("建议写明", "不建议写明"),
    ("处罚过重", "处罚过轻"),
    ("五百元以上", "五百元以下"),
    ("规定清楚", "规定不清楚"),
    ("有法律依据", "没有法律依据"),
    ("把允许改为禁止", "把禁止改为允许"),
    ("支持提高", "支持降低"),
    ("反对提高", "反对降低"),
    ("贊成開放", "反對開放"),
    ("應當", "不應當"),
    ("👍", "👎"),
    ("I support it", "I oppose it"),
    ("I support it", "I do not support it"),
    ("I support it", "I don’t support it"),
    ("in favor", "not in favor"),
    ("agree", "disagree"),
    ("increase the fee", "reduce the fee"),
    ("allow dogs", "ban dogs"),
    ("add a rule", "remove a rule"),
    ("there should be a fee", "there should be no fee"),
    ("dogs should wait", "dogs should not wait"),
]

ALIKE = [
    ("建议增加遛犬区域", "增加遛犬区域"),
    ("希望增加遛犬区域", "建议增加遛犬区域"),
    ("支持，建议增加", "建议增加"),
    ("反对", "不同意"),
    ("反 对", "反对"),
    ("反\u200b对", "不支持"),
    ("是不是应当写明", "应当写明"),
    ("要不要增加", "增加"),
    ("应当登记", "必须登记"),
    ("非常支持", "支持"),
    ("不仅要管狗", "要管狗"),
    ("不同的小区", "各个小区"),
    ("无论大型犬小型犬", "大型犬小型犬"),
    ("未成年人", "孩子"),
    ("特别支持", "支持"),
    ("notable nobody", ""),
    ("not only fees", "fees"),
    ("shouldn't", "should not"),
    ("oppose, oppose", "against"),
]


FIGURES = [
    ("罚款五百元", "罚款五千元", False),
    ("罚款五百元", "罚款500元", True),
    ("处二百元以上五百元以下", "处二百元以上一千元以下", False),
    ("期限改为30日", "期限改为３０日", True),
    ("期限改为30日", "期限改为60日", False),
    ("删去第三条", "删去第四条", False),
    ("养犬八年", "养犬三年", True),
    ("住在三栋", "住在五栋", True),
    ("差不多五十米", "差不多三十米", True),
    ("提一点意见", "提意见", True),
    ("罚5百20元", "罚款", True),
]


@pytest.mark.parametrize(("one", "two"), OPPOSITES)
def test_opposites_differ(one: str, two: str) -> None:
    assert stance(one) != stance(two)


@pytest.mark.parametrize(("one", "two"), ALIKE)
def test_the_same_stance_in_other_words(one: str, two: str) -> None:
    assert stance(one) == stance(two)


@pytest.mark.parametrize(("one", "two", "same"), FIGURES)
def test_figures_count_where_they_are_demanded(one: str, two: str, same: bool) -> None:
    assert (stance(one) == stance(two)) is same


def test_no_word_stands_in_two_families_with_a_pole() -> None:
    homes: dict[str, set[str]] = {}
    for family, pole, words in LINES:
        for word in words.split():
            homes.setdefault(word, set()).add(f"{family} {pole}")
    assert not {word: found for word, found in homes.items() if len(found) > 1}


WORDS = st.sampled_from(
    [
        *(
            "支持",
            "反对",
            "不",
            "没",
            "同意",
            "提高",
            "降低",
            "应当",
            "不得",
            "可以",
            "增加",
            "删除",
        ),
        *(
            "的",
            "罚款",
            "五百元",
            "改为",
            "三十日",
            "是",
            "第三条",
            "没收",
            "👍",
            "👎",
            "3",
            "12只",
        ),
        *("not", "support", "oppose", "don't", "should", "the", "less", "A", "fee"),
    ]
)
TEXTS = st.lists(WORDS, max_size=14)
SEPARATORS = st.sampled_from([" ", ", ", "; ", " — ", "\n", " \u200b", ",\u2028", " ·"])


def styled(text: str, kind: int) -> str:
    """The text in capitals, in full width, or with characters that cannot be seen."""
    if kind == 0:
        return text.upper()
    if kind == 1:
        return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    return "".join(f"{char}\u200b\u2060" for char in text)


@given(TEXTS, SEPARATORS, SEPARATORS, st.sampled_from([0, 1, 2]))
def test_a_copy_in_other_dress_has_the_same_stance(
    words: list[str], one: str, other: str, kind: int
) -> None:
    assert stance(one.join(words)) == stance(styled(other.join(words), kind))


@given(st.lists(st.sampled_from(["支持", "反对", "不", "提高", "甲", "五百元"]), max_size=10))
def test_punctuation_between_han_characters_changes_nothing(words: list[str]) -> None:
    assert stance("，".join(words)) == stance("".join(words)) == stance("…\n".join(words))


@given(TEXTS)
def test_heads_and_tails_change_no_stance(words: list[str]) -> None:
    body = f"甲{' '.join(words)}乙。"
    said = f"尊敬的市人大常委会领导：您好！{body}以上意见供参考。此致\n敬礼"
    cut = Boilerplate([]).cut(said)
    assert stance(said[cut.start : cut.end]) == stance(body)


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece", ["不", "是不", "不是不", "应", "no ", "don't ", "五", "罚五", "不\u0301", "ʔ"]
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * size
        started = process_time()
        stance(text)
        return process_time() - started

    assert is_linear(seconds, 30_000)
