"""Which provision a sentence speaks of that names none: the one whose rare words it uses."""

import math
from collections import Counter

from drafts.model import Draft, Kind, Unit
from reports.normalize import fold

_TOPS = (Kind.ARTICLE, Kind.ANNEX)
_KINDS = frozenset({*_TOPS, Kind.PARAGRAPH, Kind.ITEM})
_LEAST = 0.45
"""The share of a sentence's weight that must stand in the provision."""
_AHEAD = 1.5
"""How much better than every other article it must be."""
_WEIGHTY = 20.0
"""A sentence that weighs less uses no word of the draft that tells its articles apart."""


class Topics:
    """The words of every provision of a draft, weighed by how few articles use them."""

    def __init__(self, draft: Draft) -> None:
        """Nothing is read before the first question: most letters name every place."""
        self._draft = draft
        self._words: dict[str, frozenset[str]] = {}
        self._weight: dict[str, float] = {}

    def place(self, sentence: str) -> str | None:
        """The address of the provision the sentence is about, None when no one stands out."""
        if not self._words:
            self._read()
        said = _pairs(sentence)
        whole = sum(self._weight.get(pair, 0.0) for pair in said)
        best: dict[str, tuple[float, int, str]] = {}
        for address, words in self._words.items():
            share = sum(self._weight[pair] for pair in said & words)
            top = address.partition("__")[0]
            best[top] = max(best.get(top, (0.0, 0, "")), (share, len(address), address))
        ranked = sorted(best.values(), reverse=True)
        if whole < _WEIGHTY or not ranked:
            return None
        first, second = ranked[0], ranked[1] if len(ranked) > 1 else (0.0, 0, "")
        clear = first[0] >= _LEAST * whole and first[0] >= _AHEAD * second[0]
        return first[2] if clear else None

    def _read(self) -> None:
        tops = [unit for unit in self._draft.walk() if unit.kind in _TOPS]
        used: Counter[str] = Counter()
        for top in tops:
            used.update(_pairs(_text(top)))
            for unit in top.walk():
                if unit.kind in _KINDS:
                    self._words[unit.address] = _pairs(_text(unit))
        self._weight = {pair: math.log(1 + len(tops) / times) for pair, times in used.items()}


def _text(unit: Unit) -> str:
    return f"{unit.caption or ''} {unit.text}"


def _pairs(text: str) -> frozenset[str]:
    key = fold(text)
    return frozenset(key[at : at + 2] for at in range(len(key) - 1))
