"""Which articles speak of the same thing in other words: a last resort, for proposals only.

An article written anew keeps its subject: 植物新品种, 烈士褒扬金, 军队特需药品. Two articles are
compared by the pairs of characters they share, each weighed by how rare it is in the law (inverse
document frequency, Sparck Jones 1972), over the weight of both (a cosine). What stands in more than
a few articles is the law's common stock and weighs nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from math import fsum, log, sqrt
from typing import Final

COMMON: Final = 0.06
"""The share of a draft's articles beyond which a pair of characters tells nothing."""

FEW: Final = 3


class Topics:
    """The telling pairs of characters of the articles of two drafts."""

    def __init__(
        self,
        old: Sequence[str],
        new: Sequence[str],
        asked_old: Iterable[int],
        asked_new: Iterable[int],
    ) -> None:
        """Read both drafts; `of_old` answers for the articles `asked_old`, `of_new` likewise."""
        self._old, self._new = [_pairs(words) for words in old], [_pairs(words) for words in new]
        self._weights = self._weigh()
        self._new_at = self._places(self._new, [self._old[at] for at in asked_old])
        self._old_at = self._places(self._old, [self._new[at] for at in asked_new])
        self._old_mass = [self._mass(pairs) for pairs in self._old]
        self._new_mass = [self._mass(pairs) for pairs in self._new]

    def of_old(self, old: int) -> dict[int, float]:
        """How much each new article has in common with an old one, 0…1; what shares nothing out."""
        shared = self._shared(self._old[old], self._new_at)
        return {at: _cosine(w, self._old_mass[old], self._new_mass[at]) for at, w in shared.items()}

    def of_new(self, new: int) -> dict[int, float]:
        """How much each old article has in common with a new one."""
        shared = self._shared(self._new[new], self._old_at)
        return {at: _cosine(w, self._new_mass[new], self._old_mass[at]) for at, w in shared.items()}

    def beyond(
        self, old: int, new: int, others_old: Sequence[int], others_new: Sequence[int]
    ) -> float:
        """The same for one pair, without what their other partners hold.

        A provision modelled on another's words is no part of it: what it shares with the old
        article, the old article's own successor has too.
        """
        shared = self._old[old] & self._new[new]
        shared = shared.difference(*(self._old[at] for at in others_old))
        shared = shared.difference(*(self._new[at] for at in others_new))
        return _cosine(self._mass(shared), self._old_mass[old], self._new_mass[new])

    def _weigh(self) -> dict[str, float]:
        old, new = _counts(self._old), _counts(self._new)
        most_old = max(FEW, COMMON * len(self._old))
        most_new = max(FEW, COMMON * len(self._new))
        articles = len(self._old) + len(self._new)
        weights = [0.0, *(log(articles / count) for count in range(1, articles + 1))]
        common = {pair for pair, count in old.items() if count > most_old}
        common |= {pair for pair, count in new.items() if count > most_new}
        both = _counts([*self._old, *self._new])
        return {pair: weights[count] for pair, count in both.items() if pair not in common}

    def _places(self, articles: list[set[str]], asked: list[set[str]]) -> dict[str, list[int]]:
        """Where in `articles` the telling pairs of those `asked` about stand."""
        telling = set().union(*asked) & self._weights.keys()
        places: dict[str, list[int]] = defaultdict(list)
        for at, pairs in enumerate(articles):
            for pair in pairs & telling:
                places[pair].append(at)
        return places

    def _mass(self, pairs: set[str]) -> float:
        # fsum: the sum of the same numbers in another order must be the same number
        return fsum(map(self._weights.__getitem__, pairs & self._weights.keys()))

    def _shared(self, pairs: set[str], places: dict[str, list[int]]) -> dict[int, float]:
        shared: dict[int, list[float]] = defaultdict(list)
        for pair in pairs & places.keys():
            weight = self._weights[pair]
            for at in places[pair]:
                shared[at].append(weight)
        return {at: fsum(weights) for at, weights in shared.items()}


def _counts(articles: list[set[str]]) -> Counter[str]:
    return Counter(chain.from_iterable(articles))


def _cosine(shared: float, one: float, other: float) -> float:
    return min(shared / sqrt(one * other), 1.0) if one and other else 0.0


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}
