"""Rounds: open a window on a draft, extend it, close it early."""

import datetime as dt

from consult import lifecycle
from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid
from consult.lifecycle import RoundState
from consult.permissions import Actor, require
from consult.services.bills.bill import RoundView, view_round
from consult.services.records import audit, find
from consult.services.rounds import asked
from consult.services.rounds.asked import Asks
from consult.tables import Round


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
) -> RoundView:
    """Ask the public from the first instant of `first_day` to the last of `last_day`, Shanghai.

    `asks` says what the form asks of people and what for (None: the usual), `attachments` whether
    they may add files.

    Raises Conflict when the draft already has a round, Invalid when the days are the wrong way.
    """
    require(actor, "round.open")
    if last_day < first_day:
        raise Invalid("截止日不能早于开始日。", field="last_day")
    draft = await find.draft_row(slug, reading)
    opens, closes = lifecycle.opening(first_day), lifecycle.closing(last_day)
    try:
        async with write_tx(Round):
            await Round.insert(
                Round(
                    draft=draft["id"],
                    opens=opens,
                    closes=closes,
                    asked="" if asks is None else asked.pack(asks),
                    attachments=attachments,
                )
            )
            said: dict[str, object] = {"first_day": first_day, "last_day": last_day}
            if asks is not None:
                said["asks"] = sorted(asks)
            if attachments:
                said["attachments"] = True
            await audit.append(actor, now, "round.open", f"{slug}/{reading}", **said)
    except UNIQUE_VIOLATIONS:
        raise Conflict(
            "《{draft}》已经开始征求意见。如需改变截止日，请用延长。", draft=draft["title"]
        ) from None
    return await _show(slug, reading, now)


async def close_round(actor: Actor, now: dt.datetime, *, slug: str, reading: int) -> RoundView:
    """Stop taking comments at this instant. Raises Conflict unless the round is open."""
    require(actor, "round.close")
    async with write_tx(Round):
        row = await _open_row(slug, reading, now)
        await _change(row, {Round.closes: now})
        await audit.append(actor, now, "round.close", f"{slug}/{reading}", was=row["closes"])
    return await _show(slug, reading, now)


async def extend_round(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, last_day: dt.date, reason: str
) -> RoundView:
    """Give the public until the end of `last_day`, and say why.

    Raises Invalid without a reason or when the day is not later, Conflict unless open.
    """
    require(actor, "round.extend")
    if not reason.strip():
        raise Invalid("延长征求意见要写明理由，理由会向公众公布。", field="reason")
    async with write_tx(Round):
        row = await _open_row(slug, reading, now)
        closes = lifecycle.closing(last_day)
        if closes <= row["closes"]:
            raise Invalid("新的截止日要晚于原来的截止日。", field="last_day")
        await _change(row, {Round.closes: closes, Round.extended_reason: reason.strip()})
        await audit.append(
            actor,
            now,
            "round.extend",
            f"{slug}/{reading}",
            last_day=last_day,
            reason=reason.strip(),
        )
    return await _show(slug, reading, now)


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
