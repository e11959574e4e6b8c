"""What an administrator does to an account, and doing it; `consent` says when it has to wait."""

import datetime as dt
from enum import StrEnum
from typing import Any

import msgspec
from piccolo.columns import Column

from consult.engine import UNIQUE_VIOLATIONS
from consult.errors import Conflict, NotFound
from consult.permissions import Actor, Role
from consult.services.people import device, recovery, session
from consult.services.records import audit, find
from consult.tables import Account


class Deed(StrEnum):
    """新建、修改、停用、重设密码、重置两步验证."""

    ADD = "add"
    CHANGE = "change"
    DISABLE = "disable"
    RESET = "reset"
    TOTP = "totp"


class Wish(msgspec.Struct, frozen=True):
    """A deed with what the account is to have afterwards."""

    login: str
    deed: Deed
    name: str
    role: Role
    body: int | None
    department: int | None
    password_hash: str = ""


async def row_of(login: str) -> find.Row:
    """The account with this login. Raises NotFound."""
    row: find.Row | None = await Account.select().where(Account.login == login).first()
    if row is None:
        raise NotFound("没有账号“{login}”。", login=login)
    return row


async def carry_out(actor: Actor, now: dt.datetime, wish: Wish) -> None:
    """Inside a transaction: do it and record it. Sessions of an account that is changed, shut or
    given a new password end. Raises NotFound, Conflict when a new login is taken."""
    where: dict[str, Any] = {"body": wish.body, "department": wish.department}
    if wish.deed is Deed.ADD:
        await _add(now, wish)
        await audit.append(actor, now, "account.add", wish.login, role=wish.role, **where)
        return
    account = (await row_of(wish.login))["id"]
    await session.end_all(account, now)
    if wish.deed is Deed.CHANGE:
        values: dict[Column | str, Any] = {"name": wish.name, "role": wish.role.value}
        values.update(where)
        await Account.update(values).where(Account.id == account)
        await audit.append(actor, now, "account.change", wish.login, role=wish.role, **where)
    elif wish.deed is Deed.DISABLE:
        await Account.update({Account.disabled: True}).where(Account.id == account)
        await audit.append(actor, now, "account.disable", wish.login)
    elif wish.deed is Deed.TOTP:
        await forget_telephone(account)
        await audit.append(actor, now, "totp.reset", wish.login)
    else:
        opened: dict[Column | str, Any] = {
            Account.password_hash: wish.password_hash,
            Account.disabled: False,
        }
        await Account.update(opened).where(Account.id == account)
        await device.forget_all(account)
        await audit.append(actor, now, "account.reset", wish.login)


async def forget_telephone(account_id: int) -> None:
    """Inside a transaction: no second factor, and no recovery codes."""
    values: dict[Column | str, Any] = {
        Account.totp_seed: "",
        Account.totp_offered: "",
        Account.totp_since: None,
    }
    await Account.update(values).where(Account.id == account_id)
    await recovery.drop(account_id)


async def _add(now: dt.datetime, wish: Wish) -> None:
    row = Account(
        login=wish.login,
        name=wish.name,
        role=wish.role.value,
        body=wish.body,
        department=wish.department,
        password_hash=wish.password_hash,
        created_at=now,
    )
    try:
        await Account.insert(row)
    except UNIQUE_VIOLATIONS:
        raise Conflict("账号“{login}”已经有了。", login=wish.login) from None
