"""What subscribers are told of: a new reading, a round that opens, one that closes soon, results.

Read off the data and the clock, so that nothing that changes them has to think of mail.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec

from consult import lifecycle
from consult.services.records import find
from consult.tables import AuditEntry, Draft, Round

RECENT = dt.timedelta(days=7)
SOON = dt.timedelta(days=3)
PUBLISHED = "results.publish"


class News(msgspec.Struct, frozen=True):
    """One thing that happened at a moment. `event` tells it from all others for ever: a round
    that is extended closes once more."""

    event: str
    kind: str
    at: dt.datetime
    bill: int
    body: int
    slug: str
    draft: str
    reading: int
    last_day: dt.date | None = None


async def recent(now: dt.datetime) -> tuple[News, ...]:
    """What happened in the last days, the earliest first; of a round only while it is open."""
    drafts = await _drafts()
    news = [_of(row, "reading", row["loaded_at"], "") for row in drafts.values()]
    for row in await Round.select().where(Round.closes > now):
        news += _dates(drafts[row["draft"]], row)
    places = {f"{row['bill.slug']}/{row['reading']}": row for row in drafts.values()}
    for entry in await _published(now):
        if entry["subject"] in places:
            news.append(_of(places[entry["subject"]], entry["kind"], entry["at"], ""))
    held = [one for one in news if now - RECENT <= one.at <= now]
    return tuple(sorted(held, key=lambda one: (one.at, one.event)))


def wanted(news: Sequence[News], row: find.Row) -> list[News]:
    """What of the news a subscription is to be told: of its bill or its body, since it began."""
    return [
        one
        for one in news
        if (one.bill == row["bill"] or one.body == row["body"]) and one.at > row["confirmed_at"]
    ]


def _dates(draft: find.Row, row: find.Row) -> Iterator[News]:
    """A round opens, and closes soon; one that opens no sooner than that closes without a word."""
    opened, soon = max(row["opens"], draft["loaded_at"]), row["closes"] - SOON
    first = row["opens"].astimezone(lifecycle.SHANGHAI).date()
    last = lifecycle.last_day(row["closes"])
    yield _of(draft, "opened", opened, first.isoformat(), last)
    if opened < soon:
        yield _of(draft, "closing", soon, last.isoformat(), last)


async def _drafts() -> dict[int, find.Row]:
    rows = await Draft.select(
        *(Draft.id, Draft.bill, Draft.reading, Draft.title, Draft.loaded_at),
        *(Draft.bill.slug, Draft.bill.body),
    )
    return {row["id"]: row for row in rows}


async def _published(now: dt.datetime) -> list[find.Row]:
    since = (now - RECENT).astimezone(dt.UTC).isoformat()
    rows = await AuditEntry.select(AuditEntry.subject, AuditEntry.at, AuditEntry.detail).where(
        (AuditEntry.action == PUBLISHED) & (AuditEntry.at >= since)
    )
    return [
        {
            "subject": row["subject"],
            "at": dt.datetime.fromisoformat(row["at"]),
            "kind": "interim" if msgspec.json.decode(row["detail"]).get("ongoing") else "results",
        }
        for row in rows
    ]


def _of(
    draft: find.Row, kind: str, at: dt.datetime, stamp: str, last_day: dt.date | None = None
) -> News:
    return News(
        event=f"{kind} {draft['bill']}/{draft['reading']} {stamp}".strip(),
        kind=kind,
        at=at,
        bill=draft["bill"],
        body=draft["bill.body"],
        slug=draft["bill.slug"],
        draft=draft["title"],
        reading=draft["reading"],
        last_day=last_day,
    )
