"""How a draft was split, beside its source: what is doubtful, what was decided about it."""

import datetime as dt
from collections import Counter
from typing import Final

import msgspec

from consult.permissions import Actor, require
from consult.services.bills import storing
from consult.services.bills.bill import BillCard, show_bill
from consult.services.records import find
from drafts import model, rulings
from drafts.model import Finding, Kind, Unit
from drafts.ruling.shaping import breaks
from drafts.rulings import LOST, Action, Places
from drafts.splitting.lines import Line, lines_of

_SHOWN: Final = 60


class Mark(msgspec.Struct, frozen=True):
    """A unit that begins on a line: how deep it stands. `start` is the code point of its first
    character. `movable` when it can be joined or read otherwise: not the words on an article's
    own line, nor the second of two units that begin at one place."""

    unit: Unit
    depth: int
    start: int
    movable: bool


class Cut(msgspec.Struct, frozen=True):
    """Where a line could be cut: a code point and the words from there on."""

    start: int
    words: str


class SourceLine(msgspec.Struct, frozen=True):
    """A line of the text as it was sent, and the units that begin on it."""

    number: int
    text: str
    marks: tuple[Mark, ...]
    cuts: tuple[Cut, ...]


class Doubt(msgspec.Struct, frozen=True):
    """A finding on its line. `start` is the code point it stands at, `words` what is written
    there; `mark` is the unit that begins there, if one does. A doubt that nobody can answer by
    accepting has no `answer`; `several` is set once for each rule with more than one doubt."""

    finding: Finding
    start: int
    line: int
    words: str
    mark: Mark | None
    answer: bool
    several: bool


class Made(msgspec.Struct, frozen=True):
    """A ruling somebody made; `lost` when it finds its place no more."""

    id: int
    action: Action
    kind: Kind | None
    words: str
    by: str
    at: dt.datetime
    line: int | None


class ReviewPage(msgspec.Struct, frozen=True):
    """A draft beside its source. `seen` names the state of the tree, for `rule` and `undo`;
    `free` is whether it may still be ruled upon."""

    bill: BillCard
    reading: int
    draft_title: str
    articles: int
    lines: tuple[SourceLine, ...]
    doubts: tuple[Doubt, ...]
    made: tuple[Made, ...]
    seen: str
    free: bool


async def review(actor: Actor, slug: str, reading: int, now: dt.datetime) -> ReviewPage:
    """A reading's source and tree side by side, its doubts, and what was decided. Raises
    NotFound."""
    require(actor, "draft.read")
    row = await find.draft_row(slug, reading)
    draft = await find.tree(row)
    lines = [line for line in lines_of(draft.source) if not line.blank]
    marks = _marks(draft)
    shown = _lines(draft, lines, marks)
    return ReviewPage(
        bill=await show_bill(slug, now),
        reading=reading,
        draft_title=row["title"],
        articles=sum(1 for _ in draft.articles()),
        lines=shown,
        doubts=_doubts(draft, lines, marks),
        made=_made(draft, lines, await storing.rulings_of(row["bill"], reading)),
        seen=state(row),
        free=await storing.is_free(row),
    )


def state(row: find.Row) -> str:
    """Names the tree of a draft: another text or other rulings give another name."""
    return str(row["sha256"][:16] + row["rulings"][:16])


def words(source: str, start: int, end: int) -> str:
    """The words of a line of `source[start:end]`, as much of it as fits on a button."""
    line = source[start : min(end, start + 2 * _SHOWN)].split("\n", maxsplit=1)[0].strip()
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _marks(draft: model.Draft) -> list[Mark]:
    """Every unit with the place of its first character, in the order of the text."""
    found: list[Mark] = []

    def walk(unit: Unit, depth: int) -> None:
        start = rulings.skip(draft.source, unit.start)
        before = found[-1] if found else None
        own = before is not None and before.unit.kind is Kind.ARTICLE
        outermost = before is None or before.start < start
        found.append(Mark(unit, depth, start, outermost and not own))
        for child in unit.children:
            walk(child, depth + 1)

    for unit in draft.units:
        walk(unit, 0)
    return found


def _lines(draft: model.Draft, lines: list[Line], marks: list[Mark]) -> tuple[SourceLine, ...]:
    shown, at = [], 0
    for number, line in enumerate(lines, start=1):
        here = []
        while at < len(marks) and marks[at].start < line.end:
            here.append(marks[at])
            at += 1
        begun = {one.start for one in here}
        cuts = tuple(
            Cut(start, words(draft.source, start, line.tail))
            for start in breaks(draft.source, line)
            if start not in begun
        )
        text = draft.source[line.start : line.end].strip("\r\n")
        shown.append(SourceLine(number, text, tuple(here), cuts))
    return tuple(shown)


def _line_number(lines: list[Line], position: int) -> int:
    """The number of the line that holds a code point, from 1."""
    number = next((n for n, line in enumerate(lines, 1) if position < line.end), len(lines))
    return max(1, number)


def _doubts(draft: model.Draft, lines: list[Line], marks: list[Mark]) -> tuple[Doubt, ...]:
    movable = {mark.start: mark for mark in marks if mark.movable}
    counts = Counter(one.rule for one in draft.findings if one.rule != LOST)
    found: list[Doubt] = []
    told: set[tuple[str, int]] = set()
    for one in draft.findings:
        start = rulings.skip(draft.source, one.start)
        # the second of one rule at one place speaks of those that are not listed
        rest = (one.rule, one.start) in told
        told.add((one.rule, one.start))
        found.append(
            Doubt(
                finding=one,
                start=start,
                line=_line_number(lines, start),
                words="" if rest else words(draft.source, start, len(draft.source)),
                mark=None if rest else movable.get(start),
                answer=not rest and one.rule != LOST,
                several=counts.pop(one.rule, 0) > 1,
            )
        )
    return tuple(found)


def _made(draft: model.Draft, lines: list[Line], rows: list[find.Row]) -> tuple[Made, ...]:
    places = Places(draft.source)
    found = []
    for row, one in zip(rows, storing.meant(rows), strict=True):
        position = places.position(one.place)
        line = None if position is None else _line_number(lines, position)
        found.append(
            Made(
                id=row["id"],
                action=one.action,
                kind=one.kind,
                words=row["words"],
                by=row["decided_by"],
                at=row["decided_at"],
                line=line,
            )
        )
    return tuple(found)
