"""Long work is written down: one at a time, followed, ended in a sentence; on both engines."""

import asyncio
import datetime as dt

import pytest

from consult.errors import Conflict, NotAllowed, NotFound
from consult.services import audit, cluster, job, schema
from consult.services.job import JobKind, JobState
from consult.tables import AuditEntry, Cluster, Job
from tests.consult.cast import ADMIN, COMMITTEE, DURING, STAFF, WANG

pytestmark = pytest.mark.anyio
DOGS = {"slug": "dogs", "reading": 1}
LATER = DURING + dt.timedelta(seconds=20)


async def begin(kind: JobKind = JobKind.CLUSTERS, now: dt.datetime = DURING) -> job.Started:
    return await job.start(STAFF, now, kind=kind, **DOGS)  # type: ignore[arg-type]


async def test_one_of_a_kind_runs_at_a_time_however_many_ask(dogs: str) -> None:
    started = await asyncio.gather(*(begin() for _ in range(8)))
    assert len({one.id for one in started}) == 1
    assert [one.fresh for one in started].count(True) == 1
    other = await begin(JobKind.PUBLIC_REPORT)
    assert other.fresh
    assert {one.kind for one in await job.running("dogs", 1)} == {
        JobKind.CLUSTERS,
        JobKind.PUBLIC_REPORT,
    }
    assert await job.running("dogs", 2) == ()


async def test_it_says_its_step_and_then_its_result(dogs: str) -> None:
    started = await begin(JobKind.INTERNAL_REPORT)
    await job.step(started.id, LATER, "制版")
    seen = await job.show(STAFF, started.id)
    assert (seen.state, seen.step, seen.started_by) == (JobState.RUNNING, "制版", STAFF.name)
    assert (seen.slug, seen.reading, seen.started_at) == ("dogs", 1, DURING)
    await job.finish(STAFF, LATER, started.id, 7)
    seen = await job.show(STAFF, started.id)
    assert (seen.state, seen.result, seen.ended_at) == (JobState.DONE, 7, LATER)
    assert (await begin(JobKind.INTERNAL_REPORT)).fresh


async def test_a_failure_is_a_sentence_that_can_still_be_translated(dogs: str) -> None:
    started = await begin()
    await job.fail(STAFF, LATER, started.id, Conflict("还有 {n} 条意见没有归类。", n=3))
    seen = await job.show(STAFF, started.id)
    assert seen.state is JobState.FAILED
    assert seen.failure is not None
    assert seen.failure.values == {"n": 3}
    assert str(seen.failure) == "还有 3 条意见没有归类。"


async def test_after_a_crash_it_is_said_to_be_interrupted(dogs: str) -> None:
    started = await begin()
    crashed = await begin(JobKind.PUBLIC_REPORT)
    await job.finish(STAFF, LATER, started.id)
    assert await job.interrupt_lost(DURING + 2 * job.SILENCE) == 1
    seen = await job.show(STAFF, crashed.id)
    assert seen.state is JobState.INTERRUPTED
    assert "再做一次" in str(seen.failure)
    assert (await job.show(STAFF, started.id)).state is JobState.DONE
    await job.finish(STAFF, LATER, crashed.id, 9)
    assert (await job.show(STAFF, crashed.id)).state is JobState.INTERRUPTED


async def test_another_living_process_keeps_its_job_where_there_can_be_one(dogs: str) -> None:
    await begin()
    alone = schema.is_sqlite()
    assert await job.interrupt_lost(LATER) == (1 if alone else 0)


async def test_a_job_that_fell_silent_does_not_block_the_next(dogs: str) -> None:
    lost = await begin()
    await job.step(lost.id, LATER, "比较意见")
    assert not (await begin(now=LATER + job.SILENCE)).fresh
    again = await begin(now=LATER + job.SILENCE + dt.timedelta(seconds=1))
    assert again.fresh
    assert (await job.show(STAFF, lost.id)).state is JobState.INTERRUPTED


async def test_only_those_who_may_do_the_work_may_start_or_follow_it(dogs: str) -> None:
    for actor in (WANG, COMMITTEE):
        with pytest.raises(NotAllowed):
            await job.start(actor, DURING, kind=JobKind.CLUSTERS, **DOGS)  # type: ignore[arg-type]
    assert await Job.count() == 0
    started = await begin()
    with pytest.raises(NotAllowed):
        await job.show(COMMITTEE, started.id)
    with pytest.raises(NotFound):
        await job.show(STAFF, started.id + 1)
    with pytest.raises(NotFound):
        await job.start(STAFF, DURING, kind=JobKind.CLUSTERS, slug="dogs", reading=2)


async def test_every_change_of_state_is_in_the_chain(dogs: str) -> None:
    first, second, third = [await begin(kind) for kind in JobKind]
    await job.finish(STAFF, LATER, first.id)
    await job.fail(STAFF, LATER, second.id, Conflict("不行。"))
    await job.interrupt(LATER, third.id)
    rows = await AuditEntry.select(AuditEntry.action).where(AuditEntry.action.like("job.%"))
    ends = [row["action"] for row in rows if row["action"] != "job.start"]
    assert ends == ["job.finish", "job.fail", "job.interrupt"]
    assert len(rows) == 6
    assert (await audit.verify(ADMIN)).first_bad is None


async def test_work_called_off_keeps_nothing_and_the_old_stays(dogs: str) -> None:
    """Whoever keeps the result asks in the same transaction: cancelled or kept, never both."""
    started = await begin()
    await job.still_wanted()  # no job: nothing to call off
    await job.cancel(STAFF, LATER, started.id)
    job.CURRENT.set(started.id)
    before = await Cluster.select().order_by(Cluster.id)
    with pytest.raises(job.Cancelled):
        await cluster.rebuild(STAFF, LATER, threshold=60, **DOGS)  # type: ignore[arg-type]
    assert await Cluster.select().order_by(Cluster.id) == before
    await job.finish(STAFF, LATER, started.id, 1)
    seen = await job.show(STAFF, started.id)
    assert (seen.state, seen.result, seen.ended_at) == (JobState.CANCELLED, None, LATER)
    assert STAFF.name in str(seen.failure)
    assert (await begin()).fresh


async def test_only_those_who_may_do_the_work_may_call_it_off(dogs: str) -> None:
    started = await begin()
    for actor in (WANG, COMMITTEE):
        with pytest.raises(NotAllowed):
            await job.cancel(actor, LATER, started.id)
    with pytest.raises(NotFound):
        await job.cancel(STAFF, LATER, 999)
    assert await job.wanted(started.id)
