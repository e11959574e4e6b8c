"""Invented revisions of real laws with known truth: what happened to every article is written down.

The rates are those of research §5: of 9,638 articles 3.8 % are deleted, 2.8 % taken into
their neighbour, 1.1 % split, 2.2 % moved, 5.4 % new ones inserted; half of the rest edited.
"""

import random
from typing import NamedTuple

from drafts.model import Draft, Kind, Unit

DELETED, MERGED, SPLIT, MOVED, INSERTED, EDITED = 0.038, 0.028, 0.011, 0.022, 0.054, 0.5
STRENGTHS = {"light": 0.10, "medium": 0.30, "heavy": 0.50}
"""The share of an edited article's characters that is replaced."""


class Revision(NamedTuple):
    """Two drafts and the pairs of addresses that are truly one article."""

    old: Draft
    new: Draft
    truth: set[tuple[str, str]]


class _Piece(NamedTuple):
    text: str
    sources: tuple[int, ...]


def revise(
    texts: list[str], stock: list[str], strength: float, look_alikes: float, rng: random.Random
) -> Revision:
    """A revision of the law whose articles are `texts`; new words come from `stock`.

    `look_alikes` is the share of inserted articles that are written after one of the law's own:
    parallel provisions, which a matcher must not take for the article they were written after.
    """
    pieces = _restructure([_Piece(text, (at,)) for at, text in enumerate(texts)], stock, rng)
    alive = [texts[source] for piece in pieces for source in piece.sources]
    pieces = [
        _Piece(_edit(rng.choice(alive), stock, STRENGTHS["medium"], rng), ())
        if not piece.sources and rng.random() < look_alikes
        else piece
        for piece in pieces
    ]
    edited = [
        _Piece(_edit(piece.text, stock, strength, rng), piece.sources)
        if piece.sources and rng.random() < EDITED
        else piece
        for piece in pieces
    ]
    old, new = draft(texts), draft([piece.text for piece in edited])
    truth = {
        (f"art_{source + 1}", f"art_{at + 1}")
        for at, piece in enumerate(edited)
        for source in piece.sources
    }
    return Revision(old, new, truth)


def draft(texts: list[str]) -> Draft:
    """A draft that holds these articles, numbered from 1."""
    units = tuple(
        Unit(Kind.ARTICLE, f"art_{n}", 0, 0, label=f"第{n}条", number=(n, 0), text=text)
        for n, text in enumerate(texts, start=1)
    )
    return Draft("", "", "", units)


def _restructure(pieces: list[_Piece], stock: list[str], rng: random.Random) -> list[_Piece]:
    result: list[_Piece] = []
    moved: list[_Piece] = []
    waiting = list(pieces)
    while waiting:
        piece = waiting.pop(0)
        if rng.random() < INSERTED:
            result.append(_Piece(rng.choice(stock), ()))
        chance = rng.random()
        if chance < DELETED:
            continue
        if chance < DELETED + MERGED and waiting:
            other = waiting.pop(0)
            result.append(_Piece(piece.text + other.text, piece.sources + other.sources))
        elif chance < DELETED + MERGED + SPLIT and (cut := _middle(piece.text)):
            result += [
                _Piece(piece.text[:cut], piece.sources),
                _Piece(piece.text[cut:], piece.sources),
            ]
        elif chance < DELETED + MERGED + SPLIT + MOVED:
            moved.append(piece)
        else:
            result.append(piece)
    for piece in moved:
        result.insert(rng.randrange(len(result) + 1), piece)
    return result


def _middle(text: str) -> int | None:
    """After the sentence end nearest the middle, if both halves are worth an article."""
    ends = [at + 1 for at, char in enumerate(text) if char in "。；" and 15 < at < len(text) - 15]
    return min(ends, key=lambda end: abs(end - len(text) / 2), default=None)


def _edit(text: str, stock: list[str], strength: float, rng: random.Random) -> str:
    """Replace, delete or insert runs of 1 to 8 characters until `strength` of them are new."""
    budget = max(1, int(len(text) * strength))
    while budget > 0:
        size = min(budget, rng.randint(1, 8))
        at = rng.randrange(len(text) + 1)
        source = rng.choice(stock)
        start = rng.randrange(max(1, len(source) - size))
        fresh = source[start : start + size]
        kind = rng.random()
        if kind < 0.25:
            text = text[:at] + fresh + text[at:]
        elif kind < 0.5:
            text = text[:at] + text[at + size :]
        else:
            text = text[:at] + fresh + text[at + size :]
        budget -= size
    return text or "（略）"
