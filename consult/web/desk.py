"""The staff's desk: what is to be done, for every bill and for one reading."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.errors import NotFound
from consult.permissions import may
from consult.services.bills import bill, citation, linking
from consult.services.bills.bill import BillCard, ReadingView
from consult.services.clusters import unread
from consult.services.decisions import question
from consult.services.moderating import waiting as held
from consult.services.papers import report
from consult.services.people import consent
from consult.services.room import question as room_question
from consult.services.rounds import agenda, deadlines
from consult.services.submissions import dispute
from consult.services.work import job
from consult.web.deadlines import said
from consult.web.forms import Form
from consult.web.pages import asked, follow, private
from consult.web.request import Req, actor_of, now_of, site_of
from reports.papers.formats import Format


class DeskController(Controller):
    """/staff"""

    path = "/staff"

    @get("/", access="desk.read", name="desk:index")
    async def index(self, request: Req) -> Response[Any]:
        """Every bill with the next thing to do, and the form that loads a draft."""
        return await desk_page(request)

    @get("/bills/{slug:str}/{reading:int}", access="desk.read", name="desk:show")
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """One reading: its round, spreadsheets, clusters and report."""
        return await reading_page(request, slug, reading, done=asked(request, "done"))


async def desk_page(
    request: Req,
    *,
    status: int = 200,
    wrong: dict[str, str] | None = None,
    form: Form | None = None,
) -> Response[Any]:
    """The desk of every bill, also after a draft was refused."""
    bills = await bill.list_bills(now_of(request), actor_of(request))
    page = follow(request, bills, lambda one: (one.slug,), 20)
    rounds = [view.round for card in page.items for view in card.readings if view.round]
    left = await unread.work_left([one.id for one in rounds])
    actor, settings, now = actor_of(request), site_of(request).settings, now_of(request)
    soon = deadlines.soon(await deadlines.deadlines(actor, settings, now))
    return private(
        request,
        "desk/index.html",
        status=status,
        page=page,
        left=left,
        open_lines=await agenda.open_lines(
            actor_of(request), site_of(request).settings, now_of(request), page.items
        ),
        questions=await room_question.waiting(actor_of(request)),
        soon=soon,
        told={one.key: said(request, one) for one in soon},
        deeds=await consent.of_auditors(actor_of(request)),
        wrong=wrong or {},
        form=form,
    )


async def reading_page(
    request: Req,
    slug: str,
    reading: int,
    *,
    status: int = 200,
    done: str | None = None,
    wrong: dict[str, str] | None = None,
    fields: dict[str, str] | None = None,
) -> Response[Any]:
    """The desk of one reading, also after something was refused. Raises NotFound."""
    card = await bill.show_bill(slug, now_of(request))
    view = reading_of(card, reading)
    left = await unread.work_left([view.round.id]) if view.round else {}
    actor = actor_of(request)
    reports = await report.list_reports(actor, slug) if may(actor, "report.read") else ()
    return private(
        request,
        "desk/show.html",
        status=status,
        bill=card,
        view=view,
        left=left[view.round.id] if view.round else None,
        disputes=await dispute.disputes_at(actor_of(request), view.round.id) if view.round else (),
        jobs=await job.unfinished_of(slug, reading),
        waiting=await linking.waiting(slug, reading),
        alarms=await citation.alarms_at(slug, reading),
        held=await held.count(view.round.id) if view.round else 0,
        reports=[made for made in reports if made.reading == reading],
        offered=report.OFFERED,
        formats=tuple(Format),
        asked=await question.left(view.round.id) if view.round else 0,
        done=done,
        wrong=wrong or {},
        fields=fields or {},
        today=now_of(request),
    )


def reading_of(card: BillCard, reading: int) -> ReadingView:
    """One reading of a bill. Raises NotFound."""
    view = card.at(reading)
    if view is None:
        raise NotFound("“{bill}”还没有第{n}次审议的文本。", bill=card.title, n=reading)
    return view
