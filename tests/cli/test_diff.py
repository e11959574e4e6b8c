"""`consult diff`."""

from pathlib import Path

from tests.cli.conftest import Terminal

OLD = """示例市公园管理条例（草案）

第一条　为了管理公园，保护花木，制定本条例。

第二条　公园每日开放时间由管理单位公布，不得少于十小时。

第三条　禁止在公园内遛犬。
"""
NEW = """示例市公园管理条例（草案修改稿）

第一条　为了管理公园，保护花木，制定本条例。

第二条　公园应当设置无障碍设施和母婴室，并保持完好。

第三条　公园每日开放时间由管理单位公布，不得少于十二小时。
"""


def test_it_tells_what_became_of_each_article(terminal: Terminal) -> None:
    Path("一.md").write_text(OLD, encoding="utf-8")
    Path("二.md").write_text(NEW, encoding="utf-8")
    answer = terminal("diff", "一.md", "二.md")
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert "第一条 → 第一条  未改" in lines
    assert "— → 第二条  新增" in lines
    assert "第二条 → 第三条  改文字" in lines
    assert "第三条 → —  删去" in lines
    assert "不得少于[-十小时-][+十二小时+]" in answer.out
    assert lines[-1].startswith("未改 1  改条号 0  改文字 1 ")


def test_json_spells_both_texts(terminal: Terminal) -> None:
    Path("一.md").write_text(OLD, encoding="utf-8")
    rows = terminal("diff", "一.md", "-", "--json", stdin=NEW.encode())
    assert rows.status == 0
    changed = next(row for row in rows.data["rows"] if row["change"] == "changed")
    assert set(changed) == {"old", "new", "change", "score", "status", "ops"}
    assert "".join(t for op, t in changed["ops"] if op != "+").endswith("不得少于十小时。")
    assert "".join(t for op, t in changed["ops"] if op != "-").endswith("不得少于十二小时。")


def test_it_reads_standard_input_once(terminal: Terminal) -> None:
    answer = terminal("diff", "-", "-", stdin=OLD.encode())
    assert answer.status == 2
    assert "标准输入" in answer.err
