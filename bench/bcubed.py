"""Labelled opinions and how well a grouping meets them: B³ (Bagga and Baldwin 1998)."""

import json
from collections import Counter
from collections.abc import Hashable, Sequence
from pathlib import Path

import msgspec

TRUTH = Path(__file__).resolve().parent.parent / "tests" / "truth" / "opinions"


class Labelled(msgspec.Struct, frozen=True):
    """One comment and the opinion a person says it holds."""

    id: str
    article: str
    opinion: str
    text: str


class Agreement(msgspec.Struct, frozen=True):
    """Precision, recall and their harmonic mean, each a mean over comments."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def labelled(name: str) -> list[Labelled]:
    """A set of tests/truth/opinions, by its name without `.jsonl`."""
    lines = (TRUTH / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [Labelled(**json.loads(line)) for line in lines if line]


def bcubed(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Agreement:
    """For each comment: which share of its group is of its opinion, which share of its opinion
    is in its group; the means over all comments."""
    both = Counter(zip(truth, found, strict=True))
    wanted, made = Counter(truth), Counter(found)
    count = len(truth)
    return Agreement(
        sum(both[pair] / made[pair[1]] for pair in zip(truth, found, strict=True)) / count,
        sum(both[pair] / wanted[pair[0]] for pair in zip(truth, found, strict=True)) / count,
    )
