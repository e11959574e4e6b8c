"""The database behind one URL, and `write_tx`, the only way to open a transaction."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from functools import cache
from typing import Any

import asyncpg
from piccolo.engine import Engine, SQLiteEngine
from piccolo.table import Table

from consult.engine import seals
from consult.engine.postgres import PooledPostgresEngine
from consult.engine.sqlite import PooledSQLiteEngine, QueuedTransaction
from consult.errors import Invalid

UNIQUE_VIOLATIONS = (sqlite3.IntegrityError, asyncpg.UniqueViolationError)


def make_engine(url: str) -> Engine[Any]:
    """The engine for `sqlite:///PATH` or `postgres://…`. Raises Invalid for anything else."""
    if url.startswith("sqlite:///"):
        return PooledSQLiteEngine(url.removeprefix("sqlite:///"))
    if url.startswith(("postgres://", "postgresql://")):
        return PooledPostgresEngine(config={"dsn": url}, extensions=())
    raise Invalid(
        "CONSULT_DATABASE_URL“{url}”不能用：请写 sqlite:///文件路径 或 postgres://用户:口令@主机/库名。",
        url=url,
    )


def engine_of(table: type[Table]) -> Engine[Any]:
    """The engine a table is bound to."""
    return table._meta.db


@contextlib.asynccontextmanager
async def write_tx(table: type[Table], *, alone: bool = False) -> AsyncIterator[None]:
    """The only transaction of the house, on the database `table` lives in.

    SQLite: IMMEDIATE, queued; work on a whole round asks to be `alone`. PostgreSQL: READ
    COMMITTED; guard edits with a version column, take `find.lock_round` for whole rounds.
    """
    engine = engine_of(table)
    if isinstance(engine, PooledSQLiteEngine):
        async with QueuedTransaction(engine, alone=alone):
            yield
            await seals.seal(engine)
    else:
        async with engine.transaction():
            yield
            await seals.seal(engine)


async def insert_row(table: type[Table], **values: Any) -> int:
    """Insert one row inside the transaction that is open and return its id: a fifth of the query
    builder's time. `values` are as the database takes them; other columns get their defaults."""
    connection, names = _open_turn(table).connection, tuple(values)
    if isinstance(engine_of(table), SQLiteEngine):
        told = [*values.values()]
        rows = await connection.execute_fetchall(_insertion(table, names, numbered=False), told)
        return int(next(iter(rows))["id"])
    statement = _insertion(table, names, numbered=True)
    return int(await connection.fetchval(statement, *values.values()))


@cache
def _insertion(table: type[Table], names: tuple[str, ...], *, numbered: bool) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join(f"${at}" if numbered else "?" for at in range(1, len(names) + 1))
    name = table._meta.tablename
    return f'INSERT INTO "{name}" ({columns}) VALUES ({marks}) RETURNING id'  # noqa: S608 - our names


async def bulk_insert(
    table: type[Table], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert many rows inside the transaction that is open: executemany on SQLite, COPY on
    PostgreSQL; 17–25 times the speed of the query builder. `rows` match `columns`."""
    engine = engine_of(table)
    turn = _open_turn(table)
    name = table._meta.tablename
    if isinstance(engine, SQLiteEngine):
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{name}" ({names}) VALUES ({marks})'  # noqa: S608 - our names
        await turn.connection.executemany(statement, rows)
    else:
        await turn.connection.copy_records_to_table(name, records=rows, columns=list(columns))


async def bulk_update(
    table: type[Table], columns: Sequence[str], key: str, rows: Iterable[Sequence[Any]]
) -> None:
    """Set `columns` of many rows inside the open transaction; each row is the values, then the
    key."""
    engine = engine_of(table)
    turn = _open_turn(table)
    marks = ["?"] * (len(columns) + 1)
    if engine.engine_type == "postgres":
        marks = [f"${place}" for place in range(1, len(columns) + 2)]
    values = ", ".join(f'"{c}" = {mark}' for c, mark in zip(columns, marks[:-1], strict=True))
    name = table._meta.tablename
    statement = f'UPDATE "{name}" SET {values} WHERE "{key}" = {marks[-1]}'  # noqa: S608 - our names
    await turn.connection.executemany(statement, list(rows))


def _open_turn(table: type[Table]) -> Any:
    turn = engine_of(table).current_transaction.get()
    if turn is None:
        raise RuntimeError("bulk work needs write_tx")
    return turn
