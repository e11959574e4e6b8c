"""`consult cite`."""

from pathlib import Path

from tests.cli.conftest import Terminal

DRAFT = """示例市公园管理条例（草案）

第一条　为了管理公园，制定本条例。

第二条　依照本条例第一条和《示例法》第八条办理。

第三条　违反本条例第九条规定的，处罚款。
"""


def test_what_leads_nowhere_comes_first(terminal: Terminal) -> None:
    Path("草案.md").write_text(DRAFT, encoding="utf-8")
    answer = terminal("cite", "草案.md")
    assert answer.status == 0
    assert answer.out.splitlines() == [
        "第 7 行：“第九条”没有着落：本文没有第九条。",
        "第二条第一款  第一条 → 第一条",
        "第二条第一款  第八条 → 《示例法》",
        "引用 3 处：本文的有着落 1 处，引用其他法律 1 处，没有着落 1 处。",
    ]


def test_json_is_the_data_and_nothing_else(terminal: Terminal) -> None:
    answer = terminal("cite", "-", "--json", stdin=DRAFT.encode())
    assert answer.status == 0
    assert set(answer.data) == {"citations", "resolved", "dangling"}
    first = answer.data["citations"][0]
    assert DRAFT[first["start"] : first["end"]] == first["text"] == "第一条"
    assert (first["at"], first["targets"]) == ("art_2__para_1", ["art_1"])
    assert (answer.data["resolved"], answer.data["dangling"]) == (1, 1)
