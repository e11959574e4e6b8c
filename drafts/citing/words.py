"""Words without blanks that remember where each character stood, so that a wrap hides nothing."""

import re
from bisect import bisect_left
from typing import Final

from drafts.model import Unit
from drafts.splitting.markers import BLANKS

_RUN: Final = re.compile(f"[^{re.escape(BLANKS)}*]+")


class Words:
    """Some of a source, blanks and bold signs left out."""

    def __init__(self, source: str, spans: list[tuple[int, int]]) -> None:
        """Read the spans `[start, end)` of `source`, in order."""
        runs = [run for start, end in spans for run in _RUN.finditer(source, start, end)]
        self.text = "".join(run[0] for run in runs)
        self._offsets = [at for run in runs for at in range(run.start(), run.end())]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the source, blanks inside it included."""
        return self._offsets[start], self._offsets[end - 1] + 1

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """Which of the words `source[start:end]` are; None when none of them stand there."""
        first, last = bisect_left(self._offsets, start), bisect_left(self._offsets, end)
        return (first, last) if first < last else None


def own_words(source: str, unit: Unit) -> Words:
    """The words of a unit that none of its children holds."""
    spans: list[tuple[int, int]] = []
    at = unit.start
    for child in unit.children:
        spans.append((at, child.start))
        at = child.end
    return Words(source, [*spans, (at, unit.end)])
