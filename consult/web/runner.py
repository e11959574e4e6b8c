"""What runs beside the pages: jobs as tasks of this process, ended with it."""

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable

from consult.errors import ConsultError
from consult.permissions import Actor
from consult.services import job
from consult.services.worker import Say

log = logging.getLogger("consult.web")
Work = Callable[[Say], Awaitable[int | None]]
"""Does something long, saying its steps, and returns the id of what it made, if that has one."""

AT_ONCE = 2
_EVERY = 1.0
_BEAT = 10
_BROKEN = "系统出错了，不是您的问题，工作没有完成。请再做一次；再次出错请告诉管理员。"


class Broken(ConsultError):
    """The work failed by a fault of ours."""


class Runner:
    """Runs at most `AT_ONCE` jobs; the others wait their turn."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()  # the loop itself keeps only weak references
        self._seats = asyncio.Semaphore(AT_ONCE)

    def run(self, actor: Actor, job_id: int, work: Work) -> None:
        """Begin a job that `services.job.start` has written down; `work` returns its result."""
        task = asyncio.create_task(self._follow(actor, job_id, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop everything and write down that it was interrupted; the database is still open."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self, actor: Actor, job_id: int, work: Work) -> None:
        job.CURRENT.set(job_id)
        steps = ["等待前面的工作"]
        working = asyncio.create_task(self._seated(work, steps))
        beating = asyncio.create_task(self._beat(job_id, steps, working))
        try:
            result = await working
            await job.finish(actor, self._clock(), job_id, result)
        except asyncio.CancelledError:
            if not _stopping():  # the work alone was called off, and that is written down
                return
            await job.interrupt(self._clock(), job_id)
            raise
        except job.Cancelled:
            return
        except ConsultError as error:
            await job.fail(actor, self._clock(), job_id, error)
        except Exception as error:
            log.error("job %d failed", job_id, exc_info=error)
            await job.fail(actor, self._clock(), job_id, Broken(_BROKEN))
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)

    async def _seated(self, work: Work, steps: list[str]) -> int | None:
        async with self._seats:
            return await work(steps.append)

    async def _beat(
        self, job_id: int, steps: list[str], working: "asyncio.Task[int | None]"
    ) -> None:
        """Write the newest step down when it is new, and now and then that we are alive; end the
        work when somebody called it off."""
        said, quiet = "", 0
        while True:
            if not await job.wanted(job_id):
                working.cancel()
                return
            if steps[-1] != said or quiet >= _BEAT:
                said, quiet = steps[-1], 0
                await job.step(job_id, self._clock(), said)
            quiet += 1
            await asyncio.sleep(_EVERY)


def _stopping() -> bool:
    """Whether this task itself is being cancelled, not only what it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
