"""The second factor: a telephone that shows a code which changes with the clock.

The database holds a seed; the key is made of it and the site's secret key (`totp.key_of`), is
shown while a telephone is set up, and never again.
"""

import datetime as dt
import secrets
from typing import Any

import msgspec
from piccolo.columns import Column

from consult.config import Settings
from consult.engine import write_tx
from consult.errors import Conflict, Invalid, NotAllowed
from consult.permissions import Actor, Role
from consult.services.people import deed, own, recovery, session, totp
from consult.services.people.device import Visit
from consult.services.people.own import Admitted
from consult.services.records import audit
from consult.tables import Account

_GUESTS = frozenset({Role.COMMITTEE, Role.DEPARTMENT})
_CODE_WRONG = "验证码不对，或者已经用过。请等手机上出现下一个，再输一次；手机的时间要准。"


class Offer(msgspec.Struct, frozen=True):
    """What a telephone needs: the key as typed, and the address its camera reads."""

    key: str
    address: str


class Standing(msgspec.Struct, frozen=True):
    """A person's second factor: since when, how many recovery codes are left, whether it is
    required of them."""

    since: dt.datetime | None
    codes_left: int
    required: bool


class Confirmed(msgspec.Struct, frozen=True):
    """A telephone that counts from now on, and the codes to keep on paper."""

    codes: tuple[str, ...]
    admitted: Admitted


def required(role: Role, settings: Settings) -> bool:
    """Whether people of this role must have a second factor."""
    return settings.totp == "everyone" or (settings.totp == "staff" and role not in _GUESTS)


async def standing(actor: Actor, settings: Settings) -> Standing:
    """The second factor of the person who asks."""
    account = await own.row(actor)
    return Standing(
        account["totp_since"], await recovery.left(account["id"]), required(actor.role, settings)
    )


async def begin(account: dict[str, Any], now: dt.datetime) -> None:
    """Make a key for a telephone to be set up; it counts for nothing before `confirm`. Raises
    Conflict when the account has its telephone."""
    if account["totp_seed"]:
        raise Conflict("两步验证已经设好。要换手机，请先停用，再重新设置。")
    async with write_tx(Account):
        await Account.update({Account.totp_offered: secrets.token_hex(32)}).where(
            Account.id == account["id"]
        )
        await audit.append(session.actor_of(account), now, "totp.offer", account["login"])


def offered(account: dict[str, Any], settings: Settings, issuer: str) -> Offer | None:
    """The key made by `begin` while it is not confirmed; None without one."""
    if not account["totp_offered"]:
        return None
    key = totp.key_of(settings.secret_key, account["totp_offered"])
    return Offer(totp.spelled(key), totp.address(key, issuer, account["login"]))


async def confirm(
    account: dict[str, Any], now: dt.datetime, code: str, *, visit: Visit, settings: Settings
) -> Confirmed:
    """Count the offered telephone from now on, because it shows the right code. Every session of
    the account ends and one begins. Raises Invalid for another code, Conflict without an offer."""
    seed = account["totp_offered"]
    if not seed:
        raise Conflict("请先打开设置两步验证的那一页，再输验证码。")
    step = totp.step_of(totp.key_of(settings.secret_key, seed), _plain(code), now.timestamp(), 0)
    if step is None:
        raise Invalid(_CODE_WRONG, field="code")
    values: dict[Column | str, Any] = {
        Account.totp_seed: seed,
        Account.totp_offered: "",
        Account.totp_since: now,
        Account.totp_step: step,
    }
    async with write_tx(Account):
        await Account.update(values).where(Account.id == account["id"])
        codes = await recovery.make(account["id"], now)
        await audit.append(session.actor_of(account), now, "totp.set", account["login"])
        await session.end_all(account["id"], now)
        admitted = await own.admit(account, now, visit, settings)
    return Confirmed(codes, admitted)


async def spend(account: dict[str, Any], now: dt.datetime, code: str, settings: Settings) -> bool:
    """Inside a transaction: whether this is a code of the account's telephone that was not used
    before; it is used now."""
    if not account["totp_seed"]:
        return False
    key = totp.key_of(settings.secret_key, account["totp_seed"])
    step = totp.step_of(key, _plain(code), now.timestamp(), account["totp_step"])
    if step is None:
        return False
    first = await (
        Account.update({Account.totp_step: step})
        .where((Account.id == account["id"]) & (Account.totp_step < step))
        .returning(Account.id)
    )
    return bool(first)


async def new_codes(
    actor: Actor, now: dt.datetime, password: str, settings: Settings
) -> tuple[str, ...]:
    """Ten new recovery codes instead of the old ones. Raises Invalid for a wrong password,
    Conflict without a telephone."""
    account = await own.prove(actor, now, password, settings)
    if not account["totp_seed"]:
        raise Conflict("还没有设置两步验证，用不着恢复码。")
    async with write_tx(Account):
        codes = await recovery.make(account["id"], now)
        await audit.append(actor, now, "totp.codes", account["login"])
    return codes


async def turn_off(actor: Actor, now: dt.datetime, password: str, settings: Settings) -> None:
    """Sign in by password alone from now on. Raises Invalid for a wrong password, NotAllowed
    where a second factor is required."""
    account = await own.prove(actor, now, password, settings)
    if required(actor.role, settings):
        raise NotAllowed("本单位要求两步验证，不能停用。换手机请找管理员重置。")
    async with write_tx(Account):
        await deed.forget_telephone(account["id"])
        await audit.append(actor, now, "totp.off", account["login"])


def _plain(code: str) -> str:
    return "".join(code.split())
