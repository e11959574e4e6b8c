"""What the machine was not sure of when it aligned two drafts, put before a person.

A proposal is confirmed or rejected, an article may be given any partner of the other draft, and
every decision can be taken back. Passports follow at once; comments follow passports and links.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from consult.engine import write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.bills import alignment, passport
from consult.services.bills.alignment import Standing
from consult.services.bills.bill import BillCard, show_bill
from consult.services.public.opinion import counts_by_article
from consult.services.records import audit, find
from consult.tables import Alignment, Bill, Draft
from drafts import diff, matcher, model
from drafts.address import label
from drafts.model import Change, Op, Unit


class Verdict(StrEnum):
    """What a person says of a link. REOPEN puts it back among the proposals."""

    CONFIRM = "confirm"
    REJECT = "reject"
    REOPEN = "reopen"


class Reason(StrEnum):
    """What else speaks for a link or makes it doubtful."""

    CAPTION = "caption"
    PART = "part"
    ORDER = "order"


_BECOMES = {
    Verdict.CONFIRM: Standing.CONFIRMED,
    Verdict.REJECT: Standing.REJECTED,
    Verdict.REOPEN: Standing.PROPOSED,
}


class Place(msgspec.Struct, frozen=True):
    """An article as people choose among them."""

    address: str
    label: str
    caption: str
    text: str


class Candidate(msgspec.Struct, frozen=True):
    """An article that might be the partner: how alike its words are, 0…1; whether a person has
    already said that it is not."""

    place: Place
    likeness: float
    rejected: bool


class LinkView(msgspec.Struct, frozen=True):
    """A link to be judged. `why` is what spoke for it besides `score`, how much of the words is
    shared (0…1); `comments` on the old article wait for the decision. `chosen` when a person
    named the pair: taken back, it is gone."""

    id: int
    old: Place
    new: Place
    score: float
    standing: Standing
    change: Change | None
    why: tuple[Reason, ...]
    ops: tuple[tuple[Op, str], ...]
    comments: int
    chosen: bool


class Loose(msgspec.Struct, frozen=True):
    """An old article without any link, with the new ones most like it; its `comments` have
    nowhere to go unless a person says where."""

    place: Place
    candidates: tuple[Candidate, ...]
    comments: int


class Sure(msgspec.Struct, frozen=True):
    """A link the machine was sure of: a person may still say that it is wrong."""

    id: int
    old: Place
    new: Place


class Target(msgspec.Struct, frozen=True):
    """An article of the new draft that may be named as a partner; `taken` are the numbers of the
    old articles it is surely or by a person's word linked with."""

    place: Place
    taken: tuple[str, ...]


class LinkBoard(msgspec.Struct, frozen=True):
    """Everything between two drafts that wants a person's eye."""

    bill: BillCard
    old_reading: int
    new_reading: int
    waiting: tuple[LinkView, ...]
    decided: tuple[LinkView, ...]
    loose: tuple[Loose, ...]
    targets: tuple[Target, ...]
    sure: tuple[Sure, ...]


async def board(actor: Actor, slug: str, reading: int, now: dt.datetime) -> LinkBoard:
    """The links between a reading and the one before. Raises NotFound for the first reading."""
    require(actor, "alignment.read")
    new = await find.draft_row(slug, reading)
    old, pair = await both(new)
    rows = await alignment.pairs_of(old["id"], new["id"])
    changes = {(row.old, row.new): row.change for row in pair.rows}
    counts = {at: count.comments for at, count in (await counts_by_article(old["id"])).items()}
    views = [
        _view(row, pair, changes, counts) for row in rows if row["status"] != Standing.AUTOMATIC
    ]
    return LinkBoard(
        bill=await show_bill(slug, now),
        old_reading=reading - 1,
        new_reading=reading,
        waiting=tuple(v for v in views if v.standing is Standing.PROPOSED),
        decided=tuple(v for v in views if v.standing is not Standing.PROPOSED),
        loose=tuple(sorted(_loose(rows, pair, counts), key=lambda one: -one.comments)),
        targets=tuple(_targets(rows, pair)),
        sure=tuple(_sure(rows, pair)),
    )


async def waiting(slug: str, reading: int) -> int:
    """How many links between a reading and the one before wait for a person."""
    new = await find.draft_row(slug, reading)
    found: int = await Alignment.count().where(
        (Alignment.new_draft == new["id"])
        & (Alignment.status == Standing.PROPOSED.value)
        & Alignment.old_address.is_not_null()
        & Alignment.new_address.is_not_null()
    )
    return found


async def adrift(slug: str, reading: int) -> int:
    """How many articles of the reading before that were commented on have no link to this one."""
    new = await find.draft_row(slug, reading)
    old = await find.draft_at(new["bill"], new["reading"] - 1)
    if old is None:
        return 0
    linked = {
        row["old_address"]
        for row in await alignment.pairs_of(old["id"], new["id"])
        if alignment.is_live(row)
    }
    counts = await counts_by_article(old["id"])
    articles = (await find.tree(old)).articles()
    return sum(1 for one in articles if one.address in counts and one.address not in linked)


