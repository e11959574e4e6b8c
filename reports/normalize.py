"""The key comments are compared by, and the way back from the key to the words as written."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from reports.model import Comment

# Unicode's Default_Ignorable_Code_Point: zero-width and bidi characters, Hangul fillers,
# variation selectors, tags. They are not seen, so they may not tell two comments apart.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_DROPPED = re.compile(r"[\W_]+")
# Everything that can join the character before it: marks, and the vowels and finals of Hangul
# (and of Kirat Rai) that Unicode composes with a letter.
_COMPOSING_LETTERS = "\u1160-\u11ff\ud7b0-\ud7ff\U00016d63-\U00016d6a"
_MARK_BLOCKS = ((0x300, 0x3400), (0xA000, 0xAC00), (0xFB00, 0x1F000))
_MARKS_KEPT = 8


def _ranges(codes: list[int]) -> str:
    """Code points as the inside of a regular expression's character class."""
    parts: list[list[int]] = []
    for code in codes:
        if parts and parts[-1][1] == code - 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in parts)


def _first(char: str) -> str:
    """The first character of the compatibility decomposition, which is what composes."""
    return unicodedata.normalize("NFKD", char)[0] if unicodedata.decomposition(char) else char


_FIRSTS = [(code, _first(chr(code))) for block in _MARK_BLOCKS for code in range(*block)]
_MARKS = _ranges([code for code, first in _FIRSTS if unicodedata.category(first)[0] == "M"])
_COMPOSING_LETTERS += _ranges([code for code, first in _FIRSTS if "\u1160" <= first <= "\u11ff"])
_FLOOD = re.compile(f"([{_MARKS}]{{{_MARKS_KEPT}}})[{_MARKS}]+")
_SEGMENT = re.compile(f"(?s:.)[{_MARKS}{_COMPOSING_LETTERS}]*")
_JOINING = re.compile(f"[{_MARKS}{_COMPOSING_LETTERS}]")
# What becomes of a character that joins nothing: another one, nothing (0), or it must be seen in
# its place (it joins, or becomes several).
_IN_PLACE = 0xFFFF_FFFF
_NOT_LOOKED_UP = 0xFFFF_FFFE
_BECOMES = np.full(0x11_0000, _NOT_LOOKED_UP, np.uint32)
_HALF = re.compile("[\ud800-\udfff]")  # half a surrogate pair is no text to OpenCC
_AT_ONCE = 1 << 19  # characters folded together


class Folded(msgspec.Struct, frozen=True):
    """A folded text and, for each of its characters, the `[start, end)` it came from."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded `[start, end)`, not empty, stands in the original."""
        return self.starts[start], self.ends[end - 1]


def _fold_seen(text: str) -> str:
    # Unicode's canonical ordering is quadratic in a run of marks: cut floods before normalising.
    calm = _FLOOD.sub(r"\1", text) if _FLOOD.search(text) else text
    return _DROPPED.sub("", unicodedata.normalize("NFKC", calm).casefold())


_fold_segment = lru_cache(maxsize=8192)(_fold_seen)


def fold(text: str) -> str:
    """The comparison key: unseen characters out, NFKC, casefold, `[\\W_]` out.

    Empty when the text holds no letter and no digit (emoji, punctuation). Linear time, also for
    floods of combining marks (reliability promise R22).
    """
    return _fold_seen(without_unseen(text))


def fold_many(texts: Iterable[str]) -> Iterator[str]:
    """`fold` of each text, in order, about ten times as fast.

    Nearly every character folds by itself, whatever stands beside it: these are looked up,
    hundreds of thousands at once. A text with any other character is folded alone.
    """
    waiting: list[str] = []
    size = 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= _AT_ONCE:
            yield from _fold_together(waiting)
            waiting, size = [], 0
    yield from _fold_together(waiting)


def _fold_together(texts: Sequence[str]) -> Iterator[str]:
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    became = _look_up(np.frombuffer(joined, "<u4"))
    ends = np.cumsum([len(text) for text in texts], dtype=np.int64)
    alone = set(np.searchsorted(ends, np.flatnonzero(became == _IN_PLACE), side="right").tolist())
    kept = (became != 0) & (became != _IN_PLACE)
    stops = np.concatenate(([0], np.cumsum(kept, dtype=np.int64)))[ends].tolist()
    folded = became[kept].tobytes().decode("utf-32-le")
    start = 0
    for place, (text, stop) in enumerate(zip(texts, stops, strict=True)):
        yield fold(text) if place in alone else folded[start:stop]
        start = stop


def _look_up(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    became = _BECOMES[codes]
    new = codes[became == _NOT_LOOKED_UP]
    if len(new):
        for code in np.unique(new).tolist():
            _BECOMES[code] = _becomes(chr(code))
        became = _BECOMES[codes]
    return became


def _becomes(char: str) -> int:
    if _UNSEEN.match(char):
        return 0
    folded = _fold_seen(char)
    if len(folded) > 1 or _JOINING.match(char):
        return _IN_PLACE
    return ord(folded) if folded else 0


@lru_cache(maxsize=1)
def _simplifier() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def simplify(text: str) -> str:
    """A text in simplified characters (OpenCC's t2s); for comparing, never for showing."""
    return text if text.isascii() else _simplifier()(_HALF.sub("\ufffd", text))


def fold_with_offsets(text: str) -> Folded:
    """`fold(text)` together with the way back: folded characters → spans of `text`."""
    became = _look_up(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"))
    if (became == _IN_PLACE).any():
        return _fold_segments(text)
    places = np.flatnonzero(became)
    starts = places.tolist()
    folded = became[places].tobytes().decode("utf-32-le")
    return Folded(folded, starts, (places + 1).tolist())


def _fold_segments(text: str) -> Folded:
    """The same where characters join: each with what is joined to it."""
    seen = seen_places(text)
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for segment in _SEGMENT.finditer("".join(text[place] for place in seen)):
        folded = _fold_segment(segment.group())
        chars.append(folded)
        starts += [seen[segment.start()]] * len(folded)
        ends += [seen[segment.end() - 1] + 1] * len(folded)
    return Folded("".join(chars), starts, ends)


def seen_places(text: str) -> Sequence[int]:
    """Where the characters stand that can be seen: not zero-width ones, bidi controls, tags…"""
    if not _UNSEEN.search(text):
        return range(len(text))
    return [place for place, char in enumerate(text) if not _UNSEEN.match(char)]


def without_unseen(text: str) -> str:
    """The text without characters that cannot be seen."""
    return _UNSEEN.sub("", text)


def visible(text: str) -> str:
    """The text without unseen characters, blanks and line breaks as single spaces."""
    return " ".join(without_unseen(text).split())


def said(comment: Comment) -> str:
    """All that a comment says: its text, then its proposed wording and its reason if given."""
    return "\n".join(part for part in (comment.text, comment.proposed, comment.reason) if part)
