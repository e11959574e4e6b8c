"""The exact leader rule: each text joins its most similar earlier leader, or becomes one.

Against chains: every member is within the threshold of its leader, so (the Indel distance being
a metric) any two members are within the sum of their two distances.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import msgspec
import numpy as np
from numpy.typing import NDArray

from reports.comparing.encoding import Encoded, Entry, encode
from reports.comparing.nearest import Nearest, waves, waves_within
from reports.comparing.parcels import Helpers, Sharing
from reports.comparing.scan import layout
from reports.comparing.verify import Matches, shares, together, totals, verify
from reports.similarity import Threshold

_LEAF = 512  # entries of which each is compared with each
_LEAF_CHARACTERS = 1 << 17  # the same for long letters: comparing two costs the product of lengths
_THREADED = 4096  # entries from which threads are worth starting

Heard = Callable[[float], None]


class Assignment(msgspec.Struct, frozen=True):
    """For every entry the index of its leader (its own for a leader), the distance of their
    cores, and how many pairs were compared in full."""

    leaders: tuple[int, ...]
    distances: tuple[int, ...]
    pairs_verified: int


def assign(
    entries: Sequence[Entry],
    threshold: Threshold,
    *,
    workers: int = 1,
    helpers: Helpers | None = None,
    progress: Heard | None = None,
) -> Assignment:
    """Run the leader rule over distinct entries in canonical order.

    An entry without core (no letter, no digit) is a leader of its own. `progress` hears the share
    done, 0…1; what it raises ends the run. The answer is the same for any number of workers
    (threads here) and with `helpers` (others elsewhere, for large rectangles).
    """
    encoded = encode(entries)
    with ExitStack() as stack:
        sharing = helpers.share(encoded, threshold) if helpers else None
        if sharing:
            stack.callback(sharing.end)
        if workers < 2 or len(entries) < _THREADED:
            return _Pass(encoded, threshold, None, 1, sharing, progress).run()
        pool = ThreadPoolExecutor(workers)
        stack.callback(pool.shutdown, cancel_futures=True)
        return _Pass(encoded, threshold, pool, workers, sharing, progress).run()


class _Pass:
    """One run of the rule, by halves: the first half is settled, the second compared with the
    leaders found in it, then settled by itself. So every text meets every earlier leader once,
    mostly in rectangles large enough to be cut into dense tiles."""

    def __init__(
        self,
        encoded: Encoded,
        threshold: Threshold,
        pool: ThreadPoolExecutor | None,
        workers: int,
        sharing: Sharing | None,
        progress: Heard | None,
    ) -> None:
        self._encoded, self._threshold = encoded, threshold
        self._pool, self._workers, self._sharing = pool, workers, sharing
        self._progress = progress
        self._done = 0.0
        self._nearest = Nearest(len(encoded))
        self._ends = np.cumsum(encoded.lengths, dtype=np.int64)

    def run(self) -> Assignment:
        size = len(self._encoded)
        self._settle(0, size)
        found = self._nearest.found
        leads = found < 0
        found[leads] = np.flatnonzero(leads)
        gaps = np.where(leads, 0, self._nearest.gaps)
        return Assignment(tuple(found.tolist()), tuple(gaps.tolist()), self._nearest.verified)

    def _settle(self, start: int, stop: int) -> None:
        if self._small(start, stop):
            self._leaf(start, stop)
            return
        middle = (start + stop) // 2
        self._settle(start, middle)
        own = np.arange(middle, stop, dtype=np.int32)
        self._compare(own, self._leaders(start, middle), (stop - middle) * (middle - start))
        self._settle(middle, stop)

    def _small(self, start: int, stop: int) -> bool:
        if stop - start <= 1:
            return True
        characters = int(self._ends[stop - 1] - self._ends[start]) + int(
            self._encoded.lengths[start]
        )
        return stop - start <= _LEAF and characters <= _LEAF_CHARACTERS

    def _leaders(self, start: int, stop: int) -> NDArray[np.int32]:
        return (np.flatnonzero(self._nearest.found[start:stop] < 0) + start).astype(np.int32)

    def _compare(self, rows: NDArray[np.int32], columns: NDArray[np.int32], weight: float) -> None:
        """Rows against leaders that all come before them."""
        encoded, threshold = self._encoded, self._threshold
        own, others = layout(encoded, rows), layout(encoded, columns)

        def heard(share: float) -> None:
            self._say(share * weight)

        if not (self._sharing and self._sharing.compare(own, others, self._nearest, heard)):
            pool = self._pool if len(rows) >= _THREADED else None
            for pairs in waves(encoded, encoded, own, others, threshold, pool, heard):
                self._nearest.settle(encoded, encoded, pairs, threshold, self._workers)
        self._done += weight
        self._say(0)

    def _leaf(self, start: int, stop: int) -> None:
        """Few entries: which of those without a leader lead, then who of the others is near."""
        joined = (np.flatnonzero(self._nearest.found[start:stop] >= 0) + start).astype(np.int32)
        self._elect(self._leaders(start, stop))
        encoded, threshold = self._encoded, self._threshold
        rows = layout(encoded, joined)
        columns = layout(encoded, self._leaders(start, stop))
        for pairs in waves(encoded, encoded, rows, columns, threshold):
            earlier = pairs.only(pairs.columns < pairs.rows)
            self._nearest.settle(encoded, encoded, earlier, threshold)
        self._done += (stop - start) ** 2 / 2
        self._say(0)

    def _elect(self, index: NDArray[np.int32]) -> None:
        """Entries near no leader so far: in their order, each joins the nearest one that leads or
        leads itself."""
        encoded, threshold = self._encoded, self._threshold
        own = layout(encoded, index)
        parts = []
        for pairs in waves_within(encoded, own, threshold):
            self._nearest.verified += len(pairs)
            parts.append(verify(encoded, encoded, pairs, threshold))
        self._walk(together(parts).later_first())

    def _walk(self, matches: Matches) -> None:
        """Matches among entries without a leader; those with one that leads are offered."""
        total = totals(self._encoded, self._encoded, matches.rows, matches.columns)
        order = np.lexsort((matches.columns, shares(matches.distances, total), matches.rows))
        joins: dict[int, int] = {}
        rows, columns = matches.rows.tolist(), matches.columns.tolist()
        for place in order.tolist():
            if rows[place] not in joins and columns[place] not in joins:
                joins[rows[place]] = place
        chosen = np.array(list(joins.values()), np.intp)
        self._nearest.offer(matches.only(chosen), total[chosen])

    def _say(self, more: float) -> None:
        if self._progress:
            whole = len(self._encoded) ** 2 / 2
            self._progress(min(1.0, (self._done + more) / whole))
