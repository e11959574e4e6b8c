"""An announcement as Markdown and back: the same paper, whatever its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reports.document import Heading, Mark, Paragraph, Picture, Run, Style, said
from reports.papers.announced import CODE, markdown, read
from reports.papers.announcement import call_of, document, generated
from tests.reports.papers.sources import OFFICE, source
from tests.reports.rounds import small_round

URL = "https://yunchuan.example/bills/dogs/1"
WORDS = st.text(
    st.sampled_from("一条（草案）《》1．.)-+=*_#<>&[]`~!|\\: abc，。"), min_size=1, max_size=40
).map(str.strip)


def call():  # type: ignore[no-untyped-def]  # the shape is the paper's own
    material = small_round()
    facts = replace(material.facts, slug="dogs")
    base = "https://yunchuan.example"
    return call_of(source(replace(material, facts=facts), office=OFFICE, base_url=base))


def test_what_nobody_edits_comes_back_as_the_same_paper() -> None:
    ours = call()
    text = markdown(generated(ours))
    assert CODE in text
    assert document(replace(ours, text=text)) == document(ours)


@given(st.lists(WORDS.filter(bool), min_size=1, max_size=5))
def test_words_are_not_taken_for_marks(lines: list[str]) -> None:
    blocks = tuple(Paragraph(said(one)) for one in lines)
    back = read(markdown(blocks), URL)
    assert [
        "".join(run.text for run in one.runs) for one in back if isinstance(one, Paragraph)
    ] == lines


def test_what_staff_write_is_read() -> None:
    text = "## 一、时间\n\n**30天**。\n- 信函\n- [网站](https://a.example)\n"
    text += f"\n<{URL}>\n\n{CODE}\n\n3. 三"
    heading, first, letter, site, address, code, third = read(text, URL)
    assert heading == Heading(1, "一、时间")
    assert first == Paragraph((Run("30天", Mark.STRONG), Run("。")))
    assert letter == Paragraph((Run("· "), Run("信函")))
    assert site == Paragraph((Run("· "), Run("网站（https://a.example）")))
    assert address == Paragraph((Run(URL),), Style.ADDRESS)
    assert isinstance(code, Picture)
    assert third == Paragraph((Run("3. "), Run("三")))
    assert not any(isinstance(one, Picture) for one in read(text, ""))


@pytest.mark.parametrize(
    "text", ["[点](javascript:alert(1))", "<script>alert(1)</script>", "![x](y)"]
)
def test_nothing_but_words_comes_in(text: str) -> None:
    (block,) = read(text, URL)
    assert isinstance(block, Paragraph)
    assert all(not run.link for run in block.runs)
