"""发布通报: the notice of a round's results, looked at first, then published for good.

What is published is a snapshot of the review report's public edition, with a line a comment, so
that every figure leads to the list it was counted from whatever changes later. Publishing again
makes a new version; the earlier ones stay.
"""

import asyncio
import datetime as dt
import hashlib

import msgspec

from consult import lifecycle
from consult.config import Settings
from consult.engine import bulk_insert, write_tx
from consult.errors import Conflict, ConsultError, Invalid
from consult.lifecycle import SHANGHAI, RoundState
from consult.permissions import Actor, require
from consult.services.decisions import question
from consult.services.papers.making import Unbuildable, versions
from consult.services.papers.material import Ungrouped, gather
from consult.services.papers.report_files import path_of
from consult.services.records import audit, find
from consult.services.work.worker import in_process, silent
from consult.tables import Report, Results, ResultsLine
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
_DATA = ("draft", "following", "comments", "clusters", "dispositions", "changes")
_COLUMNS = (
    *("results", "place", "comment", "cluster", "article", "kind", "channel", "outcome"),
    *("group_outcome", "answer", "submission", "person", "answered"),
)


class NotReady(Conflict):
    """The notice cannot be published yet; the sentence says what is missing."""


class Prepared(msgspec.Struct, frozen=True):
    """The notice as it would be published now (None when there can be none), what is `missing`,
    and `digest`, which names what it says; `version` is the one it would be, `paper` the id of the
    PDF made of the same data (None: there is none)."""

    notice: Notice | None
    missing: tuple[ConsultError, ...]
    digest: str
    version: int
    paper: int | None


class Published(msgspec.Struct, frozen=True):
    """What was published."""

    version: int
    comments: int
    ongoing: bool


async def prepare(
    actor: Actor, settings: Settings, now: dt.datetime, *, slug: str, reading: int
) -> Prepared:
    """Look at the notice before it is published. Raises NotFound."""
    require(actor, "results.read")
    return (await _prepare(settings, now, slug, reading))[0]


async def publish(
    actor: Actor,
    settings: Settings,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    seen: str | None = None,
) -> Published:
    """Publish the notice of a round as a new version; 阶段性 while it is open.

    `seen` is the digest of what was looked at. Raises NotReady with all that is missing, Conflict
    when something has changed since it was looked at or nothing has since the last version.
    """
    require(actor, "results.publish")
    ready, lines = await _prepare(settings, now, slug, reading)
    if ready.missing or ready.notice is None:
        raise NotReady(
            "还不能发布通报：{missing}", missing=" ".join(str(one) for one in ready.missing)
        )
    if seen is not None and seen != ready.digest:
        raise Conflict("您看过预览以后，内容又有变化。请看过现在的预览再发布。")
    _, round_ = await find.round_row(slug, reading)
    async with write_tx(Results, alone=True):
        await find.lock_round(round_["id"])
        last = await _last(round_["id"])
        if last is not None and last["version"] >= ready.version:
            raise Conflict("刚刚有人发布了通报。请看过那一版再决定要不要再发布。")
        row = Results(
            round=round_["id"],
            version=ready.version,
            notice=msgspec.json.encode(ready.notice).decode(),
            digest=ready.digest,
            report=ready.paper,
            published_by=actor.name,
            published_at=now,
        )
        made = await Results.insert(row)
        await bulk_insert(ResultsLine, _COLUMNS, _rows(int(made[0]["id"]), lines))
        await audit.append(
            *(actor, now, "results.publish", f"{slug}/{reading}"),
            version=ready.version,
            digest=ready.digest,
            ongoing=ready.notice.ongoing,
        )
    return Published(ready.version, ready.notice.figures.comments, ready.notice.ongoing)


async def _prepare(
    settings: Settings, now: dt.datetime, slug: str, reading: int
) -> tuple[Prepared, tuple[Line, ...]]:
    _, round_ = await find.round_row(slug, reading)
    last = await _last(round_["id"])
    version = last["version"] + 1 if last else 1
    state = lifecycle.state(round_["opens"], round_["closes"], now)
    if state is RoundState.SCHEDULED:
        return _nothing(version, Invalid("征求意见还没有开始。")), ()
    try:
        material, _ = await gather(slug, reading)
    except Ungrouped as error:
        return _nothing(version, error), ()
    answered = await question.answered_in(round_["id"])
    made, lines, refused = await _written(material, answered, now)
    if made is None:
        return _nothing(version, Unbuildable("{reason}", reason=refused)), ()
    digest = _digest(made, lines)
    missing = [*_undecided(made)]
    if last and last["digest"] == digest:
        missing.append(Conflict("内容和已经发布的第 {n} 版一样。", n=last["version"]))
    paper = await _paper(settings, round_, made)
    return Prepared(made, tuple(missing), digest, version, paper), lines


def _nothing(version: int, why: ConsultError) -> Prepared:
    return Prepared(None, (why,), "", version, None)


async def _last(round_id: int) -> find.Row | None:
    return (
        await Results.select(Results.version, Results.digest)
        .where(Results.round == round_id)
        .order_by(Results.version, ascending=False)
        .first()
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


Written = tuple[Notice | None, tuple[Line, ...], str]


async def _written(material: Material, answered: frozenset[str], now: dt.datetime) -> Written:
    """The notice and its lines, or why the report it is taken from would not be true."""
    made_on = now.astimezone(SHANGHAI).date()
    if len(material.comments) <= SMALL:
        return await asyncio.to_thread(_write, material, answered, made_on)
    packed = msgspec.msgpack.encode(material)
    return await in_process(_write_packed, packed, answered, made_on, say=silent)


def _write_packed(
    packed: bytes, answered: frozenset[str], made_on: dt.date, _say: object
) -> Written:
    return _write(msgspec.msgpack.decode(packed, type=Material), answered, made_on)


def _write(material: Material, answered: frozenset[str], made_on: dt.date) -> Written:
    material = for_edition(material, Edition.PUBLIC)
    try:
        report = true_report(material, edition=Edition.PUBLIC, made_on=made_on, versions=versions())
    except UntrueReport as error:
        return None, (), str(error)
    made, lines = notice(Source(material, report), answered)
    return made, lines, ""


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
    path = path_of(settings, row["sha256"], Format.PDF)
    data = await asyncio.to_thread(path.read_bytes) if path.is_file() else b""
    told = await asyncio.to_thread(_manifest_of, data)
    if (
        told is None
        or (told.made_on < round_["closes"].astimezone(SHANGHAI).date()) != made.ongoing
    ):
        return None
    fits = all(getattr(told, key) == getattr(made.manifest, key) for key in _DATA)
    return int(row["id"]) if fits else None


def _manifest_of(data: bytes) -> Manifest | None:
    try:
        return decoded(carried(data)[NAME])
    except (NoPdf, KeyError, msgspec.DecodeError):
        return None


def _rows(results: int, lines: tuple[Line, ...]) -> list[tuple[object, ...]]:
    return [
        (
            *(results, place, int(line.comment), int(line.cluster), line.article or ""),
            *(line.kind.value, line.channel.value, line.outcome.value if line.outcome else ""),
            *(line.of_cluster.value if line.of_cluster else "", line.answer),
            *(line.submission, line.person, line.answered),
        )
        for place, line in enumerate(lines, start=1)
    ]