async def both(new: find.Row) -> tuple[find.Row, alignment.Pair]:
    """The row of the draft before and the comparison with it. Raises NotFound."""
    old = await find.draft_at(new["bill"], new["reading"] - 1)
    pair = await alignment.with_previous(new)
    if old is None or pair is None:
        raise NotFound("第{n}次审议之前没有可以对照的文本。", n=new["reading"])
    return old, pair


async def judge(
    actor: Actor, now: dt.datetime, *, link_id: int, verdict: Verdict, seen: Standing
) -> None:
    """Confirm, reject or reopen a link. `seen` is its standing on the page the person had. A link
    that a person named is gone when reopened: the machine never proposed it.

    Raises Conflict when it has changed since, NotFound when there is no such link.
    """
    require(actor, "alignment.decide")
    async with write_tx(Alignment):
        row = await Alignment.select().where(Alignment.id == link_id).first()
        if row is None or not row["old_address"] or not row["new_address"]:
            raise NotFound("没有这条对应关系，可能草案刚被替换。请刷新后再看。")
        mine = (Alignment.id == link_id) & (Alignment.status == seen.value)
        if verdict is Verdict.REOPEN and row["chosen"]:
            changed = await Alignment.delete().where(mine).returning(Alignment.id)
        else:
            changed = (
                await Alignment.update({Alignment.status: _BECOMES[verdict].value})
                .where(mine)
                .returning(Alignment.id)
            )
        if not changed:
            raise Conflict("刚刚有人改过这条对应关系，请看过最新的再决定。")
        await follow(actor, now, row, verdict.value)


async def follow(actor: Actor, now: dt.datetime, row: find.Row, verdict: str) -> None:
    """Passports after a decision, and its entry in the chain."""
    draft = (
        await Draft.select(Draft.bill, Draft.reading).where(Draft.id == row["new_draft"]).first()
    )
    if draft is None:
        raise NotFound("这份草案刚被替换，请刷新后再看。")
    await passport.assign(draft["bill"], draft["reading"])
    bill = await Bill.select(Bill.slug).where(Bill.id == draft["bill"]).first()
    await audit.append(
        *(actor, now, "alignment.decide", f"{bill['slug'] if bill else ''}/{draft['reading']}"),
        old=row["old_address"],
        new=row["new_address"],
        verdict=verdict,
    )


def is_sure(row: find.Row) -> bool:
    """Whether a link is followed without a further word."""
    return row["status"] in (Standing.AUTOMATIC, Standing.CONFIRMED)


def _sure(rows: list[find.Row], pair: alignment.Pair) -> Iterator[Sure]:
    old = {unit.address: unit for unit in pair.old.articles()}
    new = {unit.address: unit for unit in pair.new.articles()}
    for row in rows:
        if row["status"] == Standing.AUTOMATIC:
            places = place_of(old[row["old_address"]]), place_of(new[row["new_address"]])
            yield Sure(row["id"], *places)


def _targets(rows: list[find.Row], pair: alignment.Pair) -> Iterator[Target]:
    """Every article of the new draft, with those it is taken by."""
    taken: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if is_sure(row):
            taken[row["new_address"]].append(label(row["old_address"]))
    for article in pair.new.articles():
        yield Target(place_of(article), tuple(taken[article.address]))


def _view(
    row: find.Row,
    pair: alignment.Pair,
    changes: dict[tuple[str | None, str | None], Change],
    counts: dict[str, int],
) -> LinkView:
    left = article_at(pair.old, row["old_address"])
    right = article_at(pair.new, row["new_address"])
    return LinkView(
        id=row["id"],
        old=place_of(left),
        new=place_of(right),
        score=row["score"],
        standing=Standing(row["status"]),
        change=changes.get((left.address, right.address)),
        why=_why(row, left, right),
        ops=diff.ops(left.text, right.text),
        comments=counts.get(left.address, 0),
        chosen=row["chosen"],
    )


def _why(row: find.Row, left: Unit, right: Unit) -> tuple[Reason, ...]:
    reasons = []
    if left.caption and left.caption == right.caption:
        reasons.append(Reason.CAPTION)
    if row["change"] in (Change.SPLIT, Change.MERGED):
        reasons.append(Reason.PART)
    if row["change"] == Change.MOVED:
        reasons.append(Reason.ORDER)
    return tuple(reasons)


def _loose(rows: list[find.Row], pair: alignment.Pair, counts: dict[str, int]) -> Iterator[Loose]:
    linked = {row["old_address"] for row in rows if alignment.is_live(row)}
    refused = {(row["old_address"], row["new_address"]) for row in rows}
    for article in pair.old.articles():
        if article.address not in linked:
            found = tuple(
                Candidate(
                    place_of(article_at(pair.new, address)),
                    likeness,
                    rejected=(article.address, address) in refused,
                )
                for address, likeness in matcher.candidates(article, pair.new)
            )
            yield Loose(place_of(article), found, counts.get(article.address, 0))


def article_at(draft: model.Draft, address: str) -> Unit:
    """The article at an address. Raises Invalid."""
    unit = next((a for a in draft.articles() if a.address == address), None)
    if unit is None:
        raise Invalid("这一稿里没有这一条：{address}。", field="address", address=address)
    return unit


def place_of(unit: Unit) -> Place:
    """An article as people choose among them."""
    return Place(unit.address, unit.label or label(unit.address), unit.caption or "", unit.text)
