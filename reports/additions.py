"""What members of a cluster ask or tell beyond its representative: the sentence added to a letter.

The danger in a form letter is the substantive sentence somebody added; it drowns when every
changed name and every 来电人称 is listed beside it. So a difference is quoted under its article
when it is substantive, and only underlined in the appendix when it is not.

The rule. A difference is substantive when its clauses that tell something
(`courtesy.telling`: not salutations, channel prefixes, introductions, thanks, signatures) amount
to at least eight characters beyond polite fillers, or when it holds a number outside an
introduction (罚款 15 万元 against 5 万元; not 养犬八年 against 养犬三年), or when the member takes
the other side than the representative and the words show it. Then the words from the first clause
that tells something to the last are quoted; of a mere number or word, the clause it stands in.
"""

import re

from reports import courtesy
from reports.normalize import fold
from reports.stance import stance

ENOUGH = 8
_NUMBER = re.compile(
    r"\d|[一二三四五六七八九十百千万两半]+(?=[元天日月年只米次倍条岁周个分厘公%％])"
)
_CLOSING = "”’」』）》)"
_OPENING = "“‘「『（《("


def addition(text: str, spans: list[tuple[int, int]], other: str) -> str:
    """The longest substantive piece of `text` among the spans that `other` lacks, or ""."""
    turned = stance(text) != stance(other)
    found = (_substance(text, start, end, turned=turned) for start, end in spans)
    return max(found, key=len, default="")


def tells(text: str, unique: str, other: str) -> bool:
    """Whether a person has to read the `unique` words of `text` that `other` lacks: a clause that
    tells something, a number, the other side. Not a name in an introduction, not a courtesy.

    `unique` has one verbatim piece a line, as `reports.unique.unique_text` gives it.
    """
    spans: list[tuple[int, int]] = []
    for words in unique.split("\n"):
        start = text.find(words, spans[-1][1] if spans else 0)
        start = text.find(words) if start < 0 else start
        spans.append((max(start, 0), max(start, 0) + len(words)))
    pieces = [(a + c, a + d) for a, b in spans for c, d in courtesy.clauses(text[a:b])]
    return any(_tells(text, a, b) for a, b in pieces) or bool(addition(text, spans, other))


def _substance(text: str, start: int, end: int, *, turned: bool) -> str:
    pieces = [(start + a, start + b) for a, b in courtesy.clauses(text[start:end])]
    telling = [(a, b) for a, b in pieces if _tells(text, a, b)]
    if sum(len(fold(text[a:b])) for a, b in telling) >= ENOUGH:
        return _closed(text, _from(text, pieces, telling[0]), telling[-1][1])
    for a, b in pieces:
        first, last = _clause(text, a, b)
        words = text[first:last]
        if courtesy.empty(words) or courtesy.introduces(words):
            continue
        if _NUMBER.match(text, a) or (turned and stance(text[a:b])):
            return words
    return ""


def _from(text: str, pieces: list[tuple[int, int]], telling: tuple[int, int]) -> int:
    """Where a quotation begins: with who says it, where the same sentence says so."""
    before = [piece for piece in pieces if piece[1] <= telling[0]]
    joined = before and text[before[-1][1] : telling[0]].strip() == "，"
    if joined and not courtesy.empty(text[slice(*before[-1])]):
        return before[-1][0]
    return telling[0]


def _tells(text: str, start: int, end: int) -> bool:
    first, last = _clause(text, start, end)
    return courtesy.telling(text[start:end]) and not courtesy.introduces(text[first:last])


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause of the text around a piece of it."""
    around = (c for c in courtesy.clauses(text) if c[0] <= start < c[1])
    first, last = next(around, (start, end))
    return first, max(last, end)


def _closed(text: str, start: int, end: int) -> str:
    """The words, with the mark that closes a quotation they leave open."""
    while end < len(text) and text[end] in _CLOSING:
        opener = _OPENING[_CLOSING.index(text[end])]
        if text.count(opener, start, end) <= text.count(text[end], start, end):
            break
        end += 1
    return text[start:end]
