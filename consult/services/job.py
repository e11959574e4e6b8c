"""Work that takes longer than a page may: one at a time for each kind and round, and people can
see how far it has come. What does the work is somebody else's; this keeps the record."""

import datetime as dt
from contextvars import ContextVar
from enum import StrEnum

import msgspec

from consult.engine import write_tx
from consult.errors import ConsultError, NotFound
from consult.permissions import Actor, require, terminal
from consult.services import audit, find, schema
from consult.tables import Job

SILENCE = dt.timedelta(seconds=60)
"""A running job beats every few seconds; one that was silent so long has lost its process."""


class JobKind(StrEnum):
    """What can be long."""

    CLUSTERS = "clusters"
    PUBLIC_REPORT = "public-report"
    INTERNAL_REPORT = "internal-report"


RIGHTS = {
    JobKind.CLUSTERS: "cluster.rebuild",
    JobKind.PUBLIC_REPORT: "report.build",
    JobKind.INTERNAL_REPORT: "report.build",
}


class JobState(StrEnum):
    """Where a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"


CURRENT: ContextVar[int] = ContextVar("job")
"""The job that what runs here works for, if any: whoever keeps its result asks `still_wanted`."""


class Interrupted(ConsultError):
    """The process that did the work is gone."""


class Cancelled(ConsultError):
    """Somebody called the work off."""


class Started(msgspec.Struct, frozen=True):
    """The job that does what was asked for; not `fresh` when it was running already."""

    id: int
    fresh: bool


class JobView(msgspec.Struct, frozen=True):
    """A job as people see it. `result` is the id of what was made, where that has one."""

    id: int
    kind: JobKind
    state: JobState
    slug: str
    reading: int
    step: str
    failure: ConsultError | None
    result: int | None
    started_by: str
    started_at: dt.datetime
    ended_at: dt.datetime | None


async def start(
    actor: Actor, now: dt.datetime, *, kind: JobKind, slug: str, reading: int
) -> Started:
    """Write down that the work begins, or say which job does it already."""
    require(actor, RIGHTS[kind])
    _, round_ = await find.round_row(slug, reading)
    async with write_tx(Job):
        await find.lock_round(round_["id"])
        await _interrupt(now, (Job.round == round_["id"]) & (Job.beat_at < now - SILENCE))
        mine = (Job.round == round_["id"]) & (Job.kind == kind.value)
        running = await Job.select(Job.id).where(mine & _running()).first()
        if running:
            return Started(running["id"], fresh=False)
        row = Job(
            kind=kind.value,
            round=round_["id"],
            state=JobState.RUNNING.value,
            started_by=actor.name,
            started_at=now,
            beat_at=now,
        )
        made = await Job.insert(row)
        await audit.append(actor, now, "job.start", f"{slug}/{reading}", kind=kind)
    return Started(made[0]["id"], fresh=True)


async def step(job_id: int, now: dt.datetime, words: str) -> None:
    """Say what a running job is doing, and that it is alive."""
    async with write_tx(Job):
        await Job.update({Job.step: words[:200], Job.beat_at: now}).where(
            (Job.id == job_id) & _running()
        )


async def finish(actor: Actor, now: dt.datetime, job_id: int, result: int | None = None) -> None:
    """The work is done; `result` is the id of what it made."""
    async with write_tx(Job):
        await Job.update(
            {Job.state: JobState.DONE.value, Job.result: result, Job.ended_at: now}
        ).where((Job.id == job_id) & _running())
        await audit.append(actor, now, "job.finish", str(job_id), result=result)


async def fail(actor: Actor, now: dt.datetime, job_id: int, error: ConsultError) -> None:
    """The work was not done, and `error` says why."""
    async with write_tx(Job):
        await Job.update(
            {Job.state: JobState.FAILED.value, Job.failure: _pack(error), Job.ended_at: now}
        ).where((Job.id == job_id) & _running())
        await audit.append(actor, now, "job.fail", str(job_id), why=str(error))


async def cancel(actor: Actor, now: dt.datetime, job_id: int) -> None:
    """Call running work off: nothing of it is kept. One that has ended stays as it is.

    Raises NotFound.
    """
    await show(actor, job_id)
    async with write_tx(Job):
        row = await Job.select(Job.round).where(Job.id == job_id).first()
        if row:
            await find.lock_round(row["round"])
        said = Cancelled("{name}取消了这项工作。没有留下结果，原来的都没有变。", name=actor.name)
        ended = (
            await Job.update(
                {
                    Job.state: JobState.CANCELLED.value,
                    Job.failure: _pack(said),
                    Job.ended_at: now,
                }
            )
            .where((Job.id == job_id) & _running())
            .returning(Job.id)
        )
        if ended:
            await audit.append(actor, now, "job.cancel", str(job_id))


async def wanted(job_id: int) -> bool:
    """Whether a job is still to be done."""
    return await Job.exists().where((Job.id == job_id) & _running())


async def still_wanted() -> None:
    """Raises Cancelled when this is done for a job that was called off.

    Asked inside the transaction that keeps the result, behind `find.lock_round`: so a job is
    either cancelled or its result kept, never both.
    """
    current = CURRENT.get(None)
    if current is not None and not await wanted(current):
        raise Cancelled("这项工作已经取消，没有留下结果。")


async def interrupt(now: dt.datetime, job_id: int) -> None:
    """The process stops before the work is done."""
    async with write_tx(Job):
        await _interrupt(now, Job.id == job_id)


async def interrupt_lost(now: dt.datetime) -> int:
    """At start-up: mark the jobs whose process is gone; returns how many.

    A SQLite file is served by one process, this one, so every running job was lost. On
    PostgreSQL another process may be alive: there only the silent ones.
    """
    async with write_tx(Job):
        lost = Job.id > 0 if schema.is_sqlite() else Job.beat_at < now - SILENCE
        return await _interrupt(now, lost)


async def show(actor: Actor, job_id: int) -> JobView:
    """One job, for whoever may do such work. Raises NotFound."""
    views = await _views(Job.id == job_id)
    if not views:
        raise NotFound("没有这项工作。请从这一稿的工作页重新开始。")
    require(actor, RIGHTS[views[0].kind])
    return views[0]


async def running(slug: str, reading: int) -> tuple[JobView, ...]:
    """What is being worked on for a reading."""
    draft = Job.round.draft
    here = (draft.reading == reading) & (draft.bill.slug == slug)  # type: ignore[union-attr]
    return await _views(here & _running())


def _running() -> find.Where:
    return Job.state == JobState.RUNNING.value


async def _interrupt(now: dt.datetime, lost: find.Where) -> int:
    said = Interrupted("系统重新启动，这项工作中断了，没有留下结果。请再做一次。")
    rows = (
        await Job.update(
            {
                Job.state: JobState.INTERRUPTED.value,
                Job.failure: _pack(said),
                Job.ended_at: now,
            }
        )
        .where(lost & _running())
        .returning(Job.id)
    )
    for row in rows:
        await audit.append(terminal("系统"), now, "job.interrupt", str(row["id"]))
    return len(rows)


async def _views(where: find.Where) -> tuple[JobView, ...]:
    draft = Job.round.draft
    place = (draft.reading, draft.bill.slug)  # type: ignore[union-attr]
    rows = await Job.select(*Job.all_columns(), *place).where(where).order_by(Job.id)
    return tuple(
        JobView(
            id=row["id"],
            kind=JobKind(row["kind"]),
            state=JobState(row["state"]),
            slug=row["round.draft.bill.slug"],
            reading=row["round.draft.reading"],
            step=row["step"],
            failure=_unpack(row["failure"]),
            result=row["result"],
            started_by=row["started_by"],
            started_at=row["started_at"],
            ended_at=row["ended_at"],
        )
        for row in rows
    )


def _pack(error: ConsultError) -> str:
    values = {
        name: value if isinstance(value, int) else str(value)
        for name, value in error.values.items()
    }
    return msgspec.json.encode((error.message, values)).decode()


def _unpack(packed: str) -> ConsultError | None:
    if not packed:
        return None
    message, values = msgspec.json.decode(packed, type=tuple[str, dict[str, str | int]])
    return ConsultError(message, **values)
