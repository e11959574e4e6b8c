"""通俗说明: what staff write at an article so that everybody understands it.

A note belongs to an article of one reading. Every version is kept; an empty one takes the note
away. At the next reading the note of the article's former text is offered, and a person decides.
"""

import datetime as dt
import hashlib

import msgspec

from consult.engine import write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.bills import alignment
from consult.services.bills.bill import BillCard, show_bill
from consult.services.records import audit, find
from consult.tables import Bill
from consult.tables import PlainNote as Row
from drafts import markup
from drafts.address import label
from drafts.annexes import gathered
from drafts.model import Unit

LONGEST = 1000
"""A note longer than this is no help any more."""


class Note(msgspec.Struct, frozen=True):
    """One version of a note; `text` is Markdown. `words` is the digest of the article it is on."""

    address: str
    version: int
    text: str
    words: str
    written_by: str
    written_at: dt.datetime


class Offered(msgspec.Struct, frozen=True):
    """The note of the reading before, for taking over; `same` where the text has not changed."""

    reading: int
    label: str
    text: str
    same: bool


class NoteLine(msgspec.Struct, frozen=True):
    """An article or annex on the board of notes. `stale`: its text is another since."""

    address: str
    label: str
    caption: str
    note: Note | None
    stale: bool
    offered: bool


class NoteBoard(msgspec.Struct, frozen=True):
    """All articles of a reading; `astray` are notes whose article the draft no longer has."""

    bill: BillCard
    reading: int
    lines: tuple[NoteLine, ...]
    astray: tuple[Note, ...]


class NotePage(msgspec.Struct, frozen=True):
    """One article with its note: `versions` the newest first, `seen` the number of the newest."""

    bill: BillCard
    reading: int
    unit: Unit
    versions: tuple[Note, ...]
    stale: bool
    offered: Offered | None

    @property
    def seen(self) -> int:
        """What a form sends back, so that nobody overwrites what they have not read."""
        return self.versions[0].version if self.versions else 0

    @property
    def text(self) -> str:
        """The note as it is, "" without one."""
        return self.versions[0].text if self.versions else ""


async def notes_at(bill_id: int, reading: int) -> dict[str, Note]:
    """The notes the public reads, by the address of their article."""
    return {at: one for at, one in (await _newest(bill_id, reading)).items() if one.text}


def html_of(text: str, home: str) -> str:
    """A note as HTML; `home` is the page its `#art_3` links lead into, "" for their own."""
    return markup.note_to_html(text, home)


async def board(actor: Actor, slug: str, reading: int, now: dt.datetime) -> NoteBoard:
    """Every article of a reading with its note. Raises NotFound, NotAllowed."""
    require(actor, "note.read")
    draft = await find.draft_row(slug, reading)
    units = _units(gathered(await find.tree(draft)))
    notes = await notes_at(draft["bill"], reading)
    former = await _former(draft)
    return NoteBoard(
        bill=await show_bill(slug, now),
        reading=reading,
        lines=tuple(
            NoteLine(
                address=unit.address,
                label=name_of(unit),
                caption=unit.caption or "",
                note=notes.get(unit.address),
                stale=_stale(notes.get(unit.address), unit),
                offered=unit.address not in notes and unit.address in former,
            )
            for unit in units.values()
        ),
        astray=tuple(one for at, one in notes.items() if at not in units),
    )


async def show(actor: Actor, slug: str, reading: int, address: str, now: dt.datetime) -> NotePage:
    """The note of one article with its versions. Raises NotFound, NotAllowed."""
    require(actor, "note.read")
    draft = await find.draft_row(slug, reading)
    unit = await _unit(draft, address)
    rows = (
        await Row.select()
        .where((Row.bill == draft["bill"]) & (Row.reading == reading) & (Row.address == address))
        .order_by(Row.version, ascending=False)
    )
    versions = tuple(map(_note, rows))
    return NotePage(
        bill=await show_bill(slug, now),
        reading=reading,
        unit=unit,
        versions=versions,
        stale=_stale(versions[0] if versions and versions[0].text else None, unit),
        offered=(await _former(draft)).get(address),
    )


async def write(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    address: str,
    text: str,
    seen: int,
) -> bool:
    """Keep a new version of a note; an empty text takes it away. False where it says what the
    newest one says of the same words.

    `seen` is the version the person had before them, 0 for none. Raises NotFound, NotAllowed,
    Invalid, and Conflict when somebody wrote another meanwhile.
    """
    require(actor, "note.write")
    check(text)
    text = text.strip()
    async with write_tx(Row):
        draft = await find.draft_row(slug, reading)
        await Bill.update({Bill.title: Bill.title}).where(Bill.id == draft["bill"])
        unit = await _unit(draft, address)
        newest = (await _newest(draft["bill"], reading)).get(address)
        if seen != (newest.version if newest else 0):
            raise Conflict("别人刚改过这条说明。您写的还在下面，请对照现在的说明再保存。")
        if (newest.text if newest else "") == text and not (text and _stale(newest, unit)):
            return False
        note = Row(
            bill=draft["bill"],
            reading=reading,
            address=address,
            version=seen + 1,
            text=text,
            words=_digest(unit),
            written_by=actor.name,
            written_at=now,
        )
        await Row.insert(note)
        await audit.append(
            actor, now, "note.write", f"{slug}/{reading}", at=address, version=seen + 1, text=text
        )
    return True


def check(text: str) -> None:
    """Raise Invalid for what is too long for a note."""
    if len(text.strip()) > LONGEST:
        raise Invalid(
            "通俗说明最多 {limit} 字，现在是 {length} 字。请删减，只说这一条是什么意思。",
            field="text",
            limit=LONGEST,
            length=len(text.strip()),
        )


def name_of(unit: Unit) -> str:
    """What an article or annex is called."""
    return unit.label or unit.heading or label(unit.address)


async def _newest(bill_id: int, reading: int) -> dict[str, Note]:
    rows = (
        await Row.select()
        .where((Row.bill == bill_id) & (Row.reading == reading))
        .order_by(Row.version)
    )
    return {row["address"]: _note(row) for row in rows}


async def _former(draft: find.Row) -> dict[str, Offered]:
    """The notes of the reading before, by the address their article has now. Only links that are
    sure are followed: a note on the wrong article is worse than none."""
    pair = await alignment.with_previous(draft)
    if pair is None:
        return {}
    reading = draft["reading"] - 1
    old, new = _units(gathered(pair.old)), _units(gathered(pair.new))
    found = {}
    for at, note in (await notes_at(draft["bill"], reading)).items():
        row = pair.since(at)
        if row and row.new in new and at in old:
            same = old[at].text == new[row.new].text
            found[row.new] = Offered(reading, name_of(old[at]), note.text, same)
    return found


async def _unit(draft: find.Row, address: str) -> Unit:
    unit = _units(gathered(await find.tree(draft))).get(address)
    if unit is None:
        raise NotFound("这一稿里没有这一条：{address}。", address=address)
    return unit


def _units(places: dict[str, Unit]) -> dict[str, Unit]:
    """The articles and annexes themselves, in the order of the text."""
    units = sorted(places.values(), key=lambda unit: unit.start)
    return {unit.address: unit for unit in units}


def _stale(note: Note | None, unit: Unit) -> bool:
    return note is not None and note.words != _digest(unit)


def _digest(unit: Unit) -> str:
    return hashlib.sha256(unit.text.encode()).hexdigest()


def _note(row: find.Row) -> Note:
    return Note(
        address=row["address"],
        version=row["version"],
        text=row["text"],
        words=row["words"],
        written_by=row["written_by"],
        written_at=row["written_at"],
    )
