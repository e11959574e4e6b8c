"""What exactly a comment speaks of: a 款 or 项 of its article, or words somebody selected.

A quotation is checked against the text before it is kept: it stands where it says, or its
surroundings tell where, or the comment stays with its article and says that the words were not
found. Never elsewhere (research: a quotation looked for freely lands wrongly half the time).
"""

import re
from collections.abc import Mapping

import msgspec

from consult.errors import Invalid, NotFound
from consult.services.records import find
from consult.tables import Target
from drafts import anchoring
from drafts.address import label
from drafts.anchoring import Selector
from drafts.citing import crosslinks
from drafts.citing.crosslinks import Piece
from drafts.model import Draft, Kind, Unit
from drafts.passages import Passage, narrow, plain_text, spread

QUOTE = "quote"
"""The part of an article that is its selected words."""
MOST_WORDS = 300
MOST_AROUND = 64
_PARTS = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM})
_MARK = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")


class Asked(msgspec.Struct, frozen=True):
    """What a form says it is about, inside the provision of its address: the address of a part,
    "" for the whole article, QUOTE for the words; None where it does not say. The places of a
    `quote` are those of its article."""

    part: str | None = None
    quote: Selector | None = None


WHOLE = Asked()
"""The provision itself."""


class Aim(msgspec.Struct, frozen=True):
    """What a comment speaks of, checked: `passage` lies in the provision at `address`; None with a
    `quote` where the words were not found, and without where there are none."""

    address: str | None
    article: Unit | None
    quote: Selector | None = None
    passage: Passage | None = None

    @property
    def exact(self) -> str:
        """The words selected, "" without."""
        return self.quote.exact if self.quote else ""


class Part(msgspec.Struct, frozen=True):
    """A 款, 项 or 目 of an article one can choose: its address, its name in there, its words."""

    address: str
    name: str
    text: str


def aim(tree: Draft, at: str | None, asked: Asked) -> Aim:
    """What a comment on the provision at `at` (None: the whole draft) speaks of.

    Raises NotFound for an address that is not in the draft, Invalid for a part that is not in its
    article and for a quotation that is too long.
    """
    if at and tree.find(at) is None:
        raise NotFound("这一稿里没有这一条：{address}。", address=at)
    article = find.article_of(tree, at) if at else None
    if asked.quote and asked.part in (None, QUOTE):
        return _quoted(at, article, asked.quote)
    return Aim(_part(at, article, asked.part), article)


def _part(at: str | None, article: Unit | None, part: str | None) -> str | None:
    if article is None or part is None or part == QUOTE:
        return at
    if part and all(unit.address != part for unit in article.walk()):
        raise Invalid("这一条里没有“{part}”，请重新选一款或一项。", field="part", part=part[:80])
    return part or article.address


def _quoted(at: str | None, article: Unit | None, quote: Selector) -> Aim:
    if len(quote.exact) > MOST_WORDS:
        raise Invalid("选中的字最多 {most} 个，请少选一些。", field="part", most=MOST_WORDS)
    text = plain_text(article) if article else ""
    found = anchoring.find(text, quote)
    if article is None or found is None:
        return Aim(at, article, quote)
    passage = narrow(article, found.start, found.end)
    unit = next(one for one in article.walk() if one.address == passage.address)
    cut = anchoring.select(plain_text(unit), passage.start, passage.end)
    return Aim(passage.address, article, cut, passage)


def parts_of(article: Unit | None) -> tuple[Part, ...]:
    """What of an article a comment can be about; () where that is the article itself."""
    if article is None:
        return ()
    whole = label(article.address)
    parts = [
        Part(one.address, label(one.address).removeprefix(whole), one.text)
        for one in article.walk()
        if one is not article and one.text and one.kind in _PARTS
    ]
    return tuple(parts) if len(parts) > 1 else ()


async def keep(comment_id: int, tree: Draft, aimed: Aim) -> None:
    """Store the words a comment speaks of, if any, inside the transaction that stores it."""
    if aimed.quote is None:
        return
    await Target.insert(
        Target(
            comment=comment_id,
            address=aimed.address,
            exact=aimed.quote.exact,
            prefix=aimed.quote.prefix[-MOST_AROUND:],
            suffix=aimed.quote.suffix[:MOST_AROUND],
            begins=aimed.passage.start if aimed.passage else None,
            ends=aimed.passage.end if aimed.passage else None,
            sha256=tree.sha256,
        )
    )


def marked(
    tree: Draft, pieces: Mapping[str, tuple[Piece, ...]], address: str, mark: str | None
) -> dict[str, tuple[Piece, ...]]:
    """The words of provisions (`pieces`, by address) with those at `mark` ("5-17") of the one at
    `address` marked; as they are where the mark names no words."""
    unit, article = tree.find(address), find.article_of(tree, address)
    read = _MARK.fullmatch(mark or "")
    if read is None or unit is None or article is None:
        return dict(pieces)
    start, end = int(read[1]), min(int(read[2]), len(plain_text(unit)))
    lines = spread(article, Passage(address, start, end)) if start < end else ()
    texts = {one.address: (Piece(one.text),) for one in article.walk()}
    return {
        **pieces,
        **{
            line.address: crosslinks.marked(
                pieces.get(line.address, texts[line.address]), line.start, line.end
            )
            for line in lines
        },
    }
