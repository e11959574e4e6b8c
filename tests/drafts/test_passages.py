"""A passage lies in the smallest provision that holds it, and is followed into the next text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.diff import ops
from drafts.model import Op
from drafts.passages import Carried, Passage, Standing, carry, narrow, plain_text, spread, widen
from drafts.splitter import split

DRAFT = split(
    "某法\n第一条　为了管理犬只，制定本法。\n第二条　有下列情形之一的，处以罚款：\n（一）不牵绳；\n"
    "（二）其他情形：\n1.甲乙；\n2.甲丙。\n前款规定的罚款，由县级以上部门决定。\n"
    "第三条　养犬。\n附件一\n收费表\n一、登记费\n二、年费\n"
)
ARTICLE = next(one for one in DRAFT.articles() if one.address == "art_2")


@pytest.mark.parametrize(
    ("words", "address", "kept"),
    [
        ("牵绳", "art_2__para_1__item_1", "牵绳"),
        ("（一）不牵绳", "art_2__para_1__item_1", "不牵绳"),
        ("甲丙", "art_2__para_1__item_2__subitem_2", "甲丙"),
        ("前款规定", "art_2__para_2", "前款规定"),
        ("不牵绳；\n（二）其他", "art_2", "不牵绳；\n（二）其他"),
        ("（一）", "art_2", "（一）"),
    ],
)
def test_words_are_placed_in_the_smallest_provision(words: str, address: str, kept: str) -> None:
    at = ARTICLE.text.index(words)
    passage = narrow(ARTICLE, at, at + len(words))
    unit = DRAFT.find(passage.address)
    assert unit is not None
    assert (unit.address, unit.text[passage.start : passage.end]) == (address, kept)


@given(st.data())
def test_narrow_and_widen_undo_each_other(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(ARTICLE.text) - 1))
    end = data.draw(st.integers(start + 1, len(ARTICLE.text)))
    wide = widen(ARTICLE, narrow(ARTICLE, start, end))
    assert wide is not None
    assert wide.end == end
    assert ARTICLE.text[start : wide.start] in (
        "",
        "（一）",
        "一）",
        "）",
        "（二）",
        "二）",
        "1.",
        ".",
        "2.",
    )


def test_words_of_an_article_of_one_paragraph_are_of_the_article() -> None:
    article = next(DRAFT.articles())
    assert narrow(article, 0, 2) == Passage("art_1", 0, 2)


def test_a_provision_of_another_article_is_not_placed() -> None:
    assert widen(ARTICLE, Passage("art_1__para_1", 0, 2)) is None


def test_the_lines_of_an_annex_are_its_words() -> None:
    annex = DRAFT.find("annex_1")
    assert annex is not None
    at = plain_text(annex).index("年费")
    passage = narrow(annex, at, at + 2)
    assert widen(annex, passage) == Passage("annex_1", at, at + 2)


@pytest.mark.parametrize(
    ("old", "new", "words", "standing", "now"),
    [
        ("处二百元罚款。", "可以处二百元罚款。", "二百元", Standing.UNCHANGED, "二百元"),
        ("处二百元罚款。", "处五百元罚款。", "二百元", Standing.CHANGED, "五百元"),
        ("处二百元罚款。", "处二百元以下罚款。", "二百元罚款", Standing.CHANGED, "二百元以下罚款"),
        ("处二百元罚款。", "处罚款。", "二百元", Standing.GONE, ""),
        ("处二百元罚款。", "", "二百元", Standing.GONE, ""),
    ],
)
def test_words_are_followed_into_the_next_text(
    old: str, new: str, words: str, standing: Standing, now: str
) -> None:
    at = old.index(words)
    carried = carry(ops(old, new), at, at + len(words))
    assert carried.standing is standing
    assert new[carried.start : carried.end] == now


def test_words_put_in_right_beside_are_no_change() -> None:
    steps = ((Op.INSERT, "前"), (Op.KEEP, "养犬"), (Op.INSERT, "后"))
    assert carry(steps, 0, 2) == Carried(Standing.UNCHANGED, 1, 3)


@given(st.text("养犬罚款", max_size=12), st.text("养犬罚款", max_size=12), st.data())
def test_what_is_unchanged_reads_the_same(old: str, new: str, data: st.DataObject) -> None:
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    carried = carry(ops(old, new), start, end)
    if carried.standing is Standing.UNCHANGED:
        assert new[carried.start : carried.end] == old[start:end]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("管理犬只", [("art_1__para_1", "管理犬只")]),
        ("罚款：\n（一）不牵", [("art_2__para_1", "罚款："), ("art_2__para_1__item_1", "不牵")]),
    ],
)
def test_a_passage_is_shown_line_by_line(words: str, lines: list[tuple[str, str]]) -> None:
    article = next(one for one in DRAFT.articles() if words in one.text)
    at = article.text.index(words)
    shown = [
        (one.address, unit.text[one.start : one.end])
        for one in spread(article, Passage(article.address, at, at + len(words)))
        if (unit := DRAFT.find(one.address))
    ]
    assert shown == lines


def test_a_passage_of_nowhere_is_shown_nowhere() -> None:
    assert spread(ARTICLE, Passage("art_9", 0, 2)) == ()
