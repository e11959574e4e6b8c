"""A draft by article, and against the reading before."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.services import draft
from consult.web.guards import PUBLIC
from consult.web.pages import asked, public, recall
from consult.web.request import Req, now_of


class DraftController(Controller):
    """/bills/{slug}/{reading}"""

    path = "/bills/{slug:str}/{reading:int}"

    @get("/", access=PUBLIC, before_request=recall, name="draft:show")
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The text with its contents; `?view=changes` marks what changed since the last reading.

        A decision's changes of the law in force are marked unless `?view=plain` asks for the
        bare text.
        """
        page = await draft.show_draft(slug, reading, now_of(request))
        wanted = asked(request, "view")
        marked = "amended" if page.amended and wanted != "plain" else ""
        if wanted == "changes" and page.previous is not None:
            marked = "changes"
        return public(request, "draft/show.html", page=page, marked=marked)

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
