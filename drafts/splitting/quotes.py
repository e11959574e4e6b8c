"""Where a draft quotes another text: an article inside 「“…”」 is not the draft's own.

A quotation may span paragraphs: then “ is repeated at the head of each and ” closes it once. A
quotation that is never closed shields only its own line, so that one lost ” costs one line.
"""

import re
from bisect import bisect_right
from typing import Final

from drafts.numerals import to_int
from drafts.splitting.lines import Line
from drafts.splitting.markers import AMENDS, ARTICLE, BLANKS, INSTRUCTS, NUMBERED

_SIGN: Final = re.compile("[“”「」『』]")
_CLOSES: Final = {"”": "“", "」": "「", "』": "『"}
_INTRODUCES: Final = "：:"
RESUMES_WITHIN: Final = 3


class Quotes:
    """The quoted stretches of a text that begin a line or follow a colon, merged and in order.

    An amendment may also set out new articles without marks (宪法修正案: 增加五条，…内容如下：);
    they end where the amendment's own numbers go on.
    """

    def __init__(self, source: str, lines: list[Line]) -> None:
        """Pair the quotation marks of `source` once; every question afterwards is a bisection."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        heads = {line.head for line in lines}
        marked = [one for one in _pairs(source, lines, heads) if _introduced(source, one[0], heads)]
        for start, end in sorted(marked + _unmarked(source, lines)):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, position: int) -> bool:
        """Whether `position` lies inside a quoted stretch (its opening mark included)."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]


def _pairs(source: str, lines: list[Line], heads: set[int]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    open_marks: list[tuple[str, int]] = []
    instructions = [one.start for one in lines if _instructs(source, one)][::-1]
    for match in _SIGN.finditer(source):
        sign, position = match[0], match.start()
        while instructions and instructions[-1] <= position:
            instructions.pop()
            open_marks.clear()
        opener = _CLOSES.get(sign)
        if opener is None:
            if not (open_marks and open_marks[-1][0] == sign and position in heads):
                open_marks.append((sign, position))
        elif open_marks and open_marks[-1][0] == opener:
            pairs.append((open_marks.pop()[1], position + 1))
    return pairs


def _instructs(source: str, line: Line) -> bool:
    """Whether a line is a numbered instruction (二、将…修改为：“…); none is quoted."""
    if line.blank or _own_number(source, line) is None:
        return False
    return INSTRUCTS.search(source, line.head, min(line.tail, line.head + 200)) is not None


def _introduced(source: str, start: int, heads: set[int]) -> bool:
    if start in heads:
        return True
    before = source[max(0, start - 4) : start].rstrip(BLANKS)
    return before[-1:] in _INTRODUCES if before else False


def _unmarked(source: str, lines: list[Line]) -> list[tuple[int, int]]:
    """What follows 作为第七节。内容如下： up to the next number of the text itself."""
    spans: list[tuple[int, int]] = []
    begun: int | None = None
    own = 0
    for line in lines:
        if line.blank:
            continue
        number = _own_number(source, line)
        resumes = number is not None and own < number <= own + RESUMES_WITHIN
        if begun is not None and (resumes or _opens(source, line)):
            spans.append((begun, line.start))
            begun = None
        if number is not None and begun is None:
            own = number
        if begun is None and AMENDS.search(source, max(line.head, line.tail - 60), line.tail):
            begun = line.end
    return [*spans, (begun, len(source))] if begun is not None else spans


def _opens(source: str, line: Line) -> bool:
    """Whether a line begins with a quotation mark: what is set out is marked after all."""
    return source[line.head] in "“「"


def _own_number(source: str, line: Line) -> int | None:
    limit = min(line.tail, line.head + 40)
    match = ARTICLE.match(source, line.head, limit) or NUMBERED.match(source, line.head, limit)
    return to_int("".join(char for char in match[1] if char not in BLANKS)) if match else None
