"""Shared heads and tails: salutations, closings, subject lines, signatures of many letters.

A last line that everybody's letter has makes unlike comments look alike (25 times as many false
pairs when measured). What is cut is cut from the comparison only, never from the comment, and
never what asks for something or takes a side: a demand many letters share is no boilerplate.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from zlib import crc32

import msgspec
import numpy as np

from reports import similarity
from reports.normalize import fold, fold_many
from reports.sentences import Sentence, is_subject, neutral, sentence_keys, sentences, sentences_of

SHARED_BY = 4
"""How many comments that are otherwise unlike must share a head or tail before it is cut."""

_ZONE = 4  # a head is among the first four sentences, a tail among the last four
_SAMPLE = 40  # comments looked at to see whether those sharing a sentence are otherwise unlike
_SAMPLE_CHARS = 200
_ALIKE_CHARS = 12  # of those that begin alike, one is looked at
_ROUND_SHARE = 0.1  # a subject line so many have is the round's, not the comment's
_UNLIKE = similarity.Threshold(50)
_HEAD, _TAIL = "h", "t"
_AT_ONCE = 4096
_ROOM = 16  # buckets a text


class Cut(msgspec.Struct, frozen=True):
    """A comment without its shared head and tail.

    `start`, `end` say what is left of the text, `core` is that, folded; `removed` are the
    subject lines cut that are not the whole round's, folded: of two comments under different ones
    the whole must be alike, too.
    """

    start: int
    end: int
    core: str
    removed: str = ""

    def left_out(self, text: str) -> tuple[tuple[int, int], ...]:
        """The `[start, end)` of the text that are not compared; blanks alone are not told."""
        ends = ((0, self.start), (self.end, len(text)))
        return tuple((start, end) for start, end in ends if text[start:end].strip())


def _hash(key: str) -> int:
    return crc32(key.encode("utf-8", "surrogatepass"))


def _ends(keys: Sequence[str]) -> set[str]:
    """The heads and the tails of a text, each marked as which of the two it is."""
    heads = {_HEAD + key for key in keys[:_ZONE] if key}
    return heads | {_TAIL + key for key in keys[-_ZONE:] if key}


class _Often:
    """A first look through many texts: which may share a sentence with SHARED_BY others.

    Keys are counted by some bits of a hash: it may say too much, never too little.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._buckets = 1 << (_ROOM * len(texts)).bit_length()
        buckets = array("I")
        sizes = array("I")
        plains = array("B")
        for keys, plain in sentence_keys(texts):
            ends = keys if len(keys) <= 2 * _ZONE else [*keys[:_ZONE], *keys[-_ZONE:]]
            buckets.extend([_hash(key) % self._buckets for key in ends])
            sizes.append(len(ends))
            plains.append(plain)
        places = np.frombuffer(buckets, np.uint32) if buckets else np.zeros(0, np.uint32)
        self._often = np.bincount(places, minlength=self._buckets) >= SHARED_BY
        owners = np.repeat(np.arange(len(texts)), np.frombuffer(sizes, np.uint32))
        shares = np.zeros(len(texts), np.bool_)
        shares[owners[self._often[places]]] = True
        self.sharing = [texts[place] for place in np.flatnonzero(shares).tolist()]
        alone = np.flatnonzero(~shares & (np.frombuffer(plains, np.uint8) > 0)).tolist()
        self.plain = frozenset(texts[place] for place in alone)

    def __contains__(self, key: str) -> bool:
        return bool(self._often[_hash(key) % self._buckets])


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
        return nsmallest(_SAMPLE, self._kept, key=lambda start: (_hash(start), start))

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
        ordered = sorted(texts)
        distinct = list(dict(zip(fold_many(ordered), ordered, strict=True)).values())
        often = _Often(distinct)
        counts: Counter[str] = Counter()
        rests: dict[str, _Rests] = {}
        wholes = fold_many(often.sharing)
        for whole, (keys, _) in zip(wholes, sentence_keys(often.sharing), strict=True):
            for end in _ends([key if key in often else "" for key in keys]):
                counts[end] += 1
                rest = whole.replace(end[1:], "", 1)
                if rest:
                    rests.setdefault(end, _Rests()).add(rest)
        self._plain = often.plain
        self._of_the_round = _ROUND_SHARE * len(distinct)
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

    def _tells_apart(self, shared: int, text: str, sentence: Sentence) -> bool:
        """Whether a sentence that is cut still says what the comment speaks of."""
        return shared < self._of_the_round and is_subject(text[sentence.start : sentence.end])

    def cut(self, text: str) -> Cut:
        """The text without shared heads and tails.

        The most widely shared end goes first; the last sentence left is never cut.
        """
        if text in self._plain:
            return Cut(0, len(text), fold(text))
        return self._cut(text, sentences(text))

    def cuts(self, texts: Sequence[str], keys: Sequence[str]) -> Iterator[Cut]:
        """`cut` of each text, faster; `keys` are the texts folded."""
        for first in range(0, len(texts), _AT_ONCE):
            some = texts[first : first + _AT_ONCE]
            told = sentences_of([text for text in some if text not in self._plain])
            for text, key in zip(some, keys[first : first + _AT_ONCE], strict=True):
                if text in self._plain:
                    yield Cut(0, len(text), key)
                else:
                    yield self._cut(text, next(told))

    def _cut(self, text: str, left: list[Sentence]) -> Cut:
        removed: list[Sentence] = []
        while len(left) > 1:
            head = self._weight(_HEAD, text, left[0])
            tail = self._weight(_TAIL, text, left[-1])
            if not head and not tail:
                break
            gone = left.pop(0 if head > tail else -1)
            if not gone.polite and self._tells_apart(max(head, tail), text, gone):
                removed.append(gone)
        if not left:
            return Cut(0, len(text), "")
        removed.sort(key=lambda sentence: sentence.start)
        core = "".join([sentence.key for sentence in left])
        return Cut(left[0].start, left[-1].end, core, "".join(one.key for one in removed))
