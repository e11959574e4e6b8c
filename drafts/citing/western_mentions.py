"""Provisions named in English: Article 12(3), sections 4 and 6, section 5(2)(a), subsection (1).

Works on words without blanks, like `mentions`.
"""

import re
from collections.abc import Iterator
from typing import Final

from drafts.citing.mentions import Mention, Span, Steps

_NUMBER: Final = r"[0-9]{1,4}(?![0-9])"
_BELOW: Final = r"(?:\((?P<paragraph>[0-9]{1,3})\))?(?:\((?P<item>[a-z])\))?"
_ARTICLES: Final = re.compile(
    r"(?:(?<![A-Za-z])Art\.|(?:Article|(?<!sub)section|(?<!sub)Section|(?<![A-Za-z])article)s?)"
    rf"(?P<numbers>{_NUMBER}(?:(?:,and|,|and|or|to|[-–]){_NUMBER}){{0,12}}){_BELOW}"
    r"|(?:[Ss]ubsection)\((?P<own>[0-9]{1,3})\)(?:\((?P<own_item>[a-z])\))?"
)
_PIECE: Final = re.compile(r"(to|[-–])?([0-9]{1,4})")
_OTHER: Final = re.compile(
    r"of(?:the)?(?!this)((?:[A-Z][A-Za-z’'&-]{1,40}){1,8}"
    r"(?:Act|Code|Law|Regulations?|Directive|Treaty|Constitution|Order|Ordinance)(?:[0-9]{4})?)"
)
_WORDS: Final = re.compile(r"(?<=[a-z])(?=[A-Z0-9])")


def western_mentions(words: str) -> Iterator[Mention]:
    """Every English mention of a provision, in the order of the text."""
    for match in _ARTICLES.finditer(words):
        steps: Steps = {}
        if match["numbers"]:
            steps["article"] = _spans(match["numbers"])
        if paragraph := match["paragraph"] or match["own"]:
            steps["paragraph"] = (_single(int(paragraph)),)
        if item := match["item"] or match["own_item"]:
            steps["item"] = (_single(ord(item) - ord("a") + 1),)
        yield Mention(match.start(), match.end(), "", 1, steps)


def law_after(words: str, end: int) -> str | None:
    """The other law that follows: section 5 of the Animal Welfare Act 2006."""
    match = _OTHER.match(words, end, end + 120)
    return _WORDS.sub(" ", match[1]) if match else None


def _spans(written: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for ranged, numeral in _PIECE.findall(written):
        number = (int(numeral), 0)
        if ranged and spans:
            spans.append(Span(spans.pop().first, number))
        else:
            spans.append(Span(number, number))
    return tuple(spans)


def _single(number: int) -> Span:
    return Span((number, 0), (number, 0))
