"""The leader rule from its sentences alone: rapidfuzz on every pair, nothing left out.

Slow and obviously right: what the room `reports/comparing` must agree with.
"""

from collections.abc import Sequence
from fractions import Fraction

from rapidfuzz.distance import Indel

from reports.comparing.encoding import Entry


def near(one: str, other: str, percent: Fraction) -> Fraction | None:
    """Distance through total length, or None below the threshold."""
    gap, total = Indel.distance(one, other), len(one) + len(other)
    return Fraction(gap, total) if gap * 100 <= total * (100 - percent) else None


def matches(one: Entry, other: Entry, percent: Fraction) -> Fraction | None:
    """How far apart two entries are, or None when they may not be joined."""
    if not one.core or not other.core or one.stance != other.stance:
        return None
    differ = one.removed and other.removed and one.removed != other.removed
    if differ and near(one.whole, other.whole, percent) is None:
        return None
    return near(one.core, other.core, percent)


def leaders(entries: Sequence[Entry], percent: Fraction) -> list[int]:
    """The index of each entry's leader; its own for a leader."""
    found: list[int] = []
    for index, entry in enumerate(entries):
        best: tuple[Fraction, int] | None = None
        for earlier in range(index):
            if found[earlier] == earlier:
                gap = matches(entry, entries[earlier], percent)
                if gap is not None and (best is None or (gap, earlier) < best):
                    best = (gap, earlier)
        found.append(best[1] if best else index)
    return found


def pairs(entries: Sequence[Entry], percent: Fraction) -> dict[tuple[int, int], int]:
    """All pairs that match, the earlier entry first, with their distances."""
    return {
        (earlier, index): Indel.distance(entries[earlier].core, entry.core)
        for index, entry in enumerate(entries)
        for earlier in range(index)
        if matches(entry, entries[earlier], percent) is not None
    }


def dissimilarity(one: str, other: str) -> int:
    """0 (the same) … 1,000,000 (nothing in common)."""
    total = len(one) + len(other)
    return Indel.distance(one, other) * 1_000_000 // total if total else 0
