"""Whoever claims a job has it alone; what a dead worker held is done by another; both engines."""

import asyncio
import datetime as dt
import socket
import subprocess
from collections import Counter
from typing import Any

import pytest

from consult.services.work import claiming, job
from consult.services.work.claiming import MOST_TRIES, PATIENCE, SILENCE, Task
from consult.services.work.errand import ClustersRequest, PaperRequest
from consult.services.work.job import JobState
from consult.tables import Job
from tests.consult.cast import DURING, STAFF

pytestmark = pytest.mark.anyio
DOGS: dict[str, Any] = {"slug": "dogs", "reading": 1}
LOST = DURING + SILENCE + dt.timedelta(seconds=1)


async def claimed(worker: str = "one", now: dt.datetime = DURING) -> Task:
    await job.start(STAFF, DURING, errand=ClustersRequest(), **DOGS)
    task = await claiming.take(now, worker)
    assert task
    return task


async def state_of(task: Task) -> JobState:
    return (await job.show(STAFF, task.claim.job)).state


async def many(count: int) -> None:
    """Jobs that wait, without the hundred milliseconds each takes to ask for."""
    await job.start(STAFF, DURING, errand=PaperRequest(), **DOGS)
    row = await Job.select().first()
    assert row
    del row["id"]
    await Job.insert(*(Job(**row) for _ in range(count - 1)))


async def test_workers_that_race_get_each_job_once(dogs: str) -> None:
    await many(50)
    got: Counter[int] = Counter()

    async def work(name: str) -> None:
        while task := await claiming.take(DURING, name):
            got[task.claim.job] += 1
            await claiming.finish(STAFF, DURING, task.claim)

    await asyncio.gather(*(work(f"worker {n}") for n in range(4)))
    assert len(got) == 50
    assert set(got.values()) == {1}


async def test_a_claim_tells_what_to_do_for_whom_and_where(dogs: str) -> None:
    task = await claimed()
    assert (task.actor, task.slug, task.reading) == (STAFF, "dogs", 1)
    assert task.request == '{"type":"clusters"}'
    assert await claiming.take(DURING, "two") is None


async def test_what_a_dead_worker_held_is_claimed_again(dogs: str) -> None:
    first = await claimed()
    assert await claiming.sweep(DURING + SILENCE) == 0
    assert await claiming.sweep(LOST) == 1
    assert await state_of(first) is JobState.WAITING
    second = await claiming.take(LOST, "two")
    assert second and second.claim.job == first.claim.job
    assert await claiming.holds(second.claim)


async def test_a_worker_that_only_slept_changes_nothing_any_more(dogs: str) -> None:
    asleep = await claimed()
    await claiming.sweep(LOST)
    awake = await claiming.take(LOST, "two")
    assert awake
    assert not await claiming.holds(asleep.claim)
    job.CURRENT.set(asleep.claim)
    with pytest.raises(job.Cancelled):
        await job.still_wanted()
    await claiming.beat(LOST, asleep.claim, "制版")
    await claiming.finish(STAFF, LOST, asleep.claim, 1)
    await claiming.hand_back(LOST, asleep.claim)
    seen = await job.show(STAFF, awake.claim.job)
    assert (seen.state, seen.step, seen.result) == (JobState.RUNNING, "", None)


async def test_a_process_that_is_there_is_slow_not_dead(dogs: str) -> None:
    """On one SQLite file a beat may wait for another process to have written a large round."""
    here = await claimed(claiming.name_of_this())
    assert await claiming.sweep(LOST) == 0
    assert await claiming.sweep(DURING + PATIENCE + dt.timedelta(seconds=1)) == 1
    assert await state_of(here) is JobState.WAITING
    with subprocess.Popen(["true"]) as gone:
        pass
    assert await claiming.take(DURING, f"{socket.gethostname()}/{gone.pid}")
    assert await claiming.sweep(LOST) == 1


async def test_a_beat_keeps_a_claim(dogs: str) -> None:
    task = await claimed()
    await claiming.beat(DURING + SILENCE, task.claim, "比较意见")
    assert await claiming.sweep(LOST) == 0
    assert await state_of(task) is JobState.RUNNING


async def test_a_job_that_kills_its_workers_is_given_up(dogs: str) -> None:
    task, now = await claimed(), DURING
    for _ in range(MOST_TRIES - 1):
        now += SILENCE * 2
        await claiming.sweep(now)
        assert await claiming.take(now, "next")
    await claiming.sweep(now + SILENCE * 2)
    seen = await job.show(STAFF, task.claim.job)
    assert seen.state is JobState.INTERRUPTED
    assert "再做一次" in str(seen.failure)


async def test_stopping_a_worker_is_no_try(dogs: str) -> None:
    task: Task | None = await claimed()
    for _ in range(MOST_TRIES + 1):
        assert task
        await claiming.hand_back(DURING, task.claim)
        assert await state_of(task) is JobState.WAITING
        task = await claiming.take(DURING, "next")
    await claiming.sweep(LOST)
    assert task and await state_of(task) is JobState.WAITING


@pytest.mark.parametrize("how", ["dead", "stopped"])
async def test_what_was_kept_is_done_and_not_done_again(dogs: str, how: str) -> None:
    task = await claimed()
    job.CURRENT.set(task.claim)
    await job.still_wanted(7)
    if how == "dead":
        await claiming.sweep(LOST)
    else:
        await claiming.hand_back(DURING, task.claim)
    seen = await job.show(STAFF, task.claim.job)
    assert (seen.state, seen.result) == (JobState.DONE, 7)


async def test_what_an_older_program_had_begun_is_interrupted(dogs: str) -> None:
    task = await claimed()
    await Job.update({Job.request: "", Job.worker: "", Job.tries: 0}).where(Job.id > 0)
    await claiming.sweep(LOST)
    assert await state_of(task) is JobState.INTERRUPTED
