"""What a comment form shows: the provision spoken of, what was asked, and a fresh key."""

import datetime as dt
import secrets

import msgspec

from consult.errors import Invalid, NotFound
from consult.services.bills.bill import BillCard, ReadingView, show_bill
from consult.services.records import find
from consult.services.rounds.asked import Asks, asks_of
from consult.services.submissions import target, wording
from consult.services.submissions.comment import KEY_LENGTH, LIMITS, refuse_unless_open
from consult.services.submissions.target import QUOTE, WHOLE, Aim, Asked, Part
from drafts.address import label
from drafts.model import Draft, Kind, Unit


class CommentForm(msgspec.Struct, frozen=True):
    """The form for one provision; `article` is the one it stands in. `words` stand at the address
    `base`: a proposal begins with them. `parts` are what of the article one can choose, `chosen`
    the part the form is about as its field has it; `aim` tells whether selected words were found.
    `asks` are questions about the author, `attachments`: files can be added to the receipt.
    """

    bill: BillCard
    view: ReadingView
    address: str | None
    label: str
    text: str
    article: Unit | None
    base: str
    words: str
    key: str
    aim: Aim
    chosen: str
    parts: tuple[Part, ...]
    asks: Asks
    attachments: bool

    @property
    def mark(self) -> str:
        """The mark of the words a proposal begins with."""
        return wording.mark(self.prefill)

    @property
    def prefill(self) -> str:
        """What the box of a proposal is filled with: nothing where one may not be so long."""
        return self.words if len(self.words) <= LIMITS["proposed"] else ""


class Place(msgspec.Struct, frozen=True):
    """Where one can say something: an article, or an annex without articles, and its words."""

    address: str
    name: str
    text: str


class Places(msgspec.Struct, frozen=True):
    """Where somebody who has said one thing can say the next."""

    bill: BillCard
    view: ReadingView
    chapters: tuple[tuple[str, tuple[Place, ...]], ...]


async def prepare(
    slug: str,
    reading: int,
    address: str | None,
    now: dt.datetime,
    base: str = "",
    about: Asked = WHOLE,
) -> CommentForm:
    """The form for a provision (None: the draft as a whole), or for what `about` says of it; a
    proposal begins with the words at `base`, or with its own. Raises NotFound, RoundClosed."""
    card, view, tree, round_ = await _open(slug, reading, now)
    aim = _aim(tree, address, about)
    address = aim.address
    unit = tree.find(address) if address else None
    part = (tree.find(base) if base else None) or unit
    return CommentForm(
        bill=card,
        view=view,
        address=address,
        label=label(address) if address else "",
        text=unit.text if unit else "",
        article=aim.article,
        base=part.address if part else "",
        words=part.text if part else "",
        key=secrets.token_urlsafe(KEY_LENGTH),
        asks=asks_of(round_["asked"]),
        attachments=round_["attachments"],
        aim=aim,
        chosen=QUOTE if aim.quote else aim.address or "",
        parts=target.parts_of(aim.article),
    )


def _aim(tree: Draft, address: str | None, about: Asked) -> Aim:
    """What the form is about; the provision itself where what was asked cannot be."""
    try:
        return target.aim(tree, address, about)
    except Invalid:
        return target.aim(tree, address, WHOLE)


async def places(slug: str, reading: int, now: dt.datetime) -> Places:
    """Every article by chapter, in the order of the text. Raises NotFound, RoundClosed."""
    card, view, tree, _ = await _open(slug, reading, now)
    found: list[tuple[str, list[Place]]] = [("", [])]
    for unit in tree.walk():
        if unit.kind in (Kind.CHAPTER, Kind.ANNEX):
            found.append((" ".join(filter(None, (unit.label, unit.heading))), []))
        bare = unit.kind is Kind.ANNEX and all(one.kind is not Kind.ARTICLE for one in unit.walk())
        if unit.kind is Kind.ARTICLE or bare:
            name = unit.label or unit.heading or ""
            found[-1][1].append(Place(unit.address, name, unit.text))
    return Places(card, view, tuple((name, tuple(some)) for name, some in found if some))


async def _open(
    slug: str, reading: int, now: dt.datetime
) -> tuple[BillCard, ReadingView, Draft, find.Row]:
    card = await show_bill(slug, now)
    draft, row = await find.round_row(slug, reading)
    refuse_unless_open(row, now)
    view = card.at(reading)
    if view is None:
        raise NotFound("这一稿刚被替换，请刷新后再看。")
    return card, view, await find.tree(draft), row
