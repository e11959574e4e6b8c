"""Work that takes longer than a page may, as people see it: asked for once, waiting, running,
ended, called off. `claiming` is the side of the worker that does it."""

import datetime as dt
from collections.abc import Collection
from contextvars import ContextVar
from enum import StrEnum

import msgspec
from piccolo.query import OrderByRaw

from consult.engine import write_tx
from consult.errors import ConsultError, NotFound
from consult.permissions import Actor, require
from consult.services.records import audit, find
from consult.services.records.keyset import FIRST, Slice, Turn, cut
from consult.services.work.errand import (
    ClustersRequest,
    Errand,
    NoticeRequest,
    PaperRequest,
    packed,
    unpacked,
)
from consult.tables import Job
from reports.model import Edition


class JobKind(StrEnum):
    """What can be long: the tags of errands, and two kinds that older programs wrote."""

    CLUSTERS = "clusters"
    PAPER = "paper"
    NOTICE = "notice"
    PUBLIC_REPORT = "public-report"
    INTERNAL_REPORT = "internal-report"


RIGHTS = {
    JobKind.CLUSTERS: "cluster.rebuild",
    JobKind.PAPER: "report.build",
    JobKind.NOTICE: "results.publish",
    JobKind.PUBLIC_REPORT: "report.build",
    JobKind.INTERNAL_REPORT: "report.build",
}
_OLD: dict[JobKind, Errand] = {
    JobKind.CLUSTERS: ClustersRequest(),
    JobKind.PAPER: PaperRequest(),
    JobKind.NOTICE: NoticeRequest(),
    JobKind.PUBLIC_REPORT: PaperRequest(edition=Edition.PUBLIC),
    JobKind.INTERNAL_REPORT: PaperRequest(edition=Edition.INTERNAL),
}
"""What to call a job whose request was not kept yet, or is one of a newer program's."""


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"


UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class Claim(msgspec.Struct, frozen=True):
    """A worker's hold on a job; worth nothing once another holds it or it was called off."""

    job: int
    worker: str


CURRENT: ContextVar[Claim] = ContextVar("job")
"""What runs here is done for this job: whoever keeps its result asks `still_wanted`."""


class Cancelled(ConsultError):
    """Somebody called the work off."""


class Started(msgspec.Struct, frozen=True):
    """The job that does what was asked for; not `fresh` when it was there already."""

    id: int
    fresh: bool


class JobView(msgspec.Struct, frozen=True):
    """A job as people see it. `result` is the id of what was made, where that has one; `revision`
    grows with every change; `begun_at` is None while it waits."""

    id: int
    kind: JobKind
    errand: Errand
    state: JobState
    slug: str
    reading: int
    draft_title: str
    step: str
    failure: ConsultError | None
    result: int | None
    revision: int
    started_by: str
    started_at: dt.datetime
    begun_at: dt.datetime | None
    ended_at: dt.datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in UNFINISHED

    @property
    def percent(self) -> int | None:
        """How much of its step is done, where the step says so."""
        digits = self.step.removesuffix("%").rpartition(" ")[2]
        return int(digits) if self.step.endswith("%") and digits.isdecimal() else None


async def start(
    actor: Actor, now: dt.datetime, *, errand: Errand, slug: str, reading: int
) -> Started:
    """Write down what is asked, for a worker to find; or say which job does it already."""
    request = packed(errand)
    kind = JobKind(str(errand.__struct_config__.tag))
    require(actor, RIGHTS[kind])
    _, round_ = await find.round_row(slug, reading)
    async with write_tx(Job):
        await find.lock_round(round_["id"])
        same = (Job.round == round_["id"]) & (Job.request == request)
        there = await Job.select(Job.id).where(same & unfinished()).first()
        if there:
            return Started(there["id"], fresh=False)
        row = Job(
            kind=kind.value,
            round=round_["id"],
            state=JobState.WAITING.value,
            request=request,
            started_by=actor.name,
            account=actor.id,
            role=actor.role.value,
            started_at=now,
            beat_at=now,
        )
        made = await Job.insert(row)
        await audit.append(actor, now, "job.start", f"{slug}/{reading}", kind=kind)
    return Started(made[0]["id"], fresh=True)


async def cancel(actor: Actor, now: dt.datetime, job_id: int) -> None:
    """Call waiting or running work off: nothing of it is kept. One that has ended, or has kept
    its result already, stays as it is.

    Raises NotFound.
    """
    view = await show(actor, job_id)
    require(actor, RIGHTS[view.kind])
    async with write_tx(Job):
        row = await Job.select(Job.round).where(Job.id == job_id).first()
        if row:
            await find.lock_round(row["round"])
        said = Cancelled("{name}取消了这项工作。没有留下结果，原来的都没有变。", name=actor.name)
        if await end(
            (Job.id == job_id) & unfinished() & Job.kept.eq(False), now, JobState.CANCELLED, said
        ):
            await audit.append(actor, now, "job.cancel", str(job_id))


