"""Reasons an office keeps ready: the list of a body, and one of them put into a form."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, ConsultError, Invalid
from consult.services.decisions import asking, reasons
from consult.services.rounds import carried
from consult.web.cluster import cluster_page
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import asked, go, private
from consult.web.request import Req, actor_of, now_of


class ReasonController(Controller):
    """/staff/reasons, and /staff/clusters/{id}/reason"""

    path = "/staff"

    @get("/reasons", access="cluster.read", name="reason:index")
    async def index(self, request: Req) -> Response[Any]:
        """The reasons of a body, to add to, change and retire; `body` chooses one."""
        return await _page(request, _number(asked(request, "body")))

    @post("/reasons", access="disposition.decide", name="reason:keep")
    async def keep(self, request: Req) -> Response[Any]:
        """Add (`name` empty) or change a reason; `act` retires one or brings it back."""
        form: Form = request.scope["state"]["form"]
        body, name, act = form.number("body"), form.line("name"), form.line("act")
        told = actor_of(request), now_of(request)
        version = form.number("version")
        try:
            if act in ("retire", "restore"):
                back = act == "restore"
                await reasons.retire(*told, body=body, name=name, version=version, back=back)
            else:
                text = form.text("text")
                await reasons.keep(*told, body=body, name=name, text=text, version=version)
        except (Invalid, Conflict) as error:
            return await _page(request, body, error=error, form=form)
        return go(request, "staff", "reasons", body=str(body), done=act or "kept")

    @post("/clusters/{cluster_id:int}/reason", access="disposition.decide", name="reason:fill")
    async def fill(self, request: Req, cluster_id: FromPath[int]) -> Response[Any]:
        """The cluster's page with a reason put in behind what was typed: one kept ready, that of
        the reading before, or of a department's answer. Nothing is recorded."""
        form: Form = request.scope["state"]["form"]
        typed = form.text("reason").rstrip()
        try:
            words = await _words(cluster_id, form)
        except ConsultError as error:
            wrong = {"reason": sentence_of(request, error)}
            status = status_of(error)
            return await cluster_page(
                request, cluster_id, status=status, wrong=wrong, fields=form.fields
            )
        filled = f"{typed}\n{words}" if typed and typed != words else words
        return await cluster_page(request, cluster_id, fields={**form.fields, "reason": filled})


async def _words(cluster_id: int, form: Form) -> str:
    if form.line("ready"):
        return await reasons.for_cluster(cluster_id, form.line("ready"))
    if form.line("asked"):
        return (await asking.words_of(cluster_id, form.number("asked"))).words
    return await carried.reason_before(cluster_id, form.number("earlier"))


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 10 else None


async def _page(
    request: Req,
    body: int | None,
    *,
    error: ConsultError | None = None,
    form: Form | None = None,
) -> Response[Any]:
    actor = actor_of(request)
    offices = await reasons.offices(actor)
    chosen = body if body is not None else next((one for one, _ in offices), None)
    office = await reasons.of_office(actor, chosen) if chosen is not None else None
    return private(
        request,
        "reason/index.html",
        status=status_of(error) if error else 200,
        offices=offices,
        office=office,
        wrong=sentence_of(request, error) if error else "",
        fields=form.fields if form else {},
        done=asked(request, "done"),
    )
