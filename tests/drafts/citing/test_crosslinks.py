"""Citations become links on exactly their words, and never change a letter."""

from hypothesis import given
from hypothesis import strategies as st

from drafts.citing.crosslinks import Piece, linked
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
