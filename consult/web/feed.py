"""Atom feeds of the site, a body, a bill, and a round."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.services.public import feed
from consult.services.public.feed import Feed, printable
from consult.web.guards import PUBLIC
from consult.web.links import link
from consult.web.pages import public, recall
from consult.web.request import Req, locale_of, now_of, site_of

ATOM = "application/atom+xml; charset=utf-8"


class FeedController(Controller):
    """/feed.atom and its like"""

    @get("/feed.atom", access=PUBLIC, before_request=recall, name="feed:site")
    async def site(self, request: Req) -> Response[Any]:
        """Everything that happened."""
        return _answer(request, await feed.of_site(now_of(request)))

    @get("/bodies/{body_id:int}/feed.atom", access=PUBLIC, before_request=recall, name="feed:body")
    async def body(self, request: Req, body_id: FromPath[int]) -> Response[Any]:
        """What happened to the bills of a body."""
        found = await feed.of_body(body_id, now_of(request))
        return _answer(request, found, "directory")

    @get("/bills/{slug:str}/feed.atom", access=PUBLIC, before_request=recall, name="feed:bill")
    async def bill(self, request: Req, slug: FromPath[str]) -> Response[Any]:
        """What happened to a bill."""
        return _answer(request, await feed.of_bill(slug, now_of(request)), "bills", slug)

    @get(
        "/bills/{slug:str}/{reading:int}/feed.atom",
        access=PUBLIC,
        before_request=recall,
        name="feed:round",
    )
    async def round(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """What happened to one reading, and every answer."""
        found = await feed.of_round(slug, reading, now_of(request))
        return _answer(request, found, "bills", slug, reading)


def _answer(request: Req, found: Feed, *page: object) -> Response[Any]:
    locale = locale_of(request)
    return public(
        request,
        "feed/show.html",
        media=ATOM,
        feed=found,
        base=site_of(request).settings.base_url.rstrip("/"),
        own=link(locale, *request.scope["path"].strip("/").split("/")),
        page=link(locale, *page),
        printable=printable,
    )
