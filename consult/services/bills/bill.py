"""Bills and how far each of their readings has come."""

import datetime as dt

import msgspec
from piccolo.query.functions import Count

from consult import lifecycle
from consult.lifecycle import RoundState
from consult.permissions import NETIZEN, Actor
from consult.services.records import find
from consult.services.rounds import window
from consult.services.rounds.window import Change
from consult.tables import (
    Bill,
    Provision,
    Round,
)
from drafts.model import Kind


class RoundView(msgspec.Struct, frozen=True):
    """A round as people see it. `days_left` counts calendar days while it is open, `results` the
    notices of its results published so far, `attachments` whether people can add files. `changes`
    of its window come oldest first; `short_reason` is why it is shorter than the rule says."""

    id: int
    reading: int
    opens: dt.datetime
    closes: dt.datetime
    first_day: dt.date
    last_day: dt.date
    state: RoundState
    days_left: int | None
    submissions: int
    comments: int
    withdrawn: int
    clusters: int
    decided: int
    extended_reason: str
    version: int
    results: int
    attachments: bool
    short_reason: str
    changes: tuple[Change, ...]


class ReadingView(msgspec.Struct, frozen=True):
    """One reading of a bill: its draft and, once opened, its round; without one, the round that
    was taken back, if there was any."""

    reading: int
    draft_title: str
    articles: int
    loaded_at: dt.datetime
    round: RoundView | None
    taken_back: Change | None = None


class BillCard(msgspec.Struct, frozen=True):
    """A bill with all its readings, the first one first."""

    slug: str
    title: str
    body: str
    readings: tuple[ReadingView, ...]

    def at(self, reading: int) -> ReadingView | None:
        """The view of one reading, or None."""
        return next((view for view in self.readings if view.reading == reading), None)


_COUNTED = ("submissions", "comments", "withdrawn", "clusters", "decided", "results")
_CHANGED = "changed"
_COUNTS = """
    SELECT 'submissions' AS what, round, COUNT(*) AS times
    FROM submission WHERE round IN (ROUNDS) GROUP BY round
    UNION ALL
    SELECT CASE WHEN withdrawn_at IS NULL THEN 'comments' ELSE 'withdrawn' END, round, COUNT(*)
    FROM comment WHERE round IN (ROUNDS) GROUP BY 1, round
    UNION ALL
    SELECT 'clusters', c.round, COUNT(*)
    FROM cluster c WHERE c.round IN (ROUNDS) AND NOT c.retired GROUP BY c.round
    UNION ALL
    SELECT 'decided', c.round, COUNT(*)
    FROM disposition d JOIN cluster c ON c.id = d.cluster
    WHERE c.round IN (ROUNDS) AND NOT c.retired GROUP BY c.round
    UNION ALL
    SELECT 'results', round, COUNT(*) FROM results WHERE round IN (ROUNDS) GROUP BY round
    UNION ALL
    SELECT 'changed', round, COUNT(*) FROM window_change WHERE round IN (ROUNDS) GROUP BY round
"""
"""Everything a page counts of its rounds, in one statement."""


async def list_bills(now: dt.datetime, reader: Actor = NETIZEN) -> tuple[BillCard, ...]:
    """All bills, or those of the organ of a `reader` who belongs to one: those that take comments
    now first, then the newest."""
    rows = (
        await Bill.select(*Bill.all_columns(), Bill.body.name)
        .where(find.own(reader, Bill.body))
        .order_by(Bill.id, ascending=False)
    )
    cards = await _cards(rows, now)
    return tuple(sorted(cards, key=lambda card: not _is_open(card)))


async def show_bill(slug: str, now: dt.datetime) -> BillCard:
    """One bill. Raises NotFound."""
    return (await _cards([await find.bill_row(slug)], now))[0]


async def view_round(row: find.Row, reading: int, now: dt.datetime) -> RoundView:
    """A round row with its counts, as people see it."""
    counts = await _round_counts([row["id"]])
    return _round_view(row, reading, counts, await window.changes_of(counts[_CHANGED]), now)


def _is_open(card: BillCard) -> bool:
    return any(view.round and view.round.state is RoundState.OPEN for view in card.readings)


async def _cards(bills: list[find.Row], now: dt.datetime) -> list[BillCard]:
    drafts = await find.drafts_of([bill["id"] for bill in bills])
    ids = [draft["id"] for draft in drafts]
    articles = await _article_counts(ids)
    rounds = await Round.select().where(Round.draft.is_in(ids)) if ids else []
    counts = await _round_counts([row["id"] for row in rounds])
    changes = await window.changes_of(counts[_CHANGED])
    by_draft = {row["draft"]: row for row in rounds}
    taken_back = await window.taken_back([one for one in ids if one not in by_draft])
    cards = []
    for bill in bills:
        readings = tuple(
            ReadingView(
                reading=draft["reading"],
                draft_title=draft["title"],
                articles=articles.get(draft["id"], 0),
                loaded_at=draft["loaded_at"],
                round=_round_view(by_draft[draft["id"]], draft["reading"], counts, changes, now)
                if draft["id"] in by_draft
                else None,
                taken_back=taken_back.get(draft["id"]),
            )
            for draft in drafts
            if draft["bill"] == bill["id"]
        )
        cards.append(BillCard(bill["slug"], bill["title"], bill["body.name"], readings))
    return cards


def _round_view(
    row: find.Row,
    reading: int,
    counts: dict[str, dict[int, int]],
    changes: dict[int, tuple[Change, ...]],
    now: dt.datetime,
) -> RoundView:
    state = lifecycle.state(row["opens"], row["closes"], now)
    return RoundView(
        id=row["id"],
        reading=reading,
        opens=row["opens"],
        closes=row["closes"],
        first_day=row["opens"].astimezone(lifecycle.SHANGHAI).date(),
        last_day=lifecycle.last_day(row["closes"]),
        state=state,
        days_left=lifecycle.days_left(row["closes"], now) if state is RoundState.OPEN else None,
        extended_reason=row["extended_reason"],
        version=row["version"],
        attachments=row["attachments"],
        short_reason=row["short_reason"],
        changes=changes.get(row["id"], ()),
        **{name: counts[name].get(row["id"], 0) for name in _COUNTED},
    )


async def _article_counts(draft_ids: list[int]) -> dict[int, int]:
    if not draft_ids:
        return {}
    rows = (
        await Provision.select(Provision.draft, Count())
        .where(Provision.draft.is_in(draft_ids) & (Provision.kind == Kind.ARTICLE.value))
        .group_by(Provision.draft)
    )
    return {row["draft"]: row["count"] for row in rows}


async def _round_counts(round_ids: list[int]) -> dict[str, dict[int, int]]:
    counts: dict[str, dict[int, int]] = {name: {} for name in (*_COUNTED, _CHANGED)}
    if round_ids:
        marks = ", ".join(["{}"] * len(round_ids))
        query = _COUNTS.replace("ROUNDS", marks)
        for row in await Round.raw(query, *round_ids * _COUNTS.count("ROUNDS")):
            counts[row["what"]][row["round"]] = row["times"]
    return counts
