"""Which passwords are taken."""

import pytest

from consult.services.people.password import is_weak


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "qwertyuiop123",
        "Password2026!",
        "aaaaaaaaaaaa",
        "abcabcabcabcabc",
        "zhoumin123456",
        "zhoumin20260101",
        "Admin12345678",
        "woaini5201314",
        "1qaz2wsx3edc"[:8] + "1234",
        "987654321098",
        "密码密码密码密码密码密码",
        "nimuohz12345",
    ],
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    assert is_weak(password, "zhoumin")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse 1",
        "一只导盲犬过马路要看绿灯",
        "kX3_vT9pQz-LmA2w",
        "雨后 竹篮 借伞 慢走 的 鸭子",
    ],
)
def test_words_that_do_not_belong_together_are_taken(password: str) -> None:
    assert not is_weak(password, "zhoumin")


def test_passwords_made_by_the_site_are_taken() -> None:
    import secrets

    assert not any(is_weak(secrets.token_urlsafe(12), "zhoumin") for _ in range(2000))
