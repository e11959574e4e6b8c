"""Lines tile the text; blanks, Markdown and indents are measured, not cut away."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.splitting.lines import ends_sentence, lines_of


@given(st.text(alphabet="甲 \t\r\n\u3000\u200b\u2028\x0b#*-第条", max_size=80))
def test_lines_tile_any_text(source: str) -> None:
    lines = lines_of(source)
    assert "".join(source[line.start : line.end] for line in lines) == source
    assert [line.index for line in lines] == list(range(len(lines)))
    for before, after in pairwise(lines):
        assert before.end == after.start
        assert not (before.blank and after.blank)
    for line in lines:
        assert line.start <= line.lead <= line.head <= line.tail <= line.end
        assert line.blank == (line.lead >= line.tail)


@pytest.mark.parametrize(
    ("source", "words", "indent", "level", "bold"),
    [
        ("　　第一条　甲。\r\n", "第一条　甲。", 4, 0, False),
        ("\t甲", "甲", 4, 0, False),
        ("\u200b 甲\u200b", "甲", 1, 0, False),
        ("## 第一章　总则", "第一章　总则", 0, 2, False),
        ("**第一条**　甲", "第一条**　甲", 0, 0, True),
        ("- 甲", "甲", 0, 0, False),
        ("##", "##", 0, 0, False),
        ("**", "**", 0, 0, False),
    ],
)
def test_a_line_knows_its_words(
    source: str, words: str, indent: int, level: int, bold: bool
) -> None:
    (line,) = lines_of(source)
    assert source[line.head : line.tail] == words
    assert (line.indent, line.level, line.bold) == (indent, level, bold)


@pytest.mark.parametrize("words", ["甲。", "甲；", "甲：", "甲。”", "甲。）", "甲…", "甲.**"])
def test_a_sentence_ends(words: str) -> None:
    assert ends_sentence(words, 0, len(words))


@pytest.mark.parametrize("words", ["甲", "甲，", "甲、", "（甲）", "“甲”", ""])
def test_a_line_breaks_off(words: str) -> None:
    assert not ends_sentence(words, 0, len(words))
