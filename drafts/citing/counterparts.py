"""Where the provisions of an old draft stand in a new one, as far as that is certain."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from drafts.address import label
from drafts.model import Draft, Kind, Link, Unit
from drafts.splitting.markers import BLANKS, NUMERALS

_LEAST: Final = 6
"""Shorter 项 (（三）吊销许可证) may stand in a list twice over."""
_NUMBER: Final = re.compile(rf"第[{NUMERALS}]{{1,9}}(?:之[{NUMERALS}]{{1,3}})?(?=[编章节条款项目])")
_BLANK: Final = str.maketrans("", "", BLANKS)
_BELOW: Final = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM})
_DIVISIONS: Final = frozenset({Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION, Kind.ANNEX})


class Counterparts:
    """Old provisions and their places in the new draft.

    Articles by the links; 款, 项 and 目 where the same words stand in a linked article; chapters
    and annexes where the same heading stands once. What is not certain is None and raises no alarm.
    """

    def __init__(self, old: Draft, new: Draft, links: Iterable[Link]) -> None:
        """Index both drafts once."""
        self._links: dict[str, set[str]] = defaultdict(set)
        for link in links:
            if link.old is not None and link.new is not None:
                self._links[link.old].add(link.new)
        self._old, self.old_articles = _index(old)
        self._new, self.new_articles = _index(new)
        self._headings: dict[tuple[Kind, str], list[str]] = defaultdict(list)
        for unit in self._new.values():
            if unit.kind in _DIVISIONS and unit.heading:
                self._headings[unit.kind, _squeezed(unit.heading)].append(unit.address)

    def articles(self, old: str) -> set[str]:
        """The new articles the old provision's article became; empty when it is gone."""
        return self._links.get(self.old_articles.get(old, old), set())

    def exact(self, old: str) -> set[str] | None:
        """The very provisions of the new draft, or None when only the article is known."""
        unit = self._old.get(old)
        if unit is None:
            return None
        if unit.kind is Kind.ARTICLE:
            return self.articles(old)
        if unit.kind in _DIVISIONS:
            found = self._headings.get((unit.kind, _squeezed(unit.heading or "")), [])
            return {found[0]} if len(found) == 1 else None
        words = _squeezed(unit.text)
        if unit.kind not in _BELOW or len(words) < _LEAST:
            return None
        same = {
            one.address
            for article in self.articles(old)
            for one in self._new[article].walk()
            if one.kind is unit.kind and _squeezed(one.text) == words
        }
        return same or None


def _index(draft: Draft) -> tuple[dict[str, Unit], dict[str, str]]:
    """Every unit by address, and for every provision below an article its article."""
    units = {unit.address: unit for unit in draft.walk()}
    articles = {
        below.address: article.address for article in draft.articles() for below in article.walk()
    }
    return units, articles


def _squeezed(words: str) -> str:
    """Words as they are compared: without blanks and the numbers they cite."""
    return _NUMBER.sub("第", words.translate(_BLANK))


def names(addresses: Iterable[str]) -> str:
    """第十二条、第十三条."""
    return "、".join(label(one) for one in addresses)
