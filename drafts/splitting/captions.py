"""The caption of an article: 第一条（立法目的） or 第一条【立法目的】."""

from typing import Final

from drafts.splitting.candidates import Candidate
from drafts.splitting.headings import tidy
from drafts.splitting.lines import Line
from drafts.splitting.markers import BLANKS, BOLD, CAPTION, SPELT_OUT
from drafts.splitting.pieces import read_mark

LONGEST: Final = 20
_NO_CAPTION: Final = "，。；：、"


class Captions:
    """Reads captions alike in a whole draft: round brackets count when most articles have them."""

    def __init__(self, source: str, lines: list[Line], run: list[Candidate]) -> None:
        """Look over all articles once to learn whether captions are this draft's habit."""
        self._source = source
        self._lines = lines
        with_brackets = sum(1 for one in run if self._match(one, habit=True)[0])
        self._habit = with_brackets * 2 >= len(run) > 0

    def read(self, one: Candidate) -> tuple[str | None, int]:
        """The caption of an article, if any, and where its own words begin."""
        return self._match(one, self._habit)

    def _match(self, one: Candidate, habit: bool) -> tuple[str | None, int]:
        source, tail = self._source, self._lines[one.line].tail
        match = CAPTION.match(source, one.end, tail)
        if match is None or SPELT_OUT.match(source, match.start(match.lastindex or 0) - 1):
            return None, one.end
        words = tidy(match[1] or match[2])
        if match[1] is None and not self._believable(words, match.end(), tail, habit):
            return None, one.end
        if read_mark(source, match.start(2) - 1 if match[2] else match.start(1) - 1, tail):
            return None, one.end
        bold = BOLD.match(source, match.end(), tail)
        return words, bold.end() if bold else match.end()

    def _believable(self, words: str, end: int, tail: int, habit: bool) -> bool:
        if not words or len(words) > LONGEST or words.startswith(("以下", "含", "包括", "即")):
            return False
        alone = end >= tail or self._source[end] in BLANKS or self._source[end] == "*"
        return habit or (alone and not any(sign in words for sign in _NO_CAPTION))
