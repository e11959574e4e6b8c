"""Placing newcomers beside the pages: nobody who sends something waits for it."""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Sequence

from consult.services.clusters import newcomer
from consult.services.clusters.indexes import Indexes

log = logging.getLogger("consult.web")

_GATHERING = 0.2
"""Seconds in which those who come are gathered: a hundred are looked up as fast as one."""


class Arrivals:
    """The indexes of this process and the placing that is going on, ended with it."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self.indexes = Indexes()
        self._clock = clock
        self._waiting: dict[tuple[str, int], list[str]] = {}
        self._tasks: dict[tuple[str, int], asyncio.Task[None]] = {}

    def place(self, slug: str, reading: int, numbers: Sequence[str]) -> None:
        """Have the comments with these numbers, which are kept already, placed in a moment."""
        round_ = slug, reading
        self._waiting.setdefault(round_, []).extend(numbers)
        if round_ not in self._tasks:
            self._tasks[round_] = asyncio.create_task(self._place_all(*round_))

    async def settled(self) -> None:
        """Wait until all who have come are placed, or their placing was given up."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def close(self) -> None:
        """Stop; who is not placed yet waits for the next rebuild. The database is still open."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _place_all(self, slug: str, reading: int) -> None:
        try:
            while self._waiting.get((slug, reading)):
                await asyncio.sleep(_GATHERING)
                await self._place(slug, reading, self._waiting.pop((slug, reading)))
        finally:
            del self._tasks[slug, reading]

    async def _place(self, slug: str, reading: int, numbers: Sequence[str]) -> None:
        try:
            await newcomer.join(
                self.indexes, self._clock(), slug=slug, reading=reading, numbers=numbers
            )
        except Exception as error:  # they wait for the next rebuild
            log.error("newcomers of %s/%d were not placed", slug, reading, exc_info=error)
