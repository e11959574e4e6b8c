"""From paragraphs to 款, 项 and 目: (1) 1. a) aa) in German, (a) (1) (i) (A) in English statutes.

The printed style says nothing by itself; what counts is depth. Where an article begins with a mark,
the outermost list is its 款 (Absatz, subsection); where it begins with words, they are the 款 and
the list below holds its 项. Anything deeper is a 目.
"""

from collections.abc import Sequence

import msgspec

from drafts.foreign.western_lines import Piece
from drafts.foreign.western_marks import RANGE, Mark, Reading, read_mark
from drafts.model import Kind
from drafts.splitting.tree import Findings, Node


class _Open(msgspec.Struct):
    """A list that is open: how it counts, its latest entry, and how far that is indented."""

    style: str
    number: tuple[int, int]
    node: Node
    indent: int


def provisions(pieces: Sequence[Piece], findings: Findings) -> list[Node]:
    """The 款 of one article, each with its 项, 目, tables and the words that close a list."""
    builder = _Builder(pieces, findings)
    for at, piece in enumerate(pieces):
        builder.take(at, piece)
    return builder.nodes


class _Builder:
    def __init__(self, pieces: Sequence[Piece], findings: Findings) -> None:
        self.nodes: list[Node] = []
        self._pieces = pieces
        self._findings = findings
        self._stack: list[_Open] = []
        self._paragraph: Node | None = None
        self._marked_first = bool(pieces) and bool(pieces[0].marks)
        self._next_mark = _next_marks(pieces)

    def take(self, at: int, piece: Piece) -> None:
        """Give the next paragraph its place."""
        if piece.rows:
            self._table(piece)
            return
        readings = self._choose(at, piece) if piece.marks else []
        spoken = piece.marks[len(readings) :]
        if spoken:
            # a mark that begins nothing is a word like any other
            piece.parts[0] = "".join(f"{mark.label} " for mark in spoken) + piece.parts[0]
            piece.marks = piece.marks[: len(readings)]
        for mark, reading in zip(piece.marks, readings, strict=True):
            self._open(piece, mark, reading, last=mark is piece.marks[-1])
        if not readings:
            self._plain(at, piece)

    def _table(self, piece: Piece) -> None:
        node = Node(Kind.TABLE, piece.start, piece.end, words=[piece.words])
        self._hang(self._owner(piece), node)

    def _choose(self, at: int, piece: Piece) -> list[Reading]:
        """One reading for each mark that begins an entry; the marks behind it begin lists in it."""
        first = self._reading(piece.marks[0], self._next_mark[at], piece)
        if first is None:
            return []
        chosen = [first]
        outer = [one.style for one in self._stack]
        styles = {first.style, *outer[: _index(outer, first.style)]}
        for mark in piece.marks[1:]:
            inner = [one for one in mark.readings if one.number == (1, 0)]
            if not inner or inner[-1].style in styles:
                break
            chosen.append(inner[-1])
            styles.add(inner[-1].style)
        return chosen

    def _reading(self, mark: Mark, following: Mark | None, piece: Piece) -> Reading | None:
        continuing = [one for one in mark.readings if self._depth_continued(one) is not None]
        beginning = [
            one
            for one in mark.readings
            if one.number == (1, 0) and all(o.style != one.style for o in self._stack)
        ]
        if continuing and beginning and following:
            for one in beginning:
                if one.style[0] in "iI" and Reading(one.style, (2, 0)) in following.readings:
                    return one
        if continuing:
            return max(continuing, key=lambda one: self._depth_continued(one) or 0)
        if beginning:
            return beginning[-1]
        return self._gapped(mark, piece)

    def _gapped(self, mark: Mark, piece: Piece) -> Reading | None:
        """A number ahead of an open list, or its beginning anew: taken, and told."""
        for opened in reversed(self._stack):
            for one in mark.readings:
                if one.style != opened.style:
                    continue
                if one.number == (1, 0) or opened.number < one.number:
                    self._tell(piece, mark, f"与前面的“{opened.node.label}”不相接")
                    return one
        if mark.readings[0].style.endswith("."):
            return None  # 31. Dezember
        self._tell(piece, mark, "前面没有同一列的编号")
        return mark.readings[0]

    def _tell(self, piece: Piece, mark: Mark, what: str) -> None:
        text = f"“{mark.label}”{what}，请核对是否有遗漏或者错号。"
        self._findings.add("item-gap", piece.start, text)

    def _depth_continued(self, reading: Reading) -> int | None:
        """How deep the list is that this number continues."""
        for depth in range(len(self._stack) - 1, -1, -1):
            opened = self._stack[depth]
            if opened.style != reading.style:
                continue
            base, inserted = opened.number
            if reading.number in {(base + 1, 0), (base, inserted + 1)}:
                return depth
        return None

    def _open(self, piece: Piece, mark: Mark, reading: Reading, last: bool) -> None:
        del self._stack[_index([one.style for one in self._stack], reading.style) :]
        depth = len(self._stack) + (0 if self._marked_first else 1)
        kind = (Kind.PARAGRAPH, Kind.ITEM)[depth] if depth < 2 else Kind.SUBITEM
        node = Node(kind, piece.start, piece.end, reading.number, mark.label, blank=" ")
        node.words = [piece.words] if last else [""]
        if depth == 0:
            self._paragraph = node
            self.nodes.append(node)
        else:
            self._parent(piece).children.append(node)
        number = _last_of_range(piece.words, reading)
        self._stack.append(_Open(reading.style, number, node, piece.indent))
        self._reach(piece.end)

    def _parent(self, piece: Piece) -> Node:
        """The entry or the 款 above a new entry; a list that nothing leads in gets an empty 款."""
        if self._stack:
            return self._stack[-1].node
        if self._paragraph is None:
            self._paragraph = Node(Kind.PARAGRAPH, piece.start, piece.end)
            self.nodes.append(self._paragraph)
        return self._paragraph

    def _plain(self, at: int, piece: Piece) -> None:
        """Words without a mark: a part of an entry, the close of a list, or a 款 of their own."""
        owner = self._owner(piece, self._next_mark[at])
        if owner is None:
            self._stack.clear()
            self._paragraph = Node(Kind.PARAGRAPH, piece.start, piece.end, words=[piece.words])
            self.nodes.append(self._paragraph)
        elif not owner.children:
            owner.words.append(piece.words)
            owner.end = piece.end
            self._reach(piece.end)
        else:
            self._hang(owner, Node(Kind.TEXT, piece.start, piece.end, words=[piece.words]))

    def _hang(self, owner: Node | None, node: Node) -> None:
        if owner is None:
            self._stack.clear()
            self._paragraph = None
            self.nodes.append(node)
            return
        owner.children.append(node)
        self._reach(node.end)

    def _owner(self, piece: Piece, following: Mark | None = None) -> Node | None:
        """The entry that words without a mark belong to; None when they stand for themselves."""
        if piece.indent:
            while self._stack and self._stack[-1].indent >= piece.indent:
                self._stack.pop()
            if self._stack:
                return self._stack[-1].node
        depths = [self._depth_continued(one) for one in following.readings] if following else []
        deepest = max((depth for depth in depths if depth is not None), default=None)
        if deepest is not None:
            del self._stack[deepest + 1 :]
            return self._stack[deepest].node
        if self._marked_first or (self._stack and self._runs_on(piece)):
            del self._stack[1 if self._marked_first else 0 :]
            return self._paragraph
        return None

    def _runs_on(self, piece: Piece) -> bool:
        """Whether these words close the sentence that the list stands in."""
        entry = self._stack[-1].node.words[-1:]
        return piece.words[:1].islower() and not (entry and entry[0].endswith((".", "]")))

    def _reach(self, end: int) -> None:
        for opened in self._stack:
            opened.node.end = end
        if self._paragraph is not None:
            self._paragraph.end = end


def _index(styles: list[str], style: str) -> int:
    """Where a style of marks is open, behind the last when it is not."""
    return styles.index(style) if style in styles else len(styles)


def _last_of_range(words: str, first: Reading) -> tuple[int, int]:
    """(4) - (6) (weggefallen): the list goes on behind the last."""
    match = RANGE.match(words)
    last = read_mark(words, match.end(), len(words)) if match else None
    readings = last.readings if last else ()
    same = (one.number for one in readings if one.style == first.style)
    return max(first.number, next(same, first.number))


def _next_marks(pieces: Sequence[Piece]) -> list[Mark | None]:
    """For each piece the first mark of the next one that carries one."""
    answer: list[Mark | None] = [None] * len(pieces)
    following: Mark | None = None
    for at in range(len(pieces) - 1, -1, -1):
        answer[at] = following
        following = pieces[at].marks[0] if pieces[at].marks else following
    return answer
