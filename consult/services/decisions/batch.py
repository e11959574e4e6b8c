"""Clusters that wait for a decision, article by article, to decide several alike."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from consult.errors import NotFound
from consult.permissions import Actor, require
from consult.services.bills.bill import BillCard, ReadingView, show_bill
from consult.services.clusters.cards import ClusterCard, cards_of
from consult.services.records import find
from consult.tables import Cluster
from drafts.address import label

PER_PAGE = 50
_UNDECIDED = """
    FROM cluster c LEFT JOIN disposition d ON d.cluster = c.id
    WHERE c.round = {} AND NOT c.retired AND d.id IS NULL
    """
_COUNTS = f"SELECT c.article, COUNT(*) AS times {_UNDECIDED} GROUP BY c.article"
_OPEN = f"SELECT c.id {_UNDECIDED} AND AT_ARTICLE ORDER BY c.id LIMIT {{}}"


class Place(msgspec.Struct, frozen=True):
    """An article with clusters that wait; `label` "" is the draft as a whole."""

    at: str
    label: str
    waiting: int


class Waiting(msgspec.Struct, frozen=True):
    """The clusters of an article that nobody has decided on, the oldest first, a page of them."""

    bill: BillCard
    view: ReadingView
    places: tuple[Place, ...]
    at: str
    cards: tuple[ClusterCard, ...]
    total: int


async def waiting(
    actor: Actor, slug: str, reading: int, at: str | None, now: dt.datetime
) -> Waiting:
    """What waits on a reading; `at` "whole" is the draft as a whole, None the first article with
    any. The first `PER_PAGE` are shown: the others follow as these are decided. Raises NotFound."""
    require(actor, "cluster.read")
    draft, round_ = await find.round_row(slug, reading)
    bill = await show_bill(slug, now)
    view = bill.at(reading)
    if view is None:
        raise NotFound("这一稿刚被替换，请刷新后再看。")
    counts = {row["article"]: row["times"] for row in await Cluster.raw(_COUNTS, round_["id"])}
    places = _places(counts, [unit.address for unit in (await find.tree(draft)).walk()])
    chosen = at or (places[0].at if places else "whole")
    article = None if chosen == "whole" else chosen
    here = "c.article IS NULL" if article is None else "c.article = {}"
    query = _OPEN.replace("AT_ARTICLE", here)
    values = [round_["id"], *([article] if article else []), PER_PAGE]
    ids = [row["id"] for row in await Cluster.raw(query, *values)]
    rows = await Cluster.select().where(Cluster.id.is_in(ids or [0])).order_by(Cluster.id)
    cards = await cards_of(rows)
    return Waiting(bill, view, places, chosen, tuple(cards), counts.get(article, 0))


def _places(counts: Mapping[str | None, int], order: list[str]) -> tuple[Place, ...]:
    rank = {address: at for at, address in enumerate(order)}
    return tuple(
        Place(one or "whole", label(one) if one else "", counts[one])
        for one in sorted(counts, key=lambda one: rank.get(one or "", -1))
    )
