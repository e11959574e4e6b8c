"""Sealed reports opened for reading: what a page of the room shows is what the PDF carries.

The data come out of the PDF itself, whose hash is checked first, never from today's tables: a
version reads the same for as long as its file is kept.
"""

import asyncio
from collections import OrderedDict

import msgspec
from msgspec.structs import replace

from consult.config import Settings
from consult.errors import NotFound
from consult.permissions import Actor
from consult.services.papers import report
from consult.services.papers.report import CHINESE, ReportCard
from consult.services.records.find import Row
from consult.services.room.book import Book, bound
from consult.tables import Report
from reports.merging.comparing import NoPdf, carried
from reports.papers.formats import Format
from reports.papers.kinds import Kind
from reports.review import AppendixSection, ReviewReport

DATA = "report.json"
KEPT_BYTES = 32 * 1024 * 1024
"""JSON of the books kept open: some three of 12,000 comments each. One is always kept."""
_kept: "OrderedDict[str, tuple[Book, int]]" = OrderedDict()


class OnlyPaper(NotFound):
    """A version whose file carries no data that can be shown: the PDF is all there is of it."""


class Sealed(msgspec.Struct, frozen=True):
    """One version of a report: its entry in the list, its round, and what it says. `newest` is
    the hash of the latest version of the same edition."""

    card: ReportCard
    round: int
    book: Book
    newest: str


async def open_sealed(actor: Actor, settings: Settings, sha256: str) -> Sealed:
    """The version with this hash. Raises NotFound; OnlyPaper when it has no data for pages."""
    card = await find_card(actor, sha256)
    row = await Report.select(Report.round).where(Report.id == card.id).first()
    newest = await _newest(row["round"] if row else 0, card)
    book = await _book(actor, settings, card)
    return Sealed(card, row["round"] if row else 0, book, newest)


async def versions(actor: Actor) -> tuple[ReportCard, ...]:
    """Every version of a review report as PDF, the newest first."""
    cards = await report.list_reports(actor, kind=Kind.REVIEW)
    return tuple(card for card in cards if card.format is Format.PDF and card.language == CHINESE)


async def find_card(actor: Actor, sha256: str) -> ReportCard:
    """The entry of this version in the list of reports. Raises NotFound."""
    for card in await versions(actor):
        if card.sha256 == sha256:
            return card
    raise NotFound("没有这一版报告。请核对网址里的哈希值。")


async def _newest(round_id: int, card: ReportCard) -> str:
    row: Row | None = (
        await Report.select(Report.sha256)
        .where(Report.round == round_id, Report.edition == card.edition.value)
        .where(Report.kind == card.kind.value, Report.format == card.format.value)
        .where(Report.language == card.language)
        .order_by(Report.id, ascending=False)
        .first()
    )
    return str(row["sha256"]) if row else card.sha256


async def _book(actor: Actor, settings: Settings, card: ReportCard) -> Book:
    if card.sha256 not in _kept:
        file = await report.fetch_report(actor, settings, card.id)
        _keep(card.sha256, *await asyncio.to_thread(_read, file.data))
    _kept.move_to_end(card.sha256)
    return _kept[card.sha256][0]


def _read(pdf: bytes) -> tuple[Book, int]:
    try:
        data = carried(pdf)[DATA]
        return bound(decoded(data)), len(data)
    except (NoPdf, KeyError, msgspec.DecodeError) as error:
        raise OnlyPaper("这一版由较早的程序生成，没有网页版。请看 PDF。") from error


def decoded(data: bytes) -> ReviewReport:
    """A report from its JSON, the list of comments piece by piece: decoding lets no other thread
    run, and other people's pages wait meanwhile. Raises KeyError, msgspec.DecodeError."""
    fields = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    listed = msgspec.json.decode(fields["appendix"], type=list[msgspec.Raw])
    rest = msgspec.json.encode({**fields, "appendix": ()})
    appendix = tuple(msgspec.json.decode(one, type=AppendixSection) for one in listed)
    return replace(msgspec.json.decode(rest, type=ReviewReport), appendix=appendix)


def _keep(sha256: str, book: Book, size: int) -> None:
    _kept[sha256] = book, size
    while len(_kept) > 1 and sum(one for _, one in _kept.values()) > KEPT_BYTES:
        _kept.popitem(last=False)
