"""What a comment says that another does not, as spans of its own words.

The danger in a form letter is the sentence somebody added to it; this finds that sentence.
"""

import re
import unicodedata
from collections.abc import Iterator

from reports import similarity
from reports.normalize import Folded, fold, fold_with_offsets

GAP = "\n"
_MOST = 0.6  # of a clause that is new: then it is new from its first new word to its last
_MARK = re.compile(r"[，,、：:；;。！!？?\n（）()]+|\.(?=\s|\Z)")
_CLOSE = 2  # spans this few shared characters apart are shown as one, for reading


def _slide(text: Folded, start: int, end: int) -> tuple[int, int]:
    """Move a span within its possible positions so that it starts where a clause starts.

    An added 「增加甲。」 before 「增设乙」 may be aligned as 「加甲。增」: the same length, one
    character later. The position right after punctuation is the one a reader expects.
    """
    first = start
    while first > 0 and text.text[first - 1] == text.text[first - 1 + end - start]:
        first -= 1
    last = start
    while last + end - start < len(text.text) and (
        text.text[last] == text.text[last + end - start]
    ):
        last += 1
    for place in range(first, last + 1):
        if place == 0 or text.starts[place] > text.ends[place - 1]:
            return place, place + end - start
    return start, end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= _CLOSE:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _joins(one: str, two: str) -> bool:
    """Whether two neighbouring characters are of one word or number (Han characters are not)."""
    return all(char.isalnum() and unicodedata.category(char) != "Lo" for char in (one, two))


def _words(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans grown to whole words and numbers: not 「1」 of 15, not "re" of "reinstate"."""
    grown: list[tuple[int, int]] = []
    for start, end in spans:
        floor = grown[-1][1] if grown else 0
        if end > floor:
            grown.append(_grow(text, max(start, floor), end, floor))
    return grown


def _grow(text: str, start: int, end: int, floor: int) -> tuple[int, int]:
    while start > floor and _joins(text[start - 1], text[start]):
        start -= 1
    while end < len(text) and _joins(text[end - 1], text[end]):
        end += 1
    return start, end


def _clauses(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans grown to the whole clause where most of its words are new.

    Of a new sentence a few characters stand in the other text by chance; islands of them would
    cut it to pieces.
    """
    found = list(spans)
    at = 0
    for first, last in _bounds(text):
        while at < len(spans) and spans[at][1] <= first:
            at += 1
        inside = [(max(a, first), min(b, last)) for a, b in _until(spans, at, last)]
        new = sum(_said(text[a:b]) for a, b in inside)
        if len(inside) > 1 and new >= _MOST * _said(text[first:last]):
            found.append((inside[0][0], inside[-1][1]))
    return _united(sorted(found))


def _until(spans: list[tuple[int, int]], at: int, last: int) -> Iterator[tuple[int, int]]:
    while at < len(spans) and spans[at][0] < last:
        yield spans[at]
        at += 1


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """The clauses of a text, from punctuation to punctuation."""
    start = 0
    for mark in _MARK.finditer(text):
        yield start, mark.start()
        start = mark.end()
    yield start, len(text)


def _said(words: str) -> int:
    return sum(map(str.isalnum, words))


def _united(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in spans:
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def unique_spans(other: str, text: str) -> list[tuple[int, int]]:
    """The `[start, end)` of `text` that `other` does not say, punctuation and case aside."""
    folded = fold_with_offsets(text)
    spans = similarity.new_spans(fold(other), folded.text)
    if len(spans) == 1:
        spans = [_slide(folded, *spans[0])]
    found = _words(text, [folded.span(start, end) for start, end in _merged(spans)])
    return _clauses(text, found) if len(found) > 1 else found


def unique_text(other: str, text: str) -> str:
    """The words of `text` that are not in `other`, verbatim, one line a place."""
    return GAP.join(text[start:end] for start, end in unique_spans(other, text))
