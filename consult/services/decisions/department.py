"""责任清单: which department answers for which article, kept from a table file.

A duty is laid down for an article of a reading and follows the article's passport into the
readings after it, until a later one for the same department takes its place or ends it. The day an
answer is due belongs to the reading it was set in. Annexes have no passport: their duties stay
with their reading. Importing a file twice changes nothing.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from consult.engine import bulk_insert, bulk_update, write_tx
from consult.errors import Invalid
from consult.permissions import Actor, require
from consult.services.bills import passport
from consult.services.decisions.assignment import WITHDRAWN, Line, understand
from consult.services.intake.rows import RowError
from consult.services.records import audit, find
from consult.spreadsheet import DUTIES, SheetRow, read_rows
from consult.tables import Bill, Department, Responsibility, Round
from reports.model import Duty, Task


class Assigned(msgspec.Struct, frozen=True):
    """What a file holds and what was done with it; with a dry run the counts are what would be."""

    lines: tuple[Line, ...]
    errors: tuple[RowError, ...]
    added: int
    changed: int
    already: int


class Lost(msgspec.Struct, frozen=True):
    """A duty of an earlier reading that does not hold any more: its article is gone, or nobody has
    confirmed what became of it, or it is an annex."""

    reading: int
    address: str
    department: str


class DutyList(msgspec.Struct, frozen=True):
    """The duties that hold for a reading, in draft order, and those that did not follow into it."""

    duties: tuple[Duty, ...]
    lost: tuple[Lost, ...]


async def assign(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    filename: str,
    data: bytes,
    dry_run: bool = False,
) -> Assigned:
    """Lay down the duties of a table file for a reading that is or was before the public.

    Raises NotFound when there is no such round, Invalid when the file as a whole cannot be used;
    rows that cannot be used are reported and the others kept.
    """
    require(actor, "department.assign")
    rows = read_rows(data, filename, sheet=DUTIES)
    source: dict[str, str] = {"file": filename, "sha256": hashlib.sha256(data).hexdigest()}
    return await _assign(actor, now, (slug, reading), rows, source, dry_run=dry_run)


async def lay(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, cells: dict[str, str]
) -> Assigned:
    """Lay down one duty as it was typed, in the words a table's row would have. Raises as `assign`
    does, and Invalid for what cannot be used."""
    require(actor, "department.assign")
    rows = [SheetRow(1, {name: said.strip() for name, said in cells.items()})]
    done = await _assign(actor, now, (slug, reading), rows, {})
    for error in done.errors:
        raise error.message
    return done


async def _assign(
    actor: Actor,
    now: dt.datetime,
    at: tuple[str, int],
    rows: Iterable[SheetRow],
    source: dict[str, str],
    *,
    dry_run: bool = False,
) -> Assigned:
    slug, reading = at
    draft, round_ = await find.round_row(slug, reading)
    lines, errors = understand(rows, await find.tree(draft))
    plan = await _plan(draft, lines)
    if not dry_run and plan.has_work:
        async with write_tx(Round, alone=True):
            await find.lock_round(round_["id"])
            plan = await _plan(draft, lines)
            await _write(actor, now, draft, plan)
            told = {"added": len(plan.fresh), "changed": len(plan.changed), **source}
            await audit.append(actor, now, "department.assign", f"{slug}/{reading}", **told)
    return Assigned(
        lines=tuple(line for line in lines if line not in plan.idle),
        errors=tuple(sorted([*errors, *map(_idle, plan.idle)], key=lambda error: error.row)),
        added=len(plan.fresh),
        changed=len(plan.changed),
        already=plan.already,
    )


async def list_duties(actor: Actor, slug: str, reading: int) -> DutyList:
    """The 责任清单 of a reading, and what of earlier ones did not follow. Raises NotFound."""
    require(actor, "department.read")
    return await _resolved(await find.draft_row(slug, reading))


async def duties_of(draft: find.Row) -> tuple[Duty, ...]:
    """The duties that hold for a draft: its own, and those of earlier readings whose article it
    has, in draft order, those for the draft as a whole first."""
    return (await _resolved(draft)).duties


async def _resolved(draft: find.Row) -> DutyList:
    rows = await _rows_until(draft)
    places = await _followed(draft, {row["reading"] for row in rows})
    held: dict[tuple[str, str], Duty | None] = {}
    lost: dict[tuple[object, str], Lost | None] = {}
    for row in rows:
        reading, name = row["reading"], row["department.name"]
        address = places(reading, row["address"])
        if address is not None:
            held[address, name] = _duty(row, address, draft["reading"])
        else:
            gone = None if row["task"] == WITHDRAWN else Lost(reading, row["address"], name)
            lost[places.identity(reading, row["address"]), name] = gone
    order = {unit.address: at for at, unit in enumerate((await find.tree(draft)).walk())}

    def rank(duty: Duty) -> tuple[int, bool, str]:
        return order.get(duty.address or "", -1), duty.task is not Task.LEAD, duty.department

    return DutyList(
        duties=tuple(sorted(filter(None, held.values()), key=rank)),
        lost=tuple(filter(None, lost.values())),
    )


def _duty(row: find.Row, address: str, reading: int) -> Duty | None:
    if row["task"] == WITHDRAWN:
        return None
    due = row["due"] if row["reading"] == reading else None
    return Duty(address or None, row["department.name"], Task(row["task"]), row["words"], due)


async def _rows_until(draft: find.Row) -> list[find.Row]:
    """The responsibilities laid down in a draft's reading and before, the oldest first."""
    rows: list[find.Row] = (
        await Responsibility.select(*Responsibility.all_columns(), Responsibility.department.name)
        .where(
            (Responsibility.bill == draft["bill"]) & (Responsibility.reading <= draft["reading"])
        )
        .order_by(Responsibility.reading, Responsibility.id)
    )
    return rows


