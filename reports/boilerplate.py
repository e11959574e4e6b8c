"""Shared heads and tails: salutations, closings, subject lines that many letters carry.

A last line that everybody's letter has makes unlike comments look alike (25 times as many false
pairs when measured). What is cut is cut from the comparison only, never from the comment.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

import msgspec

from reports import similarity
from reports.courtesy import courteous
from reports.normalize import fold

SHARED_BY = 4
"""How many comments that are otherwise unlike must share a head or tail before it is cut."""

_ZONE = 4  # a head is among the first four sentences, a tail among the last four
_SAMPLE = 40  # comments looked at to see whether those sharing a sentence are otherwise unlike
_SAMPLE_CHARS = 200
_UNLIKE = similarity.Threshold(50)
# Where a clause ends; a `stop` ends the sentence too.
_CLAUSE = re.compile(r"(?P<stop>[。！？!?；;\n]+|\.(?=\s)|\.\Z)\s*|[，,：:]\s*")


class Cut(msgspec.Struct, frozen=True):
    """A comment without its shared head and tail.

    `start`, `end` say what is left of the text, `core` is that, folded; `removed` what was cut,
    folded, courtesies left out.
    """

    start: int
    end: int
    core: str
    removed: str = ""


class _Sentence(msgspec.Struct, frozen=True):
    start: int
    end: int
    key: str
    polite: bool


def _clauses(text: str) -> Iterator[tuple[int, int, bool]]:
    """The clauses that tile a text, each with whether it ends a sentence."""
    start = 0
    for match in _CLAUSE.finditer(text):
        yield start, match.end(), match["stop"] is not None
        start = match.end()
    yield start, len(text), True


def _sentences(text: str) -> list[_Sentence]:
    """The sentences of a text that say something; a courtesy stands alone."""
    found: list[_Sentence] = []
    ended = True
    for start, end, stop in _clauses(text):
        key = fold(text[start:end])
        polite = courteous(key)
        if ended or polite:
            found.append(_Sentence(start, end, key, polite))
        else:
            last = found[-1]
            found[-1] = _Sentence(last.start, end, last.key + key, last.polite)
        ended = stop or polite
    return [sentence for sentence in found if sentence.key]


def _ends(sentences: Sequence[_Sentence]) -> set[tuple[str, str]]:
    heads = {("head", one.key) for one in sentences[:_ZONE]}
    return heads | {("tail", one.key) for one in sentences[-_ZONE:]}


def _stable(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _unlike(rests: Iterable[str]) -> bool:
    """Whether at least SHARED_BY of the texts are pairwise unlike."""
    kept: list[str] = []
    for rest in sorted(rests, key=_stable)[:_SAMPLE]:
        short = rest[:_SAMPLE_CHARS]
        limits = [_UNLIKE.allowed(len(short) + len(other)) for other in kept]
        if all(
            similarity.distance(short, other, limit) > limit
            for other, limit in zip(kept, limits, strict=True)
        ):
            kept.append(short)
        if len(kept) >= SHARED_BY:
            return True
    return False


class Boilerplate:
    """What the comments of one round share at their heads and tails.

    A sentence counts as shared when at least SHARED_BY different comments have it within four
    sentences of the same end and those comments are otherwise unlike: the first sentence of a
    form letter, whose copies are alike all through, stays.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        distinct = {fold(text): text for text in sorted(texts)}
        counts: Counter[tuple[str, str]] = Counter()
        for text in distinct.values():
            counts.update(_ends(_sentences(text)))
        frequent = {end for end, count in counts.items() if count >= SHARED_BY}
        rests: dict[tuple[str, str], set[str]] = {end: set() for end in frequent}
        for whole, text in distinct.items():
            for end in _ends(_sentences(text)) & frequent:
                if rest := whole.replace(end[1], "", 1):
                    rests[end].add(rest)
        self._shared = {end: counts[end] for end in frequent if _unlike(rests[end])}

    def _weight(self, end: str, sentence: _Sentence) -> int:
        """How surely a sentence is boilerplate at this end; 0: it is not."""
        if sentence.polite:
            return 1 << 30
        return self._shared.get((end, sentence.key), 0)

    def cut(self, text: str) -> Cut:
        """The text without shared heads and tails.

        The most widely shared end goes first; the last sentence left is never cut.
        """
        left = _sentences(text)
        removed: list[_Sentence] = []
        while len(left) > 1:
            head, tail = self._weight("head", left[0]), self._weight("tail", left[-1])
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
