"""The papers of a round: gather, build, keep, hand out.

Building runs in a process of its own: laying out pages takes seconds and memory that the
process answering people must not spend.
"""

import asyncio
import datetime as dt
import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from consult.config import Settings
from consult.engine import write_tx
from consult.errors import Invalid, NotFound
from consult.lifecycle import SHANGHAI
from consult.permissions import Actor, may, require
from consult.services.papers.making import Made, Wanted, make
from consult.services.papers.material import gather
from consult.services.papers.readings import gather_chain
from consult.services.papers.report_files import aside, file_name, path_of
from consult.services.records import audit, find
from consult.services.work import job
from consult.services.work.worker import Say, silent
from consult.tables import Report
from reports.english import LANGUAGE as ENGLISH
from reports.model import Edition, RoundFacts
from reports.papers.formats import FORMATS, MEDIA_TYPES, Format
from reports.papers.kinds import NAMES, Kept, Kind
from reports.papers.writing import WRITERS

OFFERED: tuple[Kind, ...] = (Kind.REVIEW, Kind.ANNEX, *WRITERS, Kind.READINGS)
"""The papers of a round."""
CHINESE = "zh-CN"
_PUBLIC_ONLY = frozenset({Kind.RESULTS, Kind.ANNOUNCEMENT})
"""Papers written to the public."""
_OFFICE_ONLY = frozenset({Kind.LEDGER.value})
"""Papers that tell how writers are reached: for those who work on them."""


class BuiltFile(msgspec.Struct, frozen=True):
    """One file of a paper. `size` is in bytes, `pages` 0 where the format has none."""

    id: int
    filename: str
    path: Path
    sha256: str
    pages: int
    size: int


class BuiltReport(BuiltFile, frozen=True):
    """A paper that was made: its first volume, what it holds, all its `files`."""

    articles: int
    comments: int
    clusters: int
    dispositions: int
    files: tuple[BuiltFile, ...] = ()


class ReportCard(msgspec.Struct, frozen=True):
    """A paper in a list."""

    id: int
    slug: str
    bill: str
    reading: int
    edition: Edition
    made_at: dt.datetime
    pages: int
    size: int
    sha256: str
    filename: str
    kind: Kind = Kind.REVIEW
    format: Format = Format.PDF
    language: str = CHINESE


class ReportFile(msgspec.Struct, frozen=True):
    """A paper handed to somebody."""

    filename: str
    media_type: str
    data: bytes


async def build_report(
    actor: Actor,
    now: dt.datetime,
    settings: Settings,
    *,
    slug: str,
    reading: int,
    edition: Edition = Edition.PUBLIC,
    kind: Kind = Kind.REVIEW,
    form: Format = Format.PDF,
    language: str = CHINESE,
    progress: Say | None = None,
) -> BuiltReport:
    """Make a paper of a round (the public review report unless told) from one frozen snapshot and
    keep it under `data_dir/reports`.

    `progress` hears the name of each step. Raises Invalid for a format the paper does not come in,
    Unbuildable with every reason when a named check refuses the report, when the round does not
    give the paper or the machine's fonts cannot print it, Cancelled when the job it is made for
    was called off: then nothing is kept.
    """
    require(actor, "report.build")
    if form not in FORMATS[kind]:
        offered = "、".join(FORMATS[kind])
        raise Invalid(
            "{paper}没有 {format} 格式，可以是：{offered}。",
            paper=NAMES[kind],
            format=form.value,
            offered=offered,
        )
    if kind in _PUBLIC_ONLY and edition is Edition.INTERNAL:
        raise Invalid("{paper}是给公众的，只有公开版。请改选公开版（public）。", paper=NAMES[kind])
    if language == ENGLISH and (kind, form) != (Kind.REVIEW, Format.PDF):
        raise Invalid("{paper}没有英文版，只有征求意见情况报告（PDF）有。", paper=NAMES[kind])
    say = progress or silent
    say("读取数据")
    material, round_id = await gather(slug, reading)
    say("编写并排版")
    made_on = now.astimezone(SHANGHAI).date()
    kept = await _kept(round_id, material.facts) if kind is Kind.CATALOGUE else ()
    wanted = Wanted(kind, edition, made_on, form, settings.base_url, language, kept)
    matter = await gather_chain(slug) if kind is Kind.READINGS else material
    made = await make(settings, matter, wanted, say=say)
    say("保存")
    files = await _keep(actor, now, settings, (round_id, f"{slug}/{reading}"), wanted, made)
    bill = material.facts.bill
    named = tuple(_built(settings, row, bill, reading) for row in files)
    return BuiltReport(
        **msgspec.structs.asdict(named[0]),
        articles=sum(1 for _ in material.draft.articles()),
        comments=len(material.comments),
        clusters=len(material.clusters),
        dispositions=len(material.dispositions),
        files=named,
    )