class _Followed(msgspec.Struct, frozen=True):
    """Where the articles of earlier readings stand in one draft."""

    reading: int
    before: dict[int, dict[str, int]]
    here: dict[int, str]

    def __call__(self, reading: int, address: str) -> str | None:
        """The address in the draft of what stood at `address` of a reading; None when it is gone
        or nobody has confirmed what became of it."""
        if reading == self.reading or not address:
            return address
        number = self.before.get(reading, {}).get(address)
        return self.here.get(number) if number is not None else None

    def identity(self, reading: int, address: str) -> object:
        """What tells an article from others in whatever reading: its passport, if it has one."""
        return self.before.get(reading, {}).get(address, (reading, address))


async def _followed(draft: find.Row, readings: set[int]) -> _Followed:
    before = {}
    for reading in sorted(readings - {draft["reading"]}):
        row = await find.draft_at(draft["bill"], reading)
        before[reading] = await passport.held(row["id"]) if row else {}
    here = {number: address for address, number in (await passport.held(draft["id"])).items()}
    return _Followed(draft["reading"], before, here)


async def _stored(draft: find.Row) -> dict[tuple[str, str], find.Row]:
    """The rows laid down for a reading itself, by article and department."""
    rows = [row for row in await _rows_until(draft) if row["reading"] == draft["reading"]]
    return {(row["address"], row["department.name"]): row for row in rows}


class _Plan(msgspec.Struct, frozen=True):
    """What is to be stored: lines that are new, those that change a row (its id), and idle ones
    that end what does not hold; `already` counts the rest."""

    fresh: list[Line]
    changed: list[tuple[Line, int]]
    idle: list[Line]
    already: int

    @property
    def has_work(self) -> bool:
        """Whether anything would change."""
        return bool(self.fresh or self.changed)


async def _plan(draft: find.Row, lines: Sequence[Line]) -> _Plan:
    stored = await _stored(draft)
    held = {(duty.address or "", duty.department) for duty in await duties_of(draft)}
    plan = _Plan([], [], [], 0)
    already = 0
    for line in lines:
        was = stored.get(line.place)
        if was is None and line.task == WITHDRAWN and line.place not in held:
            plan.idle.append(line)
        elif was is None:
            plan.fresh.append(line)
        elif _same(line, was):
            already += 1
        else:
            plan.changed.append((line, was["id"]))
    return msgspec.structs.replace(plan, already=already)


def _idle(line: Line) -> RowError:
    name = line.department
    return RowError(line.row, Invalid("“{name}”在这一条没有职责，不用撤销。", name=name))


def _same(line: Line, was: find.Row) -> bool:
    return (line.task, line.words, line.due) == (was["task"], was["words"], was["due"])


async def _departments(bill: int, names: Iterable[str]) -> dict[str, int]:
    """The ids of departments by name, those that are new added, inside the open transaction."""
    row = await Bill.select(Bill.body).where(Bill.id == bill).first()
    body = row["body"] if row else None
    mine = Department.body == body
    rows = await Department.select().where(mine)
    known = {row["name"] for row in rows}
    new = [(body, name) for name in sorted(set(names) - set(known))]
    await bulk_insert(Department, ("body", "name"), new)
    return {row["name"]: row["id"] for row in await Department.select().where(mine)}


async def _write(actor: Actor, now: dt.datetime, draft: find.Row, plan: _Plan) -> None:
    names = await _departments(draft["bill"], [line.department for line in plan.fresh])
    said = ("task", "words", "due", "decided_by", "decided_at")
    await bulk_insert(
        Responsibility,
        ("bill", "reading", "address", "department", *said),
        [
            (
                *(draft["bill"], draft["reading"], line.address, names[line.department]),
                *(line.task, line.words, line.due, actor.name, now),
            )
            for line in plan.fresh
        ],
    )
    rows = [(a.task, a.words, a.due, actor.name, now, row) for a, row in plan.changed]
    await bulk_update(Responsibility, said, "id", rows)
