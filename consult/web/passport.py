"""An article through all readings of its bill."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.services.bills import passport
from consult.web.guards import PUBLIC
from consult.web.pages import public, recall
from consult.web.request import Req, now_of


class PassportController(Controller):
    """/bills/{slug}/{reading}/articles/{address}/passport"""

    @get(
        "/bills/{slug:str}/{reading:int}/articles/{address:str}/passport",
        access=PUBLIC,
        before_request=recall,
        name="passport:show",
    )
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], address: FromPath[str]
    ) -> Response[Any]:
        """Number, text and fate of the article in every reading."""
        page = await passport.show(slug, reading, address, now_of(request))
        return public(request, "passport/show.html", page=page, here_reading=reading)
