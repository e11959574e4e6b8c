"""Which articles hold parts of which: the evidence for splits, merges and doubtful moves."""

from collections.abc import Iterable

from drafts.chain import Pair
from drafts.shingles import Shingles

CONTAINED = 0.55
"""An article is a part of another that holds this share of its words, in runs of six or more."""


class Parts:
    """Containment between the articles of two drafts, given by their words."""

    def __init__(self, old: list[str], new: list[str]) -> None:
        self._old, self._new = old, new
        self._old_runs, self._new_runs = Shingles(old), Shingles(new)

    def new_in_old(self, old: int, new: int, beside: Iterable[int] = ()) -> float:
        """How much of the new article is found in the old one (it was cut off).

        `beside` are the new articles already linked to the old one: what they hold is spoken for.
        Without this, every article would contain its neighbour's boilerplate.
        """
        return self._old_runs.share_of(self._new[new], old, self._new_runs.all_of(beside))

    def old_in_new(self, old: int, new: int, beside: Iterable[int] = ()) -> float:
        """How much of the old article is found in the new one (it was taken in)."""
        return self._new_runs.share_of(self._old[old], new, self._old_runs.all_of(beside))

    def guesses(self, linked_old: set[int], linked_new: set[int]) -> list[Pair]:
        """The pairs one of which is unlinked and part of the other, the likest first."""
        cut_off = [
            Pair(old, new, self.new_in_old(old, new))
            for new, words in enumerate(self._new)
            if new not in linked_new
            for old in self._old_runs.holders(words)
        ]
        taken_in = [
            Pair(old, new, self.old_in_new(old, new))
            for old, words in enumerate(self._old)
            if old not in linked_old
            for new in self._new_runs.holders(words)
        ]
        held = {pair for pair in cut_off + taken_in if pair.score >= CONTAINED}
        return sorted(held, key=lambda pair: (-pair.score, pair))

    def is_held_elsewhere(self, old: int, new: int) -> bool:
        """Whether either article is also part of, or holds, some article other than its partner."""
        others = [(old, other) for other in self._new_runs.holders(self._old[old]) - {new}]
        others += [(other, new) for other in self._old_runs.holders(self._new[new]) - {old}]
        return any(
            max(self.new_in_old(*pair), self.old_in_new(*pair)) >= CONTAINED for pair in others
        )
