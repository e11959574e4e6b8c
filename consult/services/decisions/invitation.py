"""The address at which a department without an account answers: as good as a password, so it is
shown once, kept as a digest, expires, and is ended with one button."""

import datetime as dt
import hashlib
import secrets

from consult.engine import write_tx
from consult.errors import NotFound
from consult.permissions import Actor, Role, require
from consult.services.decisions import asking
from consult.services.records import audit
from consult.tables import DepartmentLink

DAYS = 60
_BYTES = 24
"""192 bits: beyond guessing (ASVS 5.0, 6.5.2)."""


async def make(actor: Actor, now: dt.datetime, *, slug: str, department_id: int) -> str:
    """A new address for a department of the bill's organ, those before ended; its secret part.
    Raises NotFound."""
    name = await _name(actor, slug, department_id)
    code = secrets.token_urlsafe(_BYTES)
    async with write_tx(DepartmentLink):
        await _end(now, department_id)
        await DepartmentLink.insert(
            DepartmentLink(
                department=department_id,
                code_hash=_digest(code),
                made_by=actor.name,
                made_at=now,
                expires_at=now + dt.timedelta(days=DAYS),
            )
        )
        await audit.append(actor, now, "asking.link", name)
    return code


async def end(actor: Actor, now: dt.datetime, *, slug: str, department_id: int) -> None:
    """No address of this department opens anything any more. Raises NotFound."""
    name = await _name(actor, slug, department_id)
    async with write_tx(DepartmentLink):
        await _end(now, department_id)
        await audit.append(actor, now, "asking.unlink", name)


async def standing(actor: Actor, slug: str, now: dt.datetime) -> dict[int, dt.datetime]:
    """Until when each department of the bill's organ has an address. Raises NotFound."""
    ids = [one for one, _ in await asking.departments_of(actor, slug)]
    rows = await DepartmentLink.select(DepartmentLink.department, DepartmentLink.expires_at).where(
        DepartmentLink.department.is_in(ids or [0])
        & DepartmentLink.ended_at.is_null()
        & (DepartmentLink.expires_at > now)
    )
    return {row["department"]: row["expires_at"] for row in rows}


async def holder(code: str, now: dt.datetime) -> Actor:
    """Who answers at this address: the department. Raises NotFound when it is unknown, ended or
    over; it is not said which."""
    row = (
        await DepartmentLink.select(
            *(DepartmentLink.department.id, DepartmentLink.department.name),
            DepartmentLink.department.body,
        )
        .where(
            (DepartmentLink.code_hash == _digest(code))
            & DepartmentLink.ended_at.is_null()
            & (DepartmentLink.expires_at > now)
        )
        .first()
    )
    if row is None:
        raise NotFound("这个链接不能用，可能已经过期或者停用。请向发链接的办公室要新的。")
    name = row["department.name"]
    return Actor(
        *(None, f"{name[:50]}（链接）", Role.DEPARTMENT),
        body=row["department.body"],
        department=row["department.id"],
        organ=name,
    )


async def _name(actor: Actor, slug: str, department_id: int) -> str:
    require(actor, "department.assign")
    name = dict(await asking.departments_of(actor, slug)).get(department_id)
    if name is None:
        raise NotFound("没有这个部门。")
    return name


async def _end(now: dt.datetime, department_id: int) -> None:
    await DepartmentLink.update({DepartmentLink.ended_at: now}).where(
        (DepartmentLink.department == department_id) & DepartmentLink.ended_at.is_null()
    )


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
