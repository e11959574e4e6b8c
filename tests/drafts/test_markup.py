"""Staff's Markdown becomes HTML that can hurt nobody."""

import gc
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from drafts.markup import LONGEST, TooLong, note_to_html, to_html

GOLDEN = Path(__file__).parent.parent / "golden" / "markup" / "cases.md"
CASES = read_fixture_file(GOLDEN)
NOTES = read_fixture_file(GOLDEN.with_name("notes.md"))
TAGS = {
    *("p", "a", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {"a": {"href", "rel", "title"}, "code": {"class"}, "ol": {"start"}}


class Witness(HTMLParser):
    """Fails on any tag, attribute or address that must not be there."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()), (tag, name)
            if name == "href":
                assert value is not None
                assert value.lower().startswith(("http://", "https://", "mailto:")), value


MARKUP = st.sampled_from(
    [
        *("[a](", "![a](", "javascript:", "http://x", ")", "<", ">", '"', "'", "&#x6a;", "\\", "`"),
        *("*", "_", "\n", "# ", "- ", "> ", "<script>", "<a href=", "onclick=", "]: ", "[甲]", " "),
    ]
)


def assert_harmless(html: str) -> None:
    witness = Witness()
    witness.feed(html)
    witness.close()


@pytest.mark.parametrize(
    ("source", "expected"),
    [(source, expected) for _, _, source, expected in CASES],
    ids=[f"{line} {title}" for line, title, _, _ in CASES],
)
def test_golden_case(source: str, expected: str) -> None:
    assert to_html(source) == expected
    assert_harmless(to_html(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [(source, expected) for _, _, source, expected in NOTES],
    ids=[f"{line} {title}" for line, title, _, _ in NOTES],
)
def test_golden_case_of_a_note(source: str, expected: str) -> None:
    assert note_to_html(source, "/bills/dogs/2") == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(MARKUP | st.sampled_from(["](#", "art_1"]), max_size=40).map("".join))
def test_no_soup_in_a_note_does_harm(source: str) -> None:
    assert_harmless(note_to_html(source, "https://here"))


def test_the_attacks_others_collected_do_no_harm(corpus: Path) -> None:
    cases = read_fixture_file(corpus / "peers" / "markdown-it" / "xss.md")
    assert len(cases) >= 10
    for _, _, source, _ in cases:
        assert_harmless(to_html(source))


def test_the_examples_of_commonmark_do_no_harm(corpus: Path) -> None:
    text = (corpus / "peers" / "commonmark-spec.json").read_text("utf-8")
    assert len(text) > 10_000
    for start in range(0, len(text), LONGEST):
        assert_harmless(to_html(text[start : start + LONGEST]))


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKUP, max_size=40).map("".join))
def test_no_soup_of_markup_does_harm(source: str) -> None:
    assert_harmless(to_html(source))


def test_it_refuses_what_is_no_explanation_any_more() -> None:
    assert to_html("甲" * LONGEST)
    with pytest.raises(TooLong, match="缩短"):
        to_html("甲" * (LONGEST + 1))


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece", ["[", "![", "[a](", "*a", "`a", "<", "> ", "* a\n", "[[a]", "a**b_"]
)
def test_r19_doubling_the_markup_at_most_doubles_the_time(piece: str) -> None:
    source = piece * LONGEST
    one = two = float("inf")
    for _ in range(8):
        one = min(one, _seconds(source[: LONGEST // 2]))
        two = min(two, _seconds(source[:LONGEST]))
        if two <= max(2.3 * one, 0.05):
            break
    assert two <= max(2.3 * one, 0.05)


def _seconds(source: str) -> float:
    gc.collect()
    gc.disable()  # as timeit does
    try:
        start = time.process_time()
        to_html(source)
        return time.process_time() - start
    finally:
        gc.enable()
