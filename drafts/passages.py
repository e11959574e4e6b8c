"""A passage of an article: the provision it lies in, and what a later text made of it."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from drafts.annexes import words_of
from drafts.model import Kind, Op, Unit


class Passage(msgspec.Struct, frozen=True):
    """Words at `[start, end)` of what the provision at `address` says (`plain_text`)."""

    address: str
    start: int
    end: int


class Standing(StrEnum):
    """What became of some words in a later text."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"


class Carried(msgspec.Struct, frozen=True):
    """Where a passage stands in the later text; `end` is `start` where it is gone."""

    standing: Standing
    start: int
    end: int


def plain_text(unit: Unit) -> str:
    """What a provision says, line by line, as passages count it."""
    return words_of(unit) if unit.kind is Kind.ANNEX else unit.text


def narrow(article: Unit, start: int, end: int) -> Passage:
    """The same words in the smallest provision of the article that holds them all.

    The printed number of a 项 or 目 in front of its words is left out. An article of one 款 is
    spoken of as a whole.
    """
    best = Passage(article.address, start, end)
    if len(article.children) == 1 and not article.children[0].children:
        return best
    for unit, at in _places(article):
        first = max(start, at) if start >= at - len(unit.label or "") else start
        if at <= first < end <= at + len(unit.text):
            best = Passage(unit.address, first - at, end - at)
    return best


def widen(article: Unit, passage: Passage) -> Passage | None:
    """The same words counted in the whole article; None where the provision is not placed."""
    if passage.address == article.address:
        return passage
    for unit, at in _places(article):
        if unit.address == passage.address:
            return Passage(article.address, at + passage.start, at + passage.end)
    return None


def _places(article: Unit) -> Iterator[tuple[Unit, int]]:
    """The provisions of an article and where their words begin in it, in the order of the text."""
    whole, cursor = plain_text(article), 0
    for unit in article.walk():
        if unit is article or not unit.text:
            continue
        at = whole.find((unit.label or "") + unit.text, cursor)
        at = at + len(unit.label or "") if at >= 0 else whole.find(unit.text, cursor)
        if at >= 0:
            yield unit, at
            cursor = at + len(unit.text)


def carry(ops: Iterable[tuple[Op, str]], start: int, end: int) -> Carried:
    """What the steps from an old text to a new one make of `[start, end)` of the old one.

    Words put in between or in their stead count as a change, words put in right before or behind
    do not.
    """
    old = new = kept = 0
    touched = replaced = False
    places: list[int] = []
    for op, words in ops:
        size = len(words)
        first, last = max(start, old), min(end, old + size)
        if op is Op.KEEP and first < last:
            kept += last - first
            places += [new + first - old, new + last - old]
        if op is Op.INSERT and (replaced or start < old < end):
            touched = True
            places += [new, new + size]
        replaced = op is Op.DELETE and first < last
        old += size if op is not Op.INSERT else 0
        new += size if op is not Op.DELETE else 0
    if not places:
        return Carried(Standing.GONE, 0, 0)
    whole = kept == end - start and not touched
    standing = Standing.UNCHANGED if whole else Standing.CHANGED
    return Carried(standing, min(places), max(places))


def spread(article: Unit, passage: Passage) -> tuple[Passage, ...]:
    """A passage as the lines of its article show it: one for each provision that has some of the
    words. Printed numbers between them are in none; () where the provision is not placed."""
    wide = widen(article, passage)
    if wide is None:
        return ()
    lines = list(_places(article)) or [(article, 0)]
    cut = (
        Passage(unit.address, max(0, wide.start - at), min(len(unit.text), wide.end - at))
        for unit, at in lines
    )
    return tuple(one for one in cut if one.start < one.end)
