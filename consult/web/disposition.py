"""Deciding what becomes of a cluster, of one of its members, and of several clusters at once."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, ConsultError, Invalid
from consult.services.bills import bill
from consult.services.clusters import cluster
from consult.services.decisions import batch, carrying, disposition, exception
from consult.services.decisions.disposition import Choice
from consult.web.cluster import cluster_page
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import asked, follow, go, private
from consult.web.request import Req, actor_of, now_of
from reports.model import Outcome


class DispositionController(Controller):
    """/staff/clusters/{id}/disposition, …/exception, …/words, and …/clusters/decide"""

    path = "/staff"

    @post(
        "/clusters/{cluster_id:int}/disposition",
        access="disposition.decide",
        name="disposition:create",
    )
    async def create(self, request: Req, cluster_id: FromPath[int]) -> Response[Any]:
        """Record outcome and reason against the version that was on the screen."""
        form: Form = request.scope["state"]["form"]
        try:
            await disposition.decide(
                actor_of(request),
                now_of(request),
                cluster_id=cluster_id,
                outcome=outcome_of(form, "outcome"),
                reason=form.text("reason"),
                version=form.number("version"),
                seen=form.number("state"),
            )
        except (Invalid, Conflict) as error:
            return await _refused(request, cluster_id, error, "version")
        return go(request, "staff", "clusters", cluster_id, done="decided")

    @post(
        "/clusters/{cluster_id:int}/exception",
        access="disposition.decide",
        name="disposition:own",
    )
    async def own(self, request: Req, cluster_id: FromPath[int]) -> Response[Any]:
        """Decide one member on its own, or (`back`) take that back."""
        form: Form = request.scope["state"]["form"]
        back = bool(form.line("back"))
        number = form.line("number")
        try:
            await exception.decide_own(
                actor_of(request),
                now_of(request),
                cluster_id=cluster_id,
                number=number,
                outcome=None if back else outcome_of(form, "own_outcome"),
                reason=form.text("own_reason"),
                version=_seen(form).get(number, 0),
            )
        except (Invalid, Conflict) as error:
            return await _refused(request, cluster_id, error, "own")
        done = "rejoined" if back else "except"
        return go(request, "staff", "clusters", cluster_id, done=done)

    @get("/clusters/{cluster_id:int}/words", access="cluster.read", name="disposition:words")
    async def words(self, request: Req, cluster_id: FromPath[int]) -> Response[Any]:
        """The changes of the next draft, to tick those that answer a cluster."""
        return await _words_page(request, cluster_id)

    @post("/clusters/{cluster_id:int}/words", access="disposition.decide", name="disposition:point")
    async def point(self, request: Req, cluster_id: FromPath[int]) -> Response[Any]:
        """Record which words answer it."""
        form: Form = request.scope["state"]["form"]
        keys = {name.removeprefix("w-") for name in form.fields if name.startswith("w-")}
        try:
            await carrying.point(
                actor_of(request),
                now_of(request),
                cluster_id=cluster_id,
                keys=keys,
                version=form.number("version"),
            )
        except (Invalid, Conflict) as error:
            return await _words_page(request, cluster_id, error=error)
        return go(request, "staff", "clusters", cluster_id, done="words")

    @get(
        "/bills/{slug:str}/{reading:int}/clusters/carrying",
        access="cluster.read",
        name="disposition:silent",
    )
    async def silent(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The adopted clusters nobody has pointed out words of the next draft for."""
        found = await carrying.waiting(actor_of(request), slug, reading)
        view = await bill.show_bill(slug, now_of(request))
        clusters = follow(request, found, lambda one: (one.cluster,))
        return private(
            request, "disposition/silent.html", bill=view, reading=reading, clusters=clusters
        )

    @get(
        "/bills/{slug:str}/{reading:int}/clusters/decide",
        access="cluster.read",
        name="disposition:together",
    )
    async def together(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The undecided clusters of an article, to decide several alike."""
        return await _batch_page(request, slug, reading, asked(request, "at"))

    @post(
        "/bills/{slug:str}/{reading:int}/clusters/decide",
        access="disposition.decide",
        name="disposition:several",
    )
    async def several(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Decide the ticked clusters alike, all or none."""
        form: Form = request.scope["state"]["form"]
        at = form.line("at") or "whole"
        ticked = form.chosen("c-")
        choices = [Choice(one, 0, seen) for one, seen in sorted(ticked.items())]
        try:
            if not choices:
                raise Invalid("请先勾选要一起处理的类。", field="clusters")
            await disposition.decide_all(
                actor_of(request),
                now_of(request),
                choices=choices,
                outcome=outcome_of(form, "outcome"),
                reason=form.text("reason"),
                round_of=(slug, reading),
            )
        except (Invalid, Conflict) as error:
            return await _batch_page(request, slug, reading, at, error=error, form=form)
        where = ("staff", "bills", slug, reading, "clusters", "decide")
        return go(request, *where, at=at, done=str(len(choices)))


def outcome_of(form: Form, field: str) -> Outcome:
    """The outcome a form chose. Raises Invalid."""
    try:
        return Outcome(form.line(field))
    except ValueError:
        raise Invalid("请先选择处理结果。", field=field) from None


def _seen(form: Form) -> dict[str, int]:
    """The versions of own outcomes that were on the screen: `1-0003:2 1-0007:1`."""
    pairs = (one.rpartition(":") for one in form.line("own_seen").split())
    return {number: int(said) for number, _, said in pairs if said.isascii() and said.isdigit()}


async def _refused(
    request: Req, cluster_id: int, error: ConsultError, otherwise: str
) -> Response[Any]:
    """The page of the cluster with what was wrong, and all that was typed."""
    form: Form = request.scope["state"]["form"]
    field = (isinstance(error, Invalid) and error.field) or otherwise
    if otherwise == "own" and field == "reason":
        field = "own_reason"
    return await cluster_page(
        request,
        cluster_id,
        status=status_of(error),
        wrong={field: sentence_of(request, error)},
        fields=form.fields,
    )


async def _words_page(
    request: Req, cluster_id: int, *, error: ConsultError | None = None
) -> Response[Any]:
    actor, now = actor_of(request), now_of(request)
    return private(
        request,
        "disposition/words.html",
        status=status_of(error) if error else 200,
        page=await cluster.show_cluster(actor, cluster_id, now),
        offer=await carrying.offer(actor, cluster_id, asked(request, "at")),
        wrong=sentence_of(request, error) if error else "",
    )


async def _batch_page(
    request: Req,
    slug: str,
    reading: int,
    at: str | None,
    *,
    error: ConsultError | None = None,
    form: Form | None = None,
) -> Response[Any]:
    field = (isinstance(error, Invalid) and error.field) or "clusters"
    if field not in ("outcome", "reason"):
        field = "clusters"
    return private(
        request,
        "disposition/batch.html",
        status=status_of(error) if error else 200,
        page=await batch.waiting(actor_of(request), slug, reading, at, now_of(request)),
        outcomes=tuple(Outcome),
        wrong={field: sentence_of(request, error)} if error else {},
        fields=form.fields if form else {},
        done=asked(request, "done"),
    )
