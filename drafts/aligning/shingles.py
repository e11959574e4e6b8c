"""Containment: how much of one article is found, in runs of words, in what another leaves over."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import cached_property
from itertools import chain

RUN = 6
"""Shorter common runs are legal small change (应当、可以、有关部门) and prove nothing."""

COMMONPLACE = 3
"""A run in more articles of the law than this is its boilerplate (idf cut to yes or no)."""


class Runs:
    """Every run of `RUN` characters of one text, and where it stands."""

    def __init__(self, text: str) -> None:
        """Cut the runs once: the same few articles are asked about again and again."""
        self.length = len(text)
        in_order = [text[at : at + RUN] for at in range(len(text) - RUN + 1)]
        self._last = {run: at for at, run in enumerate(in_order)}
        self._earlier = [(run, at) for at, run in enumerate(in_order) if self._last[run] != at]
        self.own = frozenset(self._last)

    def places(self, wanted: Set[str]) -> list[int]:
        """Where these of its runs stand, in order."""
        earlier = [at for run, at in self._earlier if run in wanted]
        return sorted([*map(self._last.__getitem__, wanted), *earlier])


class Shingles:
    """The runs of the articles of one draft, boilerplate left out."""

    def __init__(self, articles: Sequence[Runs]) -> None:
        """The articles in order."""
        self._articles = articles

    def all_of(self, places: Iterable[int]) -> frozenset[str]:
        """Every run of these articles, boilerplate or not."""
        return frozenset().union(*(self._articles[at].own for at in places))

    def share_of(self, text: Runs, at: int, without: frozenset[str]) -> float:
        """The share of `text` found in telling runs of article `at`, outside the runs `without`."""
        shared = text.own & self._articles[at].own & self._telling
        return cover(text, shared - without)

    def holders(self, text: Runs) -> set[int]:
        """The articles that share a telling run with `text`."""
        asked = text.own & self._telling
        return {at for at, runs in enumerate(self._articles) if not asked.isdisjoint(runs.own)}

    @cached_property
    def _telling(self) -> frozenset[str]:
        """The runs that stand in few of the articles."""
        counts = Counter(chain.from_iterable(runs.own for runs in self._articles))
        return frozenset(run for run, count in counts.items() if count <= COMMONPLACE)


def cover(text: Runs, wanted: Set[str]) -> float:
    """The share of the characters of `text` that lie in one of its runs `wanted`."""
    covered, reach = 0, 0
    for at in text.places(wanted):
        covered += at + RUN - max(reach, at)
        reach = at + RUN
    return covered / text.length if covered else 0.0
