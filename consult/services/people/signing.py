"""Signing in. After five failures an account rests for a minute, then longer."""

import datetime as dt
from typing import Any

import msgspec

from consult.engine import write_tx
from consult.errors import NotAllowed, TooManyTries
from consult.permissions import Actor
from consult.services.people import password as passwords
from consult.services.people import session
from consult.services.records import audit
from consult.tables import Account, Session

_FREE_TRIES = 5
_LONGEST_REST = 15
_WRONG = "账号或密码不对。"


class SignedIn(msgspec.Struct, frozen=True):
    """A fresh session: the token goes into the person's cookie and nowhere else."""

    token: str
    actor: Actor


async def sign_in(now: dt.datetime, login: str, password: str) -> SignedIn:
    """Start a session. Raises NotAllowed for a wrong pair, TooManyTries while an account rests."""
    account = await Account.select().where(Account.login == login.strip()).first()
    right = await passwords.fits(password, account["password_hash"] if account else None)
    if account is None or account["disabled"]:
        raise NotAllowed(_WRONG)
    if account["blocked_until"] and now < account["blocked_until"]:
        raise TooManyTries("这个账号连续输错多次，请几分钟后再试，或请管理员重设密码。")
    if not right:
        await _note_failure(account, now)
        raise NotAllowed(_WRONG)
    async with write_tx(Session):
        await Account.update({Account.failures: 0, Account.blocked_until: None}).where(
            Account.id == account["id"]
        )
        token = await session.begin(account, now)
    return SignedIn(token, session.actor_of(account))


async def _note_failure(account: dict[str, Any], now: dt.datetime) -> None:
    failures = int(account["failures"]) + 1
    rest = min(max(failures - _FREE_TRIES + 1, 0), _LONGEST_REST)
    async with write_tx(Account):
        await Account.update(
            {
                Account.failures: Account.failures + 1,
                Account.blocked_until: now + dt.timedelta(minutes=rest) if rest else None,
            }
        ).where(Account.id == account["id"])
        await audit.append(session.actor_of(account), now, "session.refuse", account["login"])
