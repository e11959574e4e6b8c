"""Short addresses and what they are printed on."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.services.public import short
from consult.web.guards import PUBLIC
from consult.web.pages import asked, go, public, recall
from consult.web.receipt import qr
from consult.web.request import Req, now_of, site_of


class ShortController(Controller):
    """/s/{code} and /bills/{slug}/{reading}/poster"""

    @get("/s/{code:str}", access=PUBLIC, name="short:follow")
    async def follow(self, request: Req, code: FromPath[str]) -> Response[Any]:
        """On to the article or the draft as it is now."""
        goal = await short.follow(code)
        inside = ("articles", goal.address) if goal.address else ()
        return go(request, "bills", goal.slug, goal.reading, *inside)

    @get(
        "/bills/{slug:str}/{reading:int}/poster",
        access=PUBLIC,
        before_request=recall,
        name="short:poster",
    )
    async def poster(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """A sheet to print and put up: of the draft, or with `?at=art_4` of that article."""
        page = await short.poster(slug, reading, asked(request, "at"), now_of(request))
        whole = address_of_code(request, page.code)
        return public(request, "draft/poster.html", page=page, address=whole, qr=qr(whole))


def address_of_code(request: Req, code: str) -> str:
    """A short address in full, as it is printed."""
    return f"{site_of(request).settings.base_url.rstrip('/')}/s/{code}"
