"""Staff arrange clusters: merge, split, move, pin, name, and take any of it back."""

from typing import Any

from litestar import Controller, Response, post
from litestar.params import FromPath

from consult.errors import Conflict, ConsultError, Invalid
from consult.services.clusters import constraint, unread
from consult.web.cluster import bench_page, cluster_page
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import go
from consult.web.request import Req, actor_of, now_of

_MEMBER = "m-"
_CLUSTER = "c-"
_WORDS = "k-"


class ConstraintController(Controller):
    """/staff/bills/{slug}/{reading}/clusters/merge, /staff/clusters/{id}/…, /staff/deeds/{id}"""

    path = "/staff"

    @post(
        "/bills/{slug:str}/{reading:int}/clusters/merge",
        access="cluster.arrange",
        name="constraint:merge",
    )
    async def merge(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Make one of the clusters that were ticked on the bench."""
        form: Form = request.scope["state"]["form"]
        seen = form.chosen(_CLUSTER)
        try:
            kept = await constraint.merge(
                actor_of(request), now_of(request), clusters=seen, seen=seen
            )
        except (Invalid, Conflict) as error:
            at = form.line("at") or "whole"
            return await bench_page(request, slug, reading, at, error=error, ticked=seen)
        return go(request, "staff", "clusters", kept, done="merged")

    @post(
        "/bills/{slug:str}/{reading:int}/clusters/apart",
        access="cluster.arrange",
        name="constraint:refuse",
    )
    async def refuse(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Say that the clusters ticked in a suggestion are not the same."""
        form: Form = request.scope["state"]["form"]
        ticked = form.chosen(_CLUSTER)
        at = form.line("at") or "whole"
        try:
            await constraint.refuse(actor_of(request), now_of(request), clusters=ticked)
        except (Invalid, Conflict) as error:
            return await bench_page(request, slug, reading, at, error=error, ticked=ticked)
        return go(request, "staff", "bills", slug, reading, "clusters", at=at)

    @post("/clusters/{cluster_id:int}/members", access="cluster.arrange", name="constraint:arrange")
    async def arrange(self, request: Req, cluster_id: FromPath[int]) -> Response[Any]:
        """Split off, move or pin the members that were ticked."""
        form: Form = request.scope["state"]["form"]
        try:
            there, done = await _arrange(request, cluster_id, form)
        except (Invalid, Conflict) as error:
            return await _refused(request, cluster_id, error, form)
        return go(request, "staff", "clusters", there, done=done)

    @post("/clusters/{cluster_id:int}/name", access="cluster.arrange", name="constraint:rename")
    async def rename(self, request: Req, cluster_id: FromPath[int]) -> Response[Any]:
        """Give a cluster a name of its own, or its automatic one back."""
        form: Form = request.scope["state"]["form"]
        try:
            await constraint.rename(
                actor_of(request),
                now_of(request),
                cluster_id=cluster_id,
                name=form.line("name"),
                seen=form.number("state"),
            )
        except (Invalid, Conflict) as error:
            return await _refused(request, cluster_id, error, form)
        return go(request, "staff", "clusters", cluster_id, done="renamed")

    @post("/clusters/{cluster_id:int}/read", access="cluster.mark", name="constraint:read")
    async def read(self, request: Req, cluster_id: FromPath[int]) -> Response[Any]:
        """Note that unique texts were read: one, or all that were shown."""
        form: Form = request.scope["state"]["form"]
        one = form.line("one")
        shown = {name.removeprefix(_WORDS) for name in form.fields if name.startswith(_WORDS)}
        try:
            await unread.mark(
                actor_of(request),
                now_of(request),
                cluster_id=cluster_id,
                keys={one} if one else shown,
            )
        except Invalid as error:
            return await _refused(request, cluster_id, error, form)
        return go(request, "staff", "clusters", cluster_id, done="read", anchor="unread")

    @post("/deeds/{deed_id:int}/undo", access="cluster.arrange", name="constraint:undo")
    async def undo(self, request: Req, deed_id: FromPath[int]) -> Response[Any]:
        """Take back what was done about a cluster."""
        form: Form = request.scope["state"]["form"]
        try:
            cluster_id = await constraint.undo(
                actor_of(request), now_of(request), arrangement_id=deed_id
            )
        except (Invalid, Conflict) as error:
            if form.number("cluster") < 0:
                raise
            return await _refused(request, form.number("cluster"), error, form)
        return go(request, "staff", "clusters", cluster_id, done="undone")


async def _arrange(request: Req, cluster_id: int, form: Form) -> tuple[int, str]:
    """Do what the pressed button says; the cluster to show next and what was done."""
    actor, now = actor_of(request), now_of(request)
    comments, state = form.chosen(_MEMBER), form.number("state")
    match form.line("act"):
        case "split":
            new = await constraint.split(
                actor, now, cluster_id=cluster_id, comments=comments, seen=state
            )
            return new, "split"
        case "pin":
            await constraint.pin(actor, now, cluster_id=cluster_id, comments=comments, seen=state)
            return cluster_id, "pinned"
        case "move":
            target, seen = _target(form)
            await constraint.move(
                *(actor, now),
                cluster_id=cluster_id,
                comments=comments,
                target=target,
                seen={cluster_id: state, target: seen},
            )
            return cluster_id, "moved"
    raise Invalid("请用页面上的按钮作决定。", field="members")


def _target(form: Form) -> tuple[int, int]:
    """The cluster to move to and its version, as "12.3"."""
    number, _, state = form.line("target").partition(".")
    if not (number.isascii() and number.isdigit() and state.isascii() and state.isdigit()):
        raise Invalid("请选择要移到的另一类。", field="target")
    return int(number[:9]), int(state[:9])


async def _refused(request: Req, cluster_id: int, error: ConsultError, form: Form) -> Response[Any]:
    field = error.field if isinstance(error, Invalid) and error.field else "state"
    return await cluster_page(
        request,
        cluster_id,
        status=status_of(error),
        wrong={field: sentence_of(request, error)},
        fields=form.fields,
    )
