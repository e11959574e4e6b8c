"""Promise R32: whatever another hand does to the database is found, and the row is named.

Each trial changes one watched row, deletes one, puts one in, or does so to a chain itself, past the
application; looks whether `consult verify` names it; and puts everything back. Counts what was
missed; exit status 1 when anything was.

    python -m bench.sweep_tampering DATABASE [TRIALS]    a copy of a SQLite file; it is written to
"""

import asyncio
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from consult.permissions import terminal
from consult.services.records import audit, schema
from consult.services.records.audit import AuditCheck
from consult.services.records.watched import WATCHED

CHAINS = ("audit_entry", "seal")
DEEDS = ("flip", "delete", "insert", "swap")
TRIALS = 1000


class Tampered(msgspec.Struct, frozen=True):
    """What a trial did to which rows of which table."""

    table: str
    deed: str
    rows: tuple[int, ...]


@contextmanager
def tampering(path: Path, chance: random.Random) -> Iterator[Tampered | None]:
    """Do one thing to the database, and put everything back; None where there was nothing."""
    table = chance.choice((*WATCHED, *CHAINS))
    with closing(sqlite3.connect(path, timeout=60)) as database:
        before = database.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall()  # noqa: S608
        with database:
            done = _tamper(database, chance, table, before)
        yield done
        if done is None:
            return
        with database:
            database.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our names
            marks = ", ".join("?" * len(before[0]))
            database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', before)  # noqa: S608


def _tamper(
    database: sqlite3.Connection, chance: random.Random, table: str, rows: list[Any]
) -> Tampered | None:
    deed = chance.choice(DEEDS)
    if len(rows) < (2 if deed == "swap" else 1):
        return None
    at = chance.choice(rows)[0]
    if deed == "delete":
        database.execute(f'DELETE FROM "{table}" WHERE id = ?', (at,))  # noqa: S608
    elif deed == "insert":
        return _insert(database, table, at)
    else:
        return _change(database, chance, table, deed, at)
    return Tampered(table, deed, (at,))


def _insert(database: sqlite3.Connection, table: str, at: int) -> Tampered | None:
    names = [f'"{name}"' for name in _columns(database, table) if name != "id"]
    new = database.execute(f'SELECT max(id) + 1 FROM "{table}"').fetchone()[0]  # noqa: S608
    listed = ", ".join(names)
    try:
        database.execute(
            f'INSERT INTO "{table}" (id, {listed}) SELECT ?, {listed} FROM "{table}" WHERE id = ?',  # noqa: S608
            (new, at),
        )
    except sqlite3.IntegrityError:
        return None  # the database itself refuses a second row like it
    return Tampered(table, "insert", (new,))


def _change(
    database: sqlite3.Connection, chance: random.Random, table: str, deed: str, at: int
) -> Tampered | None:
    groups = WATCHED.get(table) or {"row": ("digest", "previous")}
    column = chance.choice([one for group in groups.values() for one in group])
    value = f'SELECT "{column}" FROM "{table}" WHERE id = ?'  # noqa: S608 - our names
    [was] = database.execute(value, (at,)).fetchone()
    new: Any = f"{was or ''}。" if was is None or isinstance(was, str) else was + 1
    if deed == "swap":
        others = f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT ? LIMIT 1'  # noqa: S608
        found = database.execute(others, (was,)).fetchone()
        if found is None:
            return None
        [new] = found
    try:
        database.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (new, at))  # noqa: S608
    except sqlite3.IntegrityError:
        return None
    return Tampered(table, deed, (at,))


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]


def named(done: Tampered, check: AuditCheck, head: str) -> bool:
    """Whether verifying found it: the row by name, or the chain from some place on. Of a chain cut
    short at its end the head tells, which stands in every report."""
    if done.table == "audit_entry":
        return check.first_bad is not None or check.head != head
    if done.table == "seal":
        return check.first_bad_seal is not None
    return any(bad.table == done.table and bad.id in done.rows for bad in check.bad)


async def sweep(path: Path, trials: int, seed: int = 1) -> tuple[Counter[str], list[Tampered]]:
    """How many trials there were of each kind, and what was missed."""
    chance, office = random.Random(seed), terminal()
    tried: Counter[str] = Counter()
    missed: list[Tampered] = []
    async with schema.database(f"sqlite:///{path}"):
        whole = await audit.verify(office)
        if not whole.whole:
            raise SystemExit(f"not whole before anything was done: {whole}")
        while tried.total() < trials:
            with tampering(path, chance) as done:
                if done is None:
                    continue
                tried[f"{done.deed} {done.table}"] += 1
                if not named(done, await audit.verify(office), whole.head):
                    missed.append(done)
    return tried, missed


def main() -> None:
    """Run it and say what was missed."""
    trials = int(sys.argv[2]) if len(sys.argv) > 2 else TRIALS
    tried, missed = asyncio.run(sweep(Path(sys.argv[1]), trials))
    print(msgspec.json.encode({"trials": tried.total(), "missed": missed, "of": tried}).decode())
    raise SystemExit(bool(missed))


if __name__ == "__main__":
    main()
