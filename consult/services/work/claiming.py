"""The side of a job that a worker sees: claim, beat, end, hand back.

A claim is taken in one transaction, so however many workers race for a job one gets it. A claim
that has not beaten for `SILENCE` is a dead worker's: its job is claimed again, up to `MOST_TRIES`
times in all, for a job that kills its worker must not kill them one after another. The worker may
only have been asleep; then its claim no longer holds, and `job.still_wanted` undoes what it made.
"""

import datetime as dt
import os
import secrets
import socket

import msgspec

from consult.engine import write_tx
from consult.errors import ConsultError
from consult.permissions import Actor, Role, terminal
from consult.services.records import audit, find, schema
from consult.services.work import job
from consult.services.work.job import Claim, JobState
from consult.tables import Job

SILENCE = dt.timedelta(seconds=60)
"""Ten missed beats. Clocks of machines that share a database must agree to a few seconds."""
PATIENCE = dt.timedelta(minutes=10)
"""So long a process of this machine that is still there may be silent: it may only wait for
another to have written a large round."""
MOST_TRIES = 3
_SYSTEM = terminal("系统")


class Interrupted(ConsultError):
    """The process that did the work is gone."""


class Task(msgspec.Struct, frozen=True):
    """A claimed job: what to do (a packed errand), for whom, and where."""

    claim: Claim
    actor: Actor
    request: str
    slug: str
    reading: int


def name_of_this() -> str:
    """What this process is called where several work."""
    return f"{socket.gethostname()}/{os.getpid()}"


async def take(now: dt.datetime, worker: str) -> Task | None:
    """Claim the job that has waited longest for `worker`, a process as `name_of_this` calls it;
    None when nothing waits."""
    waiting = Job.state == JobState.WAITING.value
    if not await Job.exists().where(waiting):
        return None
    async with write_tx(Job):
        query = Job.select(Job.id).where(waiting).order_by(Job.id).first()
        row = await (query if schema.is_sqlite() else query.lock_rows("UPDATE", skip_locked=True))
        if row is None:
            return None
        claim = Claim(row["id"], f"{worker[:80]}/{secrets.token_hex(8)}")
        await Job.update(
            {
                Job.state: JobState.RUNNING.value,
                Job.worker: claim.worker,
                Job.tries: Job.tries + 1,
                Job.step: "",
                Job.begun_at: now,
                Job.beat_at: now,
                Job.revision: Job.revision + 1,
            }
        ).where(Job.id == claim.job)
        await audit.append(_SYSTEM, now, "job.claim", str(claim.job), worker=claim.worker)
        return await _task(claim)


async def beat(now: dt.datetime, claim: Claim, step: str) -> None:
    """Say what a claimed job is doing, and that its worker is alive."""
    words = step[:200]
    async with write_tx(Job):
        await Job.update({Job.beat_at: now}).where(job.claimed(claim))
        await Job.update({Job.step: words, Job.revision: Job.revision + 1}).where(
            job.claimed(claim) & (Job.step != words)
        )


async def holds(claim: Claim) -> bool:
    """Whether a claim is still worth anything."""
    return await Job.exists().where(job.claimed(claim))


async def finish(actor: Actor, now: dt.datetime, claim: Claim, result: int | None = None) -> None:
    """The work is done; `result` is the id of what it made."""
    async with write_tx(Job):
        if await job.end(job.claimed(claim), now, JobState.DONE):
            await Job.update({Job.result: result}).where(Job.id == claim.job)
            await audit.append(actor, now, "job.finish", str(claim.job), result=result)


async def fail(actor: Actor, now: dt.datetime, claim: Claim, error: ConsultError) -> None:
    """The work was not done, and `error` says why."""
    async with write_tx(Job):
        if await job.end(job.claimed(claim), now, JobState.FAILED, error):
            await audit.append(actor, now, "job.fail", str(claim.job), why=str(error))


async def hand_back(now: dt.datetime, claim: Claim) -> None:
    """The worker stops before the work is done: somebody else does it from the beginning. What
    has kept its result already is done."""
    async with write_tx(Job):
        done = await job.end(job.claimed(claim) & Job.kept.eq(True), now, JobState.DONE)
        again = await _wait_again(job.claimed(claim), counted=False)
        await _tell(now, finish=done, again=again)


async def sweep(now: dt.datetime) -> int:
    """See to the jobs whose worker fell silent; returns how many there were.

    One that had kept its result is done. One that was tried too often, or was begun by a program
    that did not write down what was asked, is interrupted. The others wait again.
    """
    silent = (Job.state == JobState.RUNNING.value) & (Job.beat_at < now - SILENCE)
    rows = await Job.select(Job.id, Job.worker, Job.beat_at).where(silent)
    gone = [r["id"] for r in rows if r["beat_at"] < now - PATIENCE or not _is_there(r["worker"])]
    if not gone:
        return 0
    lost = silent & Job.id.is_in(gone)
    said = Interrupted("做这项工作的进程中断了，没有留下结果。请再做一次；再次中断请告诉管理员。")
    hopeless = (Job.tries >= MOST_TRIES) | (Job.request == "")
    async with write_tx(Job):
        done = await job.end(lost & Job.kept.eq(True), now, JobState.DONE)
        ended = await job.end(lost & hopeless, now, JobState.INTERRUPTED, said)
        again = await _wait_again(lost)
        await _tell(now, finish=done, interrupt=ended, again=again)
    return len(done) + len(ended) + len(again)


def _is_there(worker: str) -> bool:
    """Whether a worker is a living process of this machine."""
    host, _, rest = worker.partition("/")
    pid = rest.partition("/")[0]
    if host != socket.gethostname() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


async def _tell(now: dt.datetime, **ended: list[int]) -> None:
    """One entry a job in the chain, after all rows were written: who locks rows and then the
    chain never waits for somebody who does it the other way round."""
    for deed, ids in ended.items():
        for one in ids:
            await audit.append(_SYSTEM, now, f"job.{deed}", str(one))


async def _wait_again(where: find.Where, *, counted: bool = True) -> list[int]:
    """Let jobs wait for a worker again; whether the claim is `counted` as a try."""
    rows = (
        await Job.update(
            {
                Job.state: JobState.WAITING.value,
                Job.worker: "",
                Job.step: "",
                Job.begun_at: None,
                Job.tries: Job.tries - (0 if counted else 1),
                Job.revision: Job.revision + 1,
            }
        )
        .where(where)
        .returning(Job.id)
    )
    return [row["id"] for row in rows]


async def _task(claim: Claim) -> Task:
    draft = Job.round.draft
    place = (draft.reading, draft.bill.slug)  # type: ignore[union-attr]
    row = await Job.select(*Job.all_columns(), *place).where(Job.id == claim.job).first()
    assert row is not None  # noqa: S101 - for the type checker: claimed a moment ago
    return Task(
        claim=claim,
        actor=Actor(row["account"], row["started_by"], Role(row["role"])),
        request=row["request"],
        slug=row["round.draft.bill.slug"],
        reading=row["round.draft.reading"],
    )
