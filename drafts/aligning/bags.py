"""An upper bound of how alike two texts are, from their characters alone.

A subsequence that two texts share holds no character more often than either of them, so twice the
size of the common bag, over both lengths, is at least the Indel ratio. Each bag is one integer, the
n-th copy of a character one bit: the common bag of two is a conjunction and a count of bits.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import chain

_MARGIN = 1e-9


class Bags:
    """The characters of texts of two drafts, each with how often it stands there."""

    def __init__(self, old: Mapping[int, str], new: Mapping[int, str]) -> None:
        """`old` and `new` are texts by place; only these are asked about."""
        left = {at: Counter(text) for at, text in old.items()}
        right = {at: Counter(text) for at, text in new.items()}
        bits = _places(chain(left.values(), right.values()))
        self._old = {at: (_bag(count, bits), len(old[at])) for at, count in left.items()}
        self._new = {at: (_bag(count, bits), len(new[at])) for at, count in right.items()}

    def reaching(self, old: int, ratio: float) -> list[int]:
        """The new texts whose Indel ratio (0…1) with an old one can be `ratio` or more."""
        bag, length = self._old[old]
        half = (ratio - _MARGIN) / 2
        return [
            at
            for at, (other, size) in self._new.items()
            if (bag & other).bit_count() >= half * (length + size)
        ]


def _places(counts: chain[Counter[str]]) -> dict[str, int]:
    """The first bit of each character, with room for as many copies as one text holds."""
    most: dict[str, int] = {}
    for count in counts:
        for char, times in count.items():
            if times > most.get(char, 0):
                most[char] = times
    bits, first = {}, 0
    for char, times in most.items():
        bits[char] = first
        first += times
    return bits


def _bag(count: Counter[str], bits: dict[str, int]) -> int:
    bag = 0
    for char, times in count.items():
        bag |= ((1 << times) - 1) << bits[char]
    return bag
