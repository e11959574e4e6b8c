"""A draft by article, and against the reading before."""

from functools import partial
from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.services.bills import draft
from consult.services.rounds import bulletin
from consult.web.guards import PUBLIC
from consult.web.note import explain
from consult.web.pages import asked, public, recall
from consult.web.request import Req, now_of
from consult.web.short import address_of_code

HOW = ("inline", "side")
"""How changes are shown: both texts in one, or the old beside the new."""


class DraftController(Controller):
    """/bills/{slug}/{reading}"""

    path = "/bills/{slug:str}/{reading:int}"

    @get("/", access=PUBLIC, before_request=recall, name="draft:show")
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The text with its contents; `?changes=inline` marks what changed since the last reading,
        in the first reading of an amendment since the law in force; `?changes=side` shows both
        texts. `?view=changes` is what the former was called.

        A decision's changes of the law in force are marked unless `?view=plain` asks for the
        bare text.
        """
        page = await draft.show_draft(slug, reading, now_of(request))
        view = asked(request, "view")
        how = "inline" if view == "changes" else asked(request, "changes")
        marked = "amended" if page.amended and view != "plain" else ""
        if how in HOW and page.previous is not None:
            marked = "changes"
        beside = how == "side" and bool(marked)
        return public(
            request,
            "draft/show.html",
            page=page,
            bulletins=await bulletin.of_bill(slug),
            marked=marked,
            beside=beside,
            explain=explain,
            short=partial(address_of_code, request),
        )

    @get("/amendment", access=PUBLIC, before_request=recall, name="draft:amendment")
    async def amendment(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The law in force and what the decision makes of it, side by side."""
        page = await draft.show_amendment(slug, reading, now_of(request))
        return public(request, "draft/amendment.html", page=page)

    @get("/compare", access=PUBLIC, before_request=recall, name="draft:compare")
    async def compare(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """修改前后对照表 of this reading and the one before."""
        pair = await draft.compare(slug, reading, now_of(request))
        return public(request, "draft/compare.html", pair=pair)
