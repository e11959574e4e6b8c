"""How alike two folded texts are. The only door from the reports to rapidfuzz.

Alike means the normalised Indel similarity, `1 - distance / (len(a) + len(b))`: the share of
characters that need neither be deleted nor inserted. All decisions are taken on integers: a
float bound loses pairs that stand exactly on the threshold.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

_WHOLE = 100_000
_BAND = 1.25
_CALL = 1 << 16  # pairs compared in one call: the lists handed over stay small


class Threshold:
    """A threshold in percent (three decimals are kept), as integer bounds.

    Raises ValueError when it is not above 0 and at most 100.
    """

    def __init__(self, percent: float) -> None:
        if not 0 < percent <= 100:
            raise ValueError(f"相似度阈值应当大于 0、不超过 100，现在是 {percent}。")
        self._share = max(1, round(percent * _WHOLE / 100))

    def allowed(self, total: int) -> int:
        """The largest distance at which two texts of `total` characters together still match."""
        return total * (_WHOLE - self._share) // _WHOLE

    def lengths(self, length: int) -> tuple[int, int]:
        """The shortest and the longest text that can match one of `length` characters."""
        other = 2 * _WHOLE - self._share
        return -(-length * self._share // other), length * other // self._share

    def allowed_many(self, totals: NDArray[np.int64]) -> NDArray[np.int64]:
        """`allowed` of each total."""
        return totals * (_WHOLE - self._share) // _WHOLE

    def lengths_many(
        self, lengths: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """`lengths` of each length."""
        other = 2 * _WHOLE - self._share
        return -(-lengths * self._share // other), lengths * other // self._share


def distance(one: str, two: str, allowed: int) -> int:
    """Insertions and deletions that turn one into two; `allowed + 1` when it takes more."""
    return int(Indel.distance(one, two, score_cutoff=allowed))


def distances(
    ones: Sequence[str], twos: Sequence[str], allowed: NDArray[np.int64], workers: int = 1
) -> NDArray[np.int64]:
    """The distance of each pair where it is at most the pair's `allowed`, else more than that.

    Pairs are compared in bands of about the same `allowed`: the tighter the bound that holds for
    all pairs of a call, the sooner rapidfuzz gives up on an unlike one.
    """
    found = np.empty(len(ones), np.int64)
    order = np.argsort(allowed, kind="stable")
    bounds = allowed[order]
    start = 0
    while start < len(order):
        most = int(int(bounds[start]) * _BAND) + 4
        stop = min(int(np.searchsorted(bounds, most, side="right")), start + _CALL)
        band = order[start:stop]
        places = band.tolist()
        found[band] = process.cpdist(
            [ones[place] for place in places],
            [twos[place] for place in places],
            scorer=Indel.distance,
            score_cutoff=int(bounds[stop - 1]),
            dtype=np.int32,
            workers=workers,
        )
        start = stop
    return found


def distances_from(
    one: str, others: Sequence[str], allowed: NDArray[np.int64]
) -> NDArray[np.int64]:
    """`distances` of one text to many: rapidfuzz prepares it once."""
    most = int(allowed.max())
    gaps = process.cdist(
        [one], others, scorer=Indel.distance, score_cutoff=most, dtype=np.int32, workers=1
    )
    found: NDArray[np.int64] = gaps[0].astype(np.int64)
    return found


def ratio(one: str, two: str) -> float:
    """rapidfuzz's ratio of two folded texts, 0…100, to one decimal."""
    return round(float(fuzz.ratio(one, two)), 1)


def ratios(one: str, others: Sequence[str]) -> list[float]:
    """`ratio` of one text to each of many: rapidfuzz prepares it once."""
    if not others:
        return []
    found = process.cdist([one], others, scorer=fuzz.ratio, dtype=np.float64, workers=1)
    return [round(float(score), 1) for score in found[0]]


def any_alike(ones: Sequence[str], others: Sequence[str], least: float) -> list[bool]:
    """Whether each of `ones` has one among `others` whose `ratio` to it is `least` or more."""
    if not ones or not others:
        return [False] * len(ones)
    found = process.cdist(
        ones, others, scorer=fuzz.ratio, score_cutoff=least - 0.05, dtype=np.float64, workers=1
    )
    return [round(float(score), 1) >= least for score in found.max(axis=1)]


def percent(gap: int, total: int) -> float:
    """`ratio` of two texts of `total` characters whose distance is known."""
    return round(100 * (1 - gap / total), 1) if total else 100.0


def away(
    ones: Sequence[str], others: Sequence[str], counts: Sequence[int], workers: int = 1
) -> NDArray[np.int64]:
    """For each of `ones` the sum of its dissimilarities to `others`, each counted so many times.

    A dissimilarity is 0 (the same) … 1,000,000 (nothing in common), an integer: sums are exact.
    """
    own = np.array([len(one) for one in ones], np.int64)
    found = np.zeros(len(ones), np.int64)
    some = max(1, _CALL // len(ones))
    for start in range(0, len(others), some):
        part = others[start : start + some]
        gaps = process.cdist(ones, part, scorer=Indel.distance, dtype=np.int32, workers=workers)
        totals = own[:, None] + np.array([len(other) for other in part], np.int64)
        unlike = gaps.astype(np.int64) * 1_000_000 // np.maximum(totals, 1)
        found += unlike @ np.array(counts[start : start + some], np.int64)
    return found


def new_spans(old: str, new: str) -> list[tuple[int, int]]:
    """The `[start, end)` of `new` that are not in `old`, in order."""
    spans: list[tuple[int, int]] = []
    for step in Indel.opcodes(old, new):
        if step.tag != "insert":
            continue
        if spans and spans[-1][1] == step.dest_start:
            spans[-1] = (spans[-1][0], step.dest_end)
        else:
            spans.append((step.dest_start, step.dest_end))
    return spans
