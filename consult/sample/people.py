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


def person(rng: random.Random, channel: str) -> Person:
    """An invented sender as the channel would know them."""
    region = rng.choices(list(BANK.regions), list(BANK.regions.values()))[0]
    if channel == "wechat" and rng.random() < 0.6:
        return Person(rng.choice(BANK.nicknames), "", region if rng.random() < 0.4 else "", False)
    if channel == "web" and rng.random() < 0.25:
        return Person("", "", region, False)
    contact = mail(rng) if channel == "email" else mobile(rng)
    if channel == "contact-point":
        contact = ""
    return Person(full_name(rng), contact, region, rng.random() < 0.3)


def full_name(rng: random.Random) -> str:
    """An invented name."""
    return rng.choice(BANK.surnames) + rng.choice(BANK.given)


def mobile(rng: random.Random) -> str:
    """A number that is plainly made up: 138 0000 0xxx."""
    return f"138 0000 0{rng.randrange(1000):03d}"


def mail(rng: random.Random) -> str:
    """An address under example.com, which nobody can own (RFC 2606)."""
    return f"{rng.choice(('ren', 'mail', 'yc', 'shimin'))}{rng.randrange(1000, 9999)}@example.com"


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
