"""The sentences of a comment, and which of them say nothing about the draft.

A courtesy, a subject line and a signature can be left out of a comparison; what asks for
something or takes a side cannot.
"""

import re
from functools import lru_cache

import msgspec

from reports.courtesy import closes, courteous, signs
from reports.label import asks
from reports.normalize import fold
from reports.stance import stance

_STOPS = "。！？!?；;\n"
_COMMAS = "，,：:"
# Where a clause ends; a run of marks with a stop in it ends the sentence too.
_CLAUSE = re.compile(rf"(?:[{_COMMAS}{_STOPS}]|\.(?=[ \n]|\Z))[\s{_COMMAS}{_STOPS}]*")
_PAUSE = f" \t\r\u3000{_COMMAS}"
# Clicks of Khoisan languages, letters nobody writes here: folding keeps them.
_STOP, _COMMA = "ǃ", "ǀ"
_SIGNED = 5  # a signature is among the last five sentences
_SUBJECT = re.compile(
    r"\s*(?:(?:re|subject|docket\b[^:\n]{0,30}|主题|标题|题目|事由|案由)\s*[:：]|关于[^\n]{2,80}"
    r"(?:意见|建议|公告|通知|反馈|来信|函|草案|征求意见稿)\W*\Z|[^\n:：]{0,40}\bdocket (?:id|no))",
    re.IGNORECASE,
)
_SIDES = ("advise", "change", "norm", "support")


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a text that says something; `key` is its words, folded.

    `polite`: a courtesy, or at the end of the text a signature.
    """

    start: int
    end: int
    key: str
    polite: bool


def sentence_keys(text: str) -> list[str]:
    """The keys of the sentences of a text that are no courtesies: `sentences`, but faster."""
    marked = text
    for mark in _STOPS:
        marked = marked.replace(mark, _STOP)
    for mark in _COMMAS:
        marked = marked.replace(mark, _COMMA)
    pieces = fold(marked.replace(". ", _STOP)).split(_STOP)
    keys = []
    for piece in pieces:
        clauses = [clause for clause in piece.split(_COMMA) if clause]
        first, last = _between_courtesies(clauses)
        if first < last:
            keys.append("".join(clauses[first:last]))
    return keys


def _between_courtesies(keys: list[str]) -> tuple[int, int]:
    first, last = 0, len(keys)
    while first < last and courteous(keys[first]):
        first += 1
    while first < last and courteous(keys[last - 1]):
        last -= 1
    return first, last


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text that say something; courtesies at their ends stand alone."""
    found: list[Sentence] = []
    clauses: list[tuple[int, int, str]] = []
    for start, end, key, stop in _clauses(text):
        if key:
            clauses.append((start, end, key))
        if stop and clauses:
            found += _sentence(clauses)
            clauses = []
    return _with_signature(text, found)


def _clauses(text: str) -> list[tuple[int, int, str, bool]]:
    """The clauses that tile a text, each with its key and whether it ends a sentence."""
    marks = list(_CLAUSE.finditer(text))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*starts[1:], len(text)]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    keys = fold(_STOP.join(pieces)).split(_STOP)
    if len(keys) != len(pieces):  # the text has such a letter itself
        keys = [fold(piece) for piece in pieces]
    stops = [*(bool(mark.group().strip(_PAUSE)) for mark in marks), True]
    return list(zip(starts, ends, keys, stops, strict=True))


def _sentence(clauses: list[tuple[int, int, str]]) -> list[Sentence]:
    keys = [key for _, _, key in clauses]
    first, last = _between_courtesies(keys)
    alone = [Sentence(start, end, key, polite=True) for start, end, key in clauses]
    if first == last:
        return alone
    key = "".join(keys[first:last])
    said = Sentence(clauses[first][0], clauses[last - 1][1], key, polite=False)
    return [*alone[:first], said, *alone[last:]]


def _with_signature(text: str, found: list[Sentence]) -> list[Sentence]:
    """The same, a date, a name, an address below the text known as its signature."""
    at = len(found)
    while at > max(0, len(found) - _SIGNED) and _below(text, found, at - 1):
        at -= 1
    tail = [Sentence(one.start, one.end, one.key, polite=True) for one in found[at:]]
    return [*found[:at], *tail]


def _below(text: str, found: list[Sentence], at: int) -> bool:
    """Whether a sentence stands on a line of its own and signs, or is a courtesy."""
    one = found[at]
    if one.polite:
        return True
    alone = one.start == 0 or "\n" in text[found[at - 1].end - 1 : one.start]
    closed = any(closes(other.key) for other in found[max(0, at - _SIGNED) : at])
    return alone and signs(one.key, closed=closed)


@lru_cache(maxsize=4096)
def neutral(words: str) -> bool:
    """Whether a sentence asks nothing and takes no side; a subject line may name what it is on."""
    if _SUBJECT.match(words):
        return not any(side in stance(words) for side in _SIDES)
    return not asks(words) and not stance(words)
