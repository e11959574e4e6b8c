"""Looking at a file before it is taken in: what it is, its columns, every row's result, and the
sheet of the rows that are to be mended."""

import asyncio
import csv
import datetime as dt
import io

import msgspec

from consult.permissions import Actor, require
from consult.services.intake import intake, leading, mapping
from consult.services.intake.batch import File, Given
from consult.services.intake.intake import Collected, Manner
from consult.services.intake.mapping import PROBLEM, Remembered
from consult.services.records import find
from consult.sources import read_source
from consult.sources.source import Aside, Note, Source, SourceKind
from consult.spreadsheet import SheetRow
from reports.export import neutral, original
from reports.model import Channel


class Asked(msgspec.Struct, frozen=True):
    """A file and how it is to be read: `columns` as a person chose them, None to go by what was
    chosen the last time and else by what the headers say."""

    channel: Channel
    filename: str
    data: bytes
    columns: dict[str, str] | None = None
    sheet: str = ""
    given: Given = Given()


class Look(msgspec.Struct, frozen=True):
    """A file as it was understood; nothing of it is stored. `columns` are those it was read with,
    `remembered` whose choice they are where it was made at an earlier table."""

    kind: SourceKind
    header: tuple[str, ...]
    signature: str
    columns: dict[str, str]
    remembered: Remembered | None
    sheets: tuple[str, ...]
    sheet: str
    notes: tuple[Note, ...]
    asides: tuple[Aside, ...]
    texts: tuple[str, ...]
    collected: Collected


async def look(actor: Actor, now: dt.datetime, *, slug: str, reading: int, asked: Asked) -> Look:
    """What a file would bring to a round. `texts` are the letters of a file of letters, which are
    cut one by one instead. Raises NotFound, Invalid for a file that cannot be read."""
    require(actor, "comment.collect")
    await find.round_row(slug, reading)
    source, known = await _read(slug, asked)
    if source.kind is SourceKind.LETTER:
        texts = tuple(row.cells.get("text", "") for row in source.rows)
        return _look(source, None, Collected((), (), 0, 0), texts)
    taken = await _take(actor, now, slug, reading, asked, source, Manner(dry_run=True))
    return _look(source, known, taken, ())


async def take(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    asked: Asked,
    manner: Manner,
) -> Collected:
    """Take the file in as it was looked at, and remember the columns a person chose.

    Raises NotFound, Invalid.
    """
    require(actor, "comment.collect")
    source, _ = await _read(slug, asked)
    taken = await _take(actor, now, slug, reading, asked, source, manner)
    if asked.columns is not None and source.kind is SourceKind.TABLE:
        await mapping.remember(
            *(actor, now),
            slug=slug,
            signature=mapping.signature_of(source),
            columns=asked.columns,
        )
    return taken


async def mending_sheet(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, asked: Asked
) -> bytes:
    """The rows of a table that are not taken as a CSV file with the same columns and one more that
    says what is wrong; mended it can be sent again. Its cells cannot start a formula (promise
    R21), and are read back as they were."""
    require(actor, "comment.collect")
    source, _ = await _read(slug, asked)
    taken = await _take(actor, now, slug, reading, asked, source, Manner(dry_run=True))
    wrong = {error.row: str(error.message) for error in taken.errors}
    width = len(source.header) - (source.header[-1:] == (PROBLEM,))
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow([*map(neutral, source.header[:width]), PROBLEM])
    for line in source.lines:
        if line.row in wrong:
            cells = (*line.cells, *[""] * width)[:width]
            writer.writerow([*map(neutral, cells), wrong[line.row]])
    return b"\xef\xbb\xbf" + sheet.getvalue().encode("utf-8", "replace")


async def _read(slug: str, asked: Asked) -> tuple[Source, Remembered | None]:
    columns = asked.columns
    if columns is not None:
        mapping.check(columns)
    source = await asyncio.to_thread(
        read_source, asked.data, asked.filename, columns, sheet=asked.sheet
    )
    if columns is not None or source.kind is not SourceKind.TABLE:
        return source, None
    known = await mapping.recall(slug, mapping.signature_of(source))
    if known is None:
        return source, None
    again = await asyncio.to_thread(
        read_source, asked.data, asked.filename, known.columns, sheet=asked.sheet
    )
    return again, known


async def _take(
    actor: Actor,
    now: dt.datetime,
    slug: str,
    reading: int,
    asked: Asked,
    source: Source,
    manner: Manner,
) -> Collected:
    file = File(asked.channel, asked.filename, asked.data, dict(source.suggested))
    led = await leading.places(slug, reading, source)
    return await intake.take(
        *(actor, now, slug, reading, file, _rows(source), asked.given),
        flawed=intake.flaws_of(source),
        manner=msgspec.structs.replace(manner, led=led),
    )


def _rows(source: Source) -> list[SheetRow]:
    """The rows; those of a sheet of ours that comes back mended without what keeps a spreadsheet
    from running them."""
    if source.header[-1:] != (PROBLEM,):
        return list(source.rows)
    return [
        SheetRow(row.row, {name: original(cell) for name, cell in row.cells.items()})
        for row in source.rows
    ]


def _look(
    source: Source, known: Remembered | None, taken: Collected, texts: tuple[str, ...]
) -> Look:
    return Look(
        kind=source.kind,
        header=source.header,
        signature=mapping.signature_of(source) if source.kind is SourceKind.TABLE else "",
        columns=dict(source.suggested),
        remembered=known,
        sheets=source.sheets,
        sheet=source.sheet,
        notes=source.notes,
        asides=source.asides,
        texts=texts,
        collected=taken,
    )
