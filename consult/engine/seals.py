"""Every change of a watched row is sealed in the transaction that makes it.

Triggers tell what a transaction did to watched rows: on SQLite temporary ones of the application's
own writer, on PostgreSQL marked with the transaction's number. So a change by any other hand leaves
no seal, and the row no longer fits the one it has. A seal holds a digest of the row before and
after, by group of columns; seals are a hash chain of their own, whose head each entry of the audit
chain repeats (promise R32).
"""

import hashlib
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from piccolo.engine import Engine

from consult.engine.postgres import PooledPostgresEngine
from consult.engine.sqlite import PooledSQLiteEngine

GENESIS = "0" * 64
LOCK = 0x5A9D0
"""PostgreSQL: whoever adds to a chain holds this until the transaction ends."""
CHANGE, START = "change", "start"
_BETWEEN = "\x1e"
_LAST = "SELECT digest FROM seal ORDER BY id DESC LIMIT 1"
_ADD = "INSERT INTO seal (kind, told, previous, digest) VALUES ({})"
_TOLD = "name, row_id, was, is_now"
_SQLITE_TOUCHED = (
    "CREATE TEMP TABLE IF NOT EXISTS touched (at INTEGER PRIMARY KEY, name, row_id, was, is_now)"
)


class Watched(msgspec.Struct, frozen=True):
    """A table whose rows are sealed: its groups of columns by name, and which columns are
    moments."""

    table: str
    groups: Mapping[str, tuple[str, ...]]
    moments: frozenset[str]

    def expression(self, side: str, *, postgres: bool) -> str:
        """SQL for what a row says, group by group; `side` is "NEW.", "OLD." or ""."""
        between = f" || {'chr' if postgres else 'char'}(30) || "
        return between.join(self._group(one, side, postgres) for one in self.groups.values())

    def _group(self, columns: Sequence[str], side: str, postgres: bool) -> str:
        if not postgres:
            return f"json_array({', '.join(f'{side}{_quoted(one)}' for one in columns)})"
        zone = " AT TIME ZONE 'UTC'"
        names = (f"{side}{_quoted(one)}{zone * (one in self.moments)}" for one in columns)
        return f"jsonb_build_array({', '.join(names)})::text"

    def digests(self, said: str | None) -> list[str]:
        """The digests of the groups of a row that says this; "" for a row that is not there."""
        if said is None:
            return [""] * len(self.groups)
        return [hashlib.sha256(one.encode()).hexdigest()[:32] for one in said.split(_BETWEEN)]


_SQLITE_COLUMNS = (
    "SELECT m.name AS place, c.name AS name FROM sqlite_master m, pragma_table_info(m.name) c "
    "WHERE m.type = 'table'"
)
_POSTGRES_COLUMNS = (
    "SELECT table_name AS place, column_name AS name FROM information_schema.columns "
    "WHERE table_schema = current_schema()"
)
Told = tuple[str, int, str, str, str]
"""A change: table, row, group, digest before, digest after; "" where there is no row."""


def link(previous: str, kind: str, told: str) -> str:
    """The digest of a seal of the chain."""
    return hashlib.sha256(msgspec.json.encode([previous, kind, told])).hexdigest()


async def columns(engine: Engine[Any]) -> dict[str, set[str]]:
    """The columns of every table of the open database, by table."""
    pooled: Any = engine
    postgres = isinstance(engine, PooledPostgresEngine)
    rows = await pooled._run_in_new_connection(_POSTGRES_COLUMNS if postgres else _SQLITE_COLUMNS)
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["place"], set()).add(row["name"])
    return found


async def watch(engine: Engine[Any], tables: Sequence[Watched]) -> None:
    """Begin to seal in this process what transactions do to `tables`, all of which are there."""
    known = {one.table: one for one in tables}
    if isinstance(engine, PooledSQLiteEngine):
        connection = (await engine.writer()).connection
        statements = [_SQLITE_TOUCHED, *(made for one in tables for made in _sqlite_triggers(one))]
        await connection.executescript(";".join(statements))
        engine.watched = known
    elif isinstance(engine, PooledPostgresEngine):
        engine.watched = known


async def unwatch(engine: Engine[Any]) -> None:
    """Stop it, so that the tables may be altered."""
    if isinstance(engine, PooledSQLiteEngine):
        connection = (await engine.writer()).connection
        for table in engine.watched:
            for deed in ("insert", "update", "delete"):
                await connection.execute(f"DROP TRIGGER IF EXISTS temp.seal_{deed}_{table}")
        engine.watched = {}
    elif isinstance(engine, PooledPostgresEngine):
        engine.watched = {}


