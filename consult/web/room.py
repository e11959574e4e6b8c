"""The committee's room: the reports of every bill, each version page by page."""

import asyncio
import base64
from typing import Any
from urllib.parse import quote

from litestar import Controller, Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from consult.services.papers import report
from consult.services.room import opinions as room_opinions
from consult.services.room import room
from consult.services.room import search as room_search
from consult.services.room import shelf as room_shelf
from consult.services.room.opinions import Wish
from consult.services.room.progress import progress_of
from consult.services.room.question import questions
from consult.services.room.shelf import OnlyPaper, Sealed
from consult.web.pages import asked, go, paginate, private
from consult.web.request import Req, actor_of, site_of
from consult.web.room_leaf import leaf_page, orphans
from reports.breakdowns import kind_bar, letter_bar, region_bars
from reports.charts import channel_bars, timeline, verdict_bars
from reports.review import ReviewReport

HITS = 30


class RoomController(Controller):
    """/room"""

    path = "/room"

    @get("/", access="report.read", name="room:index")
    async def index(self, request: Req) -> Response[Any]:
        """Bills and their reports, new answers, open questions."""
        found = await room.enter(actor_of(request))
        return private(
            request, "room/index.html", room=found, page=paginate(request, found.matters, 20)
        )

    @get("/reports/{sha256:str}", access="report.read", name="room:show")
    async def show(self, request: Req, sha256: FromPath[str]) -> Response[Any]:
        """One version on one page: figures, outcomes, main problems, charts, contents."""
        try:
            sealed = await opened(request, sha256)
        except OnlyPaper:
            card = await room_shelf.find_card(actor_of(request), sha256)
            return private(request, "room/paper.html", card=card)
        asked_here = await questions(actor_of(request), round_id=sealed.round)
        return private(
            request,
            "room/show.html",
            sealed=sealed,
            progress=await progress_of(actor_of(request), sealed),
            charts=pictures(sealed.book.report),
            questions=asked_here,
            left=await orphans(request, sealed),
        )

    @get("/reports/{sha256:str}/articles/{anchor:str}", access="report.read", name="room:article")
    async def article(
        self, request: Req, sha256: FromPath[str], anchor: FromPath[str]
    ) -> Response[Any]:
        """One article: its text, decisions, clusters, and what the reader wrote about it."""
        return await leaf_page(request, await opened(request, sha256), anchor)

    @get("/reports/{sha256:str}/place", access="report.read", name="room:place")
    async def place(self, request: Req, sha256: FromPath[str]) -> Redirect:
        """On to the page that speaks of `address`, at the cluster with the id `cluster`: what a
        list of questions or notes leads to, whatever the version numbers its anchors."""
        sealed = await opened(request, sha256)
        section = sealed.book.at(asked(request, "address", 200) or "")
        if section is None:
            return go(request, "room", "reports", sha256)
        cluster = asked(request, "cluster", 9) or "0"
        here = ("room", "reports", sha256, "articles", section.anchor)
        return go(request, *here, cluster=cluster, anchor=f"at-{quote(cluster)}")

    @get("/reports/{sha256:str}/comparison", access="report.read", name="room:comparison")
    async def comparison(self, request: Req, sha256: FromPath[str]) -> Response[Any]:
        """The whole table of changes."""
        return private(request, "room/comparison.html", sealed=await opened(request, sha256))

    @get("/reports/{sha256:str}/opinions", access="report.read", name="room:opinions")
    async def opinions(self, request: Req, sha256: FromPath[str]) -> Response[Any]:
        """Every comment, by `article`, `verdict`, `kind`; a page begins `from` an anchor."""
        sealed = await opened(request, sha256)
        wish = Wish(
            article=asked(request, "article", 20) or "",
            verdict=asked(request, "verdict", 20) or "",
            kind=asked(request, "kind", 20) or "",
            start=asked(request, "from", 20) or "",
        )
        return private(
            request,
            "room/opinions.html",
            sealed=sealed,
            wish=wish,
            slice=room_opinions.chosen(sealed.book, wish),
            verdicts=room_opinions.verdicts(sealed.book),
            kinds=room_opinions.kinds(sealed.book),
        )

    @get("/reports/{sha256:str}/search", access="report.read", name="room:search")
    async def search(self, request: Req, sha256: FromPath[str]) -> Response[Any]:
        """Where the report says every word of `q`."""
        sealed = await opened(request, sha256)
        query = asked(request, "q") or ""
        words = room_search.words_of(query)
        hits = await asyncio.to_thread(room_search.search, sealed.book, words)
        page = paginate(request, hits, HITS)
        return private(
            request,
            "room/search.html",
            sealed=sealed,
            query=query,
            page=page,
            hits=[(one, room_search.snippet(one.text, words)) for one in page.items],
        )

    @get("/reports/{sha256:str}/pdf", access="report.read", name="room:pdf")
    async def pdf(self, request: Req, sha256: FromPath[str]) -> Response[bytes]:
        """The sealed file itself, opened in the browser; its hash is checked at every reading."""
        actor, settings = actor_of(request), site_of(request).settings
        card = await room_shelf.find_card(actor, sha256)
        file = await report.fetch_report(actor, settings, card.id)
        named = f"inline; filename=\"report.pdf\"; filename*=UTF-8''{quote(file.filename, safe='')}"
        return Response(
            file.data,
            media_type=file.media_type,
            headers={"content-disposition": named, "cache-control": "no-store"},
        )


async def opened(request: Req, sha256: str) -> Sealed:
    """The version an address names. Raises NotFound."""
    return await room_shelf.open_sealed(actor_of(request), site_of(request).settings, sha256)


def pictures(report: ReviewReport) -> list[dict[str, str]]:
    """The charts of the summary as pictures the page carries, with what they show in words."""
    figures = report.figures
    charts = [
        timeline(figures, report.opens, report.closes),
        *(channel_bars(figures), kind_bar(figures), region_bars(figures), letter_bar(figures)),
        *verdict_bars(report.sections),
    ]
    return [
        {
            "src": f"data:image/svg+xml;base64,{base64.b64encode(one.svg.encode()).decode()}",
            "alt": one.alt,
            "wide": "wide" if one.width > one.height * 2 and one.width > 300 else "",
        }
        for one in charts
        if one
    ]
