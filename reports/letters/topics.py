"""Which provision a point speaks of that names none: the one whose rare words it uses.

The words are pairs of characters, weighed by how few articles use them; what people say for what a
statute says (狗, 块, 公分, 15) is read as the statute has it. An article on penalties is meant only
where the point speaks of one: it repeats the words of the duty it enforces.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator

from drafts.model import Draft, Kind, Unit
from reports.normalize import fold

_TOPS = (Kind.ARTICLE, Kind.ANNEX)
_PARTS = (Kind.PARAGRAPH, Kind.ITEM)
_LEAST = 5.0
"""Least weight of the shared words, made less for long articles: three rare pairs or so,"""
_AHEAD = 1.3
"""how much more than that of every other article,"""
_SHRINK = 0.1
"""and how much the logarithm of an article's length takes away."""
_UNPENAL = 0.7
_MOST_OF_IT = 0.85
"""The share of what an article has in common with a point that one of its 款 or 项 must hold."""
_CITED = re.compile(r"《[^《》]*》|第[一二三四五六七八九十百\d]{1,6}[条款项]")
_PENAL = re.compile("罚|责任|没收|处分")
_DIGITS = re.compile(r"\d{1,2}(?!\d)")
_FIGURES = "零一二三四五六七八九"
_SPOKEN = (("狗", "犬"), ("公分", "厘米"))
_MONEY = re.compile("(?<=[十百千万])块钱?")
_FILLING = frozenset("的了是我你他们吗吧呢啊就也都还太不要有在这那个说很给让能会可以")


class Topics:
    """The words of every provision of a draft, weighed by how few articles use them."""

    def __init__(self, draft: Draft) -> None:
        """Nothing is read before the first question: most letters name every place."""
        self._draft = draft
        self._words: dict[str, frozenset[str]] = {}
        self._within: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
        self._weight: dict[str, float] = {}
        self._penal: set[str] = set()

    def place(self, point: str) -> str | None:
        """The address of the provision a point is about, None when no one stands out."""
        if not self._words:
            self._read()
        said = _pairs(_CITED.sub("。", point))
        punishing = _PENAL.search(point) is not None
        ranked = sorted(self._ranked(said, punishing=punishing), reverse=True)
        if not ranked or ranked[0][0] < _LEAST:
            return None
        if len(ranked) > 1 and ranked[0][0] < _AHEAD * ranked[1][0]:
            return None
        return self._deepest(ranked[0][1], said)

    def _ranked(self, said: frozenset[str], *, punishing: bool) -> Iterator[tuple[float, str]]:
        for address, words in self._words.items():
            if shared := said & words:
                value = self._sum(shared) / (1 + _SHRINK * math.log(len(words)))
                yield value * (_UNPENAL if address in self._penal and not punishing else 1), address

    def _deepest(self, address: str, said: frozenset[str]) -> str:
        """The 款 or 项 that holds most of what the article has in common with the point."""
        whole = self._sum(said & self._words[address])
        best = address
        for part, words in self._within[address]:
            if self._sum(said & words) >= _MOST_OF_IT * whole:
                best = part
        return best

    def _sum(self, pairs: frozenset[str]) -> float:
        return math.fsum(self._weight[pair] for pair in pairs)

    def _read(self) -> None:
        used: Counter[str] = Counter()
        for top in self._draft.walk():
            if top.kind not in _TOPS:
                continue
            self._words[top.address] = words = _pairs(_text(top))
            used.update(words)
            parts = [unit for unit in top.walk() if unit.kind in _PARTS]
            if sum(unit.kind is Kind.PARAGRAPH for unit in parts) == 1:
                parts = [unit for unit in parts if unit.kind is not Kind.PARAGRAPH]
            self._within[top.address] = tuple((u.address, _pairs(_text(u))) for u in parts)
            if (top.caption or "").endswith("责任"):
                self._penal.add(top.address)
        self._weight = {
            pair: math.log(1 + len(self._words) / times) for pair, times in used.items()
        }


def _text(unit: Unit) -> str:
    below = (one.text for one in unit.walk() if one is not unit)
    return " ".join((unit.caption or "", unit.text, *below))


def _pairs(text: str) -> frozenset[str]:
    key = _MONEY.sub("元", _DIGITS.sub(_spelled, text))
    for spoken, written in _SPOKEN:
        key = key.replace(spoken, written)
    key = fold(key)
    pairs = (key[at : at + 2] for at in range(len(key) - 1))
    return frozenset(pair for pair in pairs if not _FILLING.intersection(pair))


def _spelled(match: re.Match[str]) -> str:
    """15 as 十五."""
    tens, ones = divmod(int(match[0]), 10)
    if not tens:
        return _FIGURES[ones]
    return f"{_FIGURES[tens] if tens > 1 else ''}十{_FIGURES[ones] if ones else ''}"
