"""Put the parts together: from the places where units begin to nodes nested in one another."""

from typing import Final

import msgspec

from drafts.model import Kind
from drafts.numerals import article_label, to_chinese
from drafts.splitting.candidates import Candidate
from drafts.splitting.captions import Captions
from drafts.splitting.endings import Annex, signature_start
from drafts.splitting.front import Block, FrontReader, title_words
from drafts.splitting.headings import LEVELS, Heading, short_line, tidy
from drafts.splitting.lines import Line
from drafts.splitting.markers import COMMENT
from drafts.splitting.nesting import Start, nest
from drafts.splitting.outline import Outline
from drafts.splitting.paragraphs import paragraphs
from drafts.splitting.pieces import Reader
from drafts.splitting.tree import Node

ANNEX_LEVEL: Final = 0
ARTICLE_LEVEL: Final = 6


class Assembler:
    """Builds the nodes of one draft; `title` is known once `nodes` has run."""

    def __init__(
        self,
        reader: Reader,
        plan: Outline,
        run: list[Candidate],
        counted: list[Candidate],
        annexes: list[Annex],
    ) -> None:
        """Take the decisions made so far: articles, 一、 entries, headings and annexes."""
        self._reader = reader
        self._source = reader.source
        self._lines = reader.lines
        self._plan = plan
        self._annexes = annexes
        self._captions = Captions(self._source, self._lines, run)
        self._run = run
        self._counted = counted
        self.title = ""

    def nodes(self) -> list[Node]:
        """The top-level nodes; they tile the text."""
        toc = self._plan.toc
        starts = [one for one in self._starts() if toc is None or not _inside(one, toc)]
        if not starts and toc is None:
            return self._bare()
        first = starts[0].node.start if starts else len(self._source)
        listed = toc if toc and toc[1] <= first else None
        return [*self._before(first, listed), *nest(starts, len(self._source), self._fill)]

    def _starts(self) -> list[Start]:
        lines = {one.line for one in self._annexes}
        starts = [self._annex(one) for one in self._annexes]
        starts += [self._heading(one) for one in self._plan.headings if one.line not in lines]
        starts += [self._article(one) for one in self._run]
        starts += [self._entry(one) for one in self._counted]
        starts.sort(key=lambda one: (one.node.start, one.level))
        starts = _merge_repeated(starts, self._source)
        if starts:
            self._add_signature(starts)
        return starts

    def _annex(self, one: Annex) -> Start:
        if one.listing:
            return Start(ANNEX_LEVEL, Node(Kind.TEXT, one.start, one.end), one.start, one.line)
        node = Node(
            Kind.ANNEX, one.start, one.end, label=one.label or None, heading=one.title or None,
            words=[one.title],
        )  # fmt: skip
        return Start(ANNEX_LEVEL, node, one.end, one.line)

    def _heading(self, one: Heading) -> Start:
        node = Node(
            one.kind, one.start, one.end, one.number, one.label, one.title or None,
            words=[one.title],
        )  # fmt: skip
        return Start(one.level, node, one.end, one.line)

    def _article(self, one: Candidate) -> Start:
        node = Node(Kind.ARTICLE, one.begin, one.begin, one.number, article_label(one.number))
        node.caption, body = self._captions.read(one)
        return Start(ARTICLE_LEVEL, node, body, one.line)

    def _entry(self, one: Candidate) -> Start:
        """An entry 一、 of a text without articles; a short one is the heading of what follows."""
        line = self._lines[one.line]
        label = f"{to_chinese(one.number[0])}、"
        node = Node(Kind.HEADING, line.start, line.end, one.number, label)
        following = self._lines[one.line + 1 :]
        after = next((other for other in following if not other.blank), None)
        last = after is None or any(after.index == other.line for other in self._counted)
        if short_line(self._source, line, 60) and not last:
            node.heading = tidy(self._source[one.end : line.tail])
            node.words = [node.heading]
            return Start(LEVELS[Kind.HEADING], node, line.end, one.line + 1)
        return Start(LEVELS[Kind.HEADING], node, one.end, one.line)

    def _add_signature(self, starts: list[Start]) -> None:
        annex = next((one.node.start for one in starts if one.level == ANNEX_LEVEL), None)
        before = len(self._source) if annex is None else annex
        own = [one for one in starts if one.node.start < before]
        after = max(self._lines[own[-1].line].start, own[-1].body - 1) if own else before
        line = signature_start(self._source, self._lines, after, before)
        if line:
            node = Node(Kind.SIGNATURE, line.start, before)
            starts.append(Start(ANNEX_LEVEL, node, line.start, line.index))
            starts.sort(key=lambda one: (one.node.start, one.level))

    def _fill(self, start: Start, end: int) -> None:
        node, body = start.node, min(start.body, end)
        node.end = end
        if node.kind in {Kind.SIGNATURE, Kind.TEXT}:
            node.words = self._plain_lines(body, end, start.line)
            return
        found = self._paragraphs(body, end, start.line)
        if node.kind is Kind.ARTICLE:
            if not found or found[0].kind is Kind.TABLE:
                found.insert(0, Node(Kind.PARAGRAPH, body, found[0].start if found else end))
            if not any(any(one.whole()) for one in found):
                text = f"{node.label}没有内容，请核对。"
                self._reader.findings.add("empty-article", node.start, text)
        elif not node.words:
            node.words = [line for one in found for line in one.whole()]
        node.children.extend(found)

    def _paragraphs(self, start: int, end: int, first: int) -> list[Node]:
        pieces = self._reader.pieces(self._reader.slices(start, end, first))
        return paragraphs(pieces, self._reader.findings)

    def _plain_lines(self, start: int, end: int, first: int) -> list[str]:
        parts = self._reader.slices(start, end, first)
        words = [tidy(COMMENT.sub("", self._source[one.head : one.tail])) for one in parts]
        return [line for line in words if line]

    def _before(self, first: int, toc: tuple[int, int] | None) -> list[Node]:
        """Title, notes, contents and preamble, up to the first heading or article."""
        if toc is None:
            return self._front(0, first, True)
        node = Node(Kind.TOC, toc[0], toc[1])
        node.words = self._plain_lines(toc[0], toc[1], self._line_at(toc[0]))
        return [*self._front(0, toc[0], True), node, *self._front(toc[1], first, False)]

    def _line_at(self, position: int) -> int:
        low, high = 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            if self._lines[middle].end <= position:
                low = middle + 1
            else:
                high = middle
        return low

    def _lines_between(self, start: int, end: int) -> list[Line]:
        found = []
        for line in self._lines[self._line_at(start) :]:
            if line.start >= end:
                break
            clipped = line.end > end
            found.append(_clip(line, end) if clipped else line)
        return found

    def _front(self, start: int, end: int, titled: bool) -> list[Node]:
        lines = self._lines_between(start, end) if start < end else []
        blocks = FrontReader(self._source, titled).read(lines)
        return [self._front_node(block) for block in blocks]

    def _front_node(self, block: Block) -> Node:
        node = Node(block.kind, block.start, block.end, heading=block.heading)
        if block.kind is Kind.PREAMBLE:
            first = self._line_at(min(block.body, block.end - 1))
            node.children = self._paragraphs(block.body, block.end, first)
            node.words = [line for one in node.children for line in one.whole()]
        elif block.kind is Kind.TITLE:
            words = title_words(self._source, self._lines, block)
            node.words = [words]
            self.title = self.title or words
        else:
            node.words = self._plain_lines(block.start, block.end, block.first)
        return node

    def _bare(self) -> list[Node]:
        """A text without any structure: its title and notes, then paragraph by paragraph."""
        lines = self._lines_between(0, len(self._source))
        blocks = FrontReader(self._source, True).read(lines)
        head = 0
        while head < len(blocks) and blocks[head].kind in {Kind.TITLE, Kind.NOTE}:
            head += 1
        nodes = [self._front_node(block) for block in blocks[:head]]
        start = blocks[head].start if head < len(blocks) else len(self._source)
        if start < len(self._source):
            nodes += self._top_paragraphs(start)
        return nodes

    def _top_paragraphs(self, start: int) -> list[Node]:
        end = len(self._source)
        found = self._paragraphs(start, end, self._line_at(start))
        if not found:
            return [Node(Kind.TEXT, start, end)]
        if self._source.strip():
            text = "没有找到“第×条”，也没有“一、二、”层次，已按自然段切分，请核对。"
            self._reader.findings.add("no-articles", start, text)
        found[0].start = start
        return found


def _clip(line: Line, end: int) -> Line:
    return msgspec.structs.replace(line, end=end, tail=max(min(line.tail, end), line.head))


def _inside(start: Start, span: tuple[int, int]) -> bool:
    return span[0] <= start.node.start < span[1]


def _merge_repeated(starts: list[Start], source: str) -> list[Start]:
    """An annex heading printed twice with nothing between (the list of annexes) counts once."""
    kept: list[Start] = []
    for start in starts:
        last = kept[-1] if kept else None
        if (
            last
            and last.node.kind is Kind.ANNEX is start.node.kind
            and (last.node.label, last.node.heading) == (start.node.label, start.node.heading)
            and not source[last.body : start.node.start].strip()
        ):
            last.body, last.line = start.body, start.line
        else:
            kept.append(start)
    return kept
