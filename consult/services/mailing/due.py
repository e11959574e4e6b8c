"""Mails as rows: what is due, whose turn it is to send it, and when it is tried again."""

import datetime as dt
from typing import Any

import msgspec

from consult.services.mailing.post import Message
from consult.services.records import find
from consult.tables import Mail, Notice

MOST_TRIES = 6
AT_ONCE = 200
_FIRST_PAUSE = dt.timedelta(minutes=5)

Kind = type[Mail] | type[Notice]


class Parcel(msgspec.Struct, frozen=True):
    """A message and the rows that are told with it; None: they need not be told any more."""

    rows: tuple[find.Row, ...]
    message: Message | None


def unsent(table: Kind, now: dt.datetime) -> Any:
    """The condition for rows whose time has come."""
    return table.sent_at.is_null() & (table.due_at <= now) & (table.tries < MOST_TRIES)


async def claim(table: Kind, row: find.Row, now: dt.datetime) -> bool:
    """Count a try and set the time of the next one; False when another process was first."""
    later = now + _FIRST_PAUSE * 2 ** row["tries"]
    taken = (
        await table.update({table.tries: row["tries"] + 1, table.due_at: later})
        .where((table.id == row["id"]) & (table.tries == row["tries"]) & table.sent_at.is_null())
        .returning(table.id)
    )
    return bool(taken)


async def give_back(table: Kind, row: find.Row, now: dt.datetime) -> None:
    """Undo a claim: the try did not count."""
    await table.update({table.tries: row["tries"], table.due_at: now}).where(table.id == row["id"])


async def mark(table: Kind, rows: list[find.Row], now: dt.datetime) -> None:
    """Note that rows have been told."""
    ids = [row["id"] for row in rows]
    await table.update({table.sent_at: now}).where(table.id.is_in(ids))
