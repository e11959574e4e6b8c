"""The address at which a person's calendar program reads what is due: as good as a password, so it
is shown once, kept as a digest, and ended with one button."""

import datetime as dt
import hashlib
import secrets

from consult.engine import write_tx
from consult.permissions import Actor, Role, may, require
from consult.services.records import audit
from consult.tables import CalendarFeed

_BYTES = 24
"""192 bits: beyond guessing (ASVS 5.0, 6.5.2)."""


async def begin(actor: Actor, now: dt.datetime) -> str:
    """A new address for this person, the one before ended; its secret part."""
    require(actor, "desk.read")
    token = secrets.token_urlsafe(_BYTES)
    async with write_tx(CalendarFeed):
        await _end(actor, now)
        await CalendarFeed.insert(
            CalendarFeed(account=actor.id, token_hash=_digest(token), made_at=now)
        )
        await audit.append(actor, now, "calendar.begin", actor.name)
    return token


async def end(actor: Actor, now: dt.datetime) -> None:
    """No address of this person is read any more."""
    require(actor, "desk.read")
    async with write_tx(CalendarFeed):
        await _end(actor, now)
        await audit.append(actor, now, "calendar.end", actor.name)


async def since(actor: Actor) -> dt.datetime | None:
    """Since when this person has an address, None without one."""
    row = (
        await CalendarFeed.select(CalendarFeed.made_at)
        .where((CalendarFeed.account == actor.id) & CalendarFeed.ended_at.is_null())
        .first()
    )
    return row["made_at"] if row else None


async def reader(token: str) -> Actor | None:
    """The person whose address this is, None when it is unknown or ended, or the account is shut
    or may not see the desk any more."""
    row = (
        await CalendarFeed.select(
            *(CalendarFeed.account.id, CalendarFeed.account.name, CalendarFeed.account.role),
            *(CalendarFeed.account.body, CalendarFeed.account.disabled),
        )
        .where((CalendarFeed.token_hash == _digest(token)) & CalendarFeed.ended_at.is_null())
        .first()
    )
    if row is None or row["account.disabled"]:
        return None
    actor = Actor(
        row["account.id"], row["account.name"], Role(row["account.role"]), row["account.body"]
    )
    return actor if may(actor, "desk.read") else None


async def _end(actor: Actor, now: dt.datetime) -> None:
    await CalendarFeed.update({CalendarFeed.ended_at: now}).where(
        (CalendarFeed.account == actor.id) & CalendarFeed.ended_at.is_null()
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
