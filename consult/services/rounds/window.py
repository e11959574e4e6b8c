"""How the window of a round changed: extended, closed early, taken back, each with its reason."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from enum import StrEnum

import msgspec

from consult import lifecycle
from consult.services.records import find
from consult.tables import WindowChange


class Deed(StrEnum):
    """What was done to a window."""

    EXTEND = "extend"
    CLOSE = "close"
    TAKE_BACK = "take-back"


class Change(msgspec.Struct, frozen=True):
    """A change of a window everybody can read: the last day it had, the one it has since."""

    deed: Deed
    first_day: dt.date
    was: dt.date
    last_day: dt.date
    reason: str
    at: dt.datetime


async def changes_of(rounds: Collection[int]) -> dict[int, tuple[Change, ...]]:
    """The changes of some rounds, the oldest first. The number of a round that was taken back may
    be given again: what was before that is not of the round that has it now."""
    found: dict[int, tuple[Change, ...]] = defaultdict(tuple)
    if rounds:
        for row in await _rows(WindowChange.round.is_in(list(rounds))):
            gone = row["deed"] == Deed.TAKE_BACK.value
            found[row["round"]] = () if gone else (*found[row["round"]], _change(row))
    return found


async def taken_back(drafts: Collection[int]) -> dict[int, Change]:
    """The newest round that was taken back, of each of some drafts that had one."""
    if not drafts:
        return {}
    taken = WindowChange.deed == Deed.TAKE_BACK.value
    rows = await _rows(taken & WindowChange.draft.is_in(list(drafts)))
    return {row["draft"]: _change(row) for row in rows}


async def keep(
    row: find.Row, deed: Deed, closes: dt.datetime, reason: str, who: str, now: dt.datetime
) -> None:
    """Write a change of the round in `row` down, inside the transaction that makes it."""
    await WindowChange.insert(
        WindowChange(
            draft=row["draft"],
            round=row["id"],
            deed=deed.value,
            opens=row["opens"],
            was=row["closes"],
            closes=closes,
            reason=reason,
            changed_by=who,
            changed_at=now,
        )
    )


async def _rows(where: find.Where) -> list[find.Row]:
    rows: list[find.Row] = await WindowChange.select().where(where).order_by(WindowChange.id)
    return rows


def _change(row: find.Row) -> Change:
    return Change(
        deed=Deed(row["deed"]),
        first_day=row["opens"].astimezone(lifecycle.SHANGHAI).date(),
        was=lifecycle.last_day(row["was"]),
        last_day=lifecycle.last_day(row["closes"]),
        reason=row["reason"],
        at=row["changed_at"],
    )
