"""What stands before the first article: title, 题注 and preamble."""

from dataclasses import dataclass
from typing import Final

from drafts.model import Kind
from drafts.splitting.headings import tidy
from drafts.splitting.lines import Line, ends_sentence
from drafts.splitting.markers import (
    BLANKS,
    COMMENT,
    DATE,
    FOREWORD,
    FRONT_MATTER,
    PASSING,
    STAGE,
)

LONGEST_TITLE: Final = 80
LONGEST_SHORT: Final = 45
LONGEST_READ: Final = 200


@dataclass(slots=True)
class Block:
    """Neighbouring lines of one kind; `first` is the index of the first, `body` where it begins."""

    kind: Kind
    start: int
    end: int
    first: int
    body: int
    heading: str | None = None


class FrontReader:
    """Tells the lines before the first article apart, one after the other."""

    def __init__(self, source: str, titled: bool) -> None:
        """`titled`: a title may be among the lines (not behind a table of contents)."""
        self._source = source
        self._titled = titled
        self._blocks: list[Block] = []
        self._inside_note = 0
        matter = FRONT_MATTER.match(source, len(source) - len(source.lstrip(BLANKS)))
        self._matter_end = matter.end() if matter else 0

    def read(self, lines: list[Line]) -> list[Block]:
        """The blocks of these lines, tiling them; blank lines go to the block before."""
        for line in lines:
            if line.blank and not self._blocks:
                self._blocks.append(Block(Kind.TEXT, line.start, line.end, line.index, line.end))
            elif line.blank:
                self._blocks[-1].end = line.end
            else:
                self._take(line)
        return _without_blank_head(self._blocks, self._source)

    def _take(self, line: Line) -> None:
        kind = self._kind(line)
        last = self._blocks[-1] if self._blocks else None
        if last and last.kind is kind:
            last.end = line.end
            return
        block = Block(kind, line.start, line.end, line.index, line.start)
        words = self._words(line)
        if kind is Kind.PREAMBLE and FOREWORD.fullmatch(words):
            block.heading, block.body = tidy(words), line.end
        self._blocks.append(block)

    def _words(self, line: Line) -> str:
        return self._source[line.head : line.tail].strip(BLANKS + "*_")

    def _kind(self, line: Line) -> Kind:
        last = next((one for one in reversed(self._blocks) if one.body < one.end), None)
        before = last.kind if last else None
        words = self._words(line)
        if line.start < self._matter_end:
            return Kind.TEXT
        if before is Kind.PREAMBLE or FOREWORD.fullmatch(words):
            return Kind.PREAMBLE
        if COMMENT.fullmatch(words):
            return before or Kind.TEXT
        if self._is_note(words, before):
            return Kind.NOTE
        if self._is_title(line, words, before):
            return Kind.TITLE
        long = line.tail - line.head > LONGEST_SHORT
        return Kind.PREAMBLE if long or self._finished(line) else Kind.TEXT

    def _finished(self, line: Line) -> bool:
        return ends_sentence(self._source, line.head, line.tail)

    def _is_note(self, words: str, before: Kind | None) -> bool:
        if self._inside_note > 0:
            self._inside_note = 0 if words[-1:] in "）)" else self._inside_note - 1
            return True
        if words[:1] in "（(" and not STAGE.fullmatch(words):
            passing = DATE.search(words[:200]) or PASSING.search(words[:200])
            closed = words.count("）") + words.count(")") >= words.count("（") + words.count("(")
            self._inside_note = 0 if closed or not passing else 40
            return passing is not None
        dated = DATE.match(words.removeprefix("根据"))
        passed = PASSING.search(words[:240]) is not None
        if words.endswith("。") and not dated:
            return False
        if before is Kind.NOTE:
            return passed or dated is not None
        return dated is not None and (passed or dated[0] == words)

    def _is_title(self, line: Line, words: str, before: Kind | None) -> bool:
        if not self._titled or before not in {None, Kind.TITLE, Kind.TEXT}:
            return False
        if STAGE.fullmatch(words) or (line.level == 1 and before in {None, Kind.TITLE}):
            return True
        if before is Kind.TEXT and any(one.kind is Kind.TITLE for one in self._blocks):
            return False
        return len(words) <= LONGEST_TITLE and not self._finished(line)


def _without_blank_head(blocks: list[Block], source: str) -> list[Block]:
    """Blank lines at the very beginning belong to the first block that says something."""
    if len(blocks) > 1 and not source[blocks[0].start : blocks[0].end].strip(BLANKS):
        blocks[1].start = blocks[0].start
        return blocks[1:]
    return blocks


def title_words(source: str, lines: list[Line], block: Block) -> str:
    """The title as it is read: its lines joined."""
    words = []
    for line in lines[block.first :]:
        if line.start >= block.end:
            break
        words.append(tidy(COMMENT.sub("", source[line.head : line.tail])[:LONGEST_READ]))
    return "".join(words)
