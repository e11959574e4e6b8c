"""`consult init`."""

import re
import stat
from pathlib import Path

from cli.init import without_password
from tests.cli.conftest import Terminal


def test_it_makes_key_tables_and_an_administrator_and_prints_the_password(
    terminal: Terminal,
) -> None:
    answer = terminal("init", "--login", "zhoumin", "--name", "周敏")
    assert answer.status == 0
    assert re.search(r"^密码：\S{16}（", answer.out, re.MULTILINE)
    assert stat.S_IMODE(Path("var/secret.key").stat().st_mode) == 0o600
    [account] = terminal("staff", "list", "--json").data
    made = {"login": "zhoumin", "name": "周敏", "role": "administrator", "disabled": False}
    assert made.items() <= account.items()


def test_it_changes_nothing_the_second_time(office: Terminal) -> None:
    key = Path("var/secret.key").read_text()
    answer = office("init")
    assert answer.status == 0
    assert "已有管理员，没有新建账号。" in answer.out
    assert "密码" not in answer.out
    assert Path("var/secret.key").read_text() == key
    assert len(office("staff", "list", "--json").data) == 1


def test_it_does_not_print_the_password_of_a_database() -> None:
    assert without_password("postgres://u:geheim@db/consult") == "postgres://db/consult"
    assert without_password("sqlite:///var/consult.db") == "sqlite:///var/consult.db"
