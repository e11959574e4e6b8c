"""Codes that change with the clock: the test vectors of RFC 6238 and 4226."""

import base64

import pytest

from consult.services.people import totp

KEY = b"12345678901234567890"


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_rfc_6238(at: int, code: str) -> None:
    assert totp.code_at(KEY, at // 30, digits=8) == code
    assert totp.step_of(KEY, code[-6:], at, 0) == at // 30


def test_the_vectors_of_rfc_4226() -> None:
    codes = [totp.code_at(KEY, count) for count in range(5)]
    assert codes == ["755224", "287082", "359152", "969429", "338314"]


def test_a_clock_may_be_one_step_away_and_no_more() -> None:
    now = 1_000_000 * 30
    answers = [
        totp.step_of(KEY, totp.code_at(KEY, 1_000_000 + away), now, 0) for away in range(-3, 4)
    ]
    assert answers == [None, None, 999_999, 1_000_000, 1_000_001, None, None]


def test_a_step_counts_once() -> None:
    code = totp.code_at(KEY, 1_000_000)
    assert totp.step_of(KEY, code, 30_000_000, 999_999) == 1_000_000
    assert totp.step_of(KEY, code, 30_000_000, 1_000_000) is None
    assert totp.step_of(KEY, "", 30_000_000, 0) is None
    assert totp.step_of(KEY, "密码", 30_000_000, 0) is None


def test_the_key_stands_in_the_address_and_in_groups_of_four() -> None:
    key = totp.key_of("s" * 40, "seed")
    assert key != totp.key_of("t" * 40, "seed") != totp.key_of("t" * 40, "other")
    groups = totp.spelled(key).split()
    assert [len(group) for group in groups] == [4] * 8
    assert base64.b32decode("".join(groups)) == key
    address = totp.address(key, "三读", "a:b@c")
    assert address.startswith("otpauth://totp/%E4%B8%89%E8%AF%BB:a%3Ab%40c?secret=")
    assert "".join(groups) in address
