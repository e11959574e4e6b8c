"""The sentences of a comment, and which of them say nothing about the draft.

A courtesy, a subject line and a signature can be left out of a comparison; what asks for
something or takes a side cannot.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from reports.asking import asks
from reports.courtesy import closes, courteous, signs
from reports.normalize import fold, fold_many
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
_FIGURE = re.compile(r"\d")
_SIDES = ("advise", "change", "norm", "support")


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a text that says something; `key` is its words, folded.

    `polite`: a courtesy, or at the end of the text a signature.
    """

    start: int
    end: int
    key: str
    polite: bool


def sentence_keys(texts: Iterable[str]) -> Iterator[tuple[list[str], bool]]:
    """Of each text the keys of its sentences that are no courtesies, as `sentences` finds them,
    and whether it is plain: no courtesy at an end of a sentence, no second line to sign on."""
    first, second = itertools.tee(texts)
    for text, folded in zip(first, fold_many(map(_marked, second)), strict=True):
        keys: list[str] = []
        plain = "\n" not in text
        for piece in folded.split(_STOP):
            if not piece:
                continue
            clauses = [clause for clause in piece.split(_COMMA) if clause]
            start, end = _between_courtesies(clauses)
            plain = plain and end - start == len(clauses)
            if start < end:
                keys.append("".join(clauses[start:end]))
        yield keys, plain


def _marked(text: str) -> str:
    for mark in _STOPS:
        text = text.replace(mark, _STOP)
    for mark in _COMMAS:
        text = text.replace(mark, _COMMA)
    return text.replace(". ", _STOP)


def _between_courtesies(keys: list[str]) -> tuple[int, int]:
    first, last = 0, len(keys)
    while first < last and courteous(keys[first]):
        first += 1
    while first < last and courteous(keys[last - 1]):
        last -= 1
    return first, last


def sentences_of(texts: Sequence[str]) -> Iterator[list[Sentence]]:
    """`sentences` of each text, faster."""
    tiled = [_tiles(text) for text in texts]
    joined = (_joined(text, tiles) for text, tiles in zip(texts, tiled, strict=True))
    for text, tiles, folded in zip(texts, tiled, fold_many(joined), strict=True):
        yield _sentences(text, tiles, folded)


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text that say something; courtesies at their ends stand alone."""
    tiles = _tiles(text)
    return _sentences(text, tiles, fold(_joined(text, tiles)))


def _tiles(text: str) -> list[tuple[int, int, bool]]:
    """The clauses that tile a text, each with whether it ends a sentence."""
    found = []
    start = 0
    for mark in _CLAUSE.finditer(text):
        end = mark.end()
        found.append((start, end, bool(mark.group().strip(_PAUSE))))
        start = end
    found.append((start, len(text), True))
    return found


def _joined(text: str, tiles: list[tuple[int, int, bool]]) -> str:
    return _STOP.join([text[start:end] for start, end, _ in tiles])


def _sentences(text: str, tiles: list[tuple[int, int, bool]], folded: str) -> list[Sentence]:
    keys = folded.split(_STOP)
    if len(keys) != len(tiles):  # the text has such a letter itself
        keys = [fold(text[start:end]) for start, end, _ in tiles]
    found: list[Sentence] = []
    clauses: list[tuple[int, int, str]] = []
    for (start, end, stop), key in zip(tiles, keys, strict=True):
        if key:
            clauses.append((start, end, key))
        if stop and clauses:
            found += _sentence(clauses)
            clauses = []
    return _with_signature(text, found) if "\n" in text else found


def _sentence(clauses: list[tuple[int, int, str]]) -> list[Sentence]:
    keys = [key for _, _, key in clauses]
    first, last = _between_courtesies(keys)
    found = [Sentence(start, end, key, polite=True) for start, end, key in clauses[:first]]
    if first < last:
        key = "".join(keys[first:last])
        found.append(Sentence(clauses[first][0], clauses[last - 1][1], key, polite=False))
    found += [Sentence(start, end, key, polite=True) for start, end, key in clauses[last:]]
    return found


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
    alone = not at or "\n" in text[found[at - 1].start : one.start]
    closed = any(closes(other.key) for other in found[max(0, at - _SIGNED) : at])
    return alone and signs(one.key, closed=closed)


def is_subject(words: str) -> bool:
    """Whether a sentence is a subject line: it says what the rest speaks of."""
    return _SUBJECT.match(words) is not None


@lru_cache(maxsize=4096)
def neutral(words: str) -> bool:
    """Whether a sentence asks nothing, takes no side and names no article or amount.

    A subject line may be in any words beside: 「Re: adults without dependents」 takes no side.
    """
    side = stance(words)
    if is_subject(words):
        return not _FIGURE.search(side) and not any(one in side for one in _SIDES)
    return not side and not asks(words)
