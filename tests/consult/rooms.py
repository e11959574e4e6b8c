"""Sealed reports to read in tests: the data inside a PDF of one blank page, kept as a build keeps
it, without the seconds that laying out pages takes."""

import asyncio
import datetime as dt
import hashlib
import io
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pikepdf
import pytest
from msgspec.structs import replace

from consult.config import Settings
from consult.permissions import Actor, Role, terminal
from consult.services.papers.material import gather
from consult.services.papers.report import ReportCard
from consult.services.people import account, signing
from consult.services.records import schema
from consult.services.room.book import bound
from consult.services.room.shelf import DATA, Sealed
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from consult.tables import Account, Cluster, Disposition, Report, Round
from reports.assemble import assemble
from reports.export import to_json
from reports.merging.metadata import Attachment, attach
from reports.model import Edition, Outcome
from reports.review import ReviewReport
from tests.consult.cast import DURING, SECRET
from tests.reports.rounds import MADE_ON, small_round
from tests.site import CANARY, NOW, PASSWORD, Seeded, Visitor, seed, settings_for, visiting

CHEN = Actor(1, "陈委员", Role.COMMITTEE)
LIN = Actor(2, "林委员", Role.COMMITTEE)
ZHOU = Actor(3, "周敏", Role.STAFF)
GONE = "987654"


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


class Furnished(msgspec.Struct, frozen=True):
    """The seeded site with reports to read: the versions of one edition (the newest first), a file
    without data, the newest report, the id of a cluster only the older one has, and a version of
    the other edition that shows no cluster in full."""

    seeded: Seeded
    versions: tuple[str, str]
    bare: str
    report: ReviewReport
    gone: str
    bounded: str


class Seat:
    """The furnished site at work; call it with a login to sit down as that person."""

    def __init__(self, visitor: Visitor, furnished: Furnished) -> None:
        self.visitor, self.versions, self.bare = visitor, furnished.versions, furnished.bare
        self.report, self.gone, self.bounded = furnished.report, furnished.gone, furnished.bounded
        section = next(one for one in self.report.sections if one.address == "art_3")
        self.article = section.anchor
        self.cluster = section.clusters[0].cluster
        self.leaf = f"/room/reports/{self.versions[0]}/articles/{section.anchor}"

    def __call__(self, login: str) -> Visitor:
        self.visitor.sign_in(login)
        return self.visitor


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A seeded site with reports to read and a second member, 林委员; made once a run."""
    seeded = seed(tmp_path_factory.mktemp("furnished"))
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _furnish(seeded)).result()


@pytest.fixture
def seat_of(furnished: Furnished, tmp_path: Path) -> Iterator[Seat]:
    """The room, nobody seated yet."""
    with visiting(furnished.seeded, tmp_path / "site") as somebody:
        yield Seat(somebody, furnished)


async def _furnish(seeded: Seeded) -> Furnished:
    office, folder = terminal(), seeded.folder
    async with schema.database(settings_for(folder).database_url):
        await account.add_account(
            office, NOW, login="lin", name="林委员", role=Role.COMMITTEE, password=PASSWORD
        )
        token = (await signing.sign_in(NOW, "lin", PASSWORD)).token
        bare = await keep(folder, None, NOW, Edition.INTERNAL)
        older = await keep(folder, _with_another(await today()), NOW)
        for row in await Cluster.select(Cluster.id).where(Cluster.article == "art_3"):
            await Disposition.insert(
                Disposition(
                    cluster=row["id"],
                    outcome=Outcome.STUDY.value,
                    reason="留待研究" + CANARY,
                    decided_by="周敏",
                    decided_at=NOW,
                )
            )
        report = await today()
        newest = await keep(folder, report, NOW)
        bounded = await keep(folder, _without_clusters(report), NOW, Edition.INTERNAL)
    signed_in = replace(seeded, sessions={**seeded.sessions, "lin": token})
    return Furnished(signed_in, (newest, older), bare, report, GONE, bounded)


def _with_another(report: ReviewReport) -> ReviewReport:
    """The report with one cluster more on 第三条, one that the records do not have any more."""
    sections = []
    for section in report.sections:
        if section.address == "art_3":
            block = section.blocks[0]
            extra = replace(block.clusters[0], cluster=GONE, anchor="k-99", code="3-99")
            block = replace(block, clusters=(*block.clusters, extra))
            sections.append(replace(section, blocks=(block, *section.blocks[1:])))
        else:
            sections.append(section)
    return replace(report, sections=tuple(sections))


def _without_clusters(report: ReviewReport) -> ReviewReport:
    """The report as it is where there is no room for any cluster: all are in the list alone."""
    sections = tuple(replace(one, blocks=()) for one in report.sections)
    appendix = tuple(
        replace(one, groups=tuple(replace(group, back=None) for group in one.groups))
        for one in report.appendix
    )
    return replace(report, sections=sections, appendix=appendix, foremost=())
