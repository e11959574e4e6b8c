"""Placing newcomers beside the pages: nobody who sends something waits for it."""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Sequence

from consult.services import newcomer
from consult.services.indexes import Indexes

log = logging.getLogger("consult.web")


class Arrivals:
    """The indexes of this process and the placing that is going on, ended with it."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self.indexes = Indexes()
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()  # the loop itself keeps only weak references

    def place(self, slug: str, reading: int, numbers: Sequence[str]) -> None:
        """Begin to place the comments with these numbers, which are kept already."""
        task = asyncio.create_task(self._place(slug, reading, numbers))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop; who is not placed yet waits for the next rebuild. The database is still open."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _place(self, slug: str, reading: int, numbers: Sequence[str]) -> None:
        try:
            await newcomer.join(
                self.indexes, self._clock(), slug=slug, reading=reading, numbers=numbers
            )
        except Exception as error:  # they wait for the next rebuild
            log.error("newcomers of %s/%d were not placed", slug, reading, exc_info=error)
