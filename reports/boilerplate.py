"""Shared heads and tails: salutations, closings, subject lines, signatures of many letters.

A last line that everybody's letter has makes unlike comments look alike (25 times as many false
pairs when measured). What is cut is cut from the comparison only, never from the comment, and
never what asks for something or takes a side: a demand many letters share is no boilerplate.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from zlib import crc32

import msgspec

from reports import similarity
from reports.normalize import fold
from reports.sentences import Sentence, neutral, sentence_keys, sentences

SHARED_BY = 4
"""How many comments that are otherwise unlike must share a head or tail before it is cut."""

_ZONE = 4  # a head is among the first four sentences, a tail among the last four
_SAMPLE = 40  # comments looked at to see whether those sharing a sentence are otherwise unlike
_SAMPLE_CHARS = 200
_ALIKE_CHARS = 12  # of those that begin alike, one is looked at
_UNLIKE = similarity.Threshold(50)
_BUCKETS = 1 << 22
_HEAD, _TAIL = "h", "t"


class Cut(msgspec.Struct, frozen=True):
    """A comment without its shared head and tail.

    `start`, `end` say what is left of the text, `core` is that, folded; `removed` what was cut,
    folded, courtesies and signatures left out.
    """

    start: int
    end: int
    core: str
    removed: str = ""

    def left_out(self, text: str) -> tuple[tuple[int, int], ...]:
        """The `[start, end)` of the text that are not compared; blanks alone are not told."""
        ends = ((0, self.start), (self.end, len(text)))
        return tuple((start, end) for start, end in ends if text[start:end].strip())


def _bucket(end: str) -> int:
    return crc32(end.encode("utf-8", "surrogatepass")) % _BUCKETS


def _ends(keys: Sequence[str]) -> set[str]:
    """The heads and the tails of a text, each marked as which of the two it is."""
    return {_HEAD + key for key in keys[:_ZONE]} | {_TAIL + key for key in keys[-_ZONE:]}


class _Rests:
    """What comments say beside a sentence they share: a sample that no order of them changes."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def add(self, rest: str) -> None:
        start = rest[:_ALIKE_CHARS]
        self._kept[start] = min(rest[:_SAMPLE_CHARS], self._kept.get(start, rest))
        if len(self._kept) > 4 * _SAMPLE:
            self._kept = {start: self._kept[start] for start in self._smallest()}

    def _smallest(self) -> list[str]:
        return nsmallest(_SAMPLE, self._kept, key=lambda start: (_bucket(start), start))

    def unlike(self) -> bool:
        """Whether at least SHARED_BY of them are pairwise unlike."""
        found: list[str] = []
        for short in (self._kept[start] for start in self._smallest()):
            limits = [_UNLIKE.allowed(len(short) + len(other)) for other in found]
            if all(
                similarity.distance(short, other, limit) > limit
                for other, limit in zip(found, limits, strict=True)
            ):
                found.append(short)
            if len(found) >= SHARED_BY:
                return True
        return False


class Boilerplate:
    """What the comments of one round share at their heads and tails.

    A sentence counts as shared when at least SHARED_BY different comments have it within four
    sentences of the same end, those comments are otherwise unlike (the first sentence of a form
    letter, whose copies are alike all through, stays), and it asks nothing and takes no side.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        distinct = {fold(text): text for text in sorted(texts)}
        often = bytearray(_BUCKETS)
        for text in distinct.values():
            for end in _ends(sentence_keys(text)):
                place = _bucket(end)
                often[place] = min(SHARED_BY, often[place] + 1)
        counts: Counter[str] = Counter()
        rests: dict[str, _Rests] = {}
        for whole, text in distinct.items():
            for end in _ends(sentence_keys(text)):
                if often[_bucket(end)] < SHARED_BY:
                    continue
                counts[end] += 1
                rest = whole.replace(end[1:], "", 1)
                if rest:
                    rests.setdefault(end, _Rests()).add(rest)
        self._shared = {
            end: count
            for end, count in counts.items()
            if count >= SHARED_BY and end in rests and rests[end].unlike()
        }

    def _weight(self, end: str, text: str, sentence: Sentence) -> int:
        """How surely a sentence is boilerplate at this end; 0: it is not."""
        if sentence.polite:
            return 1 << 30
        shared = self._shared.get(end + sentence.key, 0)
        return shared if shared and neutral(text[sentence.start : sentence.end]) else 0

    def cut(self, text: str) -> Cut:
        """The text without shared heads and tails.

        The most widely shared end goes first; the last sentence left is never cut.
        """
        left = sentences(text)
        removed: list[Sentence] = []
        while len(left) > 1:
            head = self._weight(_HEAD, text, left[0])
            tail = self._weight(_TAIL, text, left[-1])
            if not head and not tail:
                break
            gone = left.pop(0 if head > tail else -1)
            if not gone.polite:
                removed.append(gone)
        if not left:
            return Cut(0, len(text), "")
        removed.sort(key=lambda sentence: sentence.start)
        core = fold(text[left[0].start : left[-1].end])
        return Cut(left[0].start, left[-1].end, core, "".join(one.key for one in removed))
