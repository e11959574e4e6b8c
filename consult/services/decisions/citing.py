"""The provisions a reason names: where they lead, and what about them cannot be right.

A doubt is told, never enforced: the office may know a text this system does not hold.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from consult.errors import ConsultError
from drafts import citations
from drafts.citations import Citation
from drafts.model import Draft

SLOTS = ("{条}", "{上位法}")
"""What a reason kept ready leaves open."""
_TITLE = re.compile("《([^《》]*)(》?)")


class Doubt(ConsultError):
    """Something in a reason to look at again; it stands with the errors, which have English."""


class Piece(msgspec.Struct, frozen=True):
    """Some words of a reason; `to` is the provision of the draft at `reading` they name, "" where
    they name none."""

    text: str
    to: str = ""
    reading: int = 0


class Checked(msgspec.Struct, frozen=True):
    """A reason in pieces that spell it, and what is doubtful in it."""

    pieces: tuple[Piece, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def check(reason: str, drafts: Iterable[tuple[int, Draft]], at: str | None) -> Checked:
    """Read a reason given on the provision at `at`, against the texts it may speak of in turn,
    each with its reading: the one decided on, then the next. Raises nothing."""
    read = [(reading, citations.find_in(reason, draft, at)) for reading, draft in drafts]
    pieces: list[Piece] = []
    doubts = list(_ill_formed(reason))
    done = 0
    for same in zip(*(found for _, found in read), strict=True):
        one = same[0]
        leads = next(((n, c) for (n, _), c in zip(read, same, strict=True) if c.targets), (0, None))
        pieces += [
            Piece(reason[done : one.start]),
            Piece(one.text, leads[1].targets[0] if leads[1] else "", leads[0]),
        ]
        done = one.end
        if leads[1] is None and one.law is None:
            doubts.append(_lost(one, [n for n, _ in read]))
    pieces.append(Piece(reason[done:]))
    return Checked(tuple(one for one in pieces if one.text), tuple(doubts))


def _lost(one: Citation, readings: list[int]) -> Doubt:
    text = one.text
    if len(readings) > 1:
        return Doubt("“{text}”：这一稿和下一稿里都没有这一处，请核对条号。", text=text)
    return Doubt("“{text}”：这一稿里没有这一处，请核对条号。", text=text)


def _ill_formed(reason: str) -> Iterator[Doubt]:
    for slot in SLOTS:
        if slot in reason:
            yield Doubt("“{slot}”还没有填。", slot=slot)
    for title in _TITLE.finditer(reason):
        if not title[2]:
            yield Doubt("书名号没有成对：“《{words}…”。", words=title[1][:12])
        elif not title[1].strip():
            yield Doubt("书名号里没有写法规名称。")
