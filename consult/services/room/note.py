"""A member's own notes on articles and clusters. Nobody else sees them: they are in no list of the
office and in no audit entry. They hang on the place, not on a version, so that they stand beside
the same cluster in the next one."""

import datetime as dt
from typing import Any

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid
from consult.permissions import Actor, may, require
from consult.services.records import find
from consult.services.room.shelf import Sealed
from consult.tables import Report, RoomNote
from reports.comparison import reading_name

LIMIT = 5000


class NoteView(msgspec.Struct, frozen=True):
    """A note by its `id`: its place (`address` "" is the draft as a whole, `cluster` 0 the article
    itself), what the place was called, the words, and the version an edit must name."""

    id: int
    address: str
    cluster: int
    label: str
    text: str
    version: int
    written_at: dt.datetime


class Notebook(msgspec.Struct, frozen=True):
    """All notes of a member on one reading of a bill; `newest` is the hash of its latest report,
    "" where there is none."""

    slug: str
    bill: str
    reading: int
    newest: str
    notes: tuple[NoteView, ...]


async def notes_on(actor: Actor, sealed: Sealed) -> tuple[NoteView, ...]:
    """The member's notes on the round of a version; none for who keeps no notes."""
    if not may(actor, "room.note"):
        return ()
    mine = (RoomNote.account == actor.id) & (RoomNote.round == sealed.round)
    rows = await RoomNote.select().where(mine).order_by(RoomNote.id)
    return tuple(map(_view, rows))


async def save(
    actor: Actor,
    now: dt.datetime,
    sealed: Sealed,
    *,
    anchor: str,
    cluster: int,
    text: str,
    version: int,
) -> None:
    """Write, change or, with an empty text, throw away the note on a place of a version.

    `version` is that of the note the writer saw, 0 for none. Raises NotFound, Invalid for a text
    that is too long, Conflict when the note was changed in another window.
    """
    require(actor, "room.note")
    section = sealed.book.section(anchor)
    text = text.strip()
    if len(text) > LIMIT:
        raise Invalid(
            "笔记最多 {limit} 字，现在是 {n} 字。", field="text", limit=LIMIT, n=len(text)
        )
    address = section.address or ""
    where = (RoomNote.account == actor.id) & (RoomNote.round == sealed.round)
    where &= (RoomNote.address == address) & (RoomNote.cluster == cluster)
    if version:
        await _change(where & (RoomNote.version == version), now, text, version)
    elif text:
        row = RoomNote(
            account=actor.id,
            round=sealed.round,
            address=address,
            cluster=cluster,
            label=sealed.book.label(section, cluster)[:300],
            text=text,
            written_at=now,
        )
        try:
            async with write_tx(RoomNote):
                await RoomNote.insert(row)
        except UNIQUE_VIOLATIONS:
            raise _stale() from None


async def discard(actor: Actor, now: dt.datetime, note_id: int, version: int) -> None:
    """Throw away a note of one's own, wherever its place has gone. Raises Conflict when it was
    changed in another window, or is not there any more."""
    require(actor, "room.note")
    mine = (RoomNote.id == note_id) & (RoomNote.account == actor.id)
    await _change(mine & (RoomNote.version == version), now, "", version)


async def notebooks(actor: Actor) -> tuple[Notebook, ...]:
    """Everything a member wrote, by bill and reading, in the order it was begun."""
    require(actor, "room.note")
    draft = RoomNote.round.draft
    rows = (
        await RoomNote.select(
            *RoomNote.all_columns(),
            *(draft.reading, draft.bill.slug, draft.bill.title),  # type: ignore[union-attr]
        )
        .where(RoomNote.account == actor.id)
        .order_by(RoomNote.id)
    )
    newest = await _newest({row["round"] for row in rows})
    books: dict[tuple[str, str, int, str], list[NoteView]] = {}
    for row in rows:
        names = (row["round.draft.bill.slug"], row["round.draft.bill.title"])
        of = (*names, row["round.draft.reading"], newest.get(row["round"], ""))
        books.setdefault(of, []).append(_view(row))
    return tuple(Notebook(*of, tuple(notes)) for of, notes in sorted(books.items()))


def as_markdown(books: tuple[Notebook, ...]) -> str:
    """Notebooks as one Markdown text to take away."""
    lines: list[str] = []
    for book in books:
        lines += [f"# {book.bill}（{reading_name(book.reading)}）", ""]
        for note in book.notes:
            lines += [f"## {note.label}", "", note.text, ""]
    return "\n".join(lines)


async def _newest(rounds: set[int]) -> dict[int, str]:
    if not rounds:
        return {}
    rows = (
        await Report.select(Report.round, Report.sha256)
        .where(Report.round.is_in(list(rounds)))
        .order_by(Report.id)
    )
    return {row["round"]: row["sha256"] for row in rows}


async def _change(where: find.Where, now: dt.datetime, text: str, version: int) -> None:
    async with write_tx(RoomNote):
        if text:
            values: dict[Any, Any] = {
                RoomNote.text: text,
                RoomNote.version: version + 1,
                RoomNote.written_at: now,
            }
            done = await RoomNote.update(values).where(where).returning(RoomNote.id)
        else:
            done = await RoomNote.delete().where(where).returning(RoomNote.id)
        if not done:
            raise _stale()


def _stale() -> Conflict:
    return Conflict("这条笔记在另一个窗口里改过了。两份文字都在下面，核对后再保存一次。")


def _view(row: find.Row) -> NoteView:
    return NoteView(
        **{name: row[name] for name in ("id", "address", "cluster", "label", "text", "version")},
        written_at=row["written_at"],
    )
