"""Clusters that wait for a decision, article by article, to decide several alike."""

import datetime as dt
from collections import Counter

import msgspec

from consult.errors import NotFound
from consult.permissions import Actor, require
from consult.services.bills.bill import BillCard, ReadingView, show_bill
from consult.services.clusters.cards import ClusterCard, cards_of
from consult.services.records import find
from consult.tables import Cluster, Disposition
from drafts.address import label

PER_PAGE = 50


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
    decided = {
        row["cluster"]
        for row in await Disposition.select(Disposition.cluster).where(
            Disposition.cluster.round == round_["id"]
        )
    }
    rows = (
        await Cluster.select()
        .where((Cluster.round == round_["id"]) & Cluster.retired.eq(False))
        .order_by(Cluster.id)
    )
    open_ = [row for row in rows if row["id"] not in decided]
    places = _places(open_, [unit.address for unit in (await find.tree(draft)).walk()])
    chosen = at or (places[0].at if places else "whole")
    here = [row for row in open_ if (row["article"] or "whole") == chosen]
    cards = await cards_of(here[:PER_PAGE])
    return Waiting(bill, view, places, chosen, tuple(cards), len(here))


def _places(rows: list[find.Row], order: list[str]) -> tuple[Place, ...]:
    counts = Counter(row["article"] for row in rows)
    rank = {address: at for at, address in enumerate(order)}
    return tuple(
        Place(one or "whole", label(one) if one else "", counts[one])
        for one in sorted(counts, key=lambda one: rank.get(one or "", -1))
    )
