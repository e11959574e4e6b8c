"""Words of a comment the public does not read, and what stands in their place.

A cut names the words and where they stood. Where its author has since amended the comment, so that
something else stands there, the words are hidden wherever they are found.
"""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

COVER = "█"


class Cause(StrEnum):
    """Why words are hidden; the value is what the mark says."""

    PERSONAL = "他人个人信息"
    STATE = "国家秘密"
    TRADE = "商业秘密"
    INSULT = "侮辱谩骂"
    OTHER = "依法不公开"


class Cut(msgspec.Struct, frozen=True, array_like=True):
    """Words at `[start, end)` of a field of a comment."""

    start: int
    end: int
    words: str
    cause: Cause


class Cuts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is hidden of a comment, by field."""

    text: tuple[Cut, ...] = ()
    proposed: tuple[Cut, ...] = ()
    reason: tuple[Cut, ...] = ()


def mark(cause: Cause) -> str:
    """What stands in the place of hidden words."""
    return f"██（已隐去：{cause.value}）"


def cuts(stored: str) -> Cuts:
    """What is hidden of a comment, as its row stores it; "" is nothing."""
    return msgspec.json.decode(stored, type=Cuts) if stored else Cuts()


def hidden(text: str, told: Sequence[Cut]) -> str:
    """A text with a mark in the place of every cut; cuts that overlap have one mark."""
    out, upto = "", 0
    for start, end, cause in sorted(places(text, told)):
        if start >= upto:
            out += text[upto:start] + mark(cause)
        upto = max(upto, end)
    return out + text[upto:]


def covered(text: str, told: Sequence[Cut]) -> str:
    """A text as long as it was, with covers on every cut: what staff read of it."""
    for start, end, _ in places(text, told):
        text = text[:start] + COVER * (end - start) + text[end:]
    return text


def places(text: str, told: Sequence[Cut]) -> list[tuple[int, int, Cause]]:
    """Where cuts stand in a text, be they covered in it or not."""
    found: list[tuple[int, int, Cause]] = []
    for one in told:
        if text[one.start : one.end] in (one.words, COVER * len(one.words)):
            found.append((one.start, one.end, one.cause))
            continue
        at = text.find(one.words)
        while at >= 0:
            found.append((at, at + len(one.words), one.cause))
            at = text.find(one.words, at + len(one.words))
    return found
