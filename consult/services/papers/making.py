"""Making a paper in a process of its own: laying out pages takes seconds and memory that the
process answering people must not spend."""

import asyncio
import datetime as dt
from importlib.metadata import version
from pathlib import Path

import msgspec

from consult import templating
from consult.config import Settings
from consult.errors import ConsultError
from consult.office import folder as office
from consult.office.folder import Folder
from consult.office.trial import style_flaws, template_flaws
from consult.services.papers.pressroom import Pressroom, workers
from consult.services.work.worker import Say, in_process
from reports import export
from reports.build import build
from reports.chain import Chain, assembled
from reports.checks import UntrueReport
from reports.document import Document
from reports.editions import true_report
from reports.english import LANGUAGE
from reports.faces import House
from reports.fonts import FontsMissing
from reports.manifest import NAME, Manifest, encoded
from reports.merging.metadata import Attachment
from reports.merging.sheets import page_count
from reports.merging.typefaces import StrangeFont
from reports.model import Edition, Material
from reports.papers import readings
from reports.papers.data import NoTable
from reports.papers.formats import Format
from reports.papers.kinds import Kept, Kind, Source
from reports.papers.refusals import Refused
from reports.papers.sheets import STYLES
from reports.papers.writing import WRITERS
from reports.pdf import Unprintable
from reports.review import ReviewReport
from reports.withheld import chain_for_edition, for_edition

_PROGRAMS = ("sandu-consult", "weasyprint", "pikepdf", "rapidfuzz")
_REFUSALS = (UntrueReport, FontsMissing, Unprintable, StrangeFont, Refused, NoTable)


class Unbuildable(ConsultError):
    """The report was refused: it would not be true, or it could not be printed."""


class Wanted(msgspec.Struct, frozen=True):
    """Which paper: `base_url` is how the public reaches the site, `kept` the papers of the round
    made so far, for the catalogue of them."""

    kind: Kind
    edition: Edition
    made_on: dt.date
    format: Format = Format.PDF
    base_url: str = ""
    language: str = "zh-CN"
    kept: tuple[Kept, ...] = ()


class Made(msgspec.Struct, frozen=True):
    """What the process hands back: a file a volume and the pages of each (0 for what has none), or
    why there is none."""

    files: tuple[bytes, ...] = ()
    pages: tuple[int, ...] = ()
    refused: str = ""


async def make(settings: Settings, matter: Material | Chain, wanted: Wanted, *, say: Say) -> Made:
    """A paper of a round's material, or of a bill's whole chain. The same matter, date, programs
    and fonts give the same bytes, in the look of the same office's folder. Raises Unbuildable, and
    OfficeFlawed when that folder is not in order."""
    packed, shelf = msgspec.msgpack.encode(matter), settings.data_dir / "parts"
    folder = await office_folder(settings)
    made = await in_process(_make, packed, wanted, shelf, folder, say=say)
    if made.refused:
        raise Unbuildable("{reason}", reason=made.refused)
    return made


async def office_folder(settings: Settings) -> Folder:
    """The office's folder as papers use it. Raises OfficeFlawed."""
    return await asyncio.to_thread(office.sound, office.place(settings))


def versions() -> dict[str, str]:
    """The programs that decide what a report looks like, each with its version."""
    return {name: version(name) for name in _PROGRAMS}


def _make(packed: bytes, wanted: Wanted, shelf: Path, folder: Folder, say: Say) -> Made:
    """The process's part: from the packed material to files, or to why there are none."""
    wrong = style_flaws(folder.css)
    if wrong:
        return Made(refused="\n".join(map(str, wrong)))
    workshop = _Workshop(wanted, shelf, folder, say)
    try:
        files = workshop.files(packed)
    except _REFUSALS as error:
        return Made(refused=str(error))
    except Exception as error:
        wrong = template_flaws(error)
        if not wrong:
            raise
        return Made(refused="\n".join(map(str, wrong)))
    printed = wanted.format is Format.PDF
    return Made(files, tuple(page_count(file) if printed else 0 for file in files))


class _Workshop:
    """One order and the tools it is carried out with."""

    def __init__(self, wanted: Wanted, shelf: Path, folder: Folder, say: Say) -> None:
        self._wanted, self._shelf, self._folder, self._say = wanted, shelf, folder, say
        self._env = templating.paper_environment(folder.office, folder.templates, wanted.language)

    def files(self, packed: bytes) -> tuple[bytes, ...]:
        """The paper, a file a volume."""
        wanted = self._wanted
        if wanted.kind is Kind.READINGS:
            return (self._readings(msgspec.msgpack.decode(packed, type=Chain)),)
        material = msgspec.msgpack.decode(packed, type=Material)
        material = for_edition(material, wanted.edition)
        if wanted.kind in WRITERS:
            return (self._paper(material),)
        if wanted.format is Format.PDF:
            return self._report(material)
        report = self._true(material)
        written = export.to_json if wanted.format is Format.JSON else export.to_csv
        return (written(report),)

    def _report(self, material: Material) -> tuple[bytes, ...]:
        english = ("print/english.css",) if self._wanted.language == LANGUAGE else ()
        sheets = ("print/review.css", *english)
        css = self._folder.dressed("\n".join(map(templating.read, sheets)))
        return build(
            material,
            edition=self._wanted.edition,
            made_on=self._wanted.made_on,
            env=self._env,
            css=css,
            versions=versions(),
            progress=self._say,
            lay_out=self._pressroom(css),
            house=House(self._folder.faces, self._folder.digest),
            annex=self._wanted.kind is Kind.ANNEX,
        ).volumes

    def _paper(self, material: Material) -> bytes:
        report, wanted = self._true(material), self._wanted
        source = Source(material, report, self._folder.office, wanted.base_url, wanted.kept)
        return self._rendered(WRITERS[wanted.kind](source), report.manifest)

    def _readings(self, chain: Chain) -> bytes:
        self._say("汇编")
        wanted = self._wanted
        source = assembled(
            chain_for_edition(chain, wanted.edition),
            edition=wanted.edition,
            made_on=wanted.made_on,
            versions=versions(),
            office=self._folder.office,
            base_url=wanted.base_url,
        )
        last = [report for report in source.reports if report]
        if not last:
            raise Refused("这部法规案还没有征求过意见，没有可以汇总的。")
        return self._rendered(readings.write(source), last[-1].manifest)

    def _rendered(self, document: Document, made_from: Manifest) -> bytes:
        from reports.papers.rendering import rendered

        wanted = self._wanted
        css = self._folder.dressed("\n".join(map(templating.read, STYLES)))
        told = msgspec.structs.replace(
            made_from,
            paper=wanted.kind.value,
            office=self._folder.digest or msgspec.UNSET,
        )
        listed = Attachment(NAME, "application/json", "校验清单", encoded(told))
        return rendered(
            document,
            wanted.format,
            env=self._env,
            css=css,
            lay_out=self._pressroom(css),
            say=self._say,
            faces=self._folder.faces,
            files=(listed,),
        )

    def _true(self, material: Material) -> ReviewReport:
        self._say("汇编")
        wanted = self._wanted
        return true_report(
            material, edition=wanted.edition, made_on=wanted.made_on, versions=versions()
        )

    def _pressroom(self, css: str) -> Pressroom:
        return Pressroom(css, self._shelf, workers(), self._say, self._folder.faces.faces)
