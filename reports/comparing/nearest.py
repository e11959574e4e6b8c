"""For some texts the nearest of others, as the leader rule asks: smallest distance through total
length, on a tie the earlier text."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future

import numpy as np
from numpy.typing import NDArray

from reports.comparing.encoding import Encoded
from reports.comparing.scan import Layout, Pairs, Tile, joined, scan, tiles
from reports.comparing.verify import Matches, shares, totals, verify
from reports.similarity import Threshold

_WAVE = 1 << 16  # candidates verified together
_AHEAD = 4  # tiles scanned while others are verified


class Nearest:
    """For each row of an `Encoded` the nearest text found so far; -1: none within the threshold.

    What has been found does not depend on the order in which candidates are offered.
    """

    def __init__(self, size: int) -> None:
        self.found = np.full(size, -1, np.int32)
        self.gaps = np.ones(size, np.int64)
        self.totals = np.ones(size, np.int64)
        self.verified = 0

    def offer(self, matches: Matches, total: NDArray[np.int64]) -> None:
        """Take those of the matches that are nearer than what was found."""
        share = shares(matches.distances, total)
        order = np.lexsort((matches.columns, share, matches.rows))
        rows = matches.rows[order]
        first = order[np.flatnonzero(np.diff(rows, prepend=-1))]
        rows, columns, share = matches.rows[first], matches.columns[first], share[first]
        known = self.found[rows]
        before = shares(self.gaps[rows], self.totals[rows])
        nearer = (known < 0) | (share < before) | ((share == before) & (columns < known))
        rows, first = rows[nearer], first[nearer]
        self.found[rows] = matches.columns[first]
        self.gaps[rows], self.totals[rows] = matches.distances[first], total[first]

    def bound(self, rows: NDArray[np.int32], total: NDArray[np.int64]) -> NDArray[np.int64]:
        """The largest distance of pairs of `total` characters that can still be the nearest."""
        known = self.found[rows] >= 0
        return np.where(known, self.gaps[rows] * total // self.totals[rows], total)

    def settle(
        self, one: Encoded, other: Encoded, pairs: Pairs, threshold: Threshold, workers: int = 1
    ) -> None:
        """Compare the candidates and keep the nearest of each row.

        The most promising candidate of each row goes first; of the others only those are compared
        that could be nearer still. `pairs` must hold all candidates of its rows.
        """
        for some in self._rounds(one, other, pairs):
            total = totals(one, other, some.rows, some.columns)
            allowed = np.minimum(self.bound(some.rows, total), threshold.allowed_many(total))
            hopeful = some.only(some.least <= allowed)
            if len(hopeful):
                allowed = allowed[some.least <= allowed]
                matches = verify(one, other, hopeful, threshold, allowed=allowed, workers=workers)
                self.verified += len(hopeful)
                self.offer(matches, totals(one, other, matches.rows, matches.columns))

    def _rounds(self, one: Encoded, other: Encoded, pairs: Pairs) -> Iterator[Pairs]:
        share = shares(pairs.least.astype(np.int64), totals(one, other, pairs.rows, pairs.columns))
        order = np.lexsort((pairs.columns, share, pairs.rows))
        first = np.zeros(len(pairs), np.bool_)
        first[order[np.flatnonzero(np.diff(pairs.rows[order], prepend=-1))]] = True
        yield pairs.only(first)
        yield pairs.only(~first)


def waves(
    one: Encoded,
    other: Encoded,
    rows: Layout,
    columns: Layout,
    threshold: Threshold,
    pool: Executor | None = None,
    heard: Callable[[float], None] | None = None,
) -> Iterator[Pairs]:
    """The candidates of rows × columns, many tiles together; each row's are in one wave.

    `heard` is told the share of the rectangle that is done, after each tile.
    """
    work = tiles(rows, columns, threshold)
    found = _in_order(work, pool, one, other, rows, columns, threshold)
    return _gathered(work, found, heard)


def waves_within(
    encoded: Encoded,
    own: Layout,
    threshold: Threshold,
    pool: Executor | None = None,
    heard: Callable[[float], None] | None = None,
) -> Iterator[Pairs]:
    """The candidates among the texts of one layout, each pair once, either text in `rows`."""
    places = np.zeros(len(encoded), np.int32)
    places[own.index] = np.arange(len(own), dtype=np.int32)
    whole = tiles(own, own, threshold)
    work = [Tile(one.start, one.stop, max(one.first, one.start), one.last) for one in whole]
    found = _in_order(work, pool, encoded, encoded, own, own, threshold)
    once = (_once(pairs, tile, places) for tile, pairs in zip(work, found, strict=True))
    return _gathered(work, once, heard)


def _once(pairs: Pairs, tile: Tile, places: NDArray[np.int32]) -> Pairs:
    """Of a tile that begins on the diagonal, the pairs whose texts are both among its rows come
    twice, each text with itself too."""
    return pairs.only((places[pairs.columns] >= tile.stop) | (pairs.columns < pairs.rows))


def _gathered(
    work: list[Tile], found: Iterable[Pairs], heard: Callable[[float], None] | None
) -> Iterator[Pairs]:
    weight = [(tile.stop - tile.start) * (tile.last - tile.first) for tile in work]
    done, whole = 0, sum(weight)
    waiting: list[Pairs] = []
    for own, pairs in zip(weight, found, strict=True):
        waiting.append(pairs)
        if sum(map(len, waiting)) >= _WAVE:
            yield joined(waiting)
            waiting = []
        done += own
        if heard:
            heard(done / whole)
    if any(map(len, waiting)):
        yield joined(waiting)


def _in_order(
    work: Iterable[Tile],
    pool: Executor | None,
    one: Encoded,
    other: Encoded,
    rows: Layout,
    columns: Layout,
    threshold: Threshold,
) -> Iterator[Pairs]:
    """The candidates of each tile, in the order of the tiles, whoever finds them first."""
    if pool is None:
        for tile in work:
            yield scan(one, other, rows, columns, tile, threshold)
        return
    ahead: deque[Future[Pairs]] = deque()
    try:
        for tile in work:
            ahead.append(pool.submit(scan, one, other, rows, columns, tile, threshold))
            if len(ahead) > _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        for future in ahead:
            future.cancel()
