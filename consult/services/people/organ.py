"""机关 and their departments: made, renamed, set under one another."""

import datetime as dt
from enum import StrEnum

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.permissions import Actor, require
from consult.services.records import audit, find
from consult.tables import Account, Bill, Body, Department

LONGEST = 100
_TAKEN = "“{name}”已经有了。"


class Level(StrEnum):
    """省级、市级、县级, the highest first."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


LEVEL_NAMES = {Level.PROVINCE: "省级", Level.CITY: "市级", Level.COUNTY: "县级"}
_RANK = {level: rank for rank, level in enumerate(Level)}


class Section(msgspec.Struct, frozen=True):
    """A department."""

    id: int
    name: str


class BodyView(msgspec.Struct, frozen=True):
    """An organ with what belongs to it; `depth` is how many stand above it."""

    id: int
    name: str
    level: Level | None
    parent: int | None
    depth: int
    departments: tuple[Section, ...]
    accounts: int
    bills: int


async def list_bodies(actor: Actor) -> tuple[BodyView, ...]:
    """The organs, each after the one above it; for people of an organ their own alone."""
    require(actor, "staff.read")
    rows = {row["id"]: row for row in await Body.select().order_by(Body.name)}
    sections = await Department.select().order_by(Department.name)
    people = [row["body"] for row in await Account.select(Account.body)]
    bills = [row["body"] for row in await Bill.select(Bill.body)]
    views = (
        BodyView(
            id=row["id"],
            name=row["name"],
            level=Level(row["level"]) if row["level"] else None,
            parent=row["parent"],
            depth=len(_above(rows, row["id"])),
            departments=tuple(
                Section(one["id"], one["name"]) for one in sections if one["body"] == row["id"]
            ),
            accounts=people.count(row["id"]),
            bills=bills.count(row["id"]),
        )
        for row in _in_order(rows)
    )
    return tuple(view for view in views if actor.body in (None, view.id))


async def add_body(
    actor: Actor, now: dt.datetime, *, name: str, level: str = "", parent: int | None = None
) -> int:
    """Make an organ; returns its id. Raises Invalid, NotAllowed, Conflict for a taken name."""
    _require_whole(actor)
    name = _name(name)
    try:
        async with write_tx(Body):
            await _check_place(None, level, parent)
            made = await Body.insert(Body(name=name, level=level, parent=parent))
            await audit.append(actor, now, "body.add", name, level=level, parent=parent)
    except UNIQUE_VIOLATIONS:
        raise Conflict(_TAKEN, name=name) from None
    return int(made[0]["id"])


async def change_body(
    actor: Actor, now: dt.datetime, body_id: int, *, name: str, level: str, parent: int | None
) -> None:
    """Rename an organ, say its level and the one above it. Raises NotFound, Invalid, NotAllowed,
    Conflict when the name is taken."""
    _require_whole(actor)
    name = _name(name)
    try:
        async with write_tx(Body):
            before = await _row(body_id)
            await _check_place(body_id, level, parent)
            await Body.update({"name": name, "level": level, "parent": parent}).where(
                Body.id == body_id
            )
            await audit.append(
                *(actor, now, "body.change", name),
                was=before["name"],
                level=level,
                parent=parent,
            )
    except UNIQUE_VIOLATIONS:
        raise Conflict(_TAKEN, name=name) from None


async def add_department(actor: Actor, now: dt.datetime, body_id: int, *, name: str) -> int:
    """Make a department of an organ; returns its id. Raises NotFound, Invalid, NotAllowed,
    Conflict."""
    require(actor, "body.manage")
    name = _name(name)
    _require_mine(actor, body_id)
    try:
        async with write_tx(Department):
            organ = await _row(body_id)
            made = await Department.insert(Department(body=body_id, name=name))
            await audit.append(actor, now, "department.add", name, body=organ["name"])
    except UNIQUE_VIOLATIONS:
        raise Conflict(_TAKEN, name=name) from None
    return int(made[0]["id"])


async def rename_department(
    actor: Actor, now: dt.datetime, department_id: int, *, name: str
) -> None:
    """Rename a department. Raises NotFound, Invalid, NotAllowed, Conflict."""
    require(actor, "body.manage")
    name = _name(name)
    try:
        async with write_tx(Department):
            row = await Department.select().where(Department.id == department_id).first()
            if row is None:
                raise NotFound("没有这个部门。")
            _require_mine(actor, row["body"])
            await Department.update({Department.name: name}).where(Department.id == department_id)
            await audit.append(actor, now, "department.rename", name, was=row["name"])
    except UNIQUE_VIOLATIONS:
        raise Conflict(_TAKEN, name=name) from None


async def find_body(name: str) -> int:
    """The id of the organ of this name. Raises NotFound."""
    row = await Body.select(Body.id).where(Body.name == name.strip()).first()
    if row is None:
        raise NotFound("没有机关“{name}”。用 consult body list 看有哪些。", name=name)
    return int(row["id"])


async def find_department(body: int | None, name: str) -> int:
    """The id of the department of this name in an organ. Raises NotFound."""
    here = (Department.body == body) & (Department.name == name.strip())
    row = await Department.select(Department.id).where(here).first()
    if row is None:
        raise NotFound("这个机关没有部门“{name}”。用 consult body list 看有哪些。", name=name)
    return int(row["id"])


def _name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST:
        raise Invalid("请填写名称，最多 {n} 字。", field="name", n=LONGEST)
    return name


def _require_whole(actor: Actor) -> None:
    require(actor, "body.manage")
    if actor.body is not None:
        raise NotAllowed("机关由全站的管理员增加和修改；您可以增加、修改本机关的部门。")


def _require_mine(actor: Actor, body_id: int) -> None:
    if actor.body not in (None, body_id):
        raise NotFound("没有这个机关。")


async def _row(body_id: int) -> find.Row:
    row: find.Row | None = await Body.select().where(Body.id == body_id).first()
    if row is None:
        raise NotFound("没有这个机关。")
    return row


async def _check_place(body_id: int | None, level: str, parent: int | None) -> None:
    """Raise Invalid unless an organ of this level can stand under `parent`."""
    if level and level not in LEVEL_NAMES:
        raise Invalid("级别是省级、市级或县级。", field="level")
    rows = {row["id"]: row for row in await Body.select()}
    if parent is None:
        return
    if parent not in rows or parent == body_id or body_id in _above(rows, parent):
        raise Invalid("上级机关不能是它自己，也不能是它的下级。", field="parent")
    over = rows[parent]["level"]
    if level and over and _RANK[Level(over)] >= _RANK[Level(level)]:
        raise Invalid("上级机关的级别要比它高。", field="parent")


def _above(rows: dict[int, find.Row], body_id: int) -> list[int]:
    """The organs above one, the nearest first."""
    above: list[int] = []
    parent = rows[body_id]["parent"]
    while parent in rows and parent not in above:
        above.append(parent)
        parent = rows[parent]["parent"]
    return above


def _in_order(rows: dict[int, find.Row]) -> list[find.Row]:
    """Each organ after the one above it, those under one by name."""

    def path(row: find.Row) -> list[str]:
        return [rows[one]["name"] for one in reversed(_above(rows, row["id"]))] + [row["name"]]

    return sorted(rows.values(), key=path)
