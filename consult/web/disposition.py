"""Deciding what becomes of a cluster."""

from typing import Any

from litestar import Controller, Response, post
from litestar.params import FromPath

from consult.errors import Conflict, Invalid
from consult.services.decisions import disposition
from consult.web.cluster import cluster_page
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import go
from consult.web.request import Req, actor_of, now_of
from reports.model import Outcome


class DispositionController(Controller):
    """/staff/clusters/{id}/disposition"""

    @post(
        "/staff/clusters/{cluster_id:int}/disposition",
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
                outcome=_outcome(form),
                reason=form.text("reason"),
                version=form.number("version"),
                seen=form.number("state"),
            )
        except (Invalid, Conflict) as error:
            field = error.field if isinstance(error, Invalid) and error.field else "version"
            return await cluster_page(
                request,
                cluster_id,
                status=status_of(error),
                wrong={field: sentence_of(request, error)},
                fields=form.fields,
            )
        return go(request, "staff", "clusters", cluster_id, done="decided")


def _outcome(form: Form) -> Outcome:
    try:
        return Outcome(form.line("outcome"))
    except ValueError:
        raise Invalid("请先选择处理结果。", field="outcome") from None
