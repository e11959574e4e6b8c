"""The audit chain as people read it: entries by who, what kind, on what, of which bill, when."""

import datetime as dt
from typing import Any

import msgspec
from piccolo.columns.combination import WhereRaw

from consult.errors import Invalid
from consult.lifecycle import SHANGHAI
from consult.permissions import Actor, require
from consult.services.records import find
from consult.services.records.sentences import KINDS, sentence
from consult.tables import AuditEntry, Draft, Round

PER_PAGE = 50
MOST = 100_000
"""How many entries a file holds at the most."""


class Asked(msgspec.Struct, frozen=True):
    """Which entries are wanted: all of what is given has to hold. `subject` is an object as the
    chain names it: slug/reading, the number of a comment, the id of a cluster, a login. `since`
    and `until` are days in Asia/Shanghai, both included."""

    who: str = ""
    kind: str = ""
    subject: str = ""
    bill: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


class Entry(msgspec.Struct, frozen=True):
    """One entry: `says` is the action in words, `path` leads to its object, () where none does."""

    position: int
    at: dt.datetime
    actor: str
    action: str
    says: str
    subject: str
    detail: dict[str, Any]
    digest: str
    path: tuple[str | int, ...]
    number: str


class Page(msgspec.Struct, frozen=True):
    """Entries, the newest first, and the position to go on from, None at the end."""

    entries: tuple[Entry, ...]
    older: int | None


async def read(
    actor: Actor, asked: Asked, *, before: int | None = None, most: int = PER_PAGE
) -> Page:
    """The entries asked for, from before a position on. Raises Invalid for a kind there is not,
    NotFound for a bill there is not."""
    require(actor, "audit.read")
    where = await _where(asked)
    if before is not None:
        where = (AuditEntry.position < before) & where
    query = AuditEntry.select().where(where).order_by(AuditEntry.position, ascending=False)
    rows: list[dict[str, Any]] = await query.limit(most + 1)
    places = await _places(rows[:most])
    entries = tuple(_entry(row, places) for row in rows[:most])
    return Page(entries, entries[-1].position if len(rows) > most else None)


async def _where(asked: Asked) -> Any:
    where: Any = AuditEntry.position > 0
    if asked.who:
        where = where & (AuditEntry.actor == asked.who)
    if asked.kind:
        if asked.kind not in KINDS:
            raise Invalid("没有“{kind}”这一类记录。", field="kind", kind=asked.kind)
        where = where & _any([AuditEntry.action.like(f"{one}%") for one in KINDS[asked.kind][1]])
    if asked.subject:
        inside = AuditEntry.subject.like(f"{_plain(asked.subject)}/%")
        where = where & ((AuditEntry.subject == asked.subject) | inside)
    if asked.bill:
        where = where & await _of_bill(asked.bill)
    if asked.since:
        where = where & (AuditEntry.at >= _start(asked.since))
    if asked.until:
        where = where & (AuditEntry.at < _start(asked.until + dt.timedelta(days=1)))
    return where


BY_ID = {
    "cluster.": "cluster",
    "disposition.": "cluster",
    "asking.": "asking",
    "sweep.": "sweep",
}
"""What is named in the chain by a number alone: the beginning of the actions, and whose number."""


async def _of_bill(slug: str) -> Any:
    """What was done to a bill, its readings, and what came in its rounds."""
    bill = await find.bill_row(slug)
    rounds = await Round.select(Round.id).where(Round.draft.bill == bill["id"])
    numbers = [AuditEntry.subject.like(f"{row['id']}-%") for row in rounds]
    inside = AuditEntry.subject.like(f"{_plain(slug)}/%")
    ids = [row["id"] for row in rounds]
    rows = [_numbered(action, table, ids) for action, table in BY_ID.items()] if ids else []
    return _any([AuditEntry.subject == slug, inside, *numbers, *rows])


def _numbered(action: str, table: str, rounds: list[int]) -> WhereRaw:
    marks = ", ".join(["{}"] * len(rounds))
    ids = f"SELECT CAST(id AS TEXT) FROM {table} WHERE round IN ({marks})"  # noqa: S608 - our names
    return WhereRaw(
        f"substr(action, 1, {len(action)}) = '{action}' AND subject IN ({ids})", *rounds
    )


def _any(conditions: list[Any]) -> Any:
    found = conditions[0]
    for one in conditions[1:]:
        found = found | one
    return found


def _plain(words: str) -> str:
    """Words without what LIKE takes for something else."""
    return words.replace("%", "").replace("_", "")


def _start(day: dt.date) -> str:
    moment = dt.datetime.combine(day, dt.time(), SHANGHAI)
    return moment.astimezone(dt.UTC).isoformat()


async def _places(rows: list[dict[str, Any]]) -> dict[int, tuple[str, int]]:
    """Slug and reading of the rounds whose comments the entries name, by id of the round."""
    ids = {
        int(one)
        for row in rows
        if (one := row["subject"].partition("-")[0]).isascii() and one.isdigit()
    }
    rounds = await Round.select(Round.id, Round.draft).where(Round.id.is_in(sorted(ids) or [0]))
    drafts = {one["draft"] for one in rounds}
    named = await Draft.select(Draft.id, Draft.reading, Draft.bill.slug).where(
        Draft.id.is_in(sorted(drafts) or [0])
    )
    by_draft = {row["id"]: (row["bill.slug"], row["reading"]) for row in named}
    return {one["id"]: by_draft[one["draft"]] for one in rounds}


def _entry(row: dict[str, Any], places: dict[int, tuple[str, int]]) -> Entry:
    path, number = _path(row["action"], row["subject"], places)
    return Entry(
        position=row["position"],
        at=dt.datetime.fromisoformat(row["at"]).astimezone(SHANGHAI),
        actor=row["actor"],
        action=row["action"],
        says=sentence(row["action"]),
        subject=row["subject"],
        detail=msgspec.json.decode(row["detail"]),
        digest=row["digest"],
        path=path,
        number=number,
    )


def _path(
    action: str, subject: str, places: dict[int, tuple[str, int]]
) -> tuple[tuple[str | int, ...], str]:
    """Where an object is seen at the desk, and the number of a comment to look for there."""
    noun = action.partition(".")[0]
    first, slash, rest = subject.partition("/")
    reading = rest.partition("/")[0]
    if slash and reading.isdigit():
        return ("staff", "bills", first, reading), ""
    if noun in {"cluster", "disposition"} and subject.isdigit():
        return ("staff", "clusters", subject), ""
    if noun == "job" and subject.isdigit():
        return ("staff", "jobs", subject), ""
    round_id, dash, _ = subject.partition("-")
    if dash and round_id.isdigit() and int(round_id) in places:
        return ("staff", "bills", *places[int(round_id)], "moderation"), subject
    return (), ""
