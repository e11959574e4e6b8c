"""The pieces of a draft on a table: joined, cut in two, read as another kind."""

import re
from bisect import bisect_left, bisect_right
from typing import Final

from drafts.model import Draft, Kind
from drafts.ruling.regrowing import CHILDLESS, RANKS, Piece, grow, pieces_of
from drafts.ruling.shaping import DIVISIONS, SHAPES, Span, paragraph_of, shape, spans
from drafts.splitting.lines import ends_sentence, lines_of
from drafts.splitting.markers import BLANKS
from drafts.splitting.pieces import join
from drafts.splitting.tree import Node

_LETTER: Final = re.compile(r"[^\W_]")
_OPENING: Final = "“‘「『（(【〖［[《〈<"


class Arrangement:
    """A draft whose units can be moved. Every move says whether it found its place."""

    def __init__(self, draft: Draft) -> None:
        """Take the draft apart."""
        self._source = draft.source
        self._lines = [line for line in lines_of(draft.source) if not line.blank]
        self._starts = [line.start for line in self._lines]
        self._pieces = pieces_of(draft)

    def nodes(self) -> list[Node]:
        """The tree as it now stands. The arrangement is used up."""
        return grow(self._pieces, len(self._source))

    def join(self, position: int) -> bool:
        """Join the unit that begins at `position` with the one before; its mark becomes words."""
        index = self._beginning_at(position)
        if not index or self._pieces[index - 1].node.kind is Kind.ARTICLE:
            return False
        after = self._swallow(index, None)
        words = paragraph_of(self._source, self._spans(position, self._start(after)))
        last = self._pieces[index - 1].node
        last.end = max(last.end, self._start(after))
        _add_words(last, words)
        del self._pieces[index:after]
        return True

    def level(self, position: int, kind: Kind) -> bool:
        """Read the unit that begins at `position` as `kind`."""
        index = self._beginning_at(position)
        if index is None or kind not in SHAPES:
            return False
        piece = self._pieces[index]
        if piece.node.kind is kind:
            return True
        if self._opens_article(index):
            return False
        after = self._swallow(index, kind)
        made = self._shaped(kind, index, piece.node.start, position, self._start(after))
        if made:
            self._pieces[index:after] = made
        return bool(made)

    def cut(self, position: int, kind: Kind) -> bool:
        """End a unit before `position` and begin one of `kind` there."""
        if self._beginning_at(position) is not None:
            return self.level(position, kind)
        index = bisect_right(self._pieces, position, key=lambda one: one.node.start) - 1
        if index < 0 or kind not in SHAPES:
            return False
        node, end = self._pieces[index].node, self._start(index + 1)
        rest = self._spans(position, end)
        before = self._spans(node.start, position)
        if node.kind is Kind.ARTICLE or not rest or not before:
            return False
        made = self._shaped(kind, index + 1, position, position, end)
        if made:
            node.end = position
            _drop_words(node, "".join(self._source[one.head : one.tail] for one in rest))
            self._pieces[index + 1 : index + 1] = made
        return bool(made)

    def _beginning_at(self, position: int) -> int | None:
        """The outermost piece whose first printed character stands at `position`."""
        high = bisect_right(self._pieces, position, key=lambda one: one.node.start)
        found = None
        for index in range(high - 1, -1, -1):
            node = self._pieces[index].node
            if self._source[node.start : position].strip(BLANKS):
                break
            if position < max(node.end, self._start(index + 1)):
                found = index
        return found

    def _start(self, index: int) -> int:
        length = len(self._source)
        return self._pieces[index].node.start if index < len(self._pieces) else length

    def _opens_article(self, index: int) -> bool:
        """Whether a piece is the first paragraph of an article, on the line of its number."""
        return index > 0 and self._pieces[index - 1].node.kind is Kind.ARTICLE

    def _swallow(self, index: int, kind: Kind | None) -> int:
        """Behind the pieces whose words go with those of the piece at `index`: the paragraph on
        an article's own line, and all paragraphs below when a `kind` holds none."""
        eaten = [self._pieces[index]]
        after = index + 1
        while after < len(self._pieces):
            piece, last = self._pieces[after], eaten[-1]
            bare = not self._source[last.node.start : piece.node.start].strip(BLANKS)
            own = last.node.kind is Kind.ARTICLE or (bare and piece.parent is last)
            below = kind in CHILDLESS and piece.parent in eaten and piece.rank >= RANKS[Kind.TABLE]
            if not own and not below:
                break
            eaten.append(piece)
            after += 1
        return after

    def _shaped(
        self, kind: Kind, index: int, start: int, position: int, end: int
    ) -> list[Piece] | None:
        stretch = self._spans(position, end)
        nodes = shape(kind, self._source, stretch, start, end) if stretch else None
        if not nodes:
            return None
        if kind in {Kind.ITEM, Kind.SUBITEM} and nodes[0].number is None:
            nodes[0].number = self._next_number(kind, index)
        return [Piece(node, moved=True) for node in nodes]

    def _next_number(self, kind: Kind, index: int) -> tuple[int, int]:
        """The number after that of the entry before in the same list."""
        for piece in reversed(self._pieces[:index]):
            if piece.node.kind is kind:
                return (piece.node.number or (0, 0))[0] + 1, 0
            if piece.rank < RANKS[kind]:
                break
        return 1, 0

    def _spans(self, start: int, end: int) -> list[Span]:
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return spans(self._source, self._lines[first:last], start, end)


def _add_words(node: Node, words: list[str]) -> None:
    """Go on with a unit's words: on its last line, unless that has ended."""
    if node.words and words and not ends_sentence(node.words[-1], 0, len(node.words[-1])):
        node.words = [*node.words[:-1], join([node.words[-1], words[0]]), *words[1:]]
    else:
        node.words = node.words + words
    if node.kind in DIVISIONS or node.kind is Kind.ANNEX:
        node.heading = "".join(node.words) or None
        node.words = [node.heading or ""]


def _drop_words(node: Node, tail: str) -> None:
    """Take the letters of `tail` from the end of a unit's words, and signs that opened them."""
    text = "\n".join(node.words)
    left = len(_LETTER.findall(tail))
    end = len(text)
    while end and left:
        end -= 1
        left -= bool(_LETTER.match(text[end]))
    text = text[:end].rstrip(BLANKS + _OPENING)
    node.words = [text] if text else []
    if node.kind in DIVISIONS or node.kind is Kind.ANNEX:
        node.heading = text or None
