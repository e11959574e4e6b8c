"""Sessions: they begin with a fresh token, live on the server, and end there. The token itself is
only in the person's browser; here is its hash."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from consult.engine import write_tx
from consult.permissions import Actor, Role
from consult.services.records import audit
from consult.tables import Session

LONGEST_HOURS = 10


async def begin(account: dict[str, Any], now: dt.datetime) -> str:
    """Inside a transaction: a new session of this account; its token."""
    token = secrets.token_urlsafe(32)
    await Session.insert(
        Session(
            account=account["id"],
            token_hash=_token_hash(token),
            created_at=now,
            expires_at=now + dt.timedelta(hours=LONGEST_HOURS),
        )
    )
    await audit.append(actor_of(account), now, "session.start", account["login"])
    return token


async def who(token: str, now: dt.datetime) -> Actor | None:
    """The person behind a session token, or None when it is unknown, over or shut."""
    row = (
        await Session.select(
            *(Session.account.id, Session.account.name, Session.account.role),
            *(Session.account.disabled, Session.expires_at, Session.ended_at),
        )
        .where(Session.token_hash == _token_hash(token))
        .first()
    )
    if row is None or row["ended_at"] or row["account.disabled"] or now >= row["expires_at"]:
        return None
    return Actor(row["account.id"], row["account.name"], Role(row["account.role"]))


async def end(now: dt.datetime, token: str) -> None:
    """End a session on the server; an unknown token is nothing."""
    actor = await who(token, now)
    if actor is None:
        return
    async with write_tx(Session):
        await Session.update({Session.ended_at: now}).where(
            Session.token_hash == _token_hash(token)
        )
        await audit.append(actor, now, "session.end", actor.name)


async def end_all(account_id: object, now: dt.datetime) -> None:
    """Inside a transaction: end every session of an account, as after a change of its rights."""
    await Session.update({Session.ended_at: now}).where(
        (Session.account == account_id) & Session.ended_at.is_null()
    )


def actor_of(account: dict[str, Any]) -> Actor:
    """The person whose row of the accounts this is."""
    return Actor(int(account["id"]), account["name"], Role(account["role"]))


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
