"""Web pages: blocks as lines, lists numbered, tables as pipes, navigation left out and told."""

import pytest

from drafts.formats.file_reading import Changes
from drafts.formats.webpage import read_html


def lines(body: str, changes: Changes = Changes.ACCEPT) -> list[str]:
    page = f"<html><head><meta charset=utf-8><title>x</title></head><body>{body}</body></html>"
    return read_html(page.encode(), changes).text.splitlines()


def test_blocks_are_lines_and_source_line_breaks_inside_chinese_are_nothing() -> None:
    body = "<div><p>第一条　为了\n   规范，<b>制定</b>\n本条例。</p>"
    body += "second <i>line</i>\nof text<br>第三行</div>"
    assert lines(body) == ["第一条　为了规范，制定本条例。", "second line of text", "第三行"]


def test_scripts_styles_and_comments_say_nothing() -> None:
    body = "<script>x</script><style>y</style><!-- z --><noscript>n</noscript><p>甲<?php q?></p>"
    assert lines(body) == ["甲"]


def test_navigation_and_hidden_parts_are_left_out_and_told() -> None:
    hidden = "<p style='display: none'>乙</p><p hidden>丙</p>"
    page = f"<nav>首页</nav><p>甲</p>{hidden}<footer>版权</footer>"
    reading = read_html(page.encode())
    assert reading.text == "甲\n"
    assert [one.rule for one in reading.findings] == ["page-furniture"] * 4


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.　甲", "2.　乙"]),
        ("<ol start=3 type=A><li>甲</ol>", ["C.　甲"]),
        (
            "<ol style='list-style-type: cjk-ideographic'><li>甲<li value=5>乙</ol>",
            ["一、甲", "五、乙"],
        ),
        ("<ol style='list-style:none'><li>甲</ol>", ["甲"]),
        ("<ol><li>第一条　甲<li>（一）乙</ol>", ["第一条　甲", "（一）乙"]),
        ("<ul><li>甲</ul>", ["甲"]),
    ],
)
def test_numbered_lists_are_numbered_as_a_browser_would(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


def test_data_tables_are_pipes_and_layout_tables_are_not() -> None:
    data = "<table><tr><th>种类<th>金额<tr><td colspan=2>甲|乙</table>"
    assert lines(data) == ["种类", "金额", "甲|乙"]
    data = "<table><tr><th>种类<th>金额<tr><td>甲|乙<td>一<br>元</table>"
    assert lines(data) == ["| 种类 | 金额 |", "| --- | --- |", "| 甲｜乙 | 一 元 |"]
    layout = f"<table><tr><td>导航<td>{data}</table>"
    assert lines(layout) == ["导航", *lines(data)]


def test_a_table_of_one_row_is_data_when_its_cells_are_words_and_short() -> None:
    assert lines("<table><tr><td>上海<td>45</table>")[0] == "| 上海 | 45 |"
    assert lines("<table><tr><td><a href='/'>首页</a><td>45</table>") == ["首页", "45"]
    assert lines("<table><tr><td><p>甲。</p><td>乙。</table>") == ["甲。", "乙。"]
    assert lines(f"<table><tr><td>{'甲' * 200}<td>乙。</table>") == ["甲" * 200, "乙。"]


def test_deletions_and_insertions_are_tracked_changes() -> None:
    body = "<p>罚<del>五</del><ins>十</ins>元</p>"
    assert lines(body) == ["罚十元"]
    assert lines(body, Changes.BOTH) == ["罚〔删去：五〕〔增加：十〕元"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert lines("<pre>甲\n乙</pre>") == ["甲", "乙"]


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "big5", "utf-8"])
def test_the_page_is_read_in_its_encoding(charset: str) -> None:
    words = "第一條　為規範，制定本條例。" if charset == "big5" else "第一条　为规范，制定本条例。"
    page = f"<meta http-equiv=Content-Type content='text/html; charset={charset}'><p>{words}"
    assert (
        read_html(page.encode("gb18030" if charset[:2] == "gb" else charset)).text == words + "\n"
    )
