"""The database's life: bind it, migrate it, ask whether it is up to date."""

import contextlib
import io
from collections.abc import AsyncIterator

from piccolo.apps.migrations.commands.check import CheckMigrationManager
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager
from piccolo.apps.migrations.tables import Migration
from piccolo.table import Table

from consult import piccolo_conf
from consult.engine import make_engine
from consult.engine.sqlite import PooledSQLiteEngine
from consult.errors import ConsultError
from consult.services.records import sealing
from consult.services.search import index as search_index
from consult.tables import TABLES


class Unreachable(ConsultError):
    """The database cannot be opened."""


@contextlib.asynccontextmanager
async def database(url: str) -> AsyncIterator[None]:
    """Bind every table to the database at `url` for the length of the block.

    Raises Unreachable with the reason when it cannot be opened.
    """
    engine = make_engine(url)
    piccolo_conf.DB = engine
    bound: tuple[type[Table], ...] = (*TABLES, Migration)
    for table in bound:
        table._meta.db = engine
    try:
        await engine.start_connection_pool()
    except Exception as error:
        await engine.close_connection_pool()
        raise Unreachable(
            "打不开数据库：{reason}。请检查 CONSULT_DATABASE_URL。", reason=error
        ) from error
    try:
        await sealing.begin()
        yield
    finally:
        await engine.close_connection_pool()


async def migrate() -> int:
    """Bring the open database up to date, seal what was not watched before, and make the search
    index anew when it is behind; returns how many migrations were applied."""
    before = await pending()
    await sealing.pause()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        result = await ForwardsMigrationManager(app_name="consult").run()
    if not result.success:
        raise Unreachable("数据库升级失败：{reason}", reason=result.message or said.getvalue())
    await sealing.catch_up()
    await search_index.catch_up()
    return before


async def pending() -> int:
    """How many migrations the open database still lacks."""
    statuses = await CheckMigrationManager(app_name="consult").get_migration_statuses()
    return sum(not status.has_ran for status in statuses)


def is_sqlite() -> bool:
    """Whether the bound database is a SQLite file."""
    return isinstance(piccolo_conf.DB, PooledSQLiteEngine)
