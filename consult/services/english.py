"""The English edition of a review report: a file for whoever asked, no entry in the list.

The Chinese report is the record; this says the same in English from the same data, and can be
checked with its own manifest as well.
"""

import asyncio
import datetime as dt
import hashlib
from pathlib import Path

import msgspec

from consult.config import Settings
from consult.engine import write_tx
from consult.lifecycle import SHANGHAI
from consult.permissions import Actor, require
from consult.services import audit
from consult.services.making import make
from consult.services.material import gather
from consult.services.worker import Say, silent
from consult.tables import Report
from reports.english import LANGUAGE
from reports.model import Edition


class EnglishReport(msgspec.Struct, frozen=True):
    """A report that was made: where it is and what it holds."""

    path: Path
    sha256: str
    pages: int
    articles: int
    comments: int
    clusters: int
    dispositions: int


async def build_english(
    actor: Actor,
    now: dt.datetime,
    settings: Settings,
    *,
    slug: str,
    reading: int,
    edition: Edition = Edition.PUBLIC,
    progress: Say | None = None,
) -> EnglishReport:
    """The review report of a round in English, kept under `data_dir/english` until the next is
    made. Raises what `report.build_report` raises."""
    require(actor, "report.build")
    say = progress or silent
    say("读取数据")
    material, _ = await gather(slug, reading)
    say("编写并排版")
    day = now.astimezone(SHANGHAI).date()
    made = await make(settings, material, edition=edition, made_on=day, say=say, language=LANGUAGE)
    digest = hashlib.sha256(made.pdf).hexdigest()
    path = settings.data_dir / "english" / f"{slug}-{reading}-{edition}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(path.write_bytes, made.pdf)
    async with write_tx(Report):
        where = f"{slug}/{reading}"
        await audit.append(actor, now, "report.english", where, edition=edition, sha256=digest)
    return EnglishReport(
        path=path,
        sha256=digest,
        pages=made.pages,
        articles=sum(1 for _ in material.draft.articles()),
        comments=len(material.comments),
        clusters=len(material.clusters),
        dispositions=len(material.dispositions),
    )
