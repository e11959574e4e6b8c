"""From logical paragraphs to 款, 项, 目 and tables.

款 carry no number. A paragraph without a mark after a list of 项 is a 款 of the article (a third of
all articles with 项 end so), unless the list runs on behind it: then it is a part of the 项 above.
"""

from dataclasses import dataclass, field

from drafts.model import Kind
from drafts.numerals import to_chinese
from drafts.splitting.pieces import Mark, Piece
from drafts.splitting.tree import Findings, Node

_BRACKETED = 1
_GOES_ON = ("；", ";")


@dataclass(slots=True)
class _Open:
    """A list that is still open: the style of its marks and its latest entry."""

    rank: int
    number: int
    node: Node


@dataclass(slots=True)
class _Builder:
    findings: Findings
    nodes: list[Node] = field(default_factory=list)
    paragraph: Node | None = None
    stack: list[_Open] = field(default_factory=list)

    def table(self, piece: Piece) -> None:
        self.stack.clear()
        self.paragraph = None
        self.nodes.append(Node(Kind.TABLE, piece.start, piece.end, words=[piece.words]))

    def plain(self, piece: Piece, after: Piece | None, following: Piece | None) -> None:
        """An unmarked paragraph: a part of an open entry when its list runs on, else a 款.

        `after` is the next paragraph, `following` the next one with a mark.
        """
        if piece.quoted and self.stack:
            self._extend(self.stack[-1].node, piece)
            return
        mark = following.mark if following else None
        if lost := self._lost_mark(piece, after.mark if after else None):
            self.marked(piece, lost)
            text = f"此处按次序记作（{to_chinese(lost.number)}），原文没有编号，请核对。"
            self.findings.add("lost-item-number", piece.start, text)
            return
        if mark and any(
            (mark.rank, mark.number) == (opened.rank, opened.number + 1) for opened in self.stack
        ):
            self._extend(self.stack[-1].node, piece)
            return
        self.stack.clear()
        self.paragraph = Node(Kind.PARAGRAPH, piece.start, piece.end, words=[piece.words])
        self.nodes.append(self.paragraph)

    def _lost_mark(self, piece: Piece, following: Mark | None) -> Mark | None:
        """Of what stands for （二） between （一） and （三） when all end in semicolons.

        It has the number and prints none: nothing is said that the text does not say.
        """
        opened = self.stack[-1] if self.stack else None
        if opened is None or following is None or opened.rank != _BRACKETED:
            return None
        number = opened.number + 1
        parted = opened.node.words[-1].endswith(_GOES_ON) and piece.words.endswith(_GOES_ON)
        if not parted or (following.rank, following.number) != (_BRACKETED, number + 1):
            return None
        return Mark(_BRACKETED, number, "", piece.start)

    def marked(self, piece: Piece, mark: Mark) -> None:
        """A 项, or a 目 when its style of mark stands inside an open 项."""
        if self.paragraph is None:
            self.paragraph = Node(Kind.PARAGRAPH, piece.start, piece.end)
            self.nodes.append(self.paragraph)
        while self.stack and self.stack[-1].rank > mark.rank:
            self.stack.pop()
        before = self.stack.pop() if self.stack and self.stack[-1].rank == mark.rank else None
        self._check(piece, mark, before)
        kind = Kind.SUBITEM if self.stack else Kind.ITEM
        label = mark.label or None
        node = Node(kind, piece.start, piece.end, (mark.number, 0), label, words=[piece.words])
        parent = self.stack[-1].node if self.stack else self.paragraph
        parent.children.append(node)
        self.stack.append(_Open(mark.rank, mark.number, node))
        self._reach(piece.end)

    def _extend(self, node: Node, piece: Piece) -> None:
        node.words.append(piece.words)
        node.end = piece.end
        self._reach(piece.end)

    def _reach(self, end: int) -> None:
        for opened in self.stack:
            opened.node.end = end
        if self.paragraph:
            self.paragraph.end = end

    def _check(self, piece: Piece, mark: Mark, before: _Open | None) -> None:
        expected = before.number + 1 if before else 1
        if mark.number in {expected, 1}:
            return
        what = f"前一个编号是{before.number}" if before else "前面没有第一项"
        text = f"“{mark.label}”与前面的编号不相接（{what}），请核对是否有遗漏或者错号。"
        self.findings.add("item-gap", piece.start, text)


def paragraphs(pieces: list[Piece], findings: Findings) -> list[Node]:
    """The 款 and tables that logical paragraphs make, each 款 with its 项 and 目."""
    builder = _Builder(findings)
    following = _next_marked(pieces)
    for index, piece in enumerate(pieces):
        if piece.rows:
            builder.table(piece)
        elif piece.mark:
            builder.marked(piece, piece.mark)
        else:
            after = pieces[index + 1] if index + 1 < len(pieces) else None
            builder.plain(piece, after, following[index])
    return builder.nodes


def _next_marked(pieces: list[Piece]) -> list[Piece | None]:
    """For each piece the next one that carries a mark."""
    answer: list[Piece | None] = [None] * len(pieces)
    following: Piece | None = None
    for index in range(len(pieces) - 1, -1, -1):
        answer[index] = following
        if pieces[index].mark:
            following = pieces[index]
    return answer
