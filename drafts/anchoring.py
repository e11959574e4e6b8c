"""Words spoken of: cut out of a text with what stands around them, and found in it again.

The two selectors are those of the W3C Web Annotation Data Model (2017), §4.2.4 Text Quote and
§4.2.5 Text Position; positions count Unicode code points. Words are found where they stand, or
where their surroundings say so, or not at all: a wrong place is worse than none.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

CONTEXT: Final = 32
"""So many characters on each side are kept with a quotation."""


class Selector(msgspec.Struct, frozen=True):
    """Quoted words, what stands before and after them, and where they began (None: not known)."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None


class Found(msgspec.Struct, frozen=True):
    """A place `[start, end)` in a text, in code points."""

    start: int
    end: int


class _Folded(msgspec.Struct, frozen=True):
    """A text without blanks and variants of form; each character knows the span it came from."""

    text: str
    spans: Sequence[tuple[int, int]]


def select(text: str, start: int, end: int) -> Selector:
    """The selector of `text[start:end]`. Raises ValueError for an empty or impossible place."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no words at {start}…{end} of {len(text)}")
    return Selector(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
    )


def find(text: str, selector: Selector) -> Found | None:
    """Where the words of a selector stand in `text`; None when they do not or may stand twice.

    First letter by letter; then with blanks, line ends, unseen characters, widths and ways to
    compose a letter (NFKD) left aside.
    """
    if not selector.exact.strip():
        return None
    at = _place(text, selector)
    if at is not None:
        return Found(at, at + len(selector.exact))
    folded, plain = _fold(text), _plain(selector)
    if not plain.exact:
        return None
    at = _place(folded.text, plain, folded.spans)
    if at is None:
        return None
    return Found(folded.spans[at][0], folded.spans[at + len(plain.exact) - 1][1])


def _place(
    text: str, wanted: Selector, spans: Sequence[tuple[int, int]] | None = None
) -> int | None:
    """Where the words stand: there is one place with all the surroundings, or where they began;
    else the only one with at least half of them."""
    size = len(wanted.exact)
    places = [at for at in _every(text, wanted.exact) if _whole(spans, at, size)]
    around = len(wanted.prefix) + len(wanted.suffix)
    scores = {at: _agreement(text, at, wanted) for at in places}
    full = [at for at in places if scores[at] == around]
    if full:
        if wanted.start in full:
            return wanted.start
        return full[0] if len(full) == 1 else None
    likely = [at for at in places if scores[at] * 2 >= around]
    return likely[0] if len(likely) == 1 else None


def _every(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _whole(spans: Sequence[tuple[int, int]] | None, at: int, size: int) -> bool:
    """Whether a place of a folded text begins and ends where letters of the text do."""
    if spans is None:
        return True
    before = at == 0 or spans[at - 1] != spans[at]
    after = at + size == len(spans) or spans[at + size - 1] != spans[at + size]
    return before and after


def _agreement(text: str, at: int, wanted: Selector) -> int:
    """How many characters next to the place at `at` are those the selector remembers."""
    end = at + len(wanted.exact)
    before = _shared(text[max(0, at - len(wanted.prefix)) : at][::-1], wanted.prefix[::-1])
    return before + _shared(text[end : end + len(wanted.suffix)], wanted.suffix)


def _shared(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _plain(selector: Selector) -> Selector:
    exact, prefix, suffix = (
        _fold(words).text for words in (selector.exact, selector.prefix, selector.suffix)
    )
    return Selector(exact, prefix, suffix)


def _fold(text: str) -> _Folded:
    letters: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        for letter in unicodedata.normalize("NFKD", text[start:end]):
            if not letter.isspace() and unicodedata.category(letter) not in ("Cf", "Cc"):
                letters.append(letter)
                spans.append((start, end))
    return _Folded("".join(letters), spans)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Letters with the marks that combine with them."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at
