"""Bills and how far each of their readings has come."""

import datetime as dt
from typing import Any

import msgspec
from piccolo.query.functions import Count

from consult import lifecycle
from consult.lifecycle import RoundState
from consult.services import find
from consult.tables import (
    Bill,
    Cluster,
    Comment,
    Disposition,
    Provision,
    Results,
    Round,
    Submission,
)
from drafts.model import Kind


class RoundView(msgspec.Struct, frozen=True):
    """A round as people see it. `days_left` counts calendar days while it is open, `results` the
    notices of its results published so far, `attachments` whether people can add files."""

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


class ReadingView(msgspec.Struct, frozen=True):
    """One reading of a bill: its draft and, once opened, its round."""

    reading: int
    draft_title: str
    articles: int
    loaded_at: dt.datetime
    round: RoundView | None


class BillCard(msgspec.Struct, frozen=True):
    """A bill with all its readings, the first one first."""

    slug: str
    title: str
    body: str
    readings: tuple[ReadingView, ...]

    def at(self, reading: int) -> ReadingView | None:
        """The view of one reading, or None."""
        return next((view for view in self.readings if view.reading == reading), None)


async def list_bills(now: dt.datetime) -> tuple[BillCard, ...]:
    """All bills: those that take comments now first, then the newest."""
    rows = await Bill.select(*Bill.all_columns(), Bill.body.name).order_by(Bill.id, ascending=False)
    cards = await _cards(rows, now)
    return tuple(sorted(cards, key=lambda card: not _is_open(card)))


async def show_bill(slug: str, now: dt.datetime) -> BillCard:
    """One bill. Raises NotFound."""
    return (await _cards([await find.bill_row(slug)], now))[0]


async def view_round(row: find.Row, reading: int, now: dt.datetime) -> RoundView:
    """A round row with its counts, as people see it."""
    counts = await _round_counts([row["id"]])
    return _round_view(row, reading, counts, now)


def _is_open(card: BillCard) -> bool:
    return any(view.round and view.round.state is RoundState.OPEN for view in card.readings)


async def _cards(bills: list[find.Row], now: dt.datetime) -> list[BillCard]:
    drafts = await find.drafts_of([bill["id"] for bill in bills])
    ids = [draft["id"] for draft in drafts]
    articles = await _article_counts(ids)
    rounds = await Round.select().where(Round.draft.is_in(ids)) if ids else []
    counts = await _round_counts([row["id"] for row in rounds])
    by_draft = {row["draft"]: row for row in rounds}
    cards = []
    for bill in bills:
        readings = tuple(
            ReadingView(
                reading=draft["reading"],
                draft_title=draft["title"],
                articles=articles.get(draft["id"], 0),
                loaded_at=draft["loaded_at"],
                round=_round_view(by_draft[draft["id"]], draft["reading"], counts, now)
                if draft["id"] in by_draft
                else None,
            )
            for draft in drafts
            if draft["bill"] == bill["id"]
        )
        cards.append(BillCard(bill["slug"], bill["title"], bill["body.name"], readings))
    return cards


def _round_view(
    row: find.Row, reading: int, counts: dict[str, dict[int, int]], now: dt.datetime
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
        **{name: counted.get(row["id"], 0) for name, counted in counts.items()},
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
    return {
        "submissions": await _count(Submission, Submission.round, round_ids),
        "comments": await _count(Comment, Comment.round, round_ids, Comment.withdrawn_at.is_null()),
        "withdrawn": await _count(
            Comment, Comment.round, round_ids, Comment.withdrawn_at.is_not_null()
        ),
        "clusters": await _count(Cluster, Cluster.round, round_ids, Cluster.retired.eq(False)),
        "decided": await _decided(round_ids),
        "results": await _count(Results, Results.round, round_ids),
    }


async def _count(table: Any, column: Any, ids: list[int], *wheres: Any) -> dict[int, int]:
    if not ids:
        return {}
    query = table.select(column, Count()).where(column.is_in(ids)).group_by(column)
    for where in wheres:
        query = query.where(where)
    return {row[column._meta.name]: row["count"] for row in await query}


async def _decided(round_ids: list[int]) -> dict[int, int]:
    if not round_ids:
        return {}
    rows = (
        await Disposition.select(Disposition.cluster.round, Count())
        .where(
            Disposition.cluster.round.is_in(round_ids) & (Disposition.cluster.retired == False)  # noqa: E712
        )
        .group_by(Disposition.cluster.round)
    )
    return {row["cluster.round"]: row["count"] for row in rows}
