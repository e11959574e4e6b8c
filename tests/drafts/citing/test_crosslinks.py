"""Citations become links on exactly their words, and never change a letter."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.citing.crosslinks import Piece, linked, linked_steps, marked
from drafts.diff import compare
from drafts.model import Draft
from drafts.splitter import split

LAW = """某市养犬管理条例

第一条　根据《中华人民共和国动物防疫法》第三十条，制定本条例。

第二条　养犬人应当遵守<b>本条例第一条</b>和第三条第一款第（二）项的规定。
　　违反前款规定的，依照本条例第九条处理。

第三条　下列情形除外：
（一）依照第二条
第二款处理的；
（二）其他情形。
"""


def test_the_words_of_a_citation_lead_to_its_provision() -> None:
    found = linked(split(LAW))
    assert found["art_2__para_1"] == (
        Piece("养犬人应当遵守<b>本条例"),
        Piece("第一条", "art_1"),
        Piece("</b>和"),
        Piece("第三条第一款第（二）项", "art_3__para_1__item_2"),
        Piece("的规定。"),
    )


def test_a_citation_wrapped_in_the_file_is_one_link() -> None:
    found = linked(split(LAW))["art_3__para_1__item_1"]
    assert found[1] == Piece("第二条\n第二款", "art_2__para_2")


def test_other_laws_and_dangling_citations_are_no_links() -> None:
    found = linked(split(LAW))
    assert "art_1__para_1" not in found
    assert [piece.to for piece in found["art_2__para_2"] if piece.to] == ["art_2__para_1"]


def spelt(old: str, new: str) -> tuple[Draft, list[tuple[str, list[Piece]]]]:
    """The steps to the second article of a new text, with links."""
    before, after = split(old), split(new)
    row = next(row for row in compare(before, after) if row.new == "art_2")
    article = after.find("art_2")
    assert article is not None
    steps = linked_steps(article, linked(after), row.ops)
    return after, [(op.value, list(pieces)) for op, pieces in steps]


def test_a_changed_article_keeps_its_links_in_what_stays_and_in_what_is_new() -> None:
    old = "某条例\n第一条　甲乙丙丁。\n第二条　养犬人违反本条例第一条的，由公安机关责令改正。\n"
    new = old.replace("责令改正", "责令改正，并依照第一条第一款处罚")
    _, steps = spelt(old, new)
    assert steps == [
        (
            "=",
            [Piece("养犬人违反本条例"), Piece("第一条", "art_1"), Piece("的，由公安机关责令改正")],
        ),
        ("+", [Piece("，并依照"), Piece("第一条第一款", "art_1__para_1"), Piece("处罚")]),
        ("=", [Piece("。")]),
    ]


def test_a_citation_of_which_a_part_is_new_leads_there_in_both_parts() -> None:
    old = "某条例\n第一条　甲：\n（一）乙；\n（二）丙。\n第二条　依照本条例第一条第一项办理登记。\n"
    _, steps = spelt(old, old.replace("第一条第一项办理", "第一条第二项办理"))
    links = [(op, piece.text) for op, pieces in steps for piece in pieces if piece.to]
    assert "".join(text for _, text in links) == "第一条第二项"
    assert {op for op, _ in links} == {"=", "+"}
    assert not any(piece.to for op, pieces in steps for piece in pieces if op == "-")


SOUP = st.lists(
    st.sampled_from(
        [
            "第一条　",
            "第二条",
            "\n",
            "　",
            "**",
            "前款",
            "第一款",
            "、",
            "（一）",
            "本条例",
            "甲乙",
            "。",
            "1. ",
        ]
    )
)


@given(SOUP)
def test_the_pieces_spell_the_words_and_lead_somewhere(soup: list[str]) -> None:
    draft = split("第一条　甲。\n第二条　" + "".join(soup))
    for address, pieces in linked(draft).items():
        unit = draft.find(address)
        assert unit and "".join(piece.text for piece in pieces) == unit.text
        for piece in pieces:
            assert piece.to is None or draft.find(piece.to)


@settings(deadline=None)
@given(SOUP, SOUP)
def test_steps_with_links_spell_what_the_steps_spell(old: list[str], new: list[str]) -> None:
    texts = [f"第一条　甲。\n第二条　甲乙{''.join(soup)}" for soup in (old, new)]
    before, after = map(split, texts)
    links = linked(after)
    for row in compare(before, after):
        article = after.find(row.new) if row.new else None
        if article is not None:
            steps = linked_steps(article, links, row.ops)
            assert [(op, "".join(one.text for one in words)) for op, words in steps] == [*row.ops]


@given(
    st.lists(
        st.builds(Piece, st.text("养犬", min_size=1, max_size=4), st.sampled_from([None, "art_1"]))
    ),
    st.integers(0, 12),
    st.integers(1, 12),
)
def test_marks_change_no_word_and_no_link(pieces: list[Piece], start: int, size: int) -> None:
    found = marked(pieces, start, start + size)
    words = "".join(piece.text for piece in pieces)
    assert "".join(piece.text for piece in found) == words
    said = "".join(piece.text for piece in found if piece.marked)
    assert said == words[start : start + size]
    assert _letters(found) == _letters(pieces)


def _letters(pieces: Iterable[Piece]) -> list[tuple[str, str | None]]:
    return [(letter, piece.to) for piece in pieces for letter in piece.text]
