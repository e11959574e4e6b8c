"""`consult migrate`, and what the other commands say before it."""

import pytest

from tests.cli.conftest import Terminal


def test_it_makes_the_tables_once(terminal: Terminal) -> None:
    first = terminal("migrate")
    assert (first.status, first.out.startswith("数据库已升级：应用了 ")) == (0, True)
    assert terminal("migrate").out == "数据库已经是最新的。\n"


def test_the_others_ask_for_it(terminal: Terminal) -> None:
    answer = terminal("staff", "list")
    assert answer.status == 1
    assert answer.err == "数据库还没有建好，或比程序旧。请先运行 consult migrate。\n"
    assert not answer.out


def test_an_address_nobody_answers_is_one_sentence(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", "mysql://x/y")
    answer = terminal("migrate")
    assert answer.status == 1
    assert "CONSULT_DATABASE_URL" in answer.err
    assert answer.err.count("\n") == 1
