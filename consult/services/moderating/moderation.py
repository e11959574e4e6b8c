"""Whether the public reads a comment: shown, waiting for somebody, or hidden with a reason.

Nothing is deleted and every step can be taken back: what was shown before is shown again to the
letter (promise R34). Each step is a row of its own and an entry of the audit chain.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from consult.engine import bulk_insert, write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.moderating.shown import WITHHELD, State
from consult.services.records import audit
from consult.services.search import index as search_index
from consult.tables import Comment, Moderation

LONGEST = 500
SYSTEM = "系统"
"""Who holds a comment back by rule."""
_AT_ONCE = 500
_ROW = ("comment", "before", "state", "cause", "reason", "made_by", "made_at", "sweep")
_ACTIONS = {
    State.SHOWN: "comment.show",
    State.WAITING: "comment.hold",
    State.HIDDEN: "comment.hide",
}


class Cause(StrEnum):
    """Why a comment without a proof of work waits for somebody to look at it."""

    CROWD = "crowd"
    NETWORK = "network"
    ALIKE = "alike"


class Standing(msgspec.Struct, frozen=True):
    """How a comment came to stand as it does: by a rule with a `cause`, or by staff."""

    state: State
    cause: Cause | None
    reason: str
    by: str
    at: dt.datetime


async def hold(comment_ids: Sequence[int], now: dt.datetime, cause: Cause) -> None:
    """Let comments wait that come in now, inside the transaction that stores them; the entry of
    their arrival in the audit chain names the cause."""
    await Comment.update({Comment.state: State.WAITING.value}).where(
        Comment.id.is_in(list(comment_ids))
    )
    rows = [(one, State.SHOWN.value) for one in comment_ids]
    await _record(rows, State.WAITING, by=SYSTEM, now=now, cause=cause.value)


async def rule(
    actor: Actor, now: dt.datetime, comment_id: int, *, state: State, reason: str, seen: State
) -> None:
    """Show a comment, hide it, or let it wait. `seen` is the state it was in before its reader.

    Raises NotFound, Invalid (with the field), Conflict when somebody was quicker.
    """
    require(actor, "comment.moderate")
    reason = checked(reason, state)
    async with write_tx(Comment):
        changed = (
            await Comment.update({Comment.state: state.value})
            .where((Comment.id == comment_id) & (Comment.state == seen.value))
            .returning(Comment.number)
        )
        if not changed:
            raise await _refusal(comment_id)
        if state is seen:
            return
        rows = [(comment_id, seen.value)]
        await _record(rows, state, by=actor.name, now=now, reason=reason)
        await search_index.say_again(comment_id)
        number = changed[0]["number"]
        await audit.append(actor, now, _ACTIONS[state], number, comment=comment_id, reason=reason)


async def move(
    actor: Actor,
    now: dt.datetime,
    rows: Collection[tuple[int, str]],
    state: State,
    *,
    reason: str,
    sweep: int,
) -> None:
    """Bring comments, each with the state it is in, into one state at a stroke, inside the
    transaction of a sweep, which is what the audit chain records."""
    ids = [comment for comment, _ in rows]
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        await Comment.update({Comment.state: state.value}).where(Comment.id.is_in(some))
    await _record(rows, state, by=actor.name, now=now, reason=reason, sweep=sweep)
    for comment in await search_index.among(ids):
        await search_index.say_again(comment)


async def standings(comment_ids: Collection[int]) -> dict[int, Standing]:
    """How comments came to stand as they do; those never touched are not in it."""
    wanted = sorted(comment_ids)
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = (
            await Moderation.select()
            .where(Moderation.comment.is_in(wanted[start : start + _AT_ONCE]))
            .order_by(Moderation.id)
        )
        found |= {row["comment"]: row for row in rows}
    return {
        comment: Standing(
            state=State(row["state"]),
            cause=Cause(row["cause"]) if row["cause"] else None,
            reason=row["reason"],
            by=row["made_by"],
            at=row["made_at"],
        )
        for comment, row in found.items()
    }


async def withheld(comment_id: int, state: str) -> Standing | None:
    """Why the public does not read a comment in this state; None where it does."""
    return None if state == State.SHOWN else (await standings([comment_id])).get(comment_id)


async def withheld_since(round_id: int) -> dt.datetime | None:
    """When the last of the comments of a round was withheld that still are; None without any."""
    rows = await Comment.select(Comment.id).where(
        (Comment.round == round_id) & Comment.state.is_in(list(WITHHELD))
    )
    found = await standings([row["id"] for row in rows])
    return max((one.at for one in found.values()), default=None)


def checked(reason: str, state: State) -> str:
    """A reason without blanks around it. Raises Invalid for one that is too long, and where a
    comment would be hidden without one."""
    reason = reason.strip()
    if state is State.HIDDEN and not reason:
        raise Invalid("请写明为什么不公开，提意见的人会在回执里看到。", field="reason")
    if len(reason) > LONGEST or "\x00" in reason:
        raise Invalid("理由最多 {limit} 字，请删减。", field="reason", limit=LONGEST)
    return reason


async def _refusal(comment_id: int) -> NotFound | Conflict:
    if await Comment.exists().where(Comment.id == comment_id):
        return Conflict("别人刚处理过这条意见，请看过现在的情况再定。")
    return NotFound("没有这条意见。")


async def _record(
    rows: Collection[tuple[int, str]],
    state: State,
    *,
    by: str,
    now: dt.datetime,
    cause: str = "",
    reason: str = "",
    sweep: int | None = None,
) -> None:
    told = [(one, before, state.value, cause, reason, by, now, sweep) for one, before in rows]
    await bulk_insert(Moderation, _ROW, told)
