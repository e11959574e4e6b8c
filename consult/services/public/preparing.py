"""The notice of a round as it would be published now, and what is missing.

A notice of thousands of comments takes a minute to make: work for a job. It is kept in a file named
by its digest, which the audit chain holds, and shown until what it was made from changes.
"""

import asyncio
import datetime as dt
import functools
import hashlib
import json
from pathlib import Path

import msgspec

from consult import lifecycle
from consult.config import Settings
from consult.engine import write_tx
from consult.errors import Conflict, ConsultError, Invalid
from consult.lifecycle import SHANGHAI, RoundState
from consult.permissions import Actor, require
from consult.services.decisions import question
from consult.services.papers.making import Unbuildable, versions
from consult.services.papers.material import Ungrouped, gather, placed, ungrouped
from consult.services.papers.report_files import path_of
from consult.services.records import audit, data_head, find
from consult.services.work import job
from consult.services.work.worker import Say, in_process, silent
from consult.tables import AuditEntry, Report, Results
from reports.checks import UntrueReport
from reports.editions import true_report
from reports.manifest import NAME, Manifest, decoded
from reports.merging.comparing import NoPdf, carried
from reports.model import Edition, Material
from reports.notice import Line, Notice, notice
from reports.papers.formats import Format
from reports.papers.kinds import Kind, Source
from reports.withheld import for_edition

SMALL = 1_000
"""Comments up to which assembling takes less than starting a process does."""
LARGE = 2_000
"""Comments from which on a notice is made by a job and kept: 28 s for 50,000 of them."""
_KEPT = "results.prepare"
_DATA = ("draft", "following", "comments", "clusters", "dispositions", "changes")


class Prepared(msgspec.Struct, frozen=True):
    """The notice as it would be published now (None when there can be none), what is `missing`,
    and `digest`, which names what it says; `version` is the one it would be, `paper` the id of the
    PDF made of the same data (None: there is none), `state` what it was made from."""

    notice: Notice | None
    missing: tuple[ConsultError, ...]
    digest: str
    version: int
    paper: int | None
    state: str = ""
    packed: bytes = b""

    def lines(self) -> tuple[Line, ...]:
        """A line a comment, in the order of the notice."""
        return msgspec.msgpack.decode(self.packed, type=tuple[Line, ...])


class Written(msgspec.Struct, frozen=True):
    """A notice as it is kept: or (None) why the report it is taken from would not be true."""

    state: str
    notice: Notice | None
    digest: str
    refused: str
    lines: msgspec.Raw


async def look(
    actor: Actor, settings: Settings, now: dt.datetime, *, slug: str, reading: int
) -> Prepared | None:
    """Look at the notice before it is published; None when it has to be made first, which takes
    long. Raises NotFound."""
    require(actor, "results.read")
    _, round_ = await find.round_row(slug, reading)
    if why := await _too_early(round_, now):
        return await _nothing(round_, why)
    state = await state_of(round_["id"], slug, reading, now)
    if await placed(round_["id"]) < LARGE:
        return await _judged(settings, round_, await _written(slug, reading, state, now, silent))
    written = await _kept(settings, slug, reading)
    if written is None or written.state != state:
        return None
    return await _judged(settings, round_, written)


async def make(
    actor: Actor,
    settings: Settings,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    progress: Say = silent,
) -> Prepared:
    """Make the notice and keep it where it is a large one; `progress` hears its steps. Raises
    NotFound, and Cancelled when the job it is made for was called off."""
    require(actor, "results.publish")
    _, round_ = await find.round_row(slug, reading)
    if why := await _too_early(round_, now):
        return await _nothing(round_, why)
    state = await state_of(round_["id"], slug, reading, now)
    progress("读取数据")
    written = await _written(slug, reading, state, now, progress)
    if await placed(round_["id"]) >= LARGE:
        await _keep(actor, settings, now, f"{slug}/{reading}", written)
    return await _judged(settings, round_, written)


