"""What stands before the first unit of a German or English statute: title, notes, preamble."""

import re
from typing import Final

from drafts.foreign.western_marks import ENACTING, ENACTS
from drafts.foreign.western_units import words_of
from drafts.model import Kind
from drafts.splitting.lines import Line, ends_sentence
from drafts.splitting.tree import Node

LONGEST_TITLE: Final = 300
LONGEST_SHORT: Final = 60
_DATED: Final = re.compile(r"[\[(]?.{0,40}\b(?:1[6-9]|20)[0-9]{2}\b.{0,20}[\])]?")


def before_body(source: str, lines: list[Line], after: int, end: int) -> tuple[str, list[Node]]:
    """The title, and nodes that tile the text up to `end`.

    `after` is where the front matter of a Markdown file ends.
    """
    nodes = [Node(Kind.TEXT, 0, after, words=[source[:after].strip()])] if after else []
    own = [line for line in lines if line.end > after and line.start < end]
    enacting = (line.start for line in own if _enacts(source, line))
    reader = _Front(source, nodes, next(enacting, 0))
    for line in own:
        reader.take(line, end)
    if end and not reader.nodes:
        reader.nodes.append(Node(Kind.TEXT, 0, end))
    if reader.nodes:
        reader.nodes[0].start = 0
    return reader.title, reader.nodes


def _enacts(source: str, line: Line) -> bool:
    return not line.blank and ENACTS.fullmatch(source, line.head, line.tail) is not None


def reads_as_title(source: str, line: Line) -> bool:
    """Whether a line may be the title of a text: it ends neither a sentence nor a salutation."""
    long = line.tail - line.head > LONGEST_TITLE
    return (
        not long
        and not ends_sentence(source, line.head, line.tail)
        and (source[line.tail - 1] != ",")
    )


class _Front:
    def __init__(self, source: str, nodes: list[Node], enacting: int) -> None:
        self.nodes = nodes
        self.title = ""
        self._source = source
        self._enacting = enacting
        self._last: Line | None = None
        self._level = 0

    def take(self, line: Line, end: int) -> None:
        """Give a line to the unit it belongs to."""
        stop = min(line.end, end)
        if line.blank:
            if self.nodes:
                self.nodes[-1].end = stop
            self._last = None
            return
        kind = self._kind(line)
        words = words_of(self._source[line.head : line.tail])
        if kind is Kind.TITLE:
            self.title = f"{self.title} {words}".strip()
            self._level = line.level
        heading = words if kind is Kind.PREAMBLE and ENACTS.fullmatch(words) else None
        start = self.nodes[-1].end if self.nodes else 0
        if self.nodes and self.nodes[-1].kind is kind and not heading:
            self._extend(kind, words, stop)
        else:
            own = [] if heading else [words]
            self.nodes.append(Node(kind, start, stop, heading=heading, words=own))
        self._last = line

    def _extend(self, kind: Kind, words: str, end: int) -> None:
        node = self.nodes[-1]
        node.end = end
        if node.words and (self._last is not None or kind is Kind.TITLE):
            node.words[-1] += f" {words}"
        else:
            node.words.append(words)

    def _kind(self, line: Line) -> Kind:
        before = self.nodes[-1].kind if self.nodes else None
        words = self._source[line.head : line.tail]
        finished = ends_sentence(self._source, line.head, line.tail)
        if before is Kind.PREAMBLE or ENACTS.fullmatch(words) or ENACTING.match(words):
            return Kind.PREAMBLE
        if before is Kind.TITLE and self._last is not None and line.level == self._level:
            long = len(self.title) + len(words) > LONGEST_TITLE
            goes_on = words[0].islower() or (words.isupper() and self.title.isupper())
            return Kind.TITLE if goes_on and not finished and not long else Kind.NOTE
        if not self.title and line.level <= 1 and reads_as_title(self._source, line):
            return Kind.TITLE
        if before is Kind.NOTE and self._last is not None:
            return Kind.NOTE
        if _DATED.fullmatch(words) or words.startswith(":") or not finished:
            return Kind.NOTE
        led = line.start < self._enacting
        return Kind.NOTE if led or len(words) <= LONGEST_SHORT else Kind.PREAMBLE
