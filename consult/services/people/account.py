"""Accounts: who has one, made, changed, shut and opened again. How somebody signs in is in
`signing`; when another administrator has to agree, in `consent`."""

import datetime as dt

import msgspec

from consult.engine import write_tx
from consult.errors import Invalid, NotAllowed, NotFound
from consult.permissions import Actor, Role, require
from consult.services.people import consent, session
from consult.services.people import password as passwords
from consult.services.people.deed import Deed, Wish, row_of
from consult.services.records import find
from consult.tables import Account, Body, Department


class AccountView(msgspec.Struct, frozen=True):
    """An account as an administrator sees it. `waits` while another one has to agree to what was
    asked for just now; the account is as it was."""

    login: str
    name: str
    role: Role
    disabled: bool
    id: int = 0
    body: int | None = None
    organ: str = ""
    department: int | None = None
    section: str = ""
    waits: bool = False


async def add_account(
    actor: Actor,
    now: dt.datetime,
    *,
    login: str,
    name: str,
    role: Role,
    password: str,
    body: int | None = None,
    department: int | None = None,
) -> AccountView:
    """Make an account, of the actor's own organ where they have one.

    Raises Invalid for a weak password or a place that does not fit, Conflict when the login is
    taken, NotAllowed when an auditor's account is to be made with nobody to agree.
    """
    require(actor, "staff.manage")
    login = login.strip()
    if not login:
        raise Invalid("请填写账号。", field="login")
    wish = Wish(
        login, Deed.ADD, name.strip() or login, role, *await _place(actor, role, body, department)
    )
    hashed = await passwords.new_hash(password, login)
    return await _want(actor, now, msgspec.structs.replace(wish, password_hash=hashed), None)


async def change_account(
    actor: Actor,
    now: dt.datetime,
    login: str,
    *,
    name: str,
    role: Role,
    body: int | None,
    department: int | None,
) -> AccountView:
    """Give an account another name, role, organ or department; its sessions end. Nobody does it
    to their own. Raises NotFound, NotAllowed, Invalid."""
    before = await _of_mine(actor, login)
    wish = Wish(
        *(login, Deed.CHANGE, name.strip() or before["name"], role),
        *await _place(actor, role, body, department),
    )
    return await _want(actor, now, wish, before)


async def disable_account(actor: Actor, now: dt.datetime, login: str) -> AccountView:
    """Shut an account and end its sessions; nobody shuts their own. Raises NotFound, NotAllowed."""
    before = await _of_mine(actor, login)
    return await _want(actor, now, _as_it_is(before, Deed.DISABLE), before)


async def reset_password(actor: Actor, now: dt.datetime, login: str, password: str) -> AccountView:
    """Give an account a new password, open it again, end its sessions and forget its browsers.
    Raises NotFound, NotAllowed, Invalid for a weak password."""
    before = await _of_mine(actor, login)
    hashed = await passwords.new_hash(password, login)
    wish = msgspec.structs.replace(_as_it_is(before, Deed.RESET), password_hash=hashed)
    return await _want(actor, now, wish, before)


async def reset_factor(actor: Actor, now: dt.datetime, login: str) -> AccountView:
    """For somebody who lost telephone and codes: no second factor, every session over. Raises
    NotFound, NotAllowed."""
    before = await _of_mine(actor, login)
    return await _want(actor, now, _as_it_is(before, Deed.TOTP), before)


async def list_accounts(actor: Actor) -> tuple[AccountView, ...]:
    """The accounts, by login: all, or those of the reader's organ."""
    require(actor, "staff.read")
    query = Account.select(*Account.all_columns(), Account.body.name).order_by(Account.login)
    rows = await (query.where(Account.body == actor.body) if actor.body is not None else query)
    sections = {row["id"]: row["name"] for row in await Department.select()}
    return tuple(
        AccountView(
            login=row["login"],
            name=row["name"],
            role=Role(row["role"]),
            disabled=row["disabled"],
            id=row["id"],
            body=row["body"],
            organ=row["body.name"] or "",
            department=row["department"],
            section=sections.get(row["department"], ""),
        )
        for row in rows
    )


async def show_account(actor: Actor, account_id: int) -> AccountView:
    """One account. Raises NotFound."""
    for one in await list_accounts(actor):
        if one.id == account_id:
            return one
    raise NotFound("没有这个账号。")


async def standing(actor: Actor) -> Actor:
    """`actor` with the rights of this moment, for work that was asked for earlier; whoever has no
    account keeps theirs. Raises NotAllowed when the account was shut meanwhile."""
    if actor.id is None:
        return actor
    row = await Account.select().where(Account.id == actor.id).first()
    if row is None or row["disabled"]:
        raise NotAllowed("{name}的账号已经停用，这项工作不再做。", name=actor.name)
    return session.actor_of(row)


async def _want(actor: Actor, now: dt.datetime, wish: Wish, before: find.Row | None) -> AccountView:
    was = Role(before["role"]) if before else None
    async with write_tx(Account):
        done = await consent.want(actor, now, wish, was)
    return AccountView(
        wish.login,
        wish.name,
        wish.role,
        disabled=done and wish.deed is Deed.DISABLE,
        body=wish.body,
        department=wish.department,
        waits=not done,
    )


def _as_it_is(row: find.Row, deed: Deed) -> Wish:
    return Wish(row["login"], deed, row["name"], Role(row["role"]), row["body"], row["department"])


async def _of_mine(actor: Actor, login: str) -> find.Row:
    """The account of this login, for an administrator who may change it."""
    require(actor, "staff.manage")
    row = await row_of(login)
    if actor.body not in (None, row["body"]):
        raise NotFound("没有账号“{login}”。", login=login)
    if actor.id == row["id"]:
        raise NotAllowed("不能这样改自己的账号。请另一位管理员来改；自己的密码在“我的账号”里改。")
    return row


async def _place(
    actor: Actor, role: Role, body: int | None, department: int | None
) -> tuple[int | None, int | None]:
    """The organ and department of an account, checked. Raises Invalid, NotAllowed."""
    if role is Role.NETIZEN:
        raise Invalid("请选一个角色。", field="role")
    if actor.body is not None and body not in (None, actor.body):
        raise NotAllowed("您只能管理本机关的账号。")
    body = actor.body if body is None else body
    if body is not None and not await Body.exists().where(Body.id == body):
        raise Invalid("没有这个机关。", field="body")
    if role is Role.DEPARTMENT and department is None:
        raise Invalid("部门联系人要选一个部门。", field="department")
    inside = (Department.id == department) & (Department.body == body)
    if department is not None and (body is None or not await Department.exists().where(inside)):
        raise Invalid("这个部门不属于所选的机关。", field="department")
    return body, department
