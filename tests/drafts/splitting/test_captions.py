"""第一条（立法目的）: when brackets hold a caption and when they belong to the sentence."""

import pytest

from drafts.splitter import split


def captions(source: str) -> list[str | None]:
    return [unit.caption for unit in split(source).articles()]


@pytest.mark.parametrize("opening", ["【", "〖", "［", "["])
def test_square_brackets_always_hold_a_caption(opening: str) -> None:
    closing = {"【": "】", "〖": "〗", "［": "］", "[": "]"}[opening]
    assert captions(f"第一条{opening}立法 目的{closing}为了甲。\n第二条　乙。\n") == [
        "立法 目的",
        None,
    ]


def test_round_brackets_hold_one_when_most_articles_have_them() -> None:
    habit = "第一条（目的）为了甲。\n第二条（范围）乙。\n第三条　丙。\n"
    assert captions(habit) == ["目的", "范围", None]
    alone = "第一条（以下简称条例）为了甲。\n第二条　乙。\n第三条　丙。\n"
    assert captions(alone) == [None, None, None]


@pytest.mark.parametrize("words", ["删去", "略", "一", "含军队在内", "以下称甲，乙"])
def test_what_is_no_caption_stays_in_the_text(words: str) -> None:
    draft = split(f"第一条（{words}）　甲。\n第二条　乙。\n第三条　丙。\n")
    first = next(draft.articles())
    assert first.caption is None
    assert words in first.text
