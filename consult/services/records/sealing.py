"""Beginning to watch: when the database is opened, and when a migration brings something new."""

from typing import Any

import msgspec

from consult.engine import engine_of, seals, write_tx
from consult.engine.seals import START, Told, Watched
from consult.services.records.watched import ALL
from consult.tables import Seal

_AT_ONCE = 2000


async def begin() -> None:
    """Seal from now on what this process does to watched rows; nothing before the migration that
    brings the seals, nor in tables that lack a column still."""
    engine = engine_of(Seal)
    there = await seals.columns(engine)
    if "seal" in there:
        await seals.watch(
            engine, [one for one in ALL if _needed(one) <= there.get(one.table, set())]
        )


async def pause() -> None:
    """Stop it while tables are altered."""
    await seals.unwatch(engine_of(Seal))


async def catch_up() -> int:
    """After migrations: begin to watch, and seal what stands in tables or columns that were not
    watched before, as it stands. Returns how many rows that were."""
    engine = engine_of(Seal)
    if engine.engine_type == "postgres":
        async with write_tx(Seal):
            for one in ALL:
                for statement in seals.postgres_triggers(one):
                    await Seal.raw(statement.replace("{", "{{").replace("}", "}}"))
    await begin()
    async with write_tx(Seal, alone=True):
        known = await _known()
        return sum([await _start(part) for one in ALL if (part := _new(one, known))])


async def rows_of(one: Watched, after: int) -> list[dict[str, Any]]:
    """The next rows of a watched table, by id: `id` and `said`, what each says."""
    postgres = engine_of(Seal).engine_type == "postgres"
    query = (
        f"SELECT id, {one.expression('', postgres=postgres)} AS said "  # noqa: S608 - our names
        f'FROM "{one.table}" WHERE id > {after} ORDER BY id LIMIT {_AT_ONCE}'
    )
    rows: list[dict[str, Any]] = await Seal.raw(query)
    return rows


async def _start(one: Watched) -> int:
    engine, after, count = engine_of(Seal), 0, 0
    await seals.add(engine, START, [(one.table, 0, group, "", "") for group in one.groups])
    while rows := await rows_of(one, after):
        told: list[Told] = [
            (one.table, row["id"], group, "", digest)
            for row in rows
            for group, digest in zip(one.groups, one.digests(row["said"]), strict=True)
        ]
        await seals.add(engine, START, told)
        after, count = rows[-1]["id"], count + len(rows)
    return count


async def _known() -> set[tuple[str, str]]:
    """The tables and groups that began to be watched."""
    rows = await Seal.select(Seal.told).where(Seal.kind == START)
    told = (msgspec.json.decode(row["told"], type=list[Told]) for row in rows)
    return {(name, group) for one in told for name, at, group, _, _ in one if at == 0}


def _new(one: Watched, known: set[tuple[str, str]]) -> Watched | None:
    groups = {name: told for name, told in one.groups.items() if (one.table, name) not in known}
    return msgspec.structs.replace(one, groups=groups) if groups else None


def _needed(one: Watched) -> set[str]:
    return {column for group in one.groups.values() for column in group}
