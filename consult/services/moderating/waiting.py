"""The moderation queue of a round: comments that wait, comments that are hidden, one by number."""

import datetime as dt

import msgspec

from consult.permissions import Actor, require
from consult.services.bills.bill import BillCard, ReadingView, show_bill
from consult.services.moderating import moderation, redaction
from consult.services.moderating.moderation import Standing
from consult.services.moderating.shown import State
from consult.services.records import find
from consult.services.records.keyset import FIRST, Key, Slice, Turn, leaf
from consult.tables import Comment
from drafts.address import label
from reports.model import CommentKind

_COLUMNS = (
    *(Comment.id, Comment.number, Comment.address, Comment.kind, Comment.text),
    *(Comment.proposed, Comment.reason, Comment.cluster, Comment.state),
    *(Comment.withdrawn_at, Comment.submission.channel, Comment.submission.received_at),
)


class Held(msgspec.Struct, frozen=True):
    """A comment as staff judge it. `standing` is None while nobody has touched it."""

    id: int
    number: str
    label: str
    kind: CommentKind
    text: str
    proposed: str
    reason: str
    cluster: int | None
    channel: str
    received: dt.datetime
    withdrawn: bool
    state: State
    standing: Standing | None
    hidden: tuple[redaction.Hiding, ...] = ()


class Queue(msgspec.Struct, frozen=True):
    """A page of a round's queue: how many wait and are hidden, and those asked for."""

    bill: BillCard
    view: ReadingView | None
    waiting: int
    hidden: int
    items: Slice[Held]


async def queue(
    actor: Actor,
    slug: str,
    reading: int,
    now: dt.datetime,
    *,
    state: State = State.WAITING,
    number: str = "",
    turn: Turn = FIRST,
    size: int = 20,
) -> Queue:
    """The comments of a round in one state, in the order they came; with a `number` those of the
    submission or comment of that number, whatever their state. Raises NotFound."""
    require(actor, "moderation.read")
    _, round_ = await find.round_row(slug, reading)
    here = Comment.round == round_["id"]
    wanted = here & (
        (Comment.number == number) | (Comment.submission.number == number)
        if number
        else Comment.state == state.value
    )
    counts = {one: await Comment.count().where(here & (Comment.state == one)) for one in _HELD}
    total = await Comment.count().where(wanted) if number else counts.get(state, 0)
    page = await _leaf(wanted, turn, size, total)
    bill = await show_bill(slug, now)
    return Queue(
        bill=bill,
        view=bill.at(reading),
        waiting=counts[State.WAITING],
        hidden=counts[State.HIDDEN],
        items=page.of(await _held(list(page.items))),
    )


async def _leaf(wanted: find.Where, turn: Turn, size: int, total: int) -> Slice[find.Row]:
    async def near(key: Key | None, back: bool, most: int) -> list[find.Row]:
        query = Comment.select(*_COLUMNS).where(wanted)
        if key is not None:
            query = query.where(Comment.id < key[0] if back else Comment.id > key[0])
        return await query.order_by(Comment.id, ascending=not back).limit(most)

    async def ahead(key: Key) -> int:
        return int(await Comment.count().where(wanted & (Comment.id < key[0])))

    return await leaf(
        *(turn, size, total),
        lambda row: (row["id"],),
        like=(0,),
        near=near,
        ahead=ahead,
    )


async def sample(comment_ids: list[int]) -> tuple[Held, ...]:
    """Some comments as staff judge them, in the order they came."""
    return await _held(
        await Comment.select(*_COLUMNS)
        .where(Comment.id.is_in(comment_ids or [0]))
        .order_by(Comment.id)
    )


async def count(round_id: int) -> int:
    """How many comments of a round wait for somebody to look at them."""
    waits = (Comment.round == round_id) & (Comment.state == State.WAITING.value)
    return int(await Comment.count().where(waits))


_HELD = (State.WAITING, State.HIDDEN)


async def _held(rows: list[find.Row]) -> tuple[Held, ...]:
    standings = await moderation.standings([row["id"] for row in rows])
    hidden = await redaction.of([row["id"] for row in rows])
    return tuple(
        Held(
            id=row["id"],
            number=row["number"],
            label=label(row["address"]) if row["address"] else "",
            kind=CommentKind(row["kind"]),
            text=row["text"],
            proposed=row["proposed"],
            reason=row["reason"],
            cluster=row["cluster"],
            channel=row["submission.channel"],
            received=row["submission.received_at"],
            withdrawn=row["withdrawn_at"] is not None,
            state=State(row["state"]),
            standing=standings.get(row["id"]),
            hidden=hidden.get(row["id"], ()),
        )
        for row in rows
    )
