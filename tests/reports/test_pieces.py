"""A text in pieces loses nothing and shows what is new before what was cut."""

from hypothesis import given
from hypothesis import strategies as st

from reports.pieces import Piece, PieceKind, part, pieces

SPANS = st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=5)


def test_new_words_stand_out_and_cut_ones_are_marked() -> None:
    assert pieces("您好，请加长犬绳。", [(5, 7)], [(0, 3)]) == (
        Piece("您好，", PieceKind.CUT),
        Piece("请加", PieceKind.SAID),
        Piece("长犬", PieceKind.NEW),
        Piece("绳。", PieceKind.SAID),
    )


def test_punctuation_left_of_a_cut_is_not_bracketed() -> None:
    found = pieces("来电人称：太贵。", [(0, 4)], [(0, 5)])
    assert [piece.kind for piece in found] == [PieceKind.NEW, PieceKind.SAID, PieceKind.SAID]


@given(st.text(max_size=25), SPANS, SPANS)
def test_the_pieces_are_the_text(
    text: str, new: list[tuple[int, int]], cut: list[tuple[int, int]]
) -> None:
    found = pieces(text, new, cut)
    assert "".join(piece.text for piece in found) == text
    assert all(piece.text for piece in found)
    marked = {place for a, b in new for place in range(max(a, 0), min(b, len(text)))}
    at = 0
    for piece in found:
        places = set(range(at, at + len(piece.text)))
        assert places <= marked if piece.kind is PieceKind.NEW else not places & marked
        at += len(piece.text)


def test_spans_of_a_whole_are_told_to_its_parts() -> None:
    assert part([(1, 4), (6, 9)], 3, 7) == [(0, 1), (3, 4)]
