"""Words looked for inside one sealed report: a plain scan, so that two-character words and any part
of a sentence are found, on every engine alike."""

from collections.abc import Iterator

from consult.services.room.book import Book, Passage, folded_text

AROUND = 40
MOST_WORDS = 8

Piece = tuple[bool, str]
"""Words of a snippet; True marks what was looked for."""


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, folded, at most `MOST_WORDS`: all of them have to be there."""
    return tuple(dict.fromkeys(folded_text(query).split()))[:MOST_WORDS]


def search(book: Book, words: tuple[str, ...]) -> list[Passage]:
    """The articles, then the clusters, then the comments that hold every word, each in the order
    of the report; none for no words."""
    if not words:
        return []
    return [one for one in book.passages if all(word in one.folded for word in words)]


def snippet(text: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    """The neighbourhood of the first word found in a text, every word in it marked."""
    folded, places = _mapped(text)
    first = min((at for word in words if (at := folded.find(word)) >= 0), default=0)
    start = max(0, (places[first] if places else 0) - AROUND)
    end = min(len(text), start + 3 * AROUND)
    spans = sorted(
        (places[at], places[at + len(word) - 1] + 1)
        for word in words
        for at in _everywhere(folded, word)
    )
    return tuple(_pieces(text, start, end, spans))


def _pieces(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[Piece]:
    at = start
    if start:
        yield False, "……"
    for left, right in spans:
        if at <= left < end:
            if left > at:
                yield False, text[at:left]
            yield True, text[left:right]
            at = right
    if at < end:
        yield False, text[at:end]
    if max(at, end) < len(text):
        yield False, "……"


def _everywhere(folded: str, word: str) -> Iterator[int]:
    at = folded.find(word)
    while at >= 0:
        yield at
        at = folded.find(word, at + len(word))


def _mapped(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters where it came from."""
    folded, places = [], []
    for at, character in enumerate(text):
        for one in folded_text(character):
            folded.append(one)
            places.append(at)
    return "".join(folded), places
