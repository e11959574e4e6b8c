"""S1: whatever the text, the units tile it, nest in it and have addresses of their own."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.address import label, parse
from drafts.numerals import article_label
from drafts.splitter import split
from tests.drafts.checking import assert_lossless

SIGNS = [
    *"第一二十百条章节编款项目之（）()、。；：“”‘’《》【】|",
    *"\t\r\n \u3000\u200b\ufeff\u2028\x0b\x00\ue010",
    *("第一条", "第二条", "第三条之一", "第十 五条", "笫四条", "第6条", "第一章　总则"),
    *("第二节", "目录\n", "附件一\n", "附则", "序言\n", "（一）", "(二)", "㈢", "1.", "2、"),
    *("（1）", "①", "一、", "\n", "\r\n", "。", "规定", "修改为：", "- 3 -\n", "## ", "**"),
    *("|a|b|\n|-|-|\n", "<!-- -->", "2024年1月1日", "通过", "公布", "的", "　　", "---\n"),
    *("养犬人应当登记", "甲" * 34 + "\n"),
]
# a few signs chosen from all, repeated: collisions are likelier than among all of them
SOUP = st.lists(st.sampled_from(SIGNS), min_size=2, max_size=12).flatmap(
    lambda few: st.lists(st.sampled_from(few), max_size=60).map("".join)
)


@settings(max_examples=400, deadline=None)
@given(SOUP)
def test_marker_soup_is_never_lost(source: str) -> None:
    draft = split(source)
    assert_lossless(draft)
    for unit in draft.walk():
        assert parse(unit.address)
        assert label(unit.address)


LATIN = [
    *(
        "§ 1 Zweck\n",
        "§ 2a\n",
        "§ 447.1 General.\n",
        "Section 1. ",
        "SEC. 2. NAME.\n",
        "Article 3\n",
    ),
    *("Part 1\n", "Subpart A—Scope\n", "Erster Abschnitt\n", "CHAPTER I\n", "Title\n", "1 Name\n"),
    *(
        "Anlage 1\n",
        "(zu § 1)\n",
        "SCHEDULE\n",
        "Contents\n",
        "Eingangsformel\n",
        "Schlussformel\n",
    ),
    *("(1) ", "(1)(a)(i) ", "(a) ", "(b) ", "(h) ", "(i) ", "(ii) ", "(AA) ", "1. ", "2. ", "1a. "),
    *("a) ", "aa) ", "(2) - (4) ", "weggefallen\n", "*    *   x\n", "    *   y\n", "    ", "## "),
    *("| a | b |\n", "The keeper shall\n", "the dog.\n", "\n", "\n\n", "—", "of", "---\n", "\r\n"),
]
LATIN_SOUP = st.lists(st.sampled_from(LATIN), min_size=2, max_size=14).flatmap(
    lambda few: st.lists(st.sampled_from(few), max_size=60).map("".join)
)


@settings(max_examples=400, deadline=None)
@given(LATIN_SOUP)
def test_latin_marker_soup_is_never_lost(source: str) -> None:
    draft = split(f"Dog Act {source}")
    assert_lossless(draft)
    for unit in draft.walk():
        assert parse(unit.address)
        assert label(unit.address)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_unicode_is_never_lost(source: str) -> None:
    assert_lossless(split(source))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(min_value=0, max_value=2),
            st.sampled_from(["　", " ", "", "（立法目的）　"]),
            st.integers(min_value=1, max_value=3),
        ),
        min_size=3,
        max_size=40,
    )
)
def test_a_well_formed_draft_gives_back_its_articles(
    plan: list[tuple[int, str, int]],
) -> None:
    numbers = []
    lines = ["某某条例"]
    for base, (inserted, blank, paragraphs) in enumerate(plan, start=1):
        for extra in range(inserted + 1):
            numbers.append((base, extra))
            lines.append(f"{article_label((base, extra))}{blank}养犬人应当依法登记。")
            lines += ["违反规定的，由公安机关处理。"] * (paragraphs - 1)
    draft = split("\n".join(lines))
    assert_lossless(draft)
    assert [unit.number for unit in draft.articles()] == numbers
    assert not draft.findings
    counts = [paragraphs for inserted, _, paragraphs in plan for _ in range(inserted + 1)]
    assert [len(unit.children) for unit in draft.articles()] == counts
