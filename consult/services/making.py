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
from consult.services.pressroom import Pressroom, workers
from consult.services.worker import Say, in_process
from reports.build import build
from reports.checks import UntrueReport
from reports.faces import House
from reports.fonts import FontsMissing
from reports.merging.sheets import page_count
from reports.merging.typefaces import StrangeFont
from reports.model import Edition, Material
from reports.pdf import Unprintable

_PROGRAMS = ("sandu-consult", "weasyprint", "pikepdf", "rapidfuzz")


class Unbuildable(ConsultError):
    """The report was refused: it would not be true, or it could not be printed."""


class Made(msgspec.Struct, frozen=True):
    """What the process hands back: a PDF, or why there is none."""

    pdf: bytes = b""
    pages: int = 0
    refused: str = ""


async def make(
    settings: Settings,
    material: Material,
    *,
    edition: Edition,
    made_on: dt.date,
    say: Say,
    language: str = "zh-CN",
) -> Made:
    """The review report of this material as PDF, in Chinese or (`en`) in English. The same
    material, date, programs, fonts and office's folder give the same bytes. Raises Unbuildable,
    and OfficeFlawed when that folder is not in order."""
    packed, shelf = msgspec.msgpack.encode(material), settings.data_dir / "parts"
    folder = await office_folder(settings)
    made = await in_process(_make, packed, edition, made_on, shelf, folder, language, say=say)
    if made.refused:
        raise Unbuildable("{reason}", reason=made.refused)
    return made


async def office_folder(settings: Settings) -> Folder:
    """The office's folder as papers use it. Raises OfficeFlawed."""
    return await asyncio.to_thread(office.sound, office.place(settings))


def versions() -> dict[str, str]:
    """The programs that decide what a report looks like, each with its version."""
    return {name: version(name) for name in _PROGRAMS}


def _make(
    packed: bytes,
    edition: Edition,
    made_on: dt.date,
    shelf: Path,
    folder: Folder,
    language: str,
    say: Say,
) -> Made:
    """The process's part: from the packed material to a PDF, or to why there is none."""
    sheets = ["print/review.css", *(["print/english.css"] if language == "en" else [])]
    css = folder.dressed("\n".join(map(templating.read, sheets)))
    wrong = style_flaws(folder.css)
    if wrong:
        return Made(refused="\n".join(map(str, wrong)))
    try:
        built = build(
            msgspec.msgpack.decode(packed, type=Material),
            edition=edition,
            made_on=made_on,
            env=templating.paper_environment(folder.office, folder.templates, language),
            css=css,
            versions=versions(),
            progress=say,
            lay_out=Pressroom(css, shelf, workers(), say, folder.faces.faces),
            house=House(folder.faces, folder.digest),
        )
    except (UntrueReport, FontsMissing, Unprintable, StrangeFont) as error:
        return Made(refused=str(error))
    except Exception as error:
        wrong = template_flaws(error)
        if not wrong:
            raise
        return Made(refused="\n".join(map(str, wrong)))
    return Made(built.pdf, page_count(built.pdf))
