"""`consult staff totp-reset`."""

from tests.cli.conftest import Terminal


def test_it_lets_somebody_in_without_their_telephone(office: Terminal) -> None:
    office("staff", "add", "zhoumin", "--name", "周敏")
    assert office("staff", "totp-reset", "zhoumin").out == "已重置 zhoumin 的两步验证。\n"


def test_it_does_not_know_a_stranger(office: Terminal) -> None:
    answer = office("staff", "totp-reset", "nobody")
    assert (answer.status, answer.out, answer.err) == (1, "", "没有账号“nobody”。\n")
