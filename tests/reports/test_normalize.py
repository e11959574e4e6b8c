"""The folded key: what it drops, that it finds its way back, and that it is linear."""

import re
import sys
import unicodedata
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.model import Comment
from reports.normalize import (
    fold,
    fold_many,
    fold_with_offsets,
    said,
    seen_places,
    simplify,
    visible,
)


def assigned() -> list[str]:
    """Every assigned character; of plain letters (Han, Hangul…) beyond U+3400 every 50th."""
    chars = [chr(code) for code in range(sys.maxunicode + 1)]
    kinds = [(char, unicodedata.category(char)) for char in chars]
    return [
        char
        for char, kind in kinds
        if kind not in ("Cn", "Co", "Cs")
        and (
            kind != "Lo"
            or char < "\u3400"
            or unicodedata.decomposition(char)
            or ord(char) % 50 == 0
        )
    ]


EVERY = assigned()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("建议：第５条，增加“ＡＢＣ”。", "建议第5条增加abc"),
        ("Straße_STRASSE", "strassestrasse"),
        ("支\u200b持\u2060网\ufeff约\u00ad车\u202e", "支持网约车"),
        ("①㎏ｶﾞ", "1kgガ"),
        ("가", "가"),
        ("cafe\u0301", "café"),
        ("👍👍！\ufe0f", ""),
        ("", ""),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


def test_every_character_alone_folds_as_the_rule_says() -> None:
    """All over Unicode: NFKC, casefold, `[\\W_]` and format characters out."""
    wrong = []
    for char in EVERY:
        plain = unicodedata.normalize("NFKC", char).casefold()
        wanted = "" if not seen_places(char) else re.sub(r"[\W_]", "", plain)
        if fold(char) != wanted:
            wrong.append(char)
        if fold_with_offsets(char).text != wanted:
            wrong.append(char)
    assert wrong == []


def test_no_format_character_survives() -> None:
    formats = [char for char in EVERY if unicodedata.category(char) == "Cf"]
    assert len(formats) > 150
    assert fold("甲".join(formats)) == "甲" * (len(formats) - 1)


near = st.sampled_from(
    "aeé가각각ガカﾞ㎏①ſßİ甲乙。 \u0301\u0308\u0316\u200b\u200d\ufe0f\u3164\u093e\u0f71\u0f72\n"
)


@given(st.lists(near | st.characters()).map("".join))
def test_offsets_lead_back_to_the_original(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    for place in range(len(folded.text)):
        start, end = folded.span(place, place + 1)
        assert folded.text[place] in fold(text[start:end])


@given(
    st.lists(near, max_size=20).map("".join), st.sampled_from("\u200b\u2060\u202d\ufe0f\U000e0041")
)
def test_unseen_characters_change_nothing(text: str, unseen: str) -> None:
    assert fold(unseen.join(text)) == fold(text)


@pytest.mark.parametrize(
    "unit", ["\u0301\u0316", "a\u0301\u0316\u0301", "\u200b", "。", "\uff9e\u0301"]
)
def test_floods_take_linear_time(unit: str) -> None:
    """Promises R19 and R22: canonical ordering of a long run of marks is quadratic."""
    times = []
    for size in (20_000, 80_000):
        text = "甲" + unit * size
        started = perf_counter()
        fold(text)
        times.append(perf_counter() - started)
    assert times[1] < 0.5
    assert fold_with_offsets("甲" + unit * 20_000).text == fold("甲" + unit * 20_000)


def test_visible_and_said() -> None:
    assert visible(" 甲\u202e\n 乙\u200b ") == "甲 乙"
    assert said(Comment("1", "甲", proposed="乙", reason="丙")) == "甲\n乙\n丙"
    assert said(Comment("1", "甲")) == "甲"


def test_many_fold_as_each_alone_every_character_between_two_others() -> None:
    texts = [f"甲{chr(code)}a" for code in range(0x20000)]
    assert list(fold_many(texts)) == [fold(text) for text in texts]


@given(
    st.lists(
        st.text(max_size=20) | st.text("e\u0301\u1112\u1161\u11ab가ﬁß㎏\ud800\u200b", max_size=9)
    )
)
def test_many_texts_fold_as_each_alone(texts: list[str]) -> None:
    assert list(fold_many(texts)) == [fold(text) for text in texts]


def test_simplified_keys() -> None:
    assert simplify("建議增設遛犬區域abc") == "建议增设遛犬区域abc"
    assert simplify("dogs") == "dogs"
    assert len(simplify("遛犬\ud800區")) == 4
