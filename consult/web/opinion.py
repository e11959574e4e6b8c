"""What was said about a draft as a whole."""

from collections.abc import Sequence
from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.services import draft
from consult.services.opinion import OpinionView
from consult.web.guards import PUBLIC
from consult.web.pages import Page, asked, paginate, public, recall
from consult.web.request import Req, now_of

PER_PAGE = 20


class OpinionController(Controller):
    """/bills/{slug}/{reading}/opinions"""

    @get(
        "/bills/{slug:str}/{reading:int}/opinions",
        access=PUBLIC,
        before_request=recall,
        name="opinion:index",
    )
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The opinions that name no article, by cluster."""
        page = await draft.show_opinions(slug, reading, now_of(request))
        shown = opinions_asked(request, page.opinions)
        return public(request, "opinion/index.html", page=page, opinions_page=shown)


def opinions_asked(request: Req, opinions: Sequence[OpinionView]) -> Page[OpinionView]:
    """The opinions of the page asked for: by `page`, or the one that holds cluster `opinion`."""
    wanted = asked(request, "opinion")
    ids = [str(one.cluster_id) for one in opinions]
    place = ids.index(wanted) if wanted in ids else None
    return paginate(request, opinions, PER_PAGE, place)
