"""All pairs that match: what a matrix of every text with every text would show, without it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from reports.comparing.encoding import Entry, encode
from reports.comparing.nearest import waves_within
from reports.comparing.scan import layout
from reports.comparing.verify import Matches, together, verify
from reports.similarity import Threshold


def matching(
    entries: Sequence[Entry],
    threshold: Threshold,
    *,
    workers: int = 1,
    progress: Callable[[float], None] | None = None,
) -> Matches:
    """Every pair of entries that match, the earlier one in `columns`, by row, then column.

    What matches is what the leader rule may join (`reports.comparing.verify`). A campaign of n
    letters has n²/2 pairs: above a hundred thousand texts ask for leaders instead. `progress`
    hears the share done; what it raises ends the work.
    """
    encoded = encode(entries)
    own = layout(encoded, np.arange(len(entries), dtype=np.int32))
    parts: list[Matches] = []
    pool = ThreadPoolExecutor(workers) if workers > 1 else None
    try:
        for pairs in waves_within(encoded, own, threshold, pool, progress):
            parts.append(verify(encoded, encoded, pairs, threshold, workers=workers))
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)
    found = together(parts).later_first()
    return found.only(np.lexsort((found.columns, found.rows)))
