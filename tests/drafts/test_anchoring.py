"""Words cut out of a text are found in it again; elsewhere they are found rightly or not at all."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.anchoring import CONTEXT, Found, Selector, find, select

LETTERS = "养犬罚款的，。第\n\r 　éé①𠮷🐕\u200b"
TEXTS = st.text(LETTERS, min_size=1, max_size=60)
DISTINCT = "".join(map(chr, range(0x4E00, 0x4E00 + 400)))


@st.composite
def cuttings(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> tuple[str, int, int]:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(cuttings())
@settings(max_examples=400)
def test_what_was_cut_out_is_found_where_it_was(cut: tuple[str, int, int]) -> None:
    text, start, end = cut
    found = find(text, select(text, start, end))
    assert found == (Found(start, end) if text[start:end].strip() else None)


@given(cuttings(), TEXTS)
@settings(max_examples=400)
def test_in_another_text_only_the_same_words_are_found(
    cut: tuple[str, int, int], other: str
) -> None:
    text, start, end = cut
    found = find(other, select(text, start, end))
    if found:
        assert _folded(other[found.start : found.end]) == _folded(text[start:end])


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@given(cut=cuttings())
@settings(max_examples=50)
def test_words_composed_in_another_way_are_found_as_the_same_words_or_not_at_all(
    form: Literal["NFC", "NFD", "NFKC", "NFKD"], cut: tuple[str, int, int]
) -> None:
    text, start, end = cut
    there = select(text, start, end)
    quoted = Selector(
        exact=unicodedata.normalize(form, there.exact),
        prefix=unicodedata.normalize(form, there.prefix),
        suffix=unicodedata.normalize(form, there.suffix),
    )
    found = find(text, quoted)
    if found:
        assert _folded(text[found.start : found.end]) == _folded(text[start:end])


@given(
    start=st.integers(0, 380),
    size=st.integers(1, 20),
    at=st.integers(0, 400),
    gone=st.integers(0, 30),
    put=st.text("另加新词", max_size=6),
)
def test_after_an_edit_the_words_are_found_in_their_new_place_or_not_at_all(
    start: int, size: int, at: int, gone: int, put: str
) -> None:
    """Every letter of the text stands once, so the right place is known."""
    new = DISTINCT[:at] + put + DISTINCT[at + gone :]
    selector = select(DISTINCT, start, start + size)
    found = find(new, selector)
    near = at < start + size + CONTEXT and at + gone > start - CONTEXT
    moved = start + (len(put) - min(gone, len(DISTINCT) - at) if at <= start else 0)
    if near:
        assert found in (None, Found(moved, moved + size))
    else:
        assert found == Found(moved, moved + size)


def test_the_surroundings_tell_two_places_apart_and_the_start_two_that_are_alike() -> None:
    text = "未登记的，处二百元罚款。未牵绳的，处二百元罚款。"
    second = text.rindex("二百元")
    assert find(text, Selector("二百元", "未牵绳的，处", "罚款。")) == Found(second, second + 3)
    assert find(text, Selector("二百元")) is None
    assert find(text, Selector("二百元", start=second)) == Found(second, second + 3)


def test_words_whose_own_place_was_deleted_are_not_found_in_a_place_that_only_looks_like_it() -> (
    None
):
    old = (
        "未办理登记的，由公安机关处二百元以上五百元以下罚款。遛犬不牵绳的，由城管部门处二百元罚款。"
    )
    at = old.rindex("二百元")
    new = old[: old.index("遛犬")]
    assert find(new, select(old, at, at + 3)) is None


@pytest.mark.parametrize(
    ("text", "quoted", "read"),
    [
        ("犬绳长度（含把手）", "犬绳长度(含把手)", "犬绳长度（含把手）"),
        ("长１．５米", "长1.5米", "长１．５米"),
        ("第一行，\n第二行。", "第一行，\r\n第二行。", "第一行，\n第二行。"),
        ("养\u200b犬人", "养犬人", "养\u200b犬人"),
        ("café 门前", unicodedata.normalize("NFD", "café"), "café"),
        ("𠮷野家🐕门前", "🐕", "🐕"),
    ],
)
def test_widths_line_ends_unseen_letters_and_compositions_do_not_matter(
    text: str, quoted: str, read: str
) -> None:
    found = find(text, Selector(quoted))
    assert found is not None
    assert text[found.start : found.end] == read


def test_half_of_a_letter_that_is_written_as_one_is_no_place() -> None:
    assert find("第㈠项", Selector("一)")) is None


@pytest.mark.parametrize("exact", ["", " \n", "\u200b"])
def test_nothing_is_found_nowhere(exact: str) -> None:
    assert find("养犬", Selector(exact)) is None


def test_a_cutting_holds_so_much_around_it_and_no_more() -> None:
    cut = select(DISTINCT, 100, 110)
    assert (len(cut.prefix), len(cut.suffix), cut.start) == (CONTEXT, CONTEXT, 100)
    with pytest.raises(ValueError, match="no words"):
        select("养犬", 1, 1)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(
        one for one in plain if not one.isspace() and unicodedata.category(one) not in ("Cf", "Cc")
    )
