"""Sealed reports to read in tests: the data inside a PDF of one blank page, kept as a build keeps
it, without the seconds that laying out pages takes."""

import datetime as dt
import hashlib
import io
import secrets
from pathlib import Path

import msgspec
import pikepdf

from consult.config import Settings
from consult.permissions import Actor, Role
from consult.services import comment
from consult.services.comment import CommentInput
from consult.services.material import gather
from consult.services.report import ReportCard
from consult.services.room_book import bound
from consult.services.room_shelf import DATA, Sealed
from consult.tables import Account, Report, Round
from reports.assemble import assemble
from reports.export import to_json
from reports.merging.metadata import Attachment, attach
from reports.model import Edition
from reports.review import ReviewReport
from tests.consult.cast import DURING, SECRET
from tests.reports.rounds import MADE_ON, small_round

CHEN = Actor(1, "陈委员", Role.COMMITTEE)
LIN = Actor(2, "林委员", Role.COMMITTEE)
ZHOU = Actor(3, "周敏", Role.STAFF)


def settings_in(folder: Path) -> Settings:
    """Settings of an office whose files lie in `folder`."""
    return Settings(data_dir=folder, secret_key=SECRET)


def paper(report: ReviewReport | None) -> bytes:
    """A PDF that carries this report, or nothing."""
    data = to_json(report) if report else b""
    files = [Attachment(DATA, "application/json", "数据", data)] if report else []
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Names = pikepdf.Dictionary()
        attach(document, files, MADE_ON)
        document.save(target, deterministic_id=True)
    return target.getvalue()


async def keep(
    folder: Path,
    report: ReviewReport | None,
    now: dt.datetime,
    edition: Edition = Edition.PUBLIC,
) -> str:
    """Put a report of the first round where a build would put it; returns its hash."""
    pdf = paper(report)
    digest = hashlib.sha256(pdf).hexdigest()
    place = folder / "reports" / f"{digest}.pdf"
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(pdf)
    round_ = await Round.select(Round.id).order_by(Round.id).first()
    assert round_
    await Report.insert(
        Report(
            round=round_["id"],
            edition=edition.value,
            sha256=digest,
            pages=1,
            size=len(pdf),
            made_by="周敏",
            made_at=now,
        )
    )
    return digest


async def today(edition: Edition = Edition.PUBLIC) -> ReviewReport:
    """The report of the first reading of the dogs' bill as the records stand."""
    material, _ = await gather("dogs", 1)
    return assemble(material, edition=edition, made_on=MADE_ON)


def small_report() -> ReviewReport:
    """The report of the small round of the tests of reports, its clusters named 1 to 4."""
    material = small_round()
    report = assemble(material, edition=Edition.PUBLIC, made_on=MADE_ON)
    return _renamed(report)


def _renamed(report: ReviewReport) -> ReviewReport:
    """The clusters named as the records name theirs: by whole numbers."""
    data = msgspec.json.encode(report)
    for number in range(1, 5):
        data = data.replace(f'"cluster":"k{number}"'.encode(), f'"cluster":"{number}"'.encode())
    return msgspec.json.decode(data, type=ReviewReport)


async def said(address: str, text: str) -> None:
    """Somebody said something about a provision of the first reading."""
    await comment.submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address=address,
        form=CommentInput(text=text),
        key=secrets.token_urlsafe(16),
    )


async def seat(report: ReviewReport | None = None, sha256: str = "ab" * 32) -> Sealed:
    """A version of the first round opened, for 陈委员, 林委员 and 周敏, whose accounts are made."""
    for actor in (CHEN, LIN, ZHOU):
        if not await Account.exists().where(Account.login == actor.name):
            await Account.insert(
                Account(
                    login=actor.name,
                    name=actor.name,
                    role=actor.role.value,
                    password_hash="",
                    created_at=DURING,
                )
            )
    round_ = await Round.select(Round.id).order_by(Round.id).first()
    assert round_
    return Sealed(card(sha256), round_["id"], bound(report or small_report()), sha256)


def card(sha256: str) -> ReportCard:
    """A version in a list."""
    return ReportCard(
        1, "dogs", "云川市犬只管理规定", 1, Edition.PUBLIC, DURING, 1, 1, sha256, "x.pdf"
    )
