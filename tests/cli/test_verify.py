"""`consult verify`."""

import sqlite3
from contextlib import closing

from tests.cli.conftest import Terminal


def test_it_counts_a_whole_chain(office: Terminal) -> None:
    office("staff", "add", "zhoumin", "--name", "周敏")
    check = office("verify", "--json").data
    assert check["first_bad"] is None
    assert check["entries"] == 2
    assert check["wrong"] == 0
    whole = f"操作记录完整：共 2 条，链尾 {check['head']}\n{check['rows']} 行数据与记录一致。\n"
    assert office("verify").out == whole


def test_it_names_the_entry_somebody_changed(office: Terminal) -> None:
    office("staff", "add", "zhoumin", "--name", "周敏")
    with closing(sqlite3.connect("var/consult.db")) as database, database:
        changed = database.execute("UPDATE audit_entry SET actor = '别人' WHERE position = 2")
        assert changed.rowcount == 1
    answer = office("verify", "--json")
    assert answer.status == 1
    assert answer.data["first_bad"] == 2
    assert "第 2 条" in answer.err


def test_it_names_the_row_somebody_changed(office: Terminal) -> None:
    office("staff", "add", "zhoumin", "--name", "周敏")
    with closing(sqlite3.connect("var/consult.db")) as database, database:
        database.execute("UPDATE account SET name = '别人' WHERE login = 'zhoumin'")
    answer = office("verify")
    assert answer.status == 1
    assert "账号（account 表第 2 行）的内容与记录的不同" in answer.out
    assert "有 1 处数据与记录的不同" in answer.err
    [bad] = office("verify", "--json").data["bad"]
    assert (bad["table"], bad["id"], bad["action"]) == ("account", 2, "account.add")
