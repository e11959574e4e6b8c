"""`consult apply`."""

from pathlib import Path

from tests.cli.conftest import Terminal

LAW = """示例市公园管理条例

第一条　为了管理公园，保护花木，制定本条例。

第二条　公园每日开放时间不得少于十小时。

第三条　违反本条例第二条规定的，由公园主管部门责令改正。
"""
DECISION = """关于修改《示例市公园管理条例》的决定

一、增加一条，作为第二条：“公园应当设置母婴室。”
二、将第二条中的“十小时”修改为“十二小时”。
三、将第九条修改为：“没有这一条。”
《示例市公园管理条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。
"""
OMNIBUS = """关于修改《甲条例》等二部条例的决定

一、修改《甲条例》
1.将第一条修改为：“甲改。”

二、修改《乙条例》
1.将第二条修改为：“乙改。”
"""


def test_it_prints_the_new_law_and_says_what_it_did_not_do(terminal: Terminal) -> None:
    Path("旧.md").write_text(LAW, encoding="utf-8")
    answer = terminal("apply", "旧.md", "-", stdin=DECISION.encode())
    assert answer.status == 0
    assert "第二条　公园应当设置母婴室。" in answer.out
    assert "第三条　公园每日开放时间不得少于十二小时。" in answer.out
    assert "第四条　违反本条例第三条规定的" in answer.out
    assert "没有套用：将第九条修改为：“没有这一条。”\n    旧文本里没有第九条。" in answer.err
    assert answer.err.splitlines()[-1] == "改动 3 处，没有套用 1 处。"


def test_json_has_the_text_the_rows_and_what_failed(terminal: Terminal) -> None:
    Path("旧.md").write_text(LAW, encoding="utf-8")
    Path("决定.txt").write_text(DECISION, encoding="utf-8")
    data = terminal("apply", "旧.md", "决定.txt", "--json").data
    assert set(data) == {"text", "rows", "failed"}
    added, changed, followed = data["rows"]
    assert (added["old"], added["new"]) == (None, "公园应当设置母婴室。")
    assert changed["old"] == "公园每日开放时间不得少于十小时。"
    assert changed["new"] == "公园每日开放时间不得少于十二小时。"
    assert changed["instruction"] == "将第二条中的“十小时”修改为“十二小时”。"
    assert (followed["old_address"], followed["new_address"]) == ("art_3", "art_4")
    assert [one["reason"] for one in data["failed"]] == ["旧文本里没有第九条。"]


def test_the_law_is_named_when_the_decision_amends_several(terminal: Terminal) -> None:
    Path("旧.md").write_text("第一条　甲。\n第二条　乙。\n", encoding="utf-8")
    Path("决定.txt").write_text(OMNIBUS, encoding="utf-8")
    unsaid = terminal("apply", "旧.md", "决定.txt", "--json").data
    assert unsaid["rows"] == []
    assert "--law" in unsaid["failed"][0]["reason"]
    named = terminal("apply", "旧.md", "决定.txt", "--law", "乙条例", "--json").data
    assert named["text"] == "第一条　甲。\n第二条　乙改。\n"
    assert named["failed"] == []


def test_it_reads_standard_input_once(terminal: Terminal) -> None:
    answer = terminal("apply", "-", "-", stdin=LAW.encode())
    assert answer.status == 2
    assert "标准输入" in answer.err
