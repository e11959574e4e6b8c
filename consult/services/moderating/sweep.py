"""Many comments at a stroke: a condition is saved, its comments are counted and shown, then they
are moved, and all of it can be taken back.

The condition stays as it was drawn up; what it meets is looked up again when it is carried out,
and the count has to be the one that was seen. Taking back leaves alone whatever somebody has
judged since.
"""

import datetime as dt

import msgspec

from consult.engine import write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.bills.bill import BillCard, show_bill
from consult.services.moderating import moderation, waiting
from consult.services.moderating.shown import State
from consult.services.records import audit, find
from consult.services.search.words import folded, words_of
from consult.tables import Comment, Moderation, Sweep

_SHOWN = 5
_LONGEST = 200


class Condition(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which comments of a round are meant: all of what is given has to hold. `words`: each of them
    stands in the comment, its proposal or its reason, whatever the case and width; `since` and
    `until` are when it came in, half-open."""

    state: State = State.SHOWN
    words: str = ""
    article: str = ""
    cluster: int | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


class Plan(msgspec.Struct, frozen=True):
    """A saved sweep: what it means, how many comments meet it now, the first of them. Once
    started, `touched` were moved; `back` of them would be by taking it back."""

    id: int
    bill: BillCard
    reading: int
    condition: Condition
    state: State
    reason: str
    made_by: str
    made_at: dt.datetime
    count: int
    sample: tuple[waiting.Held, ...]
    touched: int
    started_at: dt.datetime | None
    undone_at: dt.datetime | None
    undone_by: str
    back: int


class Listed(msgspec.Struct, frozen=True):
    """A sweep in the list of its round."""

    id: int
    state: State
    words: str
    made_by: str
    made_at: dt.datetime
    touched: int
    started: bool
    undone: bool


async def draw_up(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    condition: Condition,
    state: State,
    reason: str,
) -> int:
    """Save a sweep and return its id; nothing is moved yet. Raises NotFound, Invalid."""
    require(actor, "comment.moderate")
    reason = moderation.checked(reason, state)
    if condition.state is state:
        raise Invalid("这些意见已经是这个状态了，请另选一个。", field="state")
    if len(condition.words) > _LONGEST or (condition.words and not words_of(condition.words)):
        raise Invalid(
            "这些词查不出东西，请换几个字，最多 {limit} 字。", field="words", limit=_LONGEST
        )
    narrowed = msgspec.structs.replace(condition, state=State.SHOWN) != Condition()
    if condition.state is State.SHOWN and not narrowed:
        raise Invalid("请至少写一个条件，否则整轮意见都会不公开。", field="words")
    _, round_ = await find.round_row(slug, reading)
    told = msgspec.json.encode(condition).decode()
    async with write_tx(Sweep):
        row = Sweep(
            round=round_["id"],
            condition=told,
            state=state.value,
            reason=reason,
            made_by=actor.name,
            made_at=now,
        )
        kept = int((await Sweep.insert(row))[0]["id"])
        detail = {"condition": told, "state": state, "reason": reason}
        await audit.append(actor, now, "sweep.draw", str(kept), **detail)
    return kept


async def show(actor: Actor, sweep_id: int, now: dt.datetime) -> Plan:
    """A sweep with what it would do now. Raises NotFound."""
    require(actor, "moderation.read")
    row = await _row(sweep_id)
    condition = msgspec.json.decode(row["condition"], type=Condition)
    draft, slug = await find.draft_of_round(row["round"])
    ids = [] if row["started_at"] else [one for one, _ in await _meant(row["round"], condition)]
    return Plan(
        id=row["id"],
        bill=await show_bill(slug, now),
        reading=draft["reading"],
        condition=condition,
        state=State(row["state"]),
        reason=row["reason"],
        made_by=row["made_by"],
        made_at=row["made_at"],
        count=len(ids),
        sample=await waiting.sample(ids[:_SHOWN]),
        touched=row["touched"],
        started_at=row["started_at"],
        undone_at=row["undone_at"],
        undone_by=row["undone_by"],
        back=len(await _returning(row)) if row["started_at"] and not row["undone_at"] else 0,
    )


async def listed(actor: Actor, slug: str, reading: int) -> tuple[Listed, ...]:
    """The sweeps of a round, the newest first. Raises NotFound."""
    require(actor, "moderation.read")
    _, round_ = await find.round_row(slug, reading)
    rows = (
        await Sweep.select().where(Sweep.round == round_["id"]).order_by(Sweep.id, ascending=False)
    )
    return tuple(
        Listed(
            id=row["id"],
            state=State(row["state"]),
            words=msgspec.json.decode(row["condition"], type=Condition).words,
            made_by=row["made_by"],
            made_at=row["made_at"],
            touched=row["touched"],
            started=row["started_at"] is not None,
            undone=row["undone_at"] is not None,
        )
        for row in rows
    )


async def start(actor: Actor, now: dt.datetime, sweep_id: int, *, seen: int) -> int:
    """Move what a sweep means; `seen` is the count its reader agreed to. Returns how many.

    Raises NotFound, Conflict when others meet the condition by now or it was carried out already.
    """
    require(actor, "comment.moderate")
    row = await _row(sweep_id)
    state = State(row["state"])
    condition = msgspec.json.decode(row["condition"], type=Condition)
    async with write_tx(Sweep, alone=True):
        await find.lock_round(row["round"])
        rows = await _meant(row["round"], condition)
        if len(rows) != seen:
            raise Conflict("符合条件的意见现在是 {n} 条，和您看到的不同，请再看一遍。", n=len(rows))
        once = (Sweep.id == sweep_id) & Sweep.started_at.is_null()
        begun = Sweep.update({Sweep.started_at: now, Sweep.touched: len(rows)}).where(once)
        if not await begun.returning(Sweep.id):
            raise Conflict("这一批已经处理过了。")
        await moderation.move(actor, now, rows, state, reason=row["reason"], sweep=sweep_id)
        detail = {"state": state, "reason": row["reason"], "comments": len(rows)}
        await audit.append(actor, now, "sweep.start", str(sweep_id), **detail)
    return len(rows)


async def undo(actor: Actor, now: dt.datetime, sweep_id: int) -> int:
    """Put back what a sweep moved and nobody has judged since. Returns how many.

    Raises NotFound, Conflict when there is nothing to take back.
    """
    require(actor, "comment.moderate")
    row = await _row(sweep_id)
    async with write_tx(Sweep, alone=True):
        await find.lock_round(row["round"])
        once = (Sweep.id == sweep_id) & Sweep.started_at.is_not_null() & Sweep.undone_at.is_null()
        ended = Sweep.update({Sweep.undone_at: now, Sweep.undone_by: actor.name}).where(once)
        if not await ended.returning(Sweep.id):
            raise Conflict("这一批没有处理过，或者已经撤销了。")
        rows = await _returning(row)
        before = State(msgspec.json.decode(row["condition"], type=Condition).state)
        await moderation.move(actor, now, rows, before, reason="", sweep=sweep_id)
        await audit.append(actor, now, "sweep.undo", str(sweep_id), comments=len(rows))
    return len(rows)


async def _row(sweep_id: int) -> find.Row:
    row = await Sweep.select().where(Sweep.id == sweep_id).first()
    if row is None:
        raise NotFound("没有这一批。")
    return row


async def _meant(round_id: int, condition: Condition) -> list[tuple[int, str]]:
    """The comments that meet a condition, each with its state. Withdrawn ones are nobody's."""
    where = (
        (Comment.round == round_id)
        & (Comment.state == condition.state.value)
        & Comment.withdrawn_at.is_null()
    )
    if condition.article:
        where &= Comment.article == condition.article
    if condition.cluster is not None:
        where &= Comment.cluster == condition.cluster
    if condition.since:
        where &= Comment.submission.received_at >= condition.since
    if condition.until:
        where &= Comment.submission.received_at < condition.until
    words = words_of(condition.words)
    said = (Comment.text, Comment.proposed, Comment.reason) if words else ()
    rows = await Comment.select(Comment.id, Comment.state, *said).where(where).order_by(Comment.id)
    return [(row["id"], row["state"]) for row in rows if not words or _says(row, words)]


def _says(row: find.Row, words: tuple[str, ...]) -> bool:
    text = folded("\n".join((row["text"], row["proposed"], row["reason"])))
    return all(word in text for word in words)


async def _returning(sweep: find.Row) -> list[tuple[int, str]]:
    """What taking a sweep back would move: each comment whose newest step was this sweep's."""
    moved = await Moderation.select(Moderation.comment).where(Moderation.sweep == sweep["id"])
    ids = {row["comment"] for row in moved}
    last: dict[int, find.Row] = {}
    for row in await _steps(sorted(ids)):
        last[row["comment"]] = row
    return [(one, row["state"]) for one, row in last.items() if row["sweep"] == sweep["id"]]


async def _steps(comment_ids: list[int], at_once: int = 500) -> list[find.Row]:
    found: list[find.Row] = []
    for start in range(0, len(comment_ids), at_once):
        some = comment_ids[start : start + at_once]
        found += (
            await Moderation.select(Moderation.comment, Moderation.state, Moderation.sweep)
            .where(Moderation.comment.is_in(some))
            .order_by(Moderation.id)
        )
    return found
