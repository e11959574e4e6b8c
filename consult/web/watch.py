"""Jobs as they move: one look at the database a second for everybody who watches, not one each."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterable

from consult.errors import TooManyTries
from consult.services.work.job import JobView

log = logging.getLogger("consult.web")
Look = Callable[[Collection[int]], Awaitable[Iterable[JobView]]]
LONGEST = 300.0
"""Seconds a stream lasts; the browser then asks again, and its session is checked again."""
MOST = 200
MOST_EACH = 4
"""Streams of one person: browsers keep six connections to a site, some must stay free."""


class Watch:
    """Who watches which job. `look` gives jobs by their ids, asked `every` so many seconds as
    long as anybody watches; a stream that has nothing to tell for `quiet` seconds says so."""

    def __init__(self, look: Look, *, every: float = 1.0, quiet: float = 15.0) -> None:
        self._look, self._every, self._quiet = look, every, quiet
        self._seen: dict[int, JobView] = {}
        self._wakes: defaultdict[int, set[asyncio.Event]] = defaultdict(set)
        self._people: Counter[object] = Counter()
        self._looking: asyncio.Task[None] | None = None
        self._closed = False

    def admit(self, person: object) -> None:
        """Raises TooManyTries when this person, or everybody together, watches too much already."""
        if self._people[person] >= MOST_EACH or self._people.total() >= MOST:
            raise TooManyTries("同时打开的进度太多了。请关掉几个页面，或者过一会儿刷新这一页。")

    async def follow(
        self, job_id: int, person: object, seen: int | None
    ) -> AsyncGenerator[JobView | None]:
        """A job each time it changed since revision `seen`; None now and then in between. Ends
        with the job, after `LONGEST`, or when the site stops."""
        until = asyncio.get_running_loop().time() + LONGEST
        wake = asyncio.Event()
        self._join(job_id, person, wake)
        try:
            while not self._closed and asyncio.get_running_loop().time() < until:
                view = self._seen.get(job_id)
                if view and (view.revision != seen or view.ended):
                    seen = view.revision
                    yield view
                    if view.ended:
                        return
                wake.clear()
                try:
                    await asyncio.wait_for(wake.wait(), self._quiet)
                except TimeoutError:
                    yield None
        finally:
            self._leave(job_id, person, wake)

    async def close(self) -> None:
        """End every stream; the browsers come back when the site does."""
        self._closed = True
        for wakes in self._wakes.values():
            for wake in wakes:
                wake.set()
        if self._looking:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    def _join(self, job_id: int, person: object, wake: asyncio.Event) -> None:
        self._people[person] += 1
        self._wakes[job_id].add(wake)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._keep_looking())

    def _leave(self, job_id: int, person: object, wake: asyncio.Event) -> None:
        self._people[person] -= 1
        if not self._people[person]:
            del self._people[person]
        self._wakes[job_id].discard(wake)
        if not self._wakes[job_id]:
            del self._wakes[job_id]
            self._seen.pop(job_id, None)

    async def _keep_looking(self) -> None:
        while self._wakes:
            try:
                self._tell(await self._look(list(self._wakes)))
            except Exception:  # the database is away: whoever watches waits a little longer
                log.warning("cannot look at jobs", exc_info=True)
            await asyncio.sleep(self._every)

    def _tell(self, views: Iterable[JobView]) -> None:
        for view in views:
            known = self._seen.get(view.id)
            if view.id in self._wakes and (known is None or known.revision != view.revision):
                self._seen[view.id] = view
                for wake in self._wakes[view.id]:
                    wake.set()
