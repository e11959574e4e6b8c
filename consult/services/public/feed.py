"""What has happened, for feed readers: drafts published, rounds opened and closed, decisions."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec
from piccolo.query.functions import Max

from consult.errors import NotFound
from consult.services.bills.bill import BillCard, ReadingView, list_bills, show_bill
from consult.services.public import results
from consult.services.public.opinion import view_clusters
from consult.services.rounds import bulletin
from consult.services.rounds.window import Change, Deed
from consult.tables import Body, Cluster, Disposition
from reports.model import Outcome

MOST_ENTRIES = 50
BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class News(StrEnum):
    """What an entry tells."""

    DRAFT = "draft"
    OPENED = "opened"
    CLOSED = "closed"
    DECIDED = "decided"
    RESULTS = "results"
    REPLY = "reply"
    ANNOUNCED = "announced"
    CORRECTED = "corrected"
    EXTENDED = "extended"
    CUT_SHORT = "cut-short"


class Item(msgspec.Struct, frozen=True):
    """One entry. `id` stays the same for ever; `text`, `reason` and `cluster` belong to a reply,
    whose `address` is "" when it answers on the whole draft; `reason` also to a changed window and
    a corrected announcement, whose number is `version`."""

    id: str
    news: News
    at: dt.datetime
    bill: BillCard
    view: ReadingView
    address: str = ""
    cluster: int | None = None
    text: str = ""
    reason: str = ""
    outcome: Outcome | None = None
    version: int = 0
    change: Change | None = None


class Feed(msgspec.Struct, frozen=True):
    """A feed: whose it is ("" for the site), and its entries, the newest first."""

    id: str
    name: str
    updated: dt.datetime
    items: tuple[Item, ...]


async def of_site(now: dt.datetime) -> Feed:
    """What happened anywhere."""
    return await _feed("site", "", await list_bills(now), now)


async def of_body(body_id: int, now: dt.datetime) -> Feed:
    """What happened to the bills of a body. Raises NotFound."""
    body = await Body.select(Body.name).where(Body.id == body_id).first()
    if body is None:
        raise NotFound("没有这个机关。")
    bills = [bill for bill in await list_bills(now) if bill.body == body["name"]]
    return await _feed(f"body/{body_id}", body["name"], bills, now)


async def of_bill(slug: str, now: dt.datetime) -> Feed:
    """What happened to a bill. Raises NotFound."""
    bill = await show_bill(slug, now)
    return await _feed(f"bill/{slug}", bill.title, [bill], now)


async def of_round(slug: str, reading: int, now: dt.datetime) -> Feed:
    """What happened to one reading of a bill, every answer for itself. Raises NotFound."""
    bill = await show_bill(slug, now)
    view = bill.at(reading)
    if view is None:
        raise NotFound("“{bill}”还没有第{n}次审议的文本。", bill=bill.title, n=reading)
    published = await _published({view.round.id: (bill, view)} if view.round else {})
    told = await _announced([bill], reading)
    items = [*_dates(bill, view, now), *published, *told, *await _replies(bill, view)]
    return _sorted(f"round/{slug}/{reading}", view.draft_title, items)


async def _feed(key: str, name: str, bills: Sequence[BillCard], now: dt.datetime) -> Feed:
    items = [item for bill in bills for view in bill.readings for item in _dates(bill, view, now)]
    rounds = {view.round.id: (bill, view) for bill in bills for view in bill.readings if view.round}
    for round_id, at in (await _decided(list(rounds))).items():
        bill, view = rounds[round_id]
        items.append(_item(News.DECIDED, at, bill, view))
    items += await _published(rounds)
    items += await _announced(bills)
    return _sorted(key, name, items)


def _sorted(key: str, name: str, items: Sequence[Item]) -> Feed:
    stages = list(News)
    items = sorted(items, key=lambda one: (one.at, stages.index(one.news), one.id), reverse=True)
    newest = items[:MOST_ENTRIES]
    updated = newest[0].at if newest else BEGINNING
    return Feed(_urn(f"feed/{key}"), printable(name), updated, tuple(newest))


def _dates(bill: BillCard, view: ReadingView, now: dt.datetime) -> Iterator[Item]:
    """What the dates of a reading tell up to now."""
    yield _item(News.DRAFT, view.loaded_at, bill, view)
    if view.round and view.round.opens <= now:
        yield _item(News.OPENED, max(view.round.opens, view.loaded_at), bill, view)
    if view.round and view.round.closes <= now:
        yield _item(News.CLOSED, view.round.closes, bill, view)
    for number, one in enumerate(view.round.changes if view.round else (), start=1):
        news = News.EXTENDED if one.deed is Deed.EXTEND else News.CUT_SHORT
        urn = _urn(f"{_place(bill, view)}/{news}/{number}")
        yield Item(urn, news, one.at, bill, view, reason=printable(one.reason), change=one)


async def _announced(bills: Sequence[BillCard], reading: int | None = None) -> list[Item]:
    """Every version of the announcements of the rounds of some bills."""
    found = []
    told = await bulletin.announcements([bill.slug for bill in bills])
    for bill in bills:
        for view in bill.readings:
            if view.round is None or reading not in (None, view.reading):
                continue
            for one in told.get((bill.slug, view.reading), ()):
                news = News.CORRECTED if one.note else News.ANNOUNCED
                urn = _urn(f"{_place(bill, view)}/{news}/{one.number}")
                said = printable(one.note)
                item = Item(urn, news, one.at, bill, view, reason=said, version=one.number)
                found.append(item)
    return found


def _item(news: News, at: dt.datetime, bill: BillCard, view: ReadingView) -> Item:
    return Item(_urn(f"{_place(bill, view)}/{news}"), news, at, bill, view)


async def _published(rounds: dict[int, tuple[BillCard, ReadingView]]) -> list[Item]:
    """The newest notice of results of each of some rounds."""
    newest = await results.latest(list(rounds))
    return [_item(News.RESULTS, at, *rounds[round_id]) for round_id, at in newest.items()]


async def _decided(rounds: list[int]) -> dict[int, dt.datetime]:
    """When something was last decided in some rounds."""
    if not rounds:
        return {}
    rows = (
        await Disposition.select(Disposition.cluster.round, Max(Disposition.decided_at))
        .where(
            Disposition.cluster.round.is_in(rounds) & (Disposition.cluster.retired == False)  # noqa: E712
        )
        .group_by(Disposition.cluster.round)
    )
    return {row["cluster.round"]: _moment(row["max"]) for row in rows}


def _moment(value: str | dt.datetime) -> dt.datetime:
    return dt.datetime.fromisoformat(value) if isinstance(value, str) else value


async def _replies(bill: BillCard, view: ReadingView) -> list[Item]:
    if view.round is None:
        return []
    rows = (
        await Disposition.select(Disposition.cluster, Disposition.decided_at)
        .where(
            (Disposition.cluster.round == view.round.id) & (Disposition.cluster.retired == False)  # noqa: E712
        )
        .order_by(Disposition.decided_at, ascending=False)
        .limit(MOST_ENTRIES)
    )
    at = {row["cluster"]: row["decided_at"] for row in rows}
    clusters = await Cluster.select().where(Cluster.id.is_in(list(at))) if at else []
    article = {row["id"]: row["article"] for row in clusters}
    return [
        Item(
            id=_urn(f"{_place(bill, view)}/reply/{one.cluster_id}"),
            news=News.REPLY,
            at=at[one.cluster_id],
            bill=bill,
            view=view,
            address=article[one.cluster_id] or "",
            cluster=one.cluster_id,
            text=printable(one.text),
            reason=printable(one.reason),
            outcome=one.outcome,
        )
        for one in await view_clusters(clusters)
    ]


def _place(bill: BillCard, view: ReadingView) -> str:
    return f"{bill.slug}/{view.reading}/{view.loaded_at.astimezone(dt.UTC).isoformat()}"


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"sandu:{name}").urn


def printable(text: str) -> str:
    """A text without the characters XML 1.0 cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
