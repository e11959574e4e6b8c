"""The way from a command to a service: settings, an open database, an actor, the time."""

import asyncio
import datetime as dt
import getpass
from collections.abc import Awaitable, Callable
from typing import TypeVar

from consult.config import Settings, load
from consult.errors import Invalid
from consult.permissions import Actor, terminal

NOT_READY = "数据库还没有建好，或比程序旧。请先运行 consult migrate。"
T = TypeVar("T")


def now() -> dt.datetime:
    """The moment a command is run. The only clock of the terminal."""
    return dt.datetime.now(dt.UTC)


def actor() -> Actor:
    """Whoever sits at this machine's keyboard, as the audit will name them."""
    try:
        return terminal(f"{terminal().name}:{getpass.getuser()}")
    except (KeyError, OSError):  # a user id without a name, as in a bare container
        return terminal()


def run(work: Callable[[Settings], Awaitable[T]]) -> T:
    """Open the database of the settings, do `work`, close it.

    Raises Invalid when the tables are missing or older than this program.
    """
    return asyncio.run(_inside(load(), work))


def require_tables(url: str) -> None:
    """Raises Invalid unless the database at `url` has every table this program needs."""
    from consult.services.records import schema

    async def look() -> int:
        async with schema.database(url):
            return await schema.pending()

    if asyncio.run(look()):
        raise Invalid(NOT_READY)


async def _inside(settings: Settings, work: Callable[[Settings], Awaitable[T]]) -> T:
    from consult.services.records import schema

    async with schema.database(settings.database_url):
        if await schema.pending():
            raise Invalid(NOT_READY)
        return await work(settings)
