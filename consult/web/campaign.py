"""Campaigns: one text sent by many, as facts."""

import datetime as dt
from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath
from markupsafe import Markup

from consult.errors import NotFound
from consult.services.clusters import campaign
from consult.services.records.keyset import Key
from consult.web.pages import follow, private
from consult.web.report import disposition
from consult.web.request import Req, actor_of, locale_of, now_of
from reports.campaigns import LEAST_CHARACTERS, LEAST_SUBMISSIONS, NEAR, Campaign
from reports.charts import arrivals
from reports.chinese import short_date

PER_PAGE = 20


class CampaignController(Controller):
    """/staff/bills/{slug}/{reading}/campaigns"""

    path = "/staff/bills/{slug:str}/{reading:int}"

    @get("/campaigns", access="cluster.read", name="campaign:index")
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The campaigns of a round, the largest first, and what counts as one."""
        page = await campaign.list_campaigns(actor_of(request), slug, reading, now_of(request))
        return private(
            request,
            "campaign/index.html",
            page=page,
            campaigns=follow(request, page.campaigns, _key, PER_PAGE),
            least=LEAST_SUBMISSIONS,
            characters=LEAST_CHARACTERS,
            near=NEAR,
        )

    @get("/campaigns/{cluster_id:int}", access="cluster.read", name="campaign:show")
    async def show(
        self,
        request: Req,
        slug: FromPath[str],
        reading: FromPath[int],
        cluster_id: FromPath[int],
    ) -> Response[Any]:
        """One campaign: its text, its days, what its edited copies added."""
        page = await campaign.list_campaigns(actor_of(request), slug, reading, now_of(request))
        one = next((one for one in page.campaigns if one.cluster == str(cluster_id)), None)
        if one is None:
            raise NotFound("这一类不是一份文字由多人来件。请回到列表再看。")
        chart = arrivals(one.days, short_date if locale_of(request) == "zh-CN" else _plain)
        return private(
            request,
            "campaign/show.html",
            page=page,
            one=one,
            chart=Markup(chart.svg) if chart else "",  # noqa: S704 - our own SVG, words escaped
            peak=max(one.days, key=lambda day: day.comments, default=None),
        )

    @get("/campaigns.csv", access="comment.export", name="campaign:download")
    async def download(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[bytes]:
        """The list as a spreadsheet."""
        data = await campaign.export_campaigns(actor_of(request), slug, reading, now_of(request))
        return Response(
            data,
            media_type="text/csv",
            headers={
                "content-disposition": disposition(f"{slug}-{reading}-有组织的来件.csv"),
                "cache-control": "no-store",
            },
        )


def _key(one: Campaign) -> Key:
    return -one.submissions, -one.comments, int(one.cluster)


def _plain(day: dt.date) -> str:
    return f"{day.month}-{day.day}"
