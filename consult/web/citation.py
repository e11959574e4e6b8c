"""The cross-reference alarm: citations that point elsewhere since the reading before."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.services.bills import citation
from consult.web.pages import follow, private
from consult.web.request import Req, actor_of, now_of


class CitationController(Controller):
    """/staff/bills/{slug}/{reading}/citations"""

    @get(
        "/staff/bills/{slug:str}/{reading:int}/citations",
        access="cluster.read",
        name="citation:index",
    )
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The citations of the draft to look at, then the old numbers comments cite."""
        page = await citation.cross_references(actor_of(request), slug, reading, now_of(request))
        groups = follow(request, page.renamed, lambda one: (-len(one.comments), "、".join(one.old)))
        return private(request, "citation/index.html", page=page, groups=groups)
