"""What people do with their own account: prove that it is theirs, change its password."""

import datetime as dt
from typing import Any

import msgspec

from consult.config import Settings
from consult.engine import write_tx
from consult.errors import Invalid, NotAllowed
from consult.permissions import Actor, require
from consult.services.people import device, lockout, session
from consult.services.people import password as passwords
from consult.services.people.device import Visit
from consult.services.people.lockout import Charge
from consult.services.records import audit
from consult.tables import Account


class Admitted(msgspec.Struct, frozen=True):
    """A whole session: its token and the one of the browser, each for a cookie of its own."""

    token: str
    device: str


class Mine(msgspec.Struct, frozen=True):
    """An account as its owner sees it."""

    login: str
    name: str


async def row(actor: Actor) -> dict[str, Any]:
    """The row of the person who asks. Raises NotAllowed for whoever has no account."""
    require(actor, "account.own")
    found: dict[str, Any] | None = await Account.select().where(Account.id == actor.id).first()
    if found is None:
        raise NotAllowed("请用自己的账号登录，再做这件事。")
    return found


async def about(actor: Actor) -> Mine:
    """What people see of their own account."""
    found = await row(actor)
    return Mine(found["login"], found["name"])


async def prove(
    actor: Actor, now: dt.datetime, password: str, settings: Settings, field: str = "proof"
) -> dict[str, Any]:
    """The row of the person who asks, once they typed their password again: a session left open
    is not enough to change how they sign in. Raises Invalid at `field`, TooManyTries."""
    account = await row(actor)
    key = lockout.digest(settings.secret_key, "own", str(account["id"]))
    charges = (Charge(key, lockout.KNOWN),)
    await lockout.charge(charges, now)
    if not await passwords.fits(password, account["password_hash"]):
        raise Invalid("现在的密码不对。", field=field)
    async with write_tx(Account):
        await lockout.pay_back(charges)
    return account


async def change_password(
    actor: Actor, now: dt.datetime, old: str, new: str, *, visit: Visit, settings: Settings
) -> Admitted:
    """Give oneself a new password. Every session ends, every browser is forgotten; one begins
    here. Raises Invalid when `old` is wrong or `new` easy to guess, TooManyTries."""
    account = await prove(actor, now, old, settings, field="old")
    hashed = await passwords.new_hash(new, account["login"])
    async with write_tx(Account):
        await Account.update({Account.password_hash: hashed}).where(Account.id == account["id"])
        await audit.append(actor, now, "account.password", account["login"])
        await session.end_all(account["id"], now)
        await device.forget_all(account["id"])
        return await admit(account, now, visit, settings)


async def admit(
    account: dict[str, Any], now: dt.datetime, visit: Visit, settings: Settings
) -> Admitted:
    """Inside a transaction: a whole session with a new token instead of the one of `visit`, and a
    browser that is known from now on."""
    token = await session.begin(account, now, browser=visit.browser, replaces=visit.session)
    seen = await device.remember(account["id"], visit, settings.secret_key, now)
    return Admitted(token, seen)
