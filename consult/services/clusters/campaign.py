"""Campaigns of a round (有组织的来件): one text sent by many, as facts."""

import asyncio
import csv
import datetime as dt
import io

import msgspec

from consult.engine import engine_of
from consult.errors import NotFound
from consult.permissions import Actor, require
from consult.services.bills.bill import BillCard, ReadingView, show_bill
from consult.services.clusters.state import state_of
from consult.services.papers.material import placed, snapshot
from consult.services.records import find
from consult.services.records.kept import Kept
from consult.tables import Cluster
from drafts.address import label
from reports import campaigns
from reports.campaigns import Campaign
from reports.export import neutral

HEADER = (
    *("同类意见", "名称", "条文", "来件", "来件人", "意见", "原文", "改过的", "其他"),
    *("渠道", "最早", "最晚", "文字"),
)


Found = tuple[tuple[Campaign, ...], int]
_found: Kept[Found] = Kept()


class CampaignPage(msgspec.Struct, frozen=True):
    """The campaigns of a round, the one with most 件 first, how many comments they hold of those
    gathered so far, and how the articles they speak of are called."""

    bill: BillCard
    view: ReadingView
    campaigns: tuple[Campaign, ...]
    comments: int
    gathered: int
    places: dict[str, str]


async def list_campaigns(actor: Actor, slug: str, reading: int, now: dt.datetime) -> CampaignPage:
    """The campaigns among the clusters of a round. Who joined on arrival is not counted before
    the next rebuild. Raises NotFound."""
    require(actor, "cluster.read")
    card = await show_bill(slug, now)
    view = card.at(reading)
    if view is None:
        raise NotFound("“{bill}”还没有第{n}次审议的文本。", bill=card.title, n=reading)
    _, round_ = await find.round_row(slug, reading)
    here = round_["id"]
    found, gathered = await _found.get(
        (engine_of(Cluster), here), await state_of(here), lambda: _find(here)
    )
    return CampaignPage(
        bill=card,
        view=view,
        campaigns=found,
        comments=sum(one.comments for one in found),
        gathered=gathered,
        places={one.article: label(one.article) for one in found if one.article},
    )


async def _find(round_id: int) -> Found:
    comments, clusters = await snapshot(round_id, campaigns.LEAST_SUBMISSIONS)
    return await asyncio.to_thread(campaigns.campaigns, comments, clusters), await placed(round_id)


async def export_campaigns(actor: Actor, slug: str, reading: int, now: dt.datetime) -> bytes:
    """The same as CSV, a row a campaign: UTF-8 with a BOM, no cell starts a formula."""
    require(actor, "comment.export")
    page = await list_campaigns(actor, slug, reading, now)
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(HEADER)
    for one in page.campaigns:
        writer.writerow(
            [neutral(cell) if isinstance(cell, str) else cell for cell in _row(one, page)]
        )
    return sheet.getvalue().encode("utf-8-sig", "replace")


def _row(one: Campaign, page: CampaignPage) -> tuple[str | int, ...]:
    counts = one.submissions, one.senders, one.comments, one.exact, one.edited, one.others
    return (
        *(int(one.cluster), one.label, page.places.get(one.article or "", "")),
        *counts,
        "、".join(f"{share.label}{share.comments}" for share in one.channels),
        *(one.first.isoformat() if one.first else "", one.last.isoformat() if one.last else ""),
        one.text,
    )
