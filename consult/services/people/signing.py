"""Signing in: the password, then the code of the telephone where there is one.

What a wrong try costs is in `lockout`. A login nobody has is answered like a wrong password,
after the same work: the same questions to the database, a hash, the same entry in the chain
(promise R36).
"""

import datetime as dt
from typing import Any

import msgspec

from consult.config import Settings
from consult.engine import write_tx
from consult.errors import NotAllowed
from consult.permissions import NETIZEN, Actor
from consult.services.people import device, lockout, own, recovery, session, twofactor
from consult.services.people import password as passwords
from consult.services.people.device import Visit
from consult.services.people.lockout import Charge
from consult.services.people.session import Stage
from consult.services.records import audit
from consult.tables import Account, Session

_WRONG = "账号或密码不对。"
_CODE_WRONG = "验证码或恢复码不对，或者已经用过。"
LATE = "登录没有完成，或者隔得太久。请从头再来。"
_NOBODY = 0


class Late(NotAllowed):
    """There is no sign-in that waits for its second step, or not any more."""


class SignedIn(msgspec.Struct, frozen=True):
    """A fresh session: the token goes into the person's cookie and nowhere else. `device` is the
    token of the browser, "" before the sign-in is whole."""

    token: str
    actor: Actor
    stage: Stage
    device: str = ""


async def sign_in(
    now: dt.datetime,
    login: str,
    password: str,
    *,
    visit: Visit = Visit(),  # noqa: B008 - frozen
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> SignedIn:
    """Start a session, whole or waiting for the second factor. Raises NotAllowed for a wrong
    pair, TooManyTries when there were too many, whether this one is right or not."""
    login = login.strip()
    account = await Account.select().where(Account.login == login).first()
    known = await device.known(
        account["id"] if account else _NOBODY, visit, settings.secret_key, now
    )
    charges = _charges(login, visit, known, settings.secret_key)
    await lockout.charge(charges, now)
    right = await passwords.fits(password, account["password_hash"] if account else None)
    if account is None or account["disabled"] or not right:
        await _refuse(now, account["login"] if account else "", "password")
        raise NotAllowed(_WRONG)
    stage = Stage.FULL
    if account["totp_seed"]:
        stage = Stage.CODE
    elif twofactor.required(session.actor_of(account).role, settings):
        stage = Stage.SETUP
    async with write_tx(Session):
        await lockout.pay_back(charges)
        if stage is Stage.FULL:
            return await _whole(account, now, visit, settings)
        token = await session.begin(
            account, now, stage=stage, browser=visit.browser, replaces=visit.session
        )
    return SignedIn(token, session.actor_of(account), stage)


async def second_step(now: dt.datetime, code: str, *, visit: Visit, settings: Settings) -> SignedIn:
    """Make the half session of `visit` whole with a code of the telephone or a recovery code.

    A recovery code is never refused for the tries of others: it cannot be guessed. Raises
    NotAllowed for a wrong code, Late when there is nothing to make whole, TooManyTries.
    """
    account = await session.begun(visit.session, now, Stage.CODE)
    if account is None:
        raise Late(LATE)
    if recovery.looks_like(code):
        async with write_tx(Session):
            if await recovery.use(account["id"], code, now):
                actor = session.actor_of(account)
                await audit.append(actor, now, "totp.recover", account["login"])
                return await _whole(account, now, visit, settings)
    known = await device.known(account["id"], visit, settings.secret_key, now)
    charges = _code_charges(account["id"], visit, known, settings.secret_key)
    await lockout.charge(charges, now)
    async with write_tx(Session):
        if await twofactor.spend(account, now, code, settings):
            await lockout.pay_back(charges)
            return await _whole(account, now, visit, settings)
    await _refuse(now, account["login"], "code")
    raise NotAllowed(_CODE_WRONG)


async def _whole(
    account: dict[str, Any], now: dt.datetime, visit: Visit, settings: Settings
) -> SignedIn:
    admitted = await own.admit(account, now, visit, settings)
    return SignedIn(admitted.token, session.actor_of(account), Stage.FULL, admitted.device)


def _charges(login: str, visit: Visit, known: device.Known, secret: str) -> tuple[Charge, ...]:
    if known.device:
        key = lockout.digest(secret, "device", login, visit.device)
        return (Charge(key, lockout.KNOWN),)
    here = Charge(lockout.digest(secret, "here", login, visit.network), lockout.HERE)
    network = Charge(lockout.digest(secret, "network", visit.network), lockout.NETWORK)
    if known.network:
        return here, network
    return here, network, Charge(lockout.digest(secret, "login", login), lockout.LOGIN)


def _code_charges(
    account_id: int, visit: Visit, known: device.Known, secret: str
) -> tuple[Charge, ...]:
    if known.device:
        key = lockout.digest(secret, "device code", str(account_id), visit.device)
        return (Charge(key, lockout.KNOWN),)
    return (Charge(lockout.digest(secret, "code", str(account_id)), lockout.CODE),)


async def _refuse(now: dt.datetime, login: str, factor: str) -> None:
    """The entry of a wrong try. Its author is the public: who it was, nobody knows; what was typed
    as a login is not written down unless it is one, for people type passwords there."""
    async with write_tx(Session):
        await audit.append(NETIZEN, now, "session.refuse", login, factor=factor)
