"""Opening, extending and closing a round at the desk."""

import datetime as dt
from typing import Any

from litestar import Controller, Response, post
from litestar.params import FromPath

from consult.errors import Conflict, Invalid
from consult.services.rounds import round as rounds
from consult.services.rounds.asked import Asks, Field
from consult.web.desk import reading_page
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import go
from consult.web.request import Req, actor_of, now_of


class RoundController(Controller):
    """/staff/bills/{slug}/{reading}/round/…"""

    path = "/staff/bills/{slug:str}/{reading:int}/round"

    @post("/open", access="round.open", name="round:open")
    async def open(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Ask the public between two days, both included."""
        form: Form = request.scope["state"]["form"]
        try:
            await rounds.open_round(
                actor_of(request),
                now_of(request),
                slug=slug,
                reading=reading,
                first_day=_day(form, "first_day"),
                last_day=_day(form, "last_day"),
                asks=_asks(form),
                attachments=form.line("attachments") == "yes",
            )
        except (Invalid, Conflict) as error:
            return await _refused(request, slug, reading, form, error)
        return go(request, "staff", "bills", slug, reading, done="opened")

    @post("/extend", access="round.extend", name="round:extend")
    async def extend(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Move the last day and say why."""
        form: Form = request.scope["state"]["form"]
        try:
            await rounds.extend_round(
                actor_of(request),
                now_of(request),
                slug=slug,
                reading=reading,
                last_day=_day(form, "last_day"),
                reason=form.text("reason"),
            )
        except (Invalid, Conflict) as error:
            return await _refused(request, slug, reading, form, error)
        return go(request, "staff", "bills", slug, reading, done="extended")

    @post("/close", access="round.close", name="round:close")
    async def close(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Stop taking comments now."""
        form: Form = request.scope["state"]["form"]
        try:
            await rounds.close_round(actor_of(request), now_of(request), slug=slug, reading=reading)
        except Conflict as error:
            return await _refused(request, slug, reading, form, error)
        return go(request, "staff", "bills", slug, reading, done="closed")


def _asks(form: Form) -> Asks | None:
    """What the form to come asks, None where nobody was asked to choose."""
    if form.line("asking") != "yes":
        return None
    chosen = [field for field in Field if form.line(f"ask_{field}") == "yes"]
    return {field: form.line(f"purpose_{field}") for field in chosen}


def _day(form: Form, name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(form.line(name))
    except ValueError:
        raise Invalid("请填写日期，例如 2026-03-10。", field=name) from None


async def _refused(
    request: Req, slug: str, reading: int, form: Form, error: Invalid | Conflict
) -> Response[Any]:
    field = error.field if isinstance(error, Invalid) and error.field else "round"
    return await reading_page(
        request,
        slug,
        reading,
        status=status_of(error),
        wrong={field: sentence_of(request, error)},
        fields=form.fields,
    )
