"""The words of a provision with its citations as links, for pages that people read.

Offsets of a citation speak of the source, what is read has no blanks of layout. A citation is
placed only where the words of both agree to the letter; otherwise it stays plain text.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from drafts.citations import Citation, find
from drafts.citing.words import Words, own_words
from drafts.model import Draft, Op, Unit


class Piece(msgspec.Struct, frozen=True):
    """Some words of a provision; `to` is the address of the provision they cite, if any, or of the
    one that defines them: then `meaning` is what it says. `marked` are those somebody asked to
    see."""

    text: str
    to: str | None = None
    marked: bool = False
    meaning: str = ""


def linked(draft: Draft) -> dict[str, tuple[Piece, ...]]:
    """The words of every provision that cites another of this draft, by address.

    The texts of the pieces spell the `text` of the unit. A citation of several provisions leads to
    the first. Those of other laws and those that lead nowhere are no links. Raises nothing.
    """
    by_place: dict[str, list[Citation]] = defaultdict(list)
    for one in find(draft):
        if one.at and one.law is None and one.targets:
            by_place[one.at].append(one)
    found = {}
    for unit in draft.walk():
        if unit.address in by_place:
            pieces = _pieces(draft.source, unit, by_place[unit.address])
            if any(piece.to for piece in pieces):
                found[unit.address] = pieces
    return found


def marked(pieces: Iterable[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """The same words with those at `[start, end)` marked."""
    found, at = [], 0
    for piece in pieces:
        size = len(piece.text)
        first, last = max(0, min(size, start - at)), max(0, min(size, end - at))
        found += [
            replace(piece, text=piece.text[:first]),
            replace(piece, text=piece.text[first:last], marked=True),
            replace(piece, text=piece.text[last:]),
        ]
        at += size
    return tuple(piece for piece in found if piece.text)


def linked_steps(
    article: Unit, links: Mapping[str, tuple[Piece, ...]], steps: Iterable[tuple[Op, str]]
) -> tuple[tuple[Op, tuple[Piece, ...]], ...]:
    """The steps of a diff to the text of `article`, its citations as links.

    `links` are what `linked` found in the draft of the article, `steps` spell its text with `=` and
    `+`. What was deleted has no links: it spoke of the numbers of another draft.
    """
    ahead = deque(_places(article, links))
    found: list[tuple[Op, tuple[Piece, ...]]] = []
    at = 0
    for op, words in steps:
        if op is Op.DELETE:
            found.append((op, (Piece(words),)))
            continue
        found.append((op, tuple(_cut(words, at, ahead))))
        at += len(words)
    return tuple(found)


def _places(
    article: Unit, links: Mapping[str, tuple[Piece, ...]]
) -> Iterator[tuple[int, int, Piece]]:
    """Where in the text of an article its links stand: start, end and the piece."""
    cursor = 0
    for unit in article.walk():
        if unit.children and unit is article:
            continue
        begin = article.text.find(unit.text, cursor)
        if begin < 0:
            continue
        cursor, at = begin + len(unit.text), begin
        for piece in links.get(unit.address, ()):
            if piece.to:
                yield at, at + len(piece.text), piece
            at += len(piece.text)


def _cut(words: str, at: int, ahead: deque[tuple[int, int, Piece]]) -> Iterator[Piece]:
    """The words that begin at `at` of a text, parted where the citations `ahead` begin and end.

    Citations that end in these words are taken off.
    """
    done, end = at, at + len(words)
    while ahead and ahead[0][0] < end:
        start, stop, link = ahead[0]
        first, last = max(start, done), min(stop, end)
        if done < first:
            yield Piece(words[done - at : first - at])
        yield replace(link, text=words[first - at : last - at])
        done = last
        if stop > end:
            break
        ahead.popleft()
    if done < end:
        yield Piece(words[done - at :])


def _pieces(source: str, unit: Unit, citations: list[Citation]) -> tuple[Piece, ...]:
    written, read = own_words(source, unit), Words(unit.text, [(0, len(unit.text))])
    ahead = len(written.text) - len(read.text)
    if not read.text or ahead < 0 or not written.text.endswith(read.text):
        return (Piece(unit.text),)
    pieces, at = [], 0
    for one in citations:
        place = written.within(one.start, one.end)
        if place is None or place[0] < ahead:
            continue
        start, end = read.span(place[0] - ahead, place[1] - ahead)
        if start >= at:
            pieces += [Piece(unit.text[at:start]), Piece(unit.text[start:end], one.targets[0])]
            at = end
    return tuple(piece for piece in (*pieces, Piece(unit.text[at:])) if piece.text)