def postgres_triggers(one: Watched) -> tuple[str, str, str]:
    """The statements that make the trigger of a table on PostgreSQL anew."""
    new, old = (one.expression(side, postgres=True) for side in ("NEW.", "OLD."))
    name, table = f"seal_{one.table}", _quoted(one.table)
    tell = f"INSERT INTO touched ({_TOLD}) VALUES ('{one.table}', "  # noqa: S608 - our names
    function = f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN {tell}NEW.id, NULL, {new});
            ELSIF TG_OP = 'UPDATE' THEN {tell}NEW.id, {old}, {new});
            ELSE {tell}OLD.id, {old}, NULL);
            END IF;
            RETURN NULL;
        END $$"""
    names = _column_list(one)
    return (
        function,
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} AFTER INSERT OR UPDATE OF {names} OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


def _sqlite_triggers(one: Watched) -> list[str]:
    new, old = (one.expression(side, postgres=False) for side in ("NEW.", "OLD."))
    deeds = {
        "insert": ("INSERT", f"NEW.id, NULL, {new}"),
        "update": (f"UPDATE OF {_column_list(one)}", f"NEW.id, {old}, {new}"),
        "delete": ("DELETE", f"OLD.id, {old}, NULL"),
    }
    return [
        f"CREATE TEMP TRIGGER IF NOT EXISTS seal_{name}_{one.table} AFTER {deed} "  # noqa: S608
        f"ON main.{_quoted(one.table)} BEGIN "
        f"INSERT INTO touched ({_TOLD}) VALUES ('{one.table}', {values}); END"
        for name, (deed, values) in deeds.items()
    ]


async def seal(engine: Engine[Any]) -> None:
    """Seal what the open transaction has changed since it was last asked."""
    turn: Any = engine.current_transaction.get()
    if turn is None or not isinstance(engine, PooledSQLiteEngine | PooledPostgresEngine):
        return
    if not engine.watched:
        return
    if isinstance(engine, PooledSQLiteEngine):
        await _at_once(turn.connection, _seal_sqlite, engine.watched)
        return
    rows = await _taken_postgres(turn.connection)
    if told := _changes(rows, engine.watched):
        await add(engine, CHANGE, told)


async def add(engine: Engine[Any], kind: str, told: Sequence[Told]) -> None:
    """Add one seal to the chain, inside the open transaction."""
    turn: Any = engine.current_transaction.get()
    connection, said = turn.connection, msgspec.json.encode(told).decode()
    if engine.engine_type == "postgres":
        await connection.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
        last = await connection.fetchval(_LAST) or GENESIS
        values = (kind, said, last, link(last, kind, said))
        await connection.execute(_ADD.format("$1, $2, $3, $4"), *values)
        return
    await _at_once(connection, _add_sqlite, kind, said)


async def _at_once(connection: Any, work: Callable[..., None], *told: Any) -> None:
    """Several statements in one visit to the connection's thread, where each would be one."""
    await connection._execute(work, connection._conn, *told)


def _seal_sqlite(connection: sqlite3.Connection, watched: Mapping[str, Watched]) -> None:
    rows = connection.execute(f"SELECT {_TOLD} FROM touched ORDER BY at").fetchall()  # noqa: S608
    if rows:
        connection.execute("DELETE FROM touched")
    if told := _changes(rows, watched):
        _add_sqlite(connection, CHANGE, msgspec.json.encode(told).decode())


def _add_sqlite(connection: sqlite3.Connection, kind: str, said: str) -> None:
    row = connection.execute(_LAST).fetchone()
    last = row["digest"] if row else GENESIS
    values = (kind, said, last, link(last, kind, said))
    connection.execute(_ADD.format("?, ?, ?, ?"), values)


async def _taken_postgres(connection: Any) -> list[Any]:
    taken = f"DELETE FROM touched WHERE tx = txid_current() RETURNING id, {_TOLD}"  # noqa: S608
    return sorted(await connection.fetch(taken), key=lambda row: row["id"])


def _changes(rows: Sequence[Mapping[str, Any]], watched: Mapping[str, Watched]) -> list[Told]:
    """What changed from the first word about a row to the last, the groups that stayed left out."""
    spans: dict[tuple[str, int], tuple[str | None, str | None]] = {}
    for row in rows:
        key = (row["name"], row["row_id"])
        spans[key] = (spans[key][0] if key in spans else row["was"], row["is_now"])
    told: list[Told] = []
    for (name, at), (was, now) in spans.items():
        one = watched[name]
        groups = zip(one.groups, one.digests(was), one.digests(now), strict=True)
        told += [(name, at, group, old, new) for group, old, new in groups if old != new]
    return told


def _column_list(one: Watched) -> str:
    return ", ".join(_quoted(column) for group in one.groups.values() for column in group)


def _quoted(name: str) -> str:
    return f'"{name}"'
