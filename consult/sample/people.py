"""Invented people. No number here belongs to anybody: see `identity_number`, `card_number`."""

import random
import tomllib
from pathlib import Path

import msgspec

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


class Bank(msgspec.Struct, frozen=True):
    """Names to choose from; `regions` with how many people live there."""

    surnames: str
    given: tuple[str, ...]
    nicknames: tuple[str, ...]
    estates: tuple[str, ...]
    regions: dict[str, int]


BANK = msgspec.convert(tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")), Bank)


class Person(msgspec.Struct, frozen=True):
    """Who sends a comment, and whether the name may be published."""

    name: str
    contact: str
    region: str
    name_public: bool


class People:
    """Whoever writes in one round: no two of them share a number or an address."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._numbers = iter(rng.sample(range(10_000), 10_000))

    def person(self, channel: str) -> Person:
        """An invented sender as the channel would know them."""
        rng = self.rng
        region = rng.choices(list(BANK.regions), list(BANK.regions.values()))[0]
        if channel == "wechat" and rng.random() < 0.6:
            known = region if rng.random() < 0.4 else ""
            return Person(rng.choice(BANK.nicknames), "", known, False)
        if channel == "web" and rng.random() < 0.25:
            return Person("", "", region, False)
        contact = self.mail() if channel == "email" else self.mobile()
        if channel == "contact-point":
            contact = ""
        return Person(self.name(), contact, region, rng.random() < 0.3)

    def name(self) -> str:
        """An invented name."""
        return self.rng.choice(BANK.surnames) + self.rng.choice(BANK.given)

    def mobile(self) -> str:
        """A number that is plainly made up: 138 0000 and four digits."""
        return f"138 0000 {next(self._numbers):04d}"

    def mail(self) -> str:
        """An address under example.com, which nobody can own (RFC 2606)."""
        return f"{self.rng.choice(('ren', 'yc', 'shimin'))}{next(self._numbers):04d}@example.com"


def identity_number(rng: random.Random) -> str:
    """A number with a right check digit (GB 11643-1999) that nobody can hold: region 990000 is
    not allotted and its birthday, 30 February 1900, never was."""
    body = f"99000019000230{rng.randrange(1000):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + _CHECKS[total % 11]


def card_number(rng: random.Random) -> str:
    """Sixteen digits that pass the Luhn check (ISO/IEC 7812-1) with an unissued prefix, 9999."""
    body = f"9999{rng.randrange(10**11):011d}"
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in body[-1::-2])
    total = doubled + sum(int(digit) for digit in body[-2::-2])
    return body + str(-total % 10)
