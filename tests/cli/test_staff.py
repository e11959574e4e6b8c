"""`consult staff`."""

import re

from tests.cli.conftest import Terminal


def test_it_makes_an_account_and_shows_its_password_once(office: Terminal) -> None:
    answer = office("staff", "add", "chen", "--name", "陈委员", "--role", "committee")
    assert answer.status == 0
    assert re.search(r"^密码：\S{16}（", answer.out, re.MULTILINE)
    assert office("staff", "list", "--json").data[1] == {
        **{"login": "chen", "name": "陈委员", "role": "committee", "disabled": False, "id": 2},
        **{"body": None, "organ": "", "department": None, "section": "", "waits": False},
    }


def test_it_shows_no_password_for_a_login_that_is_taken(office: Terminal) -> None:
    answer = office("staff", "add", "admin", "--name", "另一人")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "账号“admin”已经有了。\n"


def test_it_resets_and_disables(office: Terminal) -> None:
    office("staff", "add", "zhoumin", "--name", "周敏")
    assert office("staff", "reset", "zhoumin").out.startswith("已重设 zhoumin 的密码。\n密码：")
    assert office("staff", "disable", "zhoumin").status == 0
    assert "停用" in office("staff", "list").out


def test_it_does_not_know_a_stranger(office: Terminal) -> None:
    for action in ("reset", "disable"):
        answer = office("staff", action, "nobody")
        assert (answer.status, answer.out) == (1, "")
        assert "nobody" in answer.err


def test_it_has_no_role_for_the_public(office: Terminal) -> None:
    answer = office("staff", "add", "li", "--name", "老李", "--role", "netizen")
    assert answer.status == 2
    assert "staff、department、committee、auditor、administrator" in answer.err
