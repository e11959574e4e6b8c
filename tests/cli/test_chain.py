"""load open extend collect cluster report export close: one bill through the terminal.

Each test types the command under test; what must stand before it is typed by `loaded`, `opened`.
"""

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal

DRAFT = """示例市公园管理条例（草案）

第一条　为了管理公园，保护花木，制定本条例。

第二条　公园每日开放时间由管理单位公布，不得少于十小时。

第三条　禁止在公园内遛犬。
"""
LETTERS = """意见内容,针对条款,姓名
开放时间应当延长到十二小时。,第二条,小王
开放时间应当延长到十二小时！,第二条,老李
应当设犬只活动区。,第三条,赵一
,第三条,赵二
看不懂。,第九条,赵三
"""
ON_BILL = ("--bill", "park", "--reading", 1)


@pytest.fixture
def loaded(office: Terminal) -> Terminal:
    """An office where the first reading of `park` is stored."""
    Path("一审稿.md").write_text(DRAFT, encoding="utf-8")
    assert office("load", "一审稿.md", *ON_BILL).status == 0
    return office


@pytest.fixture
def opened(loaded: Terminal) -> Terminal:
    """An office where its round is open."""
    Path("来信.csv").write_text(LETTERS, encoding="utf-8")
    assert loaded("open", "park", 1).status == 0
    return loaded


@pytest.fixture
def collected(opened: Terminal) -> Terminal:
    """An office that has taken in the letters."""
    assert opened("collect", "来信.csv", *ON_BILL, "--channel", "letter").status == 0
    return opened


def test_load_stores_a_text_once(loaded: Terminal) -> None:
    again = loaded("load", "一审稿.md", *ON_BILL)
    assert again.out == "已有同样的文本：示例市公园管理条例（草案），共 3 条。\n"
    data = loaded("load", "一审稿.md", *ON_BILL, "--json").data
    assert (data["slug"], data["reading"], data["articles"], data["already"]) == (
        "park",
        1,
        3,
        True,
    )


def test_load_links_the_next_reading(loaded: Terminal) -> None:
    text = DRAFT.replace("第三条", "第三条　公园应当设置无障碍设施。\n\n第四条")
    answer = loaded("load", "-", "--bill", "park", "--reading", 2, stdin=text.encode())
    assert answer.status == 0
    assert "与上一稿对应：3 条自动确认，0 条待人工确认。" in answer.out


def test_open_counts_both_days(loaded: Terminal) -> None:
    days = ("--first-day", "2099-03-10", "--last-day", "2099-04-09")
    answer = loaded("open", "park", 1, *days)
    assert answer.out == "第 1 审次：2099-03-10 至 2099-04-09，尚未开始，已收到意见 0 条。\n"


def test_open_takes_a_number_of_days(loaded: Terminal) -> None:
    answer = loaded("open", "park", 1, "--first-day", "2099-03-10", "--days", 30)
    assert "2099-03-10 至 2099-04-08" in answer.out


def test_open_refuses_what_is_not_there(office: Terminal) -> None:
    answer = office("open", "nothing", 1)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.count("\n") == 1


def test_extend_and_close_change_the_last_day(opened: Terminal) -> None:
    longer = opened("extend", "park", 1, "--last-day", "2099-12-31", "--reason", "来件集中")
    assert "至 2099-12-31，正在征求意见" in longer.out
    assert "已经截止" in opened("close", "park", 1, "--reason", "会议提前").out
    assert opened("close", "park", 1, "--reason", "会议提前").status == 1


def test_collect_checks_without_storing(opened: Terminal) -> None:
    answer = opened("collect", "来信.csv", *ON_BILL, "--channel", "letter", "--dry-run")
    assert answer.out == "检查完毕，没有存入：读出 3 条，新增 3 条，原已收录 0 条，有误 2 行。\n"
    assert answer.err.splitlines()[0].startswith("第 5 行：")
    assert opened("export", "park", 1, "--format", "jsonl").out == ""


def test_collect_takes_a_file_once(opened: Terminal) -> None:
    line = ("collect", "来信.csv", *ON_BILL, "--channel", "letter", "--json")
    first, second = opened(*line).data, opened(*line).data
    assert (first["added"], first["already"]) == (3, 0)
    assert (second["added"], second["already"]) == (0, 3)
    assert [comment["address"] for comment in first["comments"]] == ["art_2", "art_2", "art_3"]
    assert [error["row"] for error in first["errors"]] == [5, 6]


def test_collect_understands_an_unusual_header(opened: Terminal) -> None:
    Path("热线.csv").write_text("诉求正文\n厕所太少\n", encoding="utf-8")
    line = ("collect", "热线.csv", *ON_BILL, "--channel", "hotline", "--json")
    data = opened(*line, "--column", "text=诉求正文", "--address", "art_2").data
    assert data["comments"] == [{"row": 2, "address": "art_2", "kind": "other", "text": "厕所太少"}]
    assert opened(*line, "--column", "text").status == 2


def test_cluster_gathers_what_says_the_same(collected: Terminal) -> None:
    assert collected("cluster", "park", 1).out == "3 条意见归为 2 类，保留处理情况 0 项。\n"
    assert collected("cluster", "park", 1, "--json").data["clusters"] == 2


def test_report_is_a_pdf_at_the_place_named(collected: Terminal) -> None:
    collected("cluster", "park", 1)
    answer = collected("report", "park", 1, "--out", "out/报告.pdf", "--json")
    assert answer.status == 0
    assert Path("out/报告.pdf").read_bytes().startswith(b"%PDF-")
    assert (answer.data["articles"], answer.data["comments"], answer.data["clusters"]) == (3, 3, 2)


def test_export_gives_every_comment_in_each_format(collected: Terminal) -> None:
    texts = [row["text"] for row in collected("export", "park", 1, "--format", "json").data]
    assert len(texts) == 3
    lines = collected("export", "park", 1, "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["text"] for line in lines] == texts
    collected("export", "park", 1, "--format", "csv", "--out", "out/意见.csv")
    table = io.StringIO(Path("out/意见.csv").read_text(encoding="utf-8-sig"))
    assert [row["text"] for row in csv.DictReader(table)] == texts


def test_the_terminal_is_named_in_the_audit(opened: Terminal) -> None:
    with closing(sqlite3.connect("var/consult.db")) as database:
        actors = {row[0] for row in database.execute("SELECT actor FROM audit_entry")}
    assert all(actor.startswith("命令行") for actor in actors)
