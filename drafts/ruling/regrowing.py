"""A tree taken apart into its pieces and grown again, after a person has moved some of them.

A piece is a unit without its children. Growing the pieces of an untouched draft gives back the
same tree; a piece that was changed stands where its level puts it, and so does what followed it.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from drafts.foreign import western
from drafts.model import Draft, Kind, Unit
from drafts.splitting.tree import COUNTED, Node

RANKS: Final = {
    Kind.TITLE: 0,
    Kind.ANNEX: 0,
    Kind.SIGNATURE: 0,
    Kind.PART: 1,
    Kind.SUBPART: 2,
    Kind.CHAPTER: 3,
    Kind.SECTION: 4,
    Kind.HEADING: 5,
    Kind.NOTE: 6,
    Kind.TOC: 6,
    Kind.PREAMBLE: 6,
    Kind.ARTICLE: 6,
    Kind.TEXT: 6,
    Kind.PARAGRAPH: 7,
    Kind.TABLE: 7,
    Kind.ITEM: 8,
    Kind.SUBITEM: 9,
}
"""How far out a unit stands: 编章节条款项目 (立法法 art. 65), and the parts around them."""
CHILDLESS: Final = {Kind.TITLE, Kind.NOTE, Kind.TOC, Kind.SIGNATURE, Kind.TABLE, Kind.TEXT}


@dataclass(slots=True, eq=False)
class Piece:
    """A unit without its children. `moved` when a person made or changed it; `gathers` when the
    unit repeats the words of its children as its own."""

    node: Node
    parent: "Piece | None" = None
    moved: bool = False
    gathers: bool = False

    @property
    def rank(self) -> int:
        """How far out the piece stands, 0 outermost."""
        return RANKS[self.node.kind]

    @property
    def holds(self) -> bool:
        """Whether another piece may hang below this one."""
        return self.node.kind not in CHILDLESS


def pieces_of(draft: Draft) -> list[Piece]:
    """The pieces of a draft in the order of the text."""
    found: list[Piece] = []
    blank = " " if western.is_latin(draft.source) else ""
    for unit in draft.units:
        _take(unit, None, blank, found)
    return found


def _take(unit: Unit, parent: Piece | None, blank: str, found: list[Piece]) -> list[str]:
    """Append the pieces of a unit; the lines of the whole unit as it is read."""
    counted = unit.kind in COUNTED and unit.label is None
    node = Node(
        unit.kind, unit.start, unit.end, None if counted else unit.number, unit.label,
        unit.heading, unit.caption, blank=blank,
    )  # fmt: skip
    piece = Piece(node, parent)
    found.append(piece)
    below = [line for child in unit.children for line in _take(child, piece, blank, found)]
    own = unit.text.split("\n") if unit.text else []
    piece.gathers = bool(below) and own[len(own) - len(below) :] == below
    node.words = own[: len(own) - len(below)] if piece.gathers else [unit.text] * bool(own)
    whole = [line for words in node.whole() for line in words.split("\n") if line]
    return whole if unit.kind is Kind.PREAMBLE and piece.gathers else whole + below


def grow(pieces: list[Piece], length: int) -> list[Node]:
    """The tree of these pieces; its top-level nodes tile a text of `length` code points."""
    top: list[Node] = []
    path: list[Piece] = []
    for index, piece in enumerate(pieces):
        start = piece.node.start
        for closed in _close(path, piece):
            _end(closed, start)
        (path[-1].node.children if path else top).append(piece.node)
        path.append(piece)
        if index == 0:
            piece.node.start = 0
    for closed in reversed(path):
        _end(closed, length)
    for before, after in pairwise(top):
        before.end = after.start
    if top:
        top[-1].end = length
    return top


def _close(path: list[Piece], piece: Piece) -> list[Piece]:
    """Take from the path what cannot hold `piece`, the innermost first."""
    keep = _depth(path, piece)
    closed = path[keep:]
    del path[keep:]
    return closed[::-1]


def _depth(path: list[Piece], piece: Piece) -> int:
    """How much of the path stays open: up to the parent it had, unless a moved piece between
    takes it in or the parent is no longer what it was."""
    if not piece.moved:
        at = path.index(piece.parent) + 1 if piece.parent in path else 0
        kept = piece.parent is None or (at > 0 and not path[at - 1].moved)
        taken = any(one.moved and one.holds and one.rank < piece.rank for one in path[at:])
        if kept and not taken:
            return at
    return next(
        (at for at, one in enumerate(path) if not one.holds or one.rank >= piece.rank), len(path)
    )


def _end(piece: Piece, before: int) -> None:
    """Close a piece where the next one begins: at its old end where that still holds it all."""
    node = piece.node
    inner = node.children[-1].end if node.children else node.start
    if not inner <= node.end <= before or piece.moved:
        node.end = before
    if node.kind is Kind.ARTICLE and all(one.kind is not Kind.PARAGRAPH for one in node.children):
        at = node.children[0].start if node.children else node.end
        node.children.insert(0, Node(Kind.PARAGRAPH, at, at))
    if piece.gathers and node.kind is not Kind.ARTICLE:
        node.words += [line for child in node.children for line in child.whole()]