async def state_of(round_id: int, slug: str, reading: int, now: dt.datetime) -> str:
    """What differs when a notice made now would: the data of the round, the questions answered,
    the day, the program."""
    answered = sorted(await question.answered_in(round_id))
    head = await data_head.of_round(round_id, slug, reading)
    day = now.astimezone(SHANGHAI).date().isoformat()
    told = json.dumps([head, answered, day, versions()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


async def last_of(round_id: int) -> find.Row | None:
    """The newest version published of a round: its number and digest."""
    return (
        await Results.select(Results.version, Results.digest)
        .where(Results.round == round_id)
        .order_by(Results.version, ascending=False)
        .first()
    )


async def _too_early(round_: find.Row, now: dt.datetime) -> ConsultError | None:
    if lifecycle.state(round_["opens"], round_["closes"], now) is RoundState.SCHEDULED:
        return Invalid("征求意见还没有开始。")
    left = sum(await ungrouped(round_["id"]))
    return Ungrouped.of(left) if left else None


async def _nothing(round_: find.Row, why: ConsultError) -> Prepared:
    last = await last_of(round_["id"])
    return Prepared(None, (why,), "", last["version"] + 1 if last else 1, None)


async def _judged(settings: Settings, round_: find.Row, written: Written) -> Prepared:
    """A notice with what keeps it from being published."""
    if written.notice is None:
        return await _nothing(round_, Unbuildable("{reason}", reason=written.refused))
    last = await last_of(round_["id"])
    missing = [*_undecided(written.notice)]
    if last and last["digest"] == written.digest:
        missing.append(Conflict("内容和已经发布的第 {n} 版一样。", n=last["version"]))
    return Prepared(
        notice=written.notice,
        missing=tuple(missing),
        digest=written.digest,
        version=last["version"] + 1 if last else 1,
        paper=await _paper(settings, round_, written.notice),
        state=written.state,
        packed=bytes(written.lines),
    )


def _undecided(made: Notice) -> list[ConsultError]:
    """After closing, nothing may be left without an answer: 另行研究 is one, with its reason."""
    figures = made.figures
    left = figures.clusters - figures.decided_clusters
    if made.ongoing or not left:
        return []
    return [
        Conflict(
            "还有 {clusters} 类、{comments} 条意见没有处理结果。请先处理；"
            "一时定不下来的，选“另行研究”并写明理由。",
            clusters=left,
            comments=figures.comments - figures.decided_comments,
        )
    ]


async def _written(slug: str, reading: int, state: str, now: dt.datetime, say: Say) -> Written:
    material, round_id = await gather(slug, reading)
    answered = await question.answered_in(round_id)
    made_on = now.astimezone(SHANGHAI).date()
    say("汇编")
    if len(material.comments) <= SMALL:
        return await asyncio.to_thread(_write, material, answered, made_on, state)
    packed = msgspec.msgpack.encode(material)
    return msgspec.msgpack.decode(
        await in_process(_write_packed, packed, answered, made_on, state, say=silent), type=Written
    )


def _write_packed(
    packed: bytes, answered: frozenset[str], made_on: dt.date, state: str, _say: object
) -> bytes:
    material = msgspec.msgpack.decode(packed, type=Material)
    return msgspec.msgpack.encode(_write(material, answered, made_on, state))


def _write(material: Material, answered: frozenset[str], made_on: dt.date, state: str) -> Written:
    material = for_edition(material, Edition.PUBLIC)
    try:
        report = true_report(material, edition=Edition.PUBLIC, made_on=made_on, versions=versions())
    except UntrueReport as error:
        return Written(state, None, "", str(error), msgspec.Raw(msgspec.msgpack.encode(())))
    made, lines = notice(Source(material, report), answered)
    told = msgspec.Raw(msgspec.msgpack.encode(lines))
    return Written(state, made, _digest(made, lines), "", told)


def _digest(made: Notice, lines: tuple[Line, ...]) -> str:
    """Names what a notice says, whatever the day it is made and the state of the audit chain."""
    same = msgspec.structs.replace(
        made,
        made_on=dt.date.min,
        manifest=msgspec.structs.replace(made.manifest, made_on=dt.date.min, audit_head=""),
    )
    return hashlib.sha256(msgspec.json.encode([same, lines], order="deterministic")).hexdigest()


async def _paper(settings: Settings, round_: find.Row, made: Notice) -> int | None:
    """The newest 征求意见情况通报 as PDF that was made of the same data, 阶段性 or not alike."""
    kind = (Report.kind == Kind.RESULTS.value) & (Report.format == Format.PDF.value)
    row = (
        await Report.select(Report.id, Report.sha256)
        .where((Report.round == round_["id"]) & kind)
        .order_by(Report.id, ascending=False)
        .first()
    )
    if row is None:
        return None
    told = await asyncio.to_thread(_manifest_in, path_of(settings, row["sha256"], Format.PDF))
    if (
        told is None
        or (told.made_on < round_["closes"].astimezone(SHANGHAI).date()) != made.ongoing
    ):
        return None
    fits = all(getattr(told, key) == getattr(made.manifest, key) for key in _DATA)
    return int(row["id"]) if fits else None


@functools.lru_cache(maxsize=64)
def _manifest_in(path: Path) -> Manifest | None:
    """The manifest of a PDF, whose name is its digest: what it holds does not change."""
    try:
        return decoded(carried(path.read_bytes())[NAME])
    except (OSError, NoPdf, KeyError, msgspec.DecodeError):
        return None


async def _keep(
    actor: Actor, settings: Settings, now: dt.datetime, subject: str, written: Written
) -> None:
    """Keep a notice in place of the one kept before, unless its job was called off."""
    data = msgspec.msgpack.encode(written)
    digest = hashlib.sha256(data).hexdigest()
    before = await _digest_of(subject)
    await asyncio.to_thread(_store, _place(settings, digest), data)
    try:
        async with write_tx(AuditEntry):
            await job.still_wanted()
            await audit.append(actor, now, _KEPT, subject, sha256=digest, digest=written.digest)
    except BaseException:
        _place(settings, digest).unlink(missing_ok=True)
        raise
    if before and before != digest:
        _place(settings, before).unlink(missing_ok=True)


async def _kept(settings: Settings, slug: str, reading: int) -> Written | None:
    """The notice kept last, as long as its file is what the audit chain says."""
    digest = await _digest_of(f"{slug}/{reading}")
    return await asyncio.to_thread(_read, _place(settings, digest), digest) if digest else None


async def _digest_of(subject: str) -> str:
    row = (
        await AuditEntry.select(AuditEntry.detail)
        .where((AuditEntry.action == _KEPT) & (AuditEntry.subject == subject))
        .order_by(AuditEntry.position, ascending=False)
        .first()
    )
    return str(json.loads(row["detail"])["sha256"]) if row else ""


def _place(settings: Settings, digest: str) -> Path:
    return settings.data_dir / "notices" / f"{digest}.msgpack"


def _store(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    aside.write_bytes(data)
    aside.replace(path)


def _read(path: Path, digest: str) -> Written | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != digest:
        return None
    return msgspec.msgpack.decode(data, type=Written)
