"""What was said about a draft as a whole."""

from collections.abc import Sequence
from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.services.bills import draft
from consult.services.decisions import question
from consult.services.public import results
from consult.services.public.opinion import OpinionView
from consult.services.public.results import DECIDED, PENDING, Wanted
from consult.web.guards import PUBLIC
from consult.web.pages import Page, asked, paginate, public, recall
from consult.web.request import Req, now_of
from consult.web.results import page_of
from reports.model import Channel, CommentKind, Outcome

PER_PAGE = 20
_OUTCOMES = (*Outcome, DECIDED, PENDING)


class OpinionController(Controller):
    """/bills/{slug}/{reading}/opinions and /bills/{slug}/{reading}/results/opinions"""

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
        answers = await question.given(slug, reading, whole=True)
        return public(
            request, "opinion/index.html", page=page, opinions_page=shown, answers=answers
        )

    @get(
        "/bills/{slug:str}/{reading:int}/results/opinions",
        access=PUBLIC,
        before_request=recall,
        name="opinion:listed",
    )
    async def listed(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The comments behind a figure of the published results, by what the query asks for."""
        page = await page_of(request, slug, reading)
        found = await results.listed(page, wanted_of(request), _number(request, "after"))
        return public(
            request,
            "opinion/listed.html",
            page=page,
            found=found,
            kinds=list(CommentKind),
            channels=list(Channel),
            outcomes=list(Outcome),
        )


def wanted_of(request: Req) -> Wanted:
    """What a list is asked for; words that mean nothing are left aside."""
    return Wanted(
        article=asked(request, "article") or "",
        kind=_one_of(request, "kind", tuple(CommentKind)),
        channel=_one_of(request, "channel", tuple(Channel)),
        outcome=_one_of(request, "outcome", _OUTCOMES),
        department=_number(request, "department"),
        answer=_number(request, "answer"),
        cluster=_number(request, "cluster"),
        replied=asked(request, "replied") == "1",
    )


def _one_of(request: Req, name: str, offered: Sequence[str]) -> str:
    value = asked(request, name) or ""
    return value if value in offered else ""


def _number(request: Req, name: str) -> int:
    value = asked(request, name, 9) or ""
    return int(value) if value.isascii() and value.isdigit() else 0


def opinions_asked(request: Req, opinions: Sequence[OpinionView]) -> Page[OpinionView]:
    """The opinions of the page asked for: by `page`, or the one that holds cluster `opinion`."""
    wanted = asked(request, "opinion")
    ids = [str(one.cluster_id) for one in opinions]
    place = ids.index(wanted) if wanted in ids else None
    return paginate(request, opinions, PER_PAGE, place)
