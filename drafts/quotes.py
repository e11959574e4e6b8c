"""Where a draft quotes another text: an article inside 「“…”」 is not the draft's own.

A quotation may span paragraphs: then “ is repeated at the head of each and ” closes it once. A
quotation that is never closed shields only its own line, so that one lost ” costs one line.
"""

import re
from bisect import bisect_right
from typing import Final

from drafts.lines import Line
from drafts.markers import BLANKS

_SIGN: Final = re.compile("[“”「」『』]")
_CLOSES: Final = {"”": "“", "」": "「", "』": "『"}
_INTRODUCES: Final = "：:"


class Quotes:
    """The quoted stretches of a text that begin a line or follow a colon, merged and in order."""

    def __init__(self, source: str, lines: list[Line]) -> None:
        """Pair the quotation marks of `source` once; every question afterwards is a bisection."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        heads = {line.head for line in lines}
        for start, end in sorted(_pairs(source, heads)):
            if not _introduced(source, start, heads):
                continue
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, position: int) -> bool:
        """Whether `position` lies inside a quoted stretch (its opening mark included)."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]


def _pairs(source: str, heads: set[int]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    open_marks: list[tuple[str, int]] = []
    for match in _SIGN.finditer(source):
        sign, position = match[0], match.start()
        opener = _CLOSES.get(sign)
        if opener is None:
            if not (open_marks and open_marks[-1][0] == sign and position in heads):
                open_marks.append((sign, position))
        elif open_marks and open_marks[-1][0] == opener:
            pairs.append((open_marks.pop()[1], position + 1))
    return pairs


def _introduced(source: str, start: int, heads: set[int]) -> bool:
    if start in heads:
        return True
    before = source[max(0, start - 4) : start].rstrip(BLANKS)
    return before[-1:] in _INTRODUCES if before else False
