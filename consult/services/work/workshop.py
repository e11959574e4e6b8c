"""Where jobs are done: claims what waits, a few at a time, and follows each to its end.

Runs in a process of its own (`consult worker`), never in the one that answers people.
"""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable

from consult.config import Settings
from consult.errors import ConsultError
from consult.services.mailing.postman import Postman
from consult.services.work import claiming, dispatch, job
from consult.services.work.claiming import Task
from consult.services.work.job import Claim

log = logging.getLogger("consult.worker")

AT_ONCE = 2
POLL = 0.5
_LOOK = 1.0
_BEAT = 6
_SWEEP = 10.0
_PAUSE = 5.0
_BROKEN = "系统出错了，不是您的问题，工作没有完成。请再做一次；再次出错请告诉管理员。"


class Broken(ConsultError):
    """The work failed by a fault of ours."""


class Workshop:
    """At most `at_once` jobs at a time; looks for new ones every `poll` seconds."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], dt.datetime],
        *,
        at_once: int = AT_ONCE,
        poll: float = POLL,
    ) -> None:
        self._settings, self._clock = settings, clock
        self._at_once, self._poll = at_once, poll
        self._name = claiming.name_of_this()
        self._tasks: set[asyncio.Task[None]] = set()
        self._done = 0
        self._swept = -_SWEEP
        self._postman = Postman(settings, clock)

    @property
    def done(self) -> int:
        """How many jobs were seen to so far."""
        return self._done

    async def run(self, *, once: bool = False) -> None:
        """Work until cancelled, or `once` until nothing waits any more. What is under way when it
        is cancelled waits for another worker."""
        try:
            while await self._go_on(once):
                pass
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self._postman.stop()

    async def _go_on(self, once: bool) -> bool:
        """Take one more job or wait a moment; False when there is nothing left to do."""
        try:
            taken = await self._take()
        except Exception:
            if once:
                raise
            log.warning("cannot look for work", exc_info=True)
            await asyncio.sleep(_PAUSE)
            return True
        if not taken:
            if once and not self._tasks:
                return False
            if not once:
                self._postman.look()
            await self._rest()
        return True

    async def _take(self) -> bool:
        now = asyncio.get_running_loop().time()
        if now - self._swept >= _SWEEP:
            self._swept = now
            await claiming.sweep(self._clock())
        if len(self._tasks) >= self._at_once:
            return False
        task = await claiming.take(self._clock(), self._name)
        if task is None:
            return False
        doing = asyncio.create_task(self._follow(task))
        self._tasks.add(doing)
        doing.add_done_callback(self._forget)
        return True

    def _forget(self, ended: asyncio.Task[None]) -> None:
        self._tasks.discard(ended)
        self._done += 1
        if not ended.cancelled() and ended.exception():  # its end could not be written down
            log.error("a job was left for the next sweep", exc_info=ended.exception())

    async def _rest(self) -> None:
        """Until a seat is free or it is time to look again."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._poll, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(self._poll)

    async def _follow(self, task: Task) -> None:
        job.CURRENT.set(task.claim)
        steps = [""]
        working = asyncio.create_task(
            dispatch.do(task, self._clock(), self._settings, steps.append)
        )
        beating = asyncio.create_task(self._beat(task.claim, steps, working))
        try:
            result = await working
            await claiming.finish(task.actor, self._clock(), task.claim, result)
        except asyncio.CancelledError:
            if not _stopping():  # the work alone was called off, and that is written down
                return
            await claiming.hand_back(self._clock(), task.claim)
            raise
        except job.Cancelled:
            return
        except ConsultError as error:
            await claiming.fail(task.actor, self._clock(), task.claim, error)
        except Exception as error:
            log.error("job %d failed", task.claim.job, exc_info=error)
            await claiming.fail(task.actor, self._clock(), task.claim, Broken(_BROKEN))
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)

    async def _beat(
        self, claim: Claim, steps: list[str], working: "asyncio.Task[int | None]"
    ) -> None:
        """Write the newest step down when it is new, and now and then that we are alive; end the
        work when somebody called it off."""
        said, quiet = "", 0
        while True:
            try:
                if not await claiming.holds(claim):
                    working.cancel()
                    return
                if steps[-1] != said or quiet >= _BEAT:
                    said, quiet = steps[-1], 0
                    await claiming.beat(self._clock(), claim, said)
            except Exception:  # a beat missed is no reason to end the work
                log.warning("job %d: a beat was missed", claim.job, exc_info=True)
            quiet += 1
            await asyncio.sleep(_LOOK)


def _stopping() -> bool:
    """Whether this task itself is being cancelled, not only what it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
