"""One article with what the public said about it."""

from functools import partial
from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.services.bills import draft
from consult.services.decisions import question
from consult.web.guards import PUBLIC
from consult.web.note import explain
from consult.web.opinion import opinions_asked
from consult.web.pages import asked, public, recall
from consult.web.request import Req, now_of
from consult.web.short import address_of_code


class ArticleController(Controller):
    """/bills/{slug}/{reading}/articles/{address}"""

    @get(
        "/bills/{slug:str}/{reading:int}/articles/{address:str}",
        access=PUBLIC,
        before_request=recall,
        name="article:show",
    )
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], address: FromPath[str]
    ) -> Response[Any]:
        """The article that holds `address`, where it came from, and its opinions; `?changes=side`
        shows what changed with the old text beside the new, `?mark=5-17` marks these words."""
        mark = asked(request, "mark")
        page = await draft.show_article(slug, reading, address, now_of(request), mark)
        opinions = opinions_asked(request, page.opinions)
        beside = asked(request, "changes") == "side"
        return public(
            request,
            "article/show.html",
            page=page,
            opinions_page=opinions,
            answers=await question.given(slug, reading, article=page.unit.address),
            beside=beside,
            explain=explain,
            short=partial(address_of_code, request),
        )
