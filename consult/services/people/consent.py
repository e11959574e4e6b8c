"""Nobody alone changes an auditor's account: what one administrator wants waits for another.

The command line may do it on a site with no administrator to ask. Every step is in the audit
chain, and an auditor finds those on auditors' accounts on the first page of the desk.
"""

import datetime as dt

import msgspec

from consult.engine import write_tx
from consult.errors import Conflict, NotAllowed, NotFound
from consult.permissions import Actor, Role, require
from consult.services.people.deed import Wish, carry_out
from consult.services.records import audit, find
from consult.tables import Account, AccountDeed, AuditEntry

_SHOWN = 10
_ACTIONS = (
    *("account.add", "account.change", "account.disable", "account.reset"),
    *("account.ask", "account.agree", "account.refuse", "totp.reset"),
)


class Waiting(msgspec.Struct, frozen=True):
    """A deed that waits for another administrator; `mine` is of the one who looks."""

    id: int
    wish: Wish
    asked_by: str
    asked_at: dt.datetime
    mine: bool


class Step(msgspec.Struct, frozen=True):
    """Something done to an auditor's account."""

    at: dt.datetime
    by: str
    action: str
    login: str


async def want(actor: Actor, now: dt.datetime, wish: Wish, before: Role | None) -> bool:
    """Inside a transaction: do it, or let it wait where an auditor's account is touched; whether
    it is done. `before` is the role the account has. Raises NotAllowed when nobody could agree."""
    if Role.AUDITOR not in (wish.role, before) or not await _needs_another(actor, wish.body):
        await carry_out(actor, now, wish)
        return True
    await AccountDeed.insert(
        AccountDeed(
            login=wish.login,
            deed=wish.deed.value,
            detail=msgspec.json.encode(wish).decode(),
            asked_by=actor.name,
            asker=actor.id,
            asked_at=now,
        )
    )
    await audit.append(actor, now, "account.ask", wish.login, deed=wish.deed, role=wish.role)
    return False


async def settle(actor: Actor, now: dt.datetime, wish_id: int, *, agree: bool) -> Wish:
    """Agree to a deed, which is then done, or refuse it; whoever asked may only take it back.

    Raises NotFound, NotAllowed, Conflict when it was settled already or cannot be done any more.
    """
    require(actor, "staff.manage")
    async with write_tx(AccountDeed):
        row = await AccountDeed.select().where(AccountDeed.id == wish_id).first()
        wish = msgspec.json.decode(row["detail"], type=Wish) if row and row["detail"] else None
        if row is None or (wish and actor.body not in (None, wish.body)):
            raise NotFound("没有这项请求。")
        if wish is None or row["settled_at"]:
            raise Conflict("这项请求刚刚已经有人处理了。")
        if agree and (actor.id is None or actor.id == row["asker"]):
            raise NotAllowed("要由另一位管理员用自己的账号同意。")
        outcome = "agreed" if agree else "refused"
        await AccountDeed.update(
            {"settled_by": actor.name, "settled_at": now, "outcome": outcome, "detail": ""}
        ).where(AccountDeed.id == wish_id)
        action = "account.agree" if agree else "account.refuse"
        await audit.append(actor, now, action, wish.login, deed=wish.deed, asked_by=row["asked_by"])
        if agree:
            await carry_out(actor, now, wish)
    return wish


async def waiting(actor: Actor) -> tuple[Waiting, ...]:
    """The deeds that wait, the oldest first; for people of an organ those on its accounts."""
    require(actor, "staff.read")
    rows = await AccountDeed.select().where(AccountDeed.settled_at.is_null()).order_by("id")
    found = (
        Waiting(
            row["id"],
            msgspec.json.decode(row["detail"], type=Wish),
            row["asked_by"],
            row["asked_at"],
            mine=actor.id is not None and row["asker"] == actor.id,
        )
        for row in rows
    )
    return tuple(one for one in found if actor.body in (None, one.wish.body))


async def of_auditors(actor: Actor) -> tuple[Step, ...]:
    """What was done to the accounts of auditors last, for an auditor; nothing for others."""
    if actor.role is not Role.AUDITOR:
        return ()
    mine: find.Where = Account.role == Role.AUDITOR.value
    if actor.body is not None:
        mine &= Account.body == actor.body
    logins = {row["login"] for row in await Account.select(Account.login).where(mine)}
    asked = await AccountDeed.select(AccountDeed.login) if actor.body is None else []
    logins |= {row["login"] for row in asked}
    rows = (
        await AuditEntry.select(
            AuditEntry.at, AuditEntry.actor, AuditEntry.action, AuditEntry.subject
        )
        .where(AuditEntry.action.is_in(list(_ACTIONS)))
        .where(AuditEntry.subject.is_in([*logins] or [""]))
        .order_by(AuditEntry.position, ascending=False)
        .limit(_SHOWN)
    )
    return tuple(
        Step(dt.datetime.fromisoformat(row["at"]), row["actor"], row["action"], row["subject"])
        for row in rows
    )


async def _needs_another(actor: Actor, body: int | None) -> bool:
    """Whether somebody else has to agree. Raises NotAllowed when there is nobody."""
    admins = await Account.select(Account.id, Account.body).where(
        (Account.role == Role.ADMINISTRATOR.value) & Account.disabled.eq(False)
    )
    others = [one for one in admins if one["id"] != actor.id and one["body"] in (None, body)]
    if others:
        return True
    if actor.id is None:
        return False
    raise NotAllowed(
        "审计员的账号要两位管理员同意才能改，现在只有您一位。请在机关的机器上用命令行办理。"
    )
