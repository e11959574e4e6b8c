"""Long work is asked for once, followed, called off; on both engines."""

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any, get_args

import pytest

from consult.config import Settings
from consult.errors import Conflict, NotAllowed, NotFound
from consult.services.clusters import cluster
from consult.services.papers import report
from consult.services.papers.making import Made
from consult.services.records import audit
from consult.services.records.keyset import Turn
from consult.services.work import claiming, dispatch, job
from consult.services.work.claiming import Task
from consult.services.work.errand import ClustersRequest, Errand, PaperRequest, packed, unpacked
from consult.services.work.job import JobKind, JobState
from consult.tables import AuditEntry, Cluster, Job, Report
from reports.model import Edition
from reports.papers.kinds import Kind
from tests.consult.cast import ADMIN, COMMITTEE, DURING, STAFF, WANG

pytestmark = pytest.mark.anyio
DOGS: dict[str, Any] = {"slug": "dogs", "reading": 1}
LATER = DURING + dt.timedelta(seconds=20)
INTERNAL = PaperRequest(edition=Edition.INTERNAL)


async def ask(errand: Errand | None = None, now: dt.datetime = DURING) -> job.Started:
    return await job.start(STAFF, now, errand=errand or ClustersRequest(), **DOGS)


async def begin(errand: Errand | None = None) -> Task:
    """A job asked for and claimed."""
    await ask(errand)
    task = await claiming.take(DURING, "one")
    assert task
    return task


async def test_the_same_is_asked_for_once_however_many_ask(dogs: str) -> None:
    started = await asyncio.gather(*(ask() for _ in range(8)))
    assert len({one.id for one in started}) == 1
    assert [one.fresh for one in started].count(True) == 1
    assert (await ask(PaperRequest())).fresh
    assert (await ask(INTERNAL)).fresh
    assert not (await ask(INTERNAL)).fresh
    assert [one.kind for one in await job.unfinished_of("dogs", 1)] == [
        *(JobKind.CLUSTERS, JobKind.PAPER, JobKind.PAPER)
    ]
    assert await job.unfinished_of("dogs", 2) == ()


async def test_it_waits_runs_and_has_a_result(dogs: str) -> None:
    started = await ask(INTERNAL)
    waits = await job.show(STAFF, started.id)
    assert (waits.state, waits.begun_at, waits.errand) == (JobState.WAITING, None, INTERNAL)
    task = await claiming.take(LATER, "one")
    assert task
    await claiming.beat(LATER, task.claim, "制版 37%")
    runs = await job.show(STAFF, started.id)
    assert (runs.state, runs.step, runs.percent) == (JobState.RUNNING, "制版 37%", 37)
    assert (runs.started_by, runs.started_at, runs.begun_at) == (STAFF.name, DURING, LATER)
    await claiming.finish(STAFF, LATER, task.claim, 7)
    done = await job.show(STAFF, started.id)
    assert (done.state, done.result, done.ended_at) == (JobState.DONE, 7, LATER)
    assert waits.revision < runs.revision < done.revision
    assert (await ask(INTERNAL)).fresh


async def test_a_failure_is_a_sentence_that_can_still_be_translated(dogs: str) -> None:
    task = await begin()
    await claiming.fail(STAFF, LATER, task.claim, Conflict("还有 {n} 条意见没有归类。", n=3))
    seen = await job.show(STAFF, task.claim.job)
    assert seen.state is JobState.FAILED
    assert seen.failure is not None
    assert seen.failure.values == {"n": 3}
    assert str(seen.failure) == "还有 3 条意见没有归类。"


async def test_jobs_of_older_programs_are_still_understood(dogs: str) -> None:
    started = await ask()
    for kind, errand in (
        (JobKind.PUBLIC_REPORT, PaperRequest()),
        (JobKind.INTERNAL_REPORT, INTERNAL),
        (JobKind.CLUSTERS, ClustersRequest()),
    ):
        await Job.update({Job.kind: kind.value, Job.request: ""}).where(Job.id == started.id)
        seen = await job.show(STAFF, started.id)
        assert (seen.kind, seen.errand) == (kind, errand)
    assert unpacked('{"type":"paper"}') == PaperRequest(kind=Kind.REVIEW)


def test_every_errand_has_its_right_and_somebody_who_does_it() -> None:
    for errand in dispatch.WORK:
        assert unpacked(packed(errand())) == errand()
        assert JobKind(errand.__struct_config__.tag) in job.RIGHTS
    assert set(dispatch.WORK) == set(get_args(Errand))
    assert set(job.RIGHTS) == set(JobKind)


async def test_only_those_who_may_do_the_work_may_start_follow_or_list_it(dogs: str) -> None:
    for actor in (WANG, COMMITTEE):
        with pytest.raises(NotAllowed):
            await job.start(actor, DURING, errand=ClustersRequest(), **DOGS)
    assert await Job.count() == 0
    started = await ask()
    with pytest.raises(NotAllowed):
        await job.show(COMMITTEE, started.id)
    with pytest.raises(NotAllowed):
        await job.list_jobs(COMMITTEE)
    assert (await job.page_of_jobs(STAFF)).total == 1
    with pytest.raises(NotFound):
        await job.show(STAFF, started.id + 1)
    with pytest.raises(NotFound):
        await job.start(STAFF, DURING, errand=ClustersRequest(), slug="dogs", reading=2)