async def still_wanted(result: int | None = None) -> None:
    """Raises Cancelled when this is done for a job that was called off, or that another worker
    took over from one that seemed dead.

    Asked inside the transaction that keeps the result, whose id is `result` where it has one:
    either that transaction is undone, or the job can no longer be called off nor done twice.
    """
    claim = CURRENT.get(None)
    if claim is None:
        return
    held = (
        await Job.update({Job.kept: True, Job.result: result})
        .where(claimed(claim))
        .returning(Job.id)
    )
    if not held:
        raise Cancelled("这项工作已经取消，没有留下结果。")


async def show(actor: Actor, job_id: int) -> JobView:
    """One job, for everybody at the desk. Raises NotFound."""
    views = await views_of(Job.id == job_id)
    if not views:
        raise NotFound("没有这项工作。请从这一稿的工作页重新开始。")
    require(actor, "desk.read")
    return views[0]


async def unfinished_of(slug: str, reading: int) -> tuple[JobView, ...]:
    """What waits or is being worked on for a reading."""
    draft = Job.round.draft
    here = (draft.reading == reading) & (draft.bill.slug == slug)  # type: ignore[union-attr]
    return await views_of(here & unfinished())


async def news_of(ids: Collection[int]) -> tuple[JobView, ...]:
    """Some jobs as they stand now, in one query; who may see them was asked before."""
    return await views_of(Job.id.is_in(list(ids))) if ids else ()


async def ahead_of(view: JobView) -> int:
    """How many jobs were asked for earlier and wait too."""
    return int(await Job.count().where(_is(JobState.WAITING) & (Job.id < view.id)))


async def nobody_works() -> bool:
    """Whether no job runs at all: what waits for long then waits for a worker to be started."""
    return not await Job.exists().where(_is(JobState.RUNNING))


async def list_jobs(actor: Actor) -> tuple[JobView, ...]:
    """The first jobs of `page_of_jobs`."""
    return tuple((await page_of_jobs(actor)).items)


async def page_of_jobs(actor: Actor, turn: Turn = FIRST, size: int = 50) -> Slice[JobView]:
    """The jobs this person may follow: unfinished ones first, then the newest."""
    require(actor, "desk.read")
    rows = (
        await Job.select(Job.id, Job.ended_at)
        .where(_seen_by(actor))
        .order_by(OrderByRaw('"ended_at" IS NULL'), ascending=False)
        .order_by(Job.id, ascending=False)
    )
    page = cut(rows, lambda row: (int(row["ended_at"] is not None), -row["id"]), turn, size)
    views = {view.id: view for view in await news_of([row["id"] for row in page.items])}
    return page.of(tuple(views[row["id"]] for row in page.items))


def unfinished() -> find.Where:
    """Jobs that wait or run."""
    return Job.state.is_in([state.value for state in UNFINISHED])


def claimed(claim: Claim) -> find.Where:
    """The job of a claim, as long as the claim holds."""
    return (Job.id == claim.job) & (Job.worker == claim.worker) & _is(JobState.RUNNING)


async def end(
    where: find.Where, now: dt.datetime, state: JobState, said: ConsultError | None = None
) -> list[int]:
    """End jobs inside the open transaction; returns their ids. `said` is shown to people."""
    rows = (
        await Job.update(
            {
                Job.state: state.value,
                Job.failure: pack(said) if said else "",
                Job.ended_at: now,
                Job.revision: Job.revision + 1,
            }
        )
        .where(where)
        .returning(Job.id)
    )
    return [row["id"] for row in rows]


async def views_of(where: find.Where) -> tuple[JobView, ...]:
    """Jobs as people see them, the oldest first."""
    draft = Job.round.draft
    place = (draft.reading, draft.title, draft.bill.slug)  # type: ignore[union-attr]
    rows = await Job.select(*Job.all_columns(), *place).where(where).order_by(Job.id)
    return tuple(_view(row) for row in rows)


def _view(row: find.Row) -> JobView:
    kind = JobKind(row["kind"])
    return JobView(
        id=row["id"],
        kind=kind,
        errand=_errand(row["request"], kind),
        state=JobState(row["state"]),
        slug=row["round.draft.bill.slug"],
        reading=row["round.draft.reading"],
        draft_title=row["round.draft.title"],
        step=row["step"],
        failure=unpack(row["failure"]),
        result=row["result"],
        revision=row["revision"],
        started_by=row["started_by"],
        started_at=row["started_at"],
        begun_at=row["begun_at"],
        ended_at=row["ended_at"],
    )


def _errand(request: str, kind: JobKind) -> Errand:
    try:
        return unpacked(request)
    except msgspec.DecodeError:
        return _OLD[kind]


def _is(state: JobState) -> find.Where:
    return Job.state == state.value


def _seen_by(actor: Actor) -> find.Where:
    return find.own(actor, Job.round.draft.bill.body)  # type: ignore[union-attr]


def pack(error: ConsultError) -> str:
    """An error as text that can still be translated."""
    values = {
        name: value if isinstance(value, int) else str(value)
        for name, value in error.values.items()
    }
    return msgspec.json.encode((error.message, values)).decode()


def unpack(text: str) -> ConsultError | None:
    """The error behind `pack`."""
    if not text:
        return None
    message, values = msgspec.json.decode(text, type=tuple[str, dict[str, str | int]])
    return ConsultError(message, **values)
