"""`consult group`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal

TABLE = """id,text,article
1,建议取消犬只登记费。,art_3
2,建议取消犬只登记费！,art_3
3,应当在公园设犬只活动区。,art_3
4,建议取消犬只登记费。,art_4
"""
LINES = """{"id": 3, "text": "应当在公园设犬只活动区。", "article": "art_3"}
{"id": 4, "text": "建议取消犬只登记费。", "article": "art_4"}

{"id": 2, "text": "建议取消犬只登记费！", "article": "art_3"}
{"id": 1, "text": "建议取消犬只登记费。", "article": "art_3"}
"""


def test_it_prints_clusters_with_the_largest_first(terminal: Terminal) -> None:
    Path("意见.csv").write_bytes(TABLE.encode("utf-8-sig"))
    lines = terminal("group", "意见.csv").out.splitlines()
    assert lines[0].startswith("2 条  art_3")
    assert lines[-1] == "4 条意见归为 3 类。"


def test_json_holds_every_comment_once_whatever_the_format_and_order(terminal: Terminal) -> None:
    from_table = terminal("group", "-", "--json", stdin=TABLE.encode()).data
    from_lines = terminal("group", "-", "--json", stdin=LINES.encode()).data
    assert from_table.pop("seconds") >= 0
    from_lines.pop("seconds")
    assert from_table == from_lines
    assert from_table["threshold"] == 80
    assert from_table["opinions"] == []
    members = [member["id"] for one in from_table["clusters"] for member in one["members"]]
    assert sorted(members) == ["1", "2", "3", "4"]


def test_the_threshold_decides(terminal: Terminal) -> None:
    table = "id,text\na,建议每户限养两只犬\nb,建议每户限养两只狗\n".encode()
    loose = terminal("group", "-", "--threshold", "80", "--json", stdin=table).data
    exact = terminal("group", "-", "--threshold", "100", "--json", stdin=table).data
    assert (len(loose["clusters"]), len(exact["clusters"])) == (1, 2)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("甲,乙\n1,好\n", "1: "),
        ("id,text\n1,好\n1,不好\n", "3: 编号 1 与第 2 行重复"),
        ("id,text\n,好\n", "2: 这一行没有编号"),
        ('{"id": 1, "text": "好"}\n{"id": 2\n', "2: 这一行不是一个 JSON 对象"),
    ],
)
def test_it_says_which_line_is_wrong(terminal: Terminal, table: str, sentence: str) -> None:
    answer = terminal("group", "-", stdin=table.encode())
    assert (answer.status, answer.out) == (1, "")
    assert sentence in answer.err