async def list_reports(
    actor: Actor, slug: str | None = None, kind: Kind | None = None
) -> tuple[ReportCard, ...]:
    """The papers kept that the reader may have, newest first; of one bill when `slug` is given,
    of one kind when `kind` is."""
    require(actor, "report.read")
    draft = Report.round.draft
    bill: Any = draft.bill  # type: ignore[union-attr]
    query = Report.select(
        *Report.all_columns(),
        *(draft.reading, bill.slug, bill.title),  # type: ignore[union-attr]
    ).order_by(Report.id, ascending=False)
    query = query.where(find.own(actor, bill.body))
    if slug:
        query = query.where(bill.slug == slug)
    if kind:
        query = query.where(Report.kind == kind.value)
    if not may(actor, "desk.read"):
        query = query.where(Report.kind.not_in(list(_OFFICE_ONLY)))
    return tuple(_card(row) for row in await query)


async def fetch_report(actor: Actor, settings: Settings, report_id: int) -> ReportFile:
    """One paper, its bytes checked against the hash kept when it was made. Raises NotFound."""
    cards = {card.id: card for card in await list_reports(actor)}
    card = cards.get(report_id)
    if card is None:
        raise NotFound("没有这份报告。")
    path = path_of(settings, card.sha256, card.format)
    data = await asyncio.to_thread(path.read_bytes) if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != card.sha256:
        raise NotFound("报告文件不在或已被改动，请重新生成。")
    return ReportFile(card.filename, MEDIA_TYPES[card.format], data)


async def _kept(round_id: int, facts: RoundFacts) -> tuple[Kept, ...]:
    """The papers of a round made so far, the oldest first, each file once."""
    rows = await Report.select().where(Report.round == round_id).order_by(Report.id)
    files = {row["sha256"]: row for row in reversed(rows)}
    return tuple(
        Kept(
            kind=Kind(row["kind"]),
            title=NAMES[Kind(row["kind"])],
            filename=_file_name(row, facts.bill, facts.reading),
            sha256=row["sha256"],
            size=row["size"],
            made_at=row["made_at"],
            pages=row["pages"],
            edition=Edition(row["edition"]),
        )
        for row in sorted(files.values(), key=lambda row: row["id"])
    )


async def _keep(
    actor: Actor,
    now: dt.datetime,
    settings: Settings,
    of: tuple[int, str],
    wanted: Wanted,
    made: Made,
) -> list[find.Row]:
    """Every volume on disk and in the list, or none of them; returns the rows. `of` is the round's
    id and what the audit chain calls it."""
    rows = [
        Report(
            round=of[0],
            edition=wanted.edition.value,
            sha256=hashlib.sha256(data).hexdigest(),
            pages=pages,
            size=len(data),
            made_by=actor.name,
            made_at=now,
            kind=wanted.kind.value,
            format=wanted.format.value,
            volume=volume,
            volumes=len(made.files),
            language=wanted.language,
        )
        for volume, (data, pages) in enumerate(zip(made.files, made.pages, strict=True), start=1)
    ]
    with ExitStack() as stack:
        wholes = [
            (stack.enter_context(aside(path, data)), path)
            for row, data in zip(rows, made.files, strict=True)
            for path in [path_of(settings, row.sha256, wanted.format)]
        ]
        async with write_tx(Report):
            ids = await Report.insert(*rows)
            await job.still_wanted(ids[0]["id"])
            for row in rows:
                told = {"kind": row.kind, "edition": row.edition, "sha256": row.sha256}
                await audit.append(actor, now, "report.build", of[1], **told)
            for whole, path in wholes:
                whole.replace(path)
    return [row.to_dict() | one for row, one in zip(rows, ids, strict=True)]


def _built(settings: Settings, row: find.Row, bill: str, reading: int) -> BuiltFile:
    return BuiltFile(
        id=row["id"],
        filename=_file_name(row, bill, reading),
        path=path_of(settings, row["sha256"], Format(row["format"])),
        sha256=row["sha256"],
        pages=row["pages"],
        size=row["size"],
    )


def _file_name(row: find.Row, bill: str, reading: int) -> str:
    kind, edition = Kind(row["kind"]), Edition(row["edition"])
    volume = row["volume"], row["volumes"]
    english = row["language"] == ENGLISH
    return file_name(bill, reading, kind, edition, Format(row["format"]), volume, english=english)


def _card(row: find.Row) -> ReportCard:
    bill, reading = row["round.draft.bill.title"], row["round.draft.reading"]
    return ReportCard(
        id=row["id"],
        slug=row["round.draft.bill.slug"],
        bill=bill,
        reading=reading,
        edition=Edition(row["edition"]),
        made_at=row["made_at"],
        pages=row["pages"],
        size=row["size"],
        sha256=row["sha256"],
        filename=_file_name(row, bill, reading),
        kind=Kind(row["kind"]),
        format=Format(row["format"]),
        language=row["language"],
    )
