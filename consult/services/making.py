"""Making a paper in a process of its own: laying out pages takes seconds and memory that the
process answering people must not spend."""

import datetime as dt
from importlib.metadata import version
from pathlib import Path

import msgspec

from consult import templating
from consult.config import Settings
from consult.errors import ConsultError
from consult.services.pressroom import Pressroom, workers
from consult.services.worker import Say, in_process
from reports.build import build
from reports.checks import UntrueReport
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
    settings: Settings, material: Material, *, edition: Edition, made_on: dt.date, say: Say
) -> Made:
    """The review report of this material as PDF. The same material, date, programs and fonts give
    the same bytes. Raises Unbuildable."""
    packed, shelf = msgspec.msgpack.encode(material), settings.data_dir / "parts"
    made = await in_process(_make, packed, edition, made_on, shelf, say=say)
    if made.refused:
        raise Unbuildable("{reason}", reason=made.refused)
    return made


def versions() -> dict[str, str]:
    """The programs that decide what a report looks like, each with its version."""
    return {name: version(name) for name in _PROGRAMS}


def _make(packed: bytes, edition: Edition, made_on: dt.date, shelf: Path, say: Say) -> Made:
    """The process's part: from the packed material to a PDF, or to why there is none."""
    css = templating.read("print/review.css")
    try:
        built = build(
            msgspec.msgpack.decode(packed, type=Material),
            edition=edition,
            made_on=made_on,
            env=templating.environment(),
            css=css,
            versions=versions(),
            progress=say,
            lay_out=Pressroom(css, shelf, workers(), say),
        )
    except (UntrueReport, FontsMissing, Unprintable, StrangeFont) as error:
        return Made(refused=str(error))
    return Made(built.pdf, page_count(built.pdf))
