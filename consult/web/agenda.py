"""What is left before the report of a reading may be issued, and what the reading before left."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.permissions import may
from consult.services.rounds import agenda, carried, service_level
from consult.services.rounds.agenda_words import EXPLAINED
from consult.web.errors import sentence_of
from consult.web.pages import follow, private
from consult.web.request import Req, actor_of, now_of, site_of

PER_PAGE = 20


class AgendaController(Controller):
    """/staff/bills/{slug}/{reading}/agenda and …/carried"""

    path = "/staff/bills/{slug:str}/{reading:int}"

    @get("/agenda", access="desk.read", name="agenda:index")
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Every line in the order of work, and the service level of the round."""
        actor, settings, now = actor_of(request), site_of(request).settings, now_of(request)
        page = await agenda.agenda(actor, settings, now, slug, reading)
        level = None
        if page.view.round and may(actor, "question.answer"):
            level = await service_level.service_level(actor, settings, now, slug, reading)
        said = {
            task: (sentence_of(request, one.title), sentence_of(request, one.meaning))
            for task, one in EXPLAINED.items()
        }
        return private(request, "agenda/index.html", page=page, level=level, said=said)

    @get("/carried", access="desk.read", name="agenda:carried")
    async def carried(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """What the reading before did not adopt beside what this one says now."""
        page = await carried.carried_over(actor_of(request), slug, reading, now_of(request))
        lots = follow(request, page.lots, lambda one: (one.was.cluster,), PER_PAGE)
        places = await carried.compared(lots.items, page.old_reading)
        return private(request, "agenda/carried.html", page=page, lots=lots, places=places)
