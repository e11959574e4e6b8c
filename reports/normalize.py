"""The key comments are compared by, and the way back from the key to the words as written."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import msgspec

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


class Folded(msgspec.Struct, frozen=True):
    """A folded text and, for each of its characters, the `[start, end)` it came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

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


def fold_with_offsets(text: str) -> Folded:
    """`fold(text)` together with the way back: folded characters → spans of `text`."""
    seen = seen_places(text)
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for segment in _SEGMENT.finditer("".join(text[place] for place in seen)):
        folded = _fold_segment(segment.group())
        chars.append(folded)
        starts += [seen[segment.start()]] * len(folded)
        ends += [seen[segment.end() - 1] + 1] * len(folded)
    return Folded("".join(chars), tuple(starts), tuple(ends))


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
