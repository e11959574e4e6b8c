"""Is what the tables hold still what the chain recorded? (promise R32)

Reads the seals from the first, notes the newest digest of every row, and compares it with the row
itself. A row that fits no seal was changed, removed or put there by another hand than the
application's; each is named by table, row and kind of field.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from consult.engine.seals import GENESIS, START, Told, Watched, link
from consult.services.records import sealing
from consult.services.records.watched import ALL
from consult.tables import AuditEntry, Comment, Seal

MOST = 20
_AT_ONCE = 2000
_NUMBERED = ("comment", "submission")
_Digests = dict[tuple[str, str], dict[int, str]]
"""The newest digest by table and group, then by row."""


class BadRow(msgspec.Struct, frozen=True):
    """A row that is not as it was recorded: `found` is changed, missing, added, or between where
    the row fits now but was changed by another hand between two changes of ours. `number` is the
    public one of a comment or submission. `at` and `action`: when and by what it was recorded."""

    table: str
    id: int
    group: str
    found: str
    number: str = ""
    at: str = ""
    action: str = ""


class Compared(msgspec.Struct, frozen=True):
    """How many rows were compared with how many seals, how many do not fit, and the first of those.
    `first_bad_seal` is the place in the chain of seals from which that itself does not fit, `known`
    are its digests."""

    rows: int
    seals: int
    wrong: int
    first: tuple[BadRow, ...]
    first_bad_seal: int | None
    head: str
    known: frozenset[str]


async def compare() -> Compared:
    """Compare every watched row with its seal."""
    reading = _Reading()
    await reading.read()
    bad = reading.broken
    rows = 0
    for one in ALL:
        rows += await _compare_table(one, reading.digests, bad)
    first = tuple([await _recorded(one) for one in bad[:MOST]])
    return Compared(
        rows=rows,
        seals=len(reading.known),
        wrong=len(bad),
        first=first,
        first_bad_seal=reading.first_bad,
        head=reading.head,
        known=frozenset(reading.known),
    )


class _Reading:
    """The chain of seals, read from the first."""

    def __init__(self) -> None:
        self.digests: _Digests = {}
        self.broken: list[BadRow] = []
        self.first_bad: int | None = None
        self.head = GENESIS
        self.known: set[str] = set()

    async def read(self) -> None:
        """Read all of it."""
        after, place = 0, 0
        while rows := await self._next(after):
            for row in rows:
                place += 1
                fits = row["previous"] == self.head
                if not (fits and row["digest"] == link(self.head, row["kind"], row["told"])):
                    self.first_bad = self.first_bad or place
                self.head = row["digest"]
                self.known.add(self.head)
                self._take(row["kind"], row["told"])
            after = rows[-1]["id"]

    async def _next(self, after: int) -> list[dict[str, Any]]:
        query = Seal.select().where(Seal.id > after).order_by(Seal.id).limit(_AT_ONCE)
        rows: list[dict[str, Any]] = await query
        return rows

    def _take(self, kind: str, said: str) -> None:
        for table, at, group, was, now in _told(said):
            if not at:
                self.digests.setdefault((table, group), {})
                continue
            held = self.digests.setdefault((table, group), {})
            if kind != START and held.get(at, "") != was:
                self.broken.append(BadRow(table, at, group, "between"))
            if now:
                held[at] = now
            else:
                held.pop(at, None)


def _told(said: str) -> list[Told]:
    try:
        return msgspec.json.decode(said, type=list[Told])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return []  # the chain of seals names it


async def _compare_table(one: Watched, digests: _Digests, bad: list[BadRow]) -> int:
    """Compare the rows of a table, adding those that do not fit to `bad`; how many rows."""
    held = {group: digests.pop((one.table, group), {}) for group in one.groups}
    count, after = 0, 0
    while rows := await sealing.rows_of(one, after):
        for row in rows:
            told = zip(one.groups, one.digests(row["said"]), strict=True)
            bad += _unfit(one.table, row["id"], [(*pair, held[pair[0]]) for pair in told])
        after, count = rows[-1]["id"], count + len(rows)
    gone = sorted({at for left in held.values() for at in left})
    bad += [BadRow(one.table, at, "", "missing") for at in gone]
    return count


def _unfit(table: str, at: int, told: list[tuple[str, str, dict[int, str]]]) -> Iterator[BadRow]:
    sealed = [held.pop(at, "") for _, _, held in told]
    if not any(sealed):
        yield BadRow(table, at, "", "added")
        return
    for (group, digest, _), seal in zip(told, sealed, strict=True):
        if seal != digest:
            yield BadRow(table, at, group, "changed")


async def _recorded(bad: BadRow) -> BadRow:
    """With its number, and the entry of the audit chain its newest seal was made for."""
    number = ""
    if bad.table in _NUMBERED:
        rows = await Comment.raw(f"SELECT number FROM {bad.table} WHERE id = {{}}", bad.id)  # noqa: S608
        number = rows[0]["number"] if rows else ""
    like = f'%["{bad.table}",{bad.id},"{bad.group + chr(34) if bad.group else ""}%'
    seal = (
        await Seal.select(Seal.digest, Seal.kind)
        .where(Seal.told.like(like))
        .order_by(Seal.id, ascending=False)
        .first()
    )
    entry = None
    if seal and seal["kind"] != START:
        entry = (
            await AuditEntry.select(AuditEntry.at, AuditEntry.action)
            .where(AuditEntry.seals == seal["digest"])
            .order_by(AuditEntry.position)
            .first()
        )
    told = (entry["at"], entry["action"]) if entry else ("", "")
    return msgspec.structs.replace(bad, number=number, at=told[0], action=told[1])
