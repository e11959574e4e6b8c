"""Containment: how much of one article is found, in runs of words, in what another leaves over."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

RUN = 6
"""Shorter common runs are legal small change (应当、可以、有关部门) and prove nothing."""

COMMONPLACE = 3
"""A run in more articles of the law than this is its boilerplate (idf cut to yes or no)."""


class Shingles:
    """The runs of `RUN` characters of some articles, boilerplate left out."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._asked: dict[str, set[str]] = {}
        self._grams = [grams(text) for text in texts]
        self._holders: dict[str, list[int]] = defaultdict(list)
        for at, own in enumerate(self._grams):
            for gram in own:
                self._holders[gram].append(at)

    def all_of(self, places: Iterable[int]) -> set[str]:
        """Every run of these articles, boilerplate or not."""
        return set().union(*(self._grams[at] for at in places))

    def share_of(self, text: str, at: int, without: set[str]) -> float:
        """The share of `text` found in telling runs of article `at`, outside the runs `without`."""
        shared = self._grams[at] & self._grams_of(text)
        telling = {gram for gram in shared if len(self._holders[gram]) <= COMMONPLACE}
        return cover(text, telling - without)

    def holders(self, text: str) -> set[int]:
        """The articles that share a telling run with `text`."""
        found: set[int] = set()
        for gram in self._grams_of(text):
            holders = self._holders.get(gram, ())
            if len(holders) <= COMMONPLACE:
                found.update(holders)
        return found

    def _grams_of(self, text: str) -> set[str]:
        # The same few articles are asked about again and again.
        if text not in self._asked:
            self._asked[text] = grams(text)
        return self._asked[text]


def grams(text: str) -> set[str]:
    """Every run of `RUN` characters."""
    return {text[at : at + RUN] for at in range(len(text) - RUN + 1)}


def cover(text: str, wanted: set[str]) -> float:
    """The share of the characters of `text` that lie in one of the runs `wanted`."""
    if not wanted:
        return 0.0
    hits = [at for at in range(len(text) - RUN + 1) if text[at : at + RUN] in wanted]
    covered, reach = 0, 0
    for at in hits:
        covered += at + RUN - max(reach, at)
        reach = at + RUN
    return covered / len(text)
