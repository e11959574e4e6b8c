"""Which articles hold parts of which: the evidence for splits, merges and doubtful moves."""

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from drafts.aligning.chain import Pair
from drafts.aligning.shingles import Runs, Shingles

CONTAINED = 0.55
"""An article is a part of another that holds this share of its words, in runs of six or more."""


CONTAINED_KIN = 0.25
"""The same when the captions share a member: 禁入场所和公共交通 became 禁入场所 and 公共交通."""

_AND = re.compile("[、，]|以?及|[和与]")


class Article(NamedTuple):
    """What the matcher looks at: the words with the numbers of every reference masked.

    `chapter` is the title of the division it stands in, if any.
    """

    words: str
    caption: str
    chapter: str = ""


class Parts:
    """Containment between the articles of two drafts."""

    def __init__(self, old: list[Article], new: list[Article]) -> None:
        self._old, self._new = [Runs(a.words) for a in old], [Runs(a.words) for a in new]
        self._old_runs, self._new_runs = Shingles(self._old), Shingles(self._new)
        self._old_topics = [_topics(article.caption) for article in old]
        self._new_topics = [_topics(article.caption) for article in new]

    def plainly_held(self, pair: Pair) -> bool:
        """Whether the share found (the pair's score) makes one a part of the other."""
        return pair.score >= CONTAINED

    def held_by_kin(self, pair: Pair) -> bool:
        """The same with the captions' word for it: they have a member in common."""
        kin = not self._old_topics[pair.old].isdisjoint(self._new_topics[pair.new])
        return pair.score >= (CONTAINED_KIN if kin else CONTAINED)

    def new_in_old(self, old: int, new: int, beside: Iterable[int] = ()) -> float:
        """How much of the new article is found in the old one (it was cut off).

        `beside` are the new articles already linked to the old one: what they hold is spoken for.
        Without this, every article would contain its neighbour's boilerplate.
        """
        return self._old_runs.share_of(self._new[new], old, self._new_runs.all_of(beside))

    def old_in_new(self, old: int, new: int, beside: Iterable[int] = ()) -> float:
        """How much of the old article is found in the new one (it was taken in)."""
        return self._new_runs.share_of(self._old[old], new, self._old_runs.all_of(beside))

    def guesses(self, linked_old: Container[int], linked_new: Container[int]) -> list[Pair]:
        """The pairs one of which is unlinked and shares telling words, the likest first."""
        cut_off = [
            Pair(old, new, self.new_in_old(old, new))
            for new, runs in enumerate(self._new)
            if new not in linked_new
            for old in self._old_runs.holders(runs)
        ]
        taken_in = [
            Pair(old, new, self.old_in_new(old, new))
            for old, runs in enumerate(self._old)
            if old not in linked_old
            for new in self._new_runs.holders(runs)
        ]
        return sorted({*cut_off, *taken_in}, key=lambda pair: (-pair.score, pair))

    def is_held_elsewhere(self, old: int, new: int) -> bool:
        """Whether either article is also part of, or holds, some article other than its partner."""
        others = [(old, other) for other in self._new_runs.holders(self._old[old]) - {new}]
        others += [(other, new) for other in self._old_runs.holders(self._new[new]) - {old}]
        return any(
            max(self.new_in_old(*pair), self.old_in_new(*pair)) >= CONTAINED for pair in others
        )


def _topics(caption: str) -> set[str]:
    return {topic for topic in _AND.split(caption) if topic}
