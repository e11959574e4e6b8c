"""Rounds: open a window on a draft, extend it, close it early, take it back unused.

A window is never made shorter but by closing it now; each change has a public reason.
"""

import datetime as dt

import asyncpg

from consult import lifecycle
from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid
from consult.lifecycle import RoundState
from consult.permissions import Actor, require
from consult.services.bills.bill import RoundView, view_round
from consult.services.records import audit, find
from consult.services.rounds import asked, bulletin, window
from consult.services.rounds.asked import Asks
from consult.services.rounds.bulletin import BulletinKind
from consult.services.rounds.window import Deed
from consult.tables import Round, Submission

LONGEST = 500
"""Characters of a reason the public reads."""


async def open_round(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    first_day: dt.date,
    last_day: dt.date,
    asks: Asks | None = None,
    attachments: bool = False,
    short_reason: str = "",
    announcement: str = "",
) -> RoundView:
    """Ask the public from the first instant of `first_day` to the last of `last_day`, Shanghai.

    `asks` says what the form asks of people and what for (None: the usual), `attachments` whether
    they may add files, `short_reason` why the days are fewer than the rule says. The round and its
    `announcement` ("": none) are there at once or not at all.

    Raises Conflict when the draft already has a round, Invalid when the days are the wrong way.
    """
    require(actor, "round.open")
    if last_day < first_day:
        raise Invalid("截止日不能早于开始日。", field="last_day")
    draft = await find.draft_row(slug, reading)
    opens, closes = lifecycle.opening(first_day), lifecycle.closing(last_day)
    row = Round(
        draft=draft["id"],
        opens=opens,
        closes=closes,
        asked="" if asks is None else asked.pack(asks),
        attachments=attachments,
        short_reason=short_reason.strip(),
    )
    said: dict[str, object] = {
        **{"first_day": first_day, "last_day": last_day},
        **({"asks": sorted(asks)} if asks is not None else {}),
        **({"attachments": True} if attachments else {}),
        **({"short_reason": row.short_reason} if row.short_reason else {}),
    }
    try:
        async with write_tx(Round):
            await Round.insert(row)
            if announcement:
                said |= await _announce(draft["id"], announcement, actor, now)
            await audit.append(actor, now, "round.open", f"{slug}/{reading}", **said)
    except UNIQUE_VIOLATIONS:
        raise already(draft["title"]) from None
    return await _show(slug, reading, now)


def already(draft: str) -> Conflict:
    """What is wrong when a draft has a round."""
    return Conflict("《{draft}》已经开始征求意见。如需改变截止日，请用延长。", draft=draft)


async def close_round(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, reason: str
) -> RoundView:
    """Stop taking comments at this instant, and say why.

    Raises Invalid without a reason, Conflict unless the round is open.
    """
    require(actor, "round.close")
    reason = _reason(reason, Invalid("提前截止要写明理由，理由会向公众公布。", field="reason"))
    async with write_tx(Round):
        row = await _open_row(slug, reading, now)
        await _change(row, {Round.closes: now})
        await window.keep(row, Deed.CLOSE, now, reason, actor.name, now)
        await audit.append(
            actor, now, "round.close", f"{slug}/{reading}", was=row["closes"], reason=reason
        )
    return await _show(slug, reading, now)


async def extend_round(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, last_day: dt.date, reason: str
) -> RoundView:
    """Give the public until the end of `last_day`, and say why; as often as needed.

    Raises Invalid without a reason or when the day is not later, Conflict when it is over.
    """
    require(actor, "round.extend")
    reason = _reason(reason, Invalid("延长征求意见要写明理由，理由会向公众公布。", field="reason"))
    async with write_tx(Round):
        _, row = await find.round_row(slug, reading)
        if lifecycle.state(row["opens"], row["closes"], now) is RoundState.CLOSED:
            raise Conflict("这一轮征求意见已经截止，不能再延长。")
        closes = lifecycle.closing(last_day)
        if closes <= row["closes"]:
            raise Invalid("新的截止日要晚于原来的截止日。", field="last_day")
        await _change(row, {Round.closes: closes, Round.extended_reason: reason})
        await window.keep(row, Deed.EXTEND, closes, reason, actor.name, now)
        await audit.append(
            actor,
            now,
            "round.extend",
            f"{slug}/{reading}",
            last_day=last_day,
            was=lifecycle.last_day(row["closes"]),
            reason=reason,
        )
    return await _show(slug, reading, now)


async def take_back(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, reason: str
) -> None:
    """Take back a round that was opened by mistake, as long as nobody has sent anything; that it
    was there, and why it is not, stays public.

    Raises Invalid without a reason, NotFound without a round, Conflict when something came in.
    """
    require(actor, "round.open")
    reason = _reason(reason, Invalid("撤回要写明理由，理由会向公众公布。", field="reason"))
    try:
        async with write_tx(Round, alone=True):
            _, row = await find.round_row(slug, reading)
            await find.lock_round(row["id"])
            if await Submission.exists().where(Submission.round == row["id"]):
                raise Conflict("已经收到来件，不能撤回。可以写明理由提前截止。")
            await Round.delete().where(Round.id == row["id"])
            await window.keep(row, Deed.TAKE_BACK, row["closes"], reason, actor.name, now)
            said = {"opens": row["opens"], "closes": row["closes"], "reason": reason}
            await audit.append(actor, now, "round.take-back", f"{slug}/{reading}", **said)
    except (*UNIQUE_VIOLATIONS, asyncpg.IntegrityConstraintViolationError):
        raise Conflict("这一轮已经有了材料或者记录，不能撤回。可以写明理由提前截止。") from None


async def _announce(draft_id: int, text: str, actor: Actor, now: dt.datetime) -> dict[str, object]:
    """Publish the announcement with its round; after one taken back it is a later version."""
    kind = BulletinKind.ANNOUNCEMENT
    before = await bulletin.versions(draft_id, kind)
    seen = before[0].number if before else 0
    await bulletin.put(draft_id, kind, text, "", actor.name, now, seen)
    return {"announcement": bulletin.digest(text), "version": seen + 1}


def _reason(reason: str, missing: Invalid) -> str:
    reason = reason.strip()
    if not reason:
        raise missing
    if len(reason) > LONGEST:
        raise Invalid("理由最多 {n} 字，请写短一些。", field="reason", n=LONGEST)
    return reason


async def _open_row(slug: str, reading: int, now: dt.datetime) -> find.Row:
    _, row = await find.round_row(slug, reading)
    if lifecycle.state(row["opens"], row["closes"], now) is not RoundState.OPEN:
        raise Conflict("这一轮征求意见现在不在进行中。")
    return row


async def _change(row: find.Row, values: dict[object, object]) -> None:
    changed = (
        await Round.update({**values, Round.version: row["version"] + 1})  # type: ignore[dict-item]
        .where((Round.id == row["id"]) & (Round.version == row["version"]))
        .returning(Round.id)
    )
    if not changed:
        raise Conflict("刚刚有人改过这一轮的时间，请刷新后再试。")


async def _show(slug: str, reading: int, now: dt.datetime) -> RoundView:
    _, row = await find.round_row(slug, reading)
    return await view_round(row, reading, now)
