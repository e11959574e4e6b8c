"""Accounts and sign-in. Passwords by argon2id; a session's token is stored only as a hash.

An unknown login costs the same work as a wrong password. After five failures an account rests
for a minute, then longer; the person who waits gets in, the one who guesses does not.
"""

import asyncio
import datetime as dt
import hashlib
import secrets

import argon2
import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid, NotAllowed, NotFound, TooManyTries
from consult.permissions import Actor, Role, require
from consult.services.records import audit
from consult.tables import Account, Session

MIN_PASSWORD = 12
SESSION_HOURS = 10
_FREE_TRIES = 5
_LONGEST_REST = 15
_WRONG = "账号或密码不对。"
_hasher = argon2.PasswordHasher()
_DUMMY = _hasher.hash(secrets.token_urlsafe())


class AccountView(msgspec.Struct, frozen=True):
    """An account as an administrator sees it."""

    login: str
    name: str
    role: Role
    disabled: bool


class SignedIn(msgspec.Struct, frozen=True):
    """A fresh session: the token goes into the person's cookie and nowhere else."""

    token: str
    actor: Actor


async def add_account(
    actor: Actor, now: dt.datetime, *, login: str, name: str, role: Role, password: str
) -> AccountView:
    """Make an account. Raises Invalid for a weak password, Conflict when the login is taken."""
    require(actor, "staff.manage")
    if not login.strip() or role is Role.NETIZEN:
        raise Invalid(
            "请填写账号，并在 staff、committee、administrator 中选一个角色。", field="login"
        )
    hashed = await _hash(password)
    try:
        async with write_tx(Account):
            await Account.insert(
                Account(
                    login=login.strip(),
                    name=name.strip() or login,
                    role=role.value,
                    password_hash=hashed,
                    created_at=now,
                )
            )
            await audit.append(actor, now, "account.add", login.strip(), role=role)
    except UNIQUE_VIOLATIONS:
        raise Conflict("账号“{login}”已经有了。", login=login) from None
    return AccountView(login.strip(), name.strip() or login, role, disabled=False)


async def disable_account(actor: Actor, now: dt.datetime, login: str) -> None:
    """Shut an account and end its sessions. Raises NotFound."""
    require(actor, "staff.manage")
    async with write_tx(Account):
        account = await _account(login)
        await Account.update({Account.disabled: True}).where(Account.id == account["id"])
        await _end_sessions(account["id"], now)
        await audit.append(actor, now, "account.disable", login)


async def reset_password(actor: Actor, now: dt.datetime, login: str, password: str) -> None:
    """Give an account a new password, open it again and end its sessions. Raises NotFound."""
    require(actor, "staff.manage")
    hashed = await _hash(password)
    async with write_tx(Account):
        account = await _account(login)
        await Account.update(
            {
                Account.password_hash: hashed,
                Account.disabled: False,
                Account.failures: 0,
                Account.blocked_until: None,
            }
        ).where(Account.id == account["id"])
        await _end_sessions(account["id"], now)
        await audit.append(actor, now, "account.reset", login)


async def list_accounts(actor: Actor) -> tuple[AccountView, ...]:
    """All accounts, by login."""
    require(actor, "staff.manage")
    rows = await Account.select().order_by(Account.login)
    return tuple(
        AccountView(row["login"], row["name"], Role(row["role"]), row["disabled"]) for row in rows
    )


async def sign_in(now: dt.datetime, login: str, password: str) -> SignedIn:
    """Start a session. Raises NotAllowed for a wrong pair, TooManyTries while an account rests."""
    account = await Account.select().where(Account.login == login.strip()).first()
    right = await _verify(account["password_hash"] if account else _DUMMY, password)
    if account is None or account["disabled"]:
        raise NotAllowed(_WRONG)
    if account["blocked_until"] and now < account["blocked_until"]:
        raise TooManyTries("这个账号连续输错多次，请几分钟后再试，或请管理员重设密码。")
    if not right:
        await _note_failure(account, now)
        raise NotAllowed(_WRONG)
    token = secrets.token_urlsafe(32)
    async with write_tx(Session):
        await Account.update({Account.failures: 0, Account.blocked_until: None}).where(
            Account.id == account["id"]
        )
        await Session.insert(
            Session(
                account=account["id"],
                token_hash=_token_hash(token),
                created_at=now,
                expires_at=now + dt.timedelta(hours=SESSION_HOURS),
            )
        )
        await audit.append(_actor(account), now, "session.start", account["login"])
    return SignedIn(token, _actor(account))


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


async def standing(actor: Actor) -> Actor:
    """`actor` with the rights of this moment, for work that was asked for earlier; whoever has no
    account keeps theirs. Raises NotAllowed when the account was shut meanwhile."""
    if actor.id is None:
        return actor
    row = await Account.select().where(Account.id == actor.id).first()
    if row is None or row["disabled"]:
        raise NotAllowed("{name}的账号已经停用，这项工作不再做。", name=actor.name)
    return _actor(row)


async def sign_out(now: dt.datetime, token: str) -> None:
    """End a session on the server; an unknown token is nothing."""
    actor = await who(token, now)
    if actor is None:
        return
    async with write_tx(Session):
        await Session.update({Session.ended_at: now}).where(
            Session.token_hash == _token_hash(token)
        )
        await audit.append(actor, now, "session.end", actor.name)


async def _hash(password: str) -> str:
    if len(password) < MIN_PASSWORD:
        raise Invalid("密码至少 {n} 个字符。", field="password", n=MIN_PASSWORD)
    return await asyncio.to_thread(_hasher.hash, password)


async def _verify(hashed: str, password: str) -> bool:
    try:
        return await asyncio.to_thread(_hasher.verify, hashed, password)
    except argon2.exceptions.VerificationError:
        return False


async def _note_failure(account: dict[str, object], now: dt.datetime) -> None:
    failures = int(str(account["failures"])) + 1
    rest = min(max(failures - _FREE_TRIES + 1, 0), _LONGEST_REST)
    async with write_tx(Account):
        await Account.update(
            {
                Account.failures: Account.failures + 1,
                Account.blocked_until: now + dt.timedelta(minutes=rest) if rest else None,
            }
        ).where(Account.id == account["id"])
        await audit.append(_actor(account), now, "session.refuse", str(account["login"]))


async def _account(login: str) -> dict[str, object]:
    row = await Account.select().where(Account.login == login).first()
    if row is None:
        raise NotFound("没有账号“{login}”。", login=login)
    return row


async def _end_sessions(account_id: object, now: dt.datetime) -> None:
    await Session.update({Session.ended_at: now}).where(
        (Session.account == account_id) & Session.ended_at.is_null()
    )


def _actor(account: dict[str, object]) -> Actor:
    return Actor(int(str(account["id"])), str(account["name"]), Role(str(account["role"])))


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
