"""Sessions: they begin with a fresh token, live on the server, and end there. The token itself is
only in the person's browser; here is its hash."""

import datetime as dt
import hashlib
import secrets
from enum import StrEnum
from typing import Any

import msgspec

from consult.engine import write_tx
from consult.errors import NotFound
from consult.permissions import Actor, Role, require
from consult.services.records import audit
from consult.tables import Account, Session

LONGEST = dt.timedelta(hours=10)
IDLE = dt.timedelta(minutes=30)
_TOUCH = dt.timedelta(minutes=1)
"""How exact the time of the last click is: not every click shall cost a write."""


class Stage(StrEnum):
    """How far a sign-in is. Only a whole one opens anything."""

    CODE = "code"
    """The password was right; the code of the telephone is asked for."""
    SETUP = "setup"
    """The password was right; a telephone has to be set up first."""
    FULL = "full"


_LASTS = {
    Stage.CODE: dt.timedelta(minutes=5),
    Stage.SETUP: dt.timedelta(minutes=20),
    Stage.FULL: LONGEST,
}


class SessionView(msgspec.Struct, frozen=True):
    """One of a person's sessions, as they see it. `mine` is the one they look from."""

    id: int
    since: dt.datetime
    seen: dt.datetime
    browser: str
    mine: bool


async def begin(
    account: dict[str, Any],
    now: dt.datetime,
    *,
    stage: Stage = Stage.FULL,
    browser: str = "",
    replaces: str = "",
) -> str:
    """Inside a transaction: a new session of this account; its token. The session whose token is
    `replaces` ends with it."""
    token = secrets.token_urlsafe(32)
    if replaces:
        await Session.update({Session.ended_at: now}).where(
            (Session.token_hash == token_hash(replaces)) & Session.ended_at.is_null()
        )
    await Session.insert(
        Session(
            account=account["id"],
            token_hash=token_hash(token),
            stage=stage.value,
            browser=browser,
            created_at=now,
            seen_at=now,
            expires_at=now + _LASTS[stage],
        )
    )
    action = "session.start" if stage is Stage.FULL else "session.half"
    await audit.append(actor_of(account), now, action, account["login"], browser=browser)
    return token


async def who(token: str, now: dt.datetime, idle: dt.timedelta = IDLE) -> Actor | None:
    """The person behind the token of a whole session, or None when it is unknown, over, shut, or
    has been idle for as long as `idle`."""
    row = (
        await Session.select(
            *(Session.id, Session.seen_at, Session.created_at, Session.expires_at),
            *(Session.account.id, Session.account.name, Session.account.role),
            *(Session.account.body, Session.account.department),
            Session.account.body.name,  # type: ignore[union-attr]
        )
        .where(Session.token_hash == token_hash(token), *_alive(Stage.FULL, now))
        .first()
    )
    if row is None:
        return None
    quiet = now - (row["seen_at"] or row["created_at"])
    if quiet >= idle:
        return None
    if quiet >= _TOUCH:
        async with write_tx(Session):
            await Session.update({Session.seen_at: now}).where(Session.id == row["id"])
    fields = ("id", "name", "role", "body", "department")
    named = {field: row[f"account.{field}"] for field in fields}
    return actor_of({**named, "organ": row["account.body.name"]})


async def begun(token: str, now: dt.datetime, stage: Stage) -> dict[str, Any] | None:
    """The account whose sign-in stands at `stage` with this token; None without one."""
    here = (Session.token_hash == token_hash(token), *_alive(stage, now))
    row = await Session.select(Session.account).where(*here).first() if token else None
    if row is None:
        return None
    account: dict[str, Any] | None = (
        await Account.select().where(Account.id == row["account"]).first()
    )
    return account


async def end(now: dt.datetime, token: str) -> None:
    """End a session on the server, also a half one; an unknown token is nothing."""
    async with write_tx(Session):
        ended = await (
            Session.update({Session.ended_at: now})
            .where((Session.token_hash == token_hash(token)) & Session.ended_at.is_null())
            .returning(Session.account)
        )
        for row in ended:
            await _note_end(row["account"], now)


async def end_all(account_id: object, now: dt.datetime) -> None:
    """Inside a transaction: end every session of an account, as after a change of its rights."""
    await Session.update({Session.ended_at: now}).where(
        (Session.account == account_id) & Session.ended_at.is_null()
    )


async def list_own(
    actor: Actor, now: dt.datetime, token: str, idle: dt.timedelta = IDLE
) -> tuple[SessionView, ...]:
    """The sessions of this person that still open anything, the newest first."""
    require(actor, "account.own")
    rows = await (
        Session.select()
        .where((Session.account == actor.id), *_alive(Stage.FULL, now))
        .order_by(Session.id, ascending=False)
    )
    mine = token_hash(token)
    return tuple(
        SessionView(
            row["id"],
            row["created_at"],
            row["seen_at"] or row["created_at"],
            row["browser"],
            row["token_hash"] == mine,
        )
        for row in rows
        if now - (row["seen_at"] or row["created_at"]) < idle
    )


async def end_own(actor: Actor, now: dt.datetime, session_id: int) -> None:
    """End one of one's own sessions. Raises NotFound for anybody else's."""
    require(actor, "account.own")
    own = (Session.id == session_id) & (Session.account == actor.id) & Session.ended_at.is_null()
    async with write_tx(Session):
        if not await Session.update({Session.ended_at: now}).where(own).returning(Session.id):
            raise NotFound("没有这次登录，或者它已经结束。")
        await _note_end(actor.id, now)


async def end_others(actor: Actor, now: dt.datetime, token: str) -> None:
    """End all of one's own sessions but the one with this token."""
    require(actor, "account.own")
    others = (Session.account == actor.id) & (Session.token_hash != token_hash(token))
    async with write_tx(Session):
        await Session.update({Session.ended_at: now}).where(others & Session.ended_at.is_null())
        await _note_end(actor.id, now, others=True)


def actor_of(account: dict[str, Any]) -> Actor:
    """The person whose row of the accounts this is, with the name of the `organ` where known."""
    return Actor(
        int(account["id"]),
        account["name"],
        Role(account["role"]),
        account["body"],
        account["department"],
        account.get("organ") or "",
    )


def token_hash(token: str) -> str:
    """What is stored of a token of 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _alive(stage: Stage, now: dt.datetime) -> tuple[Any, ...]:
    return (
        Session.stage == stage.value,
        Session.ended_at.is_null(),
        Session.expires_at > now,
        Session.account.disabled != True,  # noqa: E712 - a column, not a truth
    )


async def _note_end(account_id: object, now: dt.datetime, **detail: object) -> None:
    account = await Account.select().where(Account.id == account_id).first()
    if account:
        await audit.append(actor_of(account), now, "session.end", account["login"], **detail)
