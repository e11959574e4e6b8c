"""What a comment says that another does not, as spans of its own words.

The danger in a form letter is the sentence somebody added to it; this finds that sentence.
"""

import unicodedata

from reports import similarity
from reports.normalize import Folded, fold, fold_with_offsets

GAP = "\n"
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


def unique_spans(other: str, text: str) -> list[tuple[int, int]]:
    """The `[start, end)` of `text` that `other` does not say, punctuation and case aside."""
    folded = fold_with_offsets(text)
    spans = similarity.new_spans(fold(other), folded.text)
    if len(spans) == 1:
        spans = [_slide(folded, *spans[0])]
    return _words(text, [folded.span(start, end) for start, end in _merged(spans)])


def unique_text(other: str, text: str) -> str:
    """The words of `text` that are not in `other`, verbatim, one line a place."""
    return GAP.join(text[start:end] for start, end in unique_spans(other, text))
