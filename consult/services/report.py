"""The review report of a round: gather, build, keep, hand out.

Building runs in a process of its own: laying out pages takes seconds and memory that the
process answering people must not spend.
"""

import asyncio
import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from consult.config import Settings
from consult.engine import write_tx
from consult.errors import NotFound
from consult.lifecycle import SHANGHAI
from consult.permissions import Actor, require
from consult.services import audit, find, job
from consult.services.making import make
from consult.services.material import gather
from consult.services.worker import Say, silent
from consult.tables import Report
from reports.comparison import reading_name
from reports.model import Edition

_EDITIONS = {Edition.PUBLIC: "公开版", Edition.INTERNAL: "内部版"}


class BuiltReport(msgspec.Struct, frozen=True):
    """A report that was made: where it is and what it holds. `size` is in bytes."""

    id: int
    filename: str
    path: Path
    sha256: str
    pages: int
    size: int
    articles: int
    comments: int
    clusters: int
    dispositions: int


class ReportCard(msgspec.Struct, frozen=True):
    """A report in a list."""

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


class ReportFile(msgspec.Struct, frozen=True):
    """A report handed to somebody."""

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
    progress: Say | None = None,
) -> BuiltReport:
    """Make the report of a round from one frozen snapshot and keep it under `data_dir/reports`.

    `progress` hears the name of each step. Raises Unbuildable with every reason when a named
    check refuses the report or the machine's fonts cannot print it, Cancelled when the job it is
    made for was called off: then nothing is kept.
    """
    require(actor, "report.build")
    say = progress or silent
    say("读取数据")
    material, round_id = await gather(slug, reading)
    say("编写并排版")
    made_on = now.astimezone(SHANGHAI).date()
    made = await make(settings, material, edition=edition, made_on=made_on, say=say)
    say("保存")
    digest = hashlib.sha256(made.pdf).hexdigest()
    path = _path(settings, digest)
    with _aside(path, made.pdf) as whole:
        async with write_tx(Report):
            row = await Report.insert(
                Report(
                    round=round_id,
                    edition=edition.value,
                    sha256=digest,
                    pages=made.pages,
                    size=len(made.pdf),
                    made_by=actor.name,
                    made_at=now,
                )
            )
            await job.still_wanted(row[0]["id"])
            await audit.append(
                actor, now, "report.build", f"{slug}/{reading}", edition=edition, sha256=digest
            )
            whole.replace(path)
    return BuiltReport(
        id=row[0]["id"],
        filename=_filename(material.facts.bill, reading, edition),
        path=path,
        sha256=digest,
        pages=made.pages,
        size=len(made.pdf),
        articles=sum(1 for _ in material.draft.articles()),
        comments=len(material.comments),
        clusters=len(material.clusters),
        dispositions=len(material.dispositions),
    )


async def list_reports(actor: Actor, slug: str | None = None) -> tuple[ReportCard, ...]:
    """The reports kept, newest first; of one bill when `slug` is given."""
    require(actor, "report.read")
    draft = Report.round.draft
    bill: Any = draft.bill  # type: ignore[union-attr]
    query = Report.select(
        *Report.all_columns(),
        *(draft.reading, bill.slug, bill.title),  # type: ignore[union-attr]
    ).order_by(Report.id, ascending=False)
    rows = await (query.where(bill.slug == slug) if slug else query)
    return tuple(_card(row) for row in rows)


async def fetch_report(actor: Actor, settings: Settings, report_id: int) -> ReportFile:
    """One report, its bytes checked against the hash kept when it was made. Raises NotFound."""
    require(actor, "report.read")
    cards = {card.id: card for card in await list_reports(actor)}
    card = cards.get(report_id)
    if card is None:
        raise NotFound("没有这份报告。")
    path = _path(settings, card.sha256)
    data = await asyncio.to_thread(path.read_bytes) if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != card.sha256:
        raise NotFound("报告文件不在或已被改动，请重新生成。")
    return ReportFile(card.filename, "application/pdf", data)


def _path(settings: Settings, digest: str) -> Path:
    return settings.data_dir / "reports" / f"{digest}.pdf"


@contextmanager
def _aside(path: Path, data: bytes) -> Iterator[Path]:
    """Whole or not at all (promise R16): written and synced aside, for the block to put in place;
    gone when it does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{secrets.token_hex(8)}.part")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield aside
    finally:
        aside.unlink(missing_ok=True)


def _filename(bill: str, reading: int, edition: Edition) -> str:
    return f"{bill}（{reading_name(reading)}）征求意见情况报告（{_EDITIONS[edition]}）.pdf"


def _card(row: find.Row) -> ReportCard:
    reading, edition = row["round.draft.reading"], Edition(row["edition"])
    return ReportCard(
        id=row["id"],
        slug=row["round.draft.bill.slug"],
        bill=row["round.draft.bill.title"],
        reading=reading,
        edition=edition,
        made_at=row["made_at"],
        pages=row["pages"],
        size=row["size"],
        sha256=row["sha256"],
        filename=_filename(row["round.draft.bill.title"], reading, edition),
    )
