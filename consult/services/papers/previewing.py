"""How a piece of a report will look, in the browser and in the office's own look, within moments.

Assembling a large round takes seconds, so it is done once in a process of its own and only the
beginning is kept; writing a page from that takes milliseconds and follows every change of the
office's folder.
"""

import asyncio
import datetime as dt
import re
from collections import defaultdict
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec.structs import replace

from consult import templating
from consult.config import Settings
from consult.errors import NotFound
from consult.lifecycle import SHANGHAI
from consult.office import folder as office
from consult.office.flaws import Flaw
from consult.office.folder import Folder
from consult.office.trial import style_flaws, template_flaws
from consult.permissions import Actor, require
from consult.services.papers.making import Unbuildable, office_folder, versions
from consult.services.papers.material import gather
from consult.services.records import data_head, find
from consult.services.records.kept import Kept
from consult.services.work.worker import in_process, silent
from reports import fonts, texts
from reports.assemble import assemble
from reports.glimpse import Glimpse, glimpse
from reports.merging.metadata import About
from reports.merging.sheets import Matter
from reports.merging.typefaces import StrangeFont
from reports.model import Edition, Material
from reports.paper import printed
from reports.parts import Part
from reports.pdf import Press, Unprintable
from reports.render import page
from reports.review import ReviewReport
from reports.withheld import for_edition

SMALL = 1_000
"""Comments up to which assembling takes less than starting a process does."""
_sheets: Kept[bytes] = Kept()
_LINK = 'href="x-consult:'
_ANY_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)


class Piece(StrEnum):
    """What can be looked at, in the order of the paper."""

    COVER = "cover"
    CONTENTS = "contents"
    OVERVIEW = "overview"
    ARTICLES = "articles"
    COMPARISON = "comparison"
    APPENDIX = "appendix"
    NOTES = "notes"


class Preview(msgspec.Struct, frozen=True):
    """A piece as a page of its own, "" where it cannot be written, and what is wrong with the
    office's folder."""

    html: str
    flaws: tuple[Flaw, ...]


async def begin(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, edition: Edition
) -> Glimpse:
    """The beginning of the report a round would give now. Raises NotFound, and Ungrouped when
    comments are in no cluster yet."""
    require(actor, "report.preview")
    material, _ = await gather(slug, reading)
    made_on = now.astimezone(SHANGHAI).date()
    if len(material.comments) <= SMALL:
        return await asyncio.to_thread(_begun, material, edition, made_on)
    packed = msgspec.msgpack.encode(material)
    return await in_process(_begun_from, packed, edition, made_on, say=silent)


async def head(slug: str, reading: int) -> str:
    """What a beginning is kept by: the newest change to the data of a round. Raises NotFound."""
    _, round_ = await find.round_row(slug, reading)
    return await data_head.of_round(round_["id"], slug, reading)


async def preview(actor: Actor, settings: Settings, begun: Glimpse, piece: Piece) -> Preview:
    """A piece of the report in the look of the office's folder as it is at this moment."""
    require(actor, "report.preview")
    return await asyncio.to_thread(_written, office.place(settings), begun, piece)


async def sheet(actor: Actor, settings: Settings, begun: Glimpse, piece: Piece) -> bytes:
    """A piece of the report as PDF, its pages as they will be. Raises OfficeFlawed, Unbuildable
    with what the layout refuses, and NotFound when the report has no such piece."""
    require(actor, "report.preview")
    folder = await office_folder(settings)
    told = begun.outline.manifest

    async def lay_out() -> bytes:
        made, refused = await in_process(_laid_out, folder, begun, piece, say=silent)
        if refused:
            raise Unbuildable("{reason}", reason=refused)
        if not made:
            raise NotFound("这份报告没有这一部分。")
        return made

    key = told.slug, told.reading, begun.outline.edition, piece
    return await _sheets.get(key, (begun, folder.digest), lay_out)


async def flaws(actor: Actor, settings: Settings) -> tuple[Flaw, ...]:
    """What is wrong with the office's folder, as far as reading it shows."""
    require(actor, "report.preview")
    return (await asyncio.to_thread(office.read, office.place(settings))).flaws


def _begun_from(packed: bytes, edition: Edition, made_on: dt.date, _say: object) -> Glimpse:
    return _begun(msgspec.msgpack.decode(packed, type=Material), edition, made_on)


def _begun(material: Material, edition: Edition, made_on: dt.date) -> Glimpse:
    matter = for_edition(material, edition)
    return glimpse(assemble(matter, edition=edition, made_on=made_on, versions=versions()))


def _written(place: Path, begun: Glimpse, piece: Piece) -> Preview:
    folder = office.read(place)
    try:
        html = _page(folder, begun, piece)
    except Exception as error:
        wrong = template_flaws(error)
        if not wrong:
            raise
        return Preview("", (*folder.flaws, *wrong))
    wrong = [] if folder.flaws else style_flaws(folder.css)
    return Preview(_dressed(html, folder) if html else "", (*folder.flaws, *wrong))


def _laid_out(folder: Folder, begun: Glimpse, piece: Piece, _say: object) -> tuple[bytes, str]:
    """The process's part: the PDF, b"" without such a piece, or why there is none."""
    report = begun.outline
    title = "".join(report.title)
    about = About(title, title, report.body, piece.value, report.made_on)
    try:
        html = _ANY_LINK.sub(r"<span>\1</span>", _page(folder, begun, piece))
        if not html:
            return b"", ""
        press = Press(folder.dressed(templating.read("print/review.css")), folder.faces.faces)
        matter = Matter.COVER if piece is Piece.COVER else Matter.BODY
        part = Part(piece.value, html, matter)
        return printed([part], lambda _: (), press=press, about=about, words={}), ""
    except (Unprintable, StrangeFont) as error:
        return b"", str(error)
    except Exception as error:
        wrong = template_flaws(error)
        if not wrong:
            raise
        return b"", "\n".join(map(str, wrong))


def _page(folder: Folder, begun: Glimpse, piece: Piece) -> str:
    report = _titled(begun.outline, folder)
    more: dict[str, object] = {}
    match piece:
        case Piece.CONTENTS:
            more = {"numbers": defaultdict(lambda: "…")}
        case Piece.ARTICLES:
            report, more = replace(report, sections=begun.articles), {"begins": True}
        case Piece.COMPARISON:
            more = {"whole": True}
        case Piece.APPENDIX:
            report, more = replace(report, appendix=begun.appendix), {"begins": True}
    if piece is Piece.COMPARISON and not report.comparison:
        return ""
    if not fonts.missing():
        report = fonts.printable(report, fonts.coverage(folder.faces.covered))
    return page(
        piece, report, templating.paper_environment(folder.office, folder.templates), **more
    )


def _titled(report: ReviewReport, folder: Folder) -> ReviewReport:
    known = replace(report.manifest, office=folder.digest or msgspec.UNSET)
    return replace(report, title=texts.title(report, folder.office), manifest=known)


def _dressed(html: str, folder: Folder) -> str:
    """The page with its style sheets in it, and links that stay on it."""
    css = folder.dressed(templating.read("print/review.css"))
    css = f"{css}\n{templating.read('print/preview.css')}".replace("</", "<\\/")
    here = html.replace(_LINK, 'href="#')
    return here.replace("</head>", f"<style>\n{css}</style></head>", 1)
