"""The words of a provision with the terms another one defines as links, beside its citations."""

from collections.abc import Iterable, Iterator, Mapping

from drafts import defining
from drafts.citing.crosslinks import Piece
from drafts.defining import Mention
from drafts.model import Draft


def linked(draft: Draft, links: Mapping[str, tuple[Piece, ...]]) -> dict[str, tuple[Piece, ...]]:
    """`links`, what `crosslinks.linked` found in the draft, and in each article the first use of
    every term that another article defines. A term inside a citation stays part of it."""
    found = dict(links)
    texts = {unit.address: unit.text for unit in draft.walk()}
    for one in defining.mentions(draft, defining.find(draft)):
        pieces = found.get(one.at) or (Piece(texts[one.at]),)
        found[one.at] = tuple(_with(pieces, one))
    return found


def _with(pieces: Iterable[Piece], mention: Mention) -> Iterator[Piece]:
    at = 0
    for piece in pieces:
        first, last = mention.start - at, mention.end - at
        at += len(piece.text)
        if piece.to or first < 0 or last > len(piece.text):
            yield piece
            continue
        meant = mention.definition
        parts = piece.text[:first], piece.text[first:last], piece.text[last:]
        yield from (Piece(words) for words in parts[:1] if words)
        yield Piece(parts[1], meant.at, meaning=meant.meaning)
        yield from (Piece(words) for words in parts[2:] if words)
