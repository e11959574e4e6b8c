"""Slowing down guessing: promises R24, R29."""

import datetime as dt
import random

import pytest

from consult.errors import TooManyTries
from consult.web.limits import Tries, client_address
from tests.site import NOW


def test_ten_failures_a_minute_and_then_a_pause() -> None:
    tries = Tries()
    for _ in range(10):
        tries.check("a", NOW)
        tries.failed("a", NOW)
    with pytest.raises(TooManyTries):
        tries.check("a", NOW)
    tries.check("b", NOW)
    tries.check("a", NOW + dt.timedelta(seconds=60))


def test_memory_stays_bounded() -> None:
    tries = Tries()
    for n in range(20_000):
        tries.failed(str(n), NOW)
    assert len(tries._failures) <= 10_000


def test_a_made_up_header_from_a_stranger_changes_nothing() -> None:
    chance = random.Random(1)
    made_up = {f"{chance.randrange(256)}.1.1.1, 2.2.2.2" for _ in range(1000)}
    assert {client_address("9.9.9.9", header, 0) for header in made_up} == {"9.9.9.9"}


@pytest.mark.parametrize(
    ("forwarded", "hops", "address"),
    [
        ("6.6.6.6, 1.2.3.4", 1, "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4, 10.0.0.1", 2, "1.2.3.4"),
        ("1.2.3.4", 2, "9.9.9.9"),
        ("", 1, "9.9.9.9"),
        ("nonsense", 1, "9.9.9.9"),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::/64"),
    ],
)
def test_only_our_own_proxies_are_believed(forwarded: str, hops: int, address: str) -> None:
    assert client_address("9.9.9.9", forwarded, hops) == address