async def test_the_unfinished_come_first_then_the_newest(dogs: str) -> None:
    first = await begin()
    second = await begin(PaperRequest())
    waiting = await ask(INTERNAL)
    await claiming.finish(STAFF, LATER, first.claim)
    await claiming.finish(STAFF, LATER, second.claim)
    listed = [one.id for one in await job.list_jobs(STAFF)]
    assert listed == [waiting.id, second.claim.job, first.claim.job]
    first = await job.page_of_jobs(STAFF, size=1)
    after = await job.page_of_jobs(STAFF, Turn(after=first.after), size=1)
    assert [one.id for one in after.items] == [second.claim.job]
    assert await job.nobody_works()
    other = await ask()
    assert await job.ahead_of(await job.show(STAFF, other.id)) == 1


async def test_every_change_of_state_is_in_the_chain(dogs: str) -> None:
    """R33."""
    first, second, third = await begin(), await begin(PaperRequest()), await begin(INTERNAL)
    await claiming.finish(STAFF, LATER, first.claim)
    await claiming.fail(STAFF, LATER, second.claim, Conflict("不行。"))
    await claiming.hand_back(LATER, third.claim)
    await job.cancel(STAFF, LATER, third.claim.job)
    rows = await AuditEntry.select(AuditEntry.action).where(AuditEntry.action.like("job.%"))
    deeds = [row["action"] for row in rows]
    assert deeds[:2] == ["job.start", "job.claim"]
    assert deeds[6:] == ["job.finish", "job.fail", "job.again", "job.cancel"]
    assert (await audit.verify(ADMIN)).first_bad is None


async def test_work_called_off_keeps_nothing_and_the_old_stays(dogs: str) -> None:
    """Whoever keeps the result asks in the same transaction: cancelled or kept, never both."""
    await job.still_wanted()  # no job: nothing to call off
    task = await begin()
    await job.cancel(STAFF, LATER, task.claim.job)
    job.CURRENT.set(task.claim)
    before = await Cluster.select().order_by(Cluster.id)
    with pytest.raises(job.Cancelled):
        await cluster.rebuild(STAFF, LATER, threshold=60, **DOGS)
    assert await Cluster.select().order_by(Cluster.id) == before
    await claiming.finish(STAFF, LATER, task.claim, 1)
    seen = await job.show(STAFF, task.claim.job)
    assert (seen.state, seen.result, seen.ended_at) == (JobState.CANCELLED, None, LATER)
    assert STAFF.name in str(seen.failure)
    assert (await ask()).fresh


async def test_a_report_called_off_in_its_last_second_leaves_no_file(
    dogs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R16: the pages are ready, the file is being put in place."""

    async def made(*_: object, **__: object) -> Made:
        return Made((b"%PDF",), (1,))

    monkeypatch.setattr(report, "make", made)
    settings = Settings(data_dir=tmp_path)
    task = await begin(PaperRequest())
    job.CURRENT.set(task.claim)
    await job.cancel(STAFF, LATER, task.claim.job)
    with pytest.raises(job.Cancelled):
        await report.build_report(STAFF, LATER, settings, **DOGS)
    assert await Report.count() == 0
    assert list((tmp_path / "reports").iterdir()) == []
    job.CURRENT.set((await begin(PaperRequest())).claim)
    built = await report.build_report(STAFF, LATER, settings, **DOGS)
    assert list((tmp_path / "reports").iterdir()) == [built.path]


async def test_what_has_kept_its_result_cannot_be_called_off_any_more(dogs: str) -> None:
    task = await begin()
    job.CURRENT.set(task.claim)
    await cluster.rebuild(STAFF, LATER, **DOGS)
    await job.cancel(STAFF, LATER, task.claim.job)
    assert await claiming.holds(task.claim)
    await claiming.finish(STAFF, LATER, task.claim)
    assert (await job.show(STAFF, task.claim.job)).state is JobState.DONE


async def test_what_waits_is_called_off_at_once(dogs: str) -> None:
    started = await ask()
    await job.cancel(STAFF, LATER, started.id)
    assert (await job.show(STAFF, started.id)).state is JobState.CANCELLED
    assert await claiming.take(LATER, "one") is None


async def test_only_those_who_may_do_the_work_may_call_it_off(dogs: str) -> None:
    started = await ask()
    for actor in (WANG, COMMITTEE):
        with pytest.raises(NotAllowed):
            await job.cancel(actor, LATER, started.id)
    with pytest.raises(NotFound):
        await job.cancel(STAFF, LATER, 999)
    assert not (await job.show(STAFF, started.id)).ended
    assert await Report.count() == 0
