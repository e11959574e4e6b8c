"""编、分编、章、节 (立法法 art. 65) and the 一、 level; what reads as a heading."""

import pytest

from drafts.model import Kind
from drafts.splitting.headings import (
    Heading,
    comma_heading,
    is_numbered,
    marked_headings,
    spell,
    tidy,
)
from drafts.splitting.lines import lines_of
from drafts.splitting.quotes import Quotes


def headings(source: str) -> list[Heading]:
    lines = lines_of(source)
    return marked_headings(source, lines, Quotes(source, lines), [])


@pytest.mark.parametrize(
    ("line", "kind", "label", "title"),
    [
        ("第一编　总　则", Kind.PART, "第一编", "总则"),
        ("第二分编　所有权", Kind.SUBPART, "第二分编", "所有权"),
        ("## 第三章法律责任", Kind.CHAPTER, "第三章", "法律责任"),
        ("第四节 附则……………12", Kind.SECTION, "第四节", "附则"),
        ("第五章之一　特别规定", Kind.CHAPTER, "第五章之一", "特别规定"),
        ("第6章　罚　　则", Kind.CHAPTER, "第六章", "罚则"),
        ("附　　则", Kind.CHAPTER, None, "附则"),
    ],
)
def test_a_heading_has_its_kind_its_label_and_its_title(
    line: str, kind: Kind, label: str | None, title: str
) -> None:
    (heading,) = headings(line + "\n")
    assert (heading.kind, heading.label, heading.title) == (kind, label, title)


@pytest.mark.parametrize(
    "line",
    ["第三章规定的职责由公安机关履行。", "第三章、第四章不适用", "第三章的规定", "# 某市条例"],
)
def test_what_speaks_of_a_chapter_is_no_heading(line: str) -> None:
    assert headings(line + "\n") == []


def test_outer_levels_come_first() -> None:
    found = headings("第一编　甲\n第一分编　乙\n第一章　丙\n第一节　丁\n")
    assert [one.level for one in found] == sorted(one.level for one in found)


def test_an_entry_with_a_chinese_comma() -> None:
    source = "十二、受案范围\n"
    (line,) = lines_of(source)
    heading = comma_heading(source, line)
    assert heading is not None
    assert (heading.label, heading.title, heading.number) == ("十二、", "受案范围", (12, 0))


def test_only_divisions_of_the_law_are_counted() -> None:
    assert spell(Kind.SECTION, (3, 1)) == "第三节之一"
    assert [kind for kind in Kind if is_numbered(kind)] == [
        Kind.PART,
        Kind.SUBPART,
        Kind.CHAPTER,
        Kind.SECTION,
    ]


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("总　　则", "总则"),
        ("法 律 责 任", "法律责任"),
        ("**附则**", "附则"),
        ("登记 和 年检", "登记 和 年检"),
        ("罚则......12", "罚则"),
    ],
)
def test_a_spread_title_is_closed_up(printed: str, said: str) -> None:
    assert tidy(printed) == said


def test_a_leader_is_looked_for_at_the_end_of_a_long_line_alone() -> None:
    words = "依照……3 " + "甲" * 300
    assert tidy(f"{words}............12") == words
