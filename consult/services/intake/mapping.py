"""Which column of a table is read as what: remembered for a body and a header row, so that the
table a source sends every week is set up once."""

import datetime as dt
import hashlib

import msgspec

from consult.engine import write_tx
from consult.errors import Invalid
from consult.permissions import Actor, require
from consult.services.records import audit, find
from consult.sources.source import Source
from consult.spreadsheet import COLUMNS, fold
from consult.tables import SheetColumns

PROBLEM = "问题"
"""The column added to a sheet of rows that are to be mended; when it comes back it is not read."""


class Remembered(msgspec.Struct, frozen=True):
    """What was chosen the last time a table with this header came: our names to its headers, ""
    for one not to be taken."""

    columns: dict[str, str]
    by: str
    at: dt.datetime


def signature_of(source: Source) -> str:
    """What tells one kind of table from another, with the column of problems or without."""
    if source.header[-1:] != (PROBLEM,):
        return source.signature
    return hashlib.sha256("\x1f".join(map(fold, source.header[:-1])).encode()).hexdigest()


def check(columns: dict[str, str]) -> None:
    """Raise Invalid unless these are columns a table of opinions has, none of them read twice."""
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown:
        raise Invalid("没有“{name}”这一列。", field="columns", name=unknown[0][:40])
    chosen = [title for title in columns.values() if title]
    twice = next((title for title in chosen if chosen.count(title) > 1), None)
    if twice:
        raise Invalid(
            "表里的“{title}”选了不止一次，请各选各的列。", field="columns", title=twice[:40]
        )


async def recall(slug: str, signature: str) -> Remembered | None:
    """What was chosen for such a table by the people of the body of a bill, if they did."""
    bill = await find.bill_row(slug)
    row = (
        await SheetColumns.select()
        .where((SheetColumns.body == bill["body"]) & (SheetColumns.signature == signature))
        .first()
    )
    if row is None:
        return None
    columns = msgspec.json.decode(row["columns"], type=dict[str, str])
    return Remembered(columns, row["chosen_by"], row["chosen_at"])


async def remember(
    actor: Actor, now: dt.datetime, *, slug: str, signature: str, columns: dict[str, str]
) -> None:
    """Keep what was chosen for such a table, in the place of what was chosen before; nothing
    happens when that was the same."""
    require(actor, "comment.collect")
    check(columns)
    known = await recall(slug, signature)
    if known and known.columns == columns:
        return
    bill = await find.bill_row(slug)
    async with write_tx(SheetColumns):
        await _forget(bill["body"], signature)
        await SheetColumns.insert(
            SheetColumns(
                body=bill["body"],
                signature=signature,
                columns=msgspec.json.encode(columns, order="deterministic").decode(),
                chosen_by=actor.name,
                chosen_at=now,
            )
        )
        await audit.append(actor, now, "columns.remember", slug, **columns)


async def forget(actor: Actor, now: dt.datetime, *, slug: str, signature: str) -> None:
    """Let the columns of such a table be guessed again."""
    require(actor, "comment.collect")
    bill = await find.bill_row(slug)
    async with write_tx(SheetColumns):
        if await _forget(bill["body"], signature):
            await audit.append(actor, now, "columns.forget", slug, signature=signature)


async def _forget(body: int, signature: str) -> bool:
    where = (SheetColumns.body == body) & (SheetColumns.signature == signature)
    there = await SheetColumns.exists().where(where)
    await SheetColumns.delete().where(where)
    return there
