"""Accounts: who has one, made, shut and opened again. How somebody signs in is in `signing`."""

import datetime as dt
from typing import Any

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.permissions import Actor, Role, require
from consult.services.people import password as passwords
from consult.services.people import session
from consult.services.records import audit
from consult.tables import Account


class AccountView(msgspec.Struct, frozen=True):
    """An account as an administrator sees it."""

    login: str
    name: str
    role: Role
    disabled: bool


async def add_account(
    actor: Actor, now: dt.datetime, *, login: str, name: str, role: Role, password: str
) -> AccountView:
    """Make an account. Raises Invalid for a weak password, Conflict when the login is taken."""
    require(actor, "staff.manage")
    if not login.strip() or role is Role.NETIZEN:
        raise Invalid(
            "请填写账号，并在 staff、committee、administrator 中选一个角色。", field="login"
        )
    hashed = await passwords.new_hash(password)
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
        await session.end_all(account["id"], now)
        await audit.append(actor, now, "account.disable", login)


async def reset_password(actor: Actor, now: dt.datetime, login: str, password: str) -> None:
    """Give an account a new password, open it again and end its sessions. Raises NotFound."""
    require(actor, "staff.manage")
    hashed = await passwords.new_hash(password)
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
        await session.end_all(account["id"], now)
        await audit.append(actor, now, "account.reset", login)


async def list_accounts(actor: Actor) -> tuple[AccountView, ...]:
    """All accounts, by login."""
    require(actor, "staff.manage")
    rows = await Account.select().order_by(Account.login)
    return tuple(
        AccountView(row["login"], row["name"], Role(row["role"]), row["disabled"]) for row in rows
    )


async def standing(actor: Actor) -> Actor:
    """`actor` with the rights of this moment, for work that was asked for earlier; whoever has no
    account keeps theirs. Raises NotAllowed when the account was shut meanwhile."""
    if actor.id is None:
        return actor
    row = await Account.select().where(Account.id == actor.id).first()
    if row is None or row["disabled"]:
        raise NotAllowed("{name}的账号已经停用，这项工作不再做。", name=actor.name)
    return session.actor_of(row)


async def _account(login: str) -> dict[str, Any]:
    row = await Account.select().where(Account.login == login).first()
    if row is None:
        raise NotFound("没有账号“{login}”。", login=login)
    return row
