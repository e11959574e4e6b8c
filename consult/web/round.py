"""The window of a round at the desk: opened, extended, closed, taken back."""

import datetime as dt
from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, Invalid
from consult.lifecycle import SHANGHAI
from consult.services.bills import bill
from consult.services.rounds import jurisdiction, opening
from consult.services.rounds import round as rounds
from consult.web.desk import reading_of
from consult.web.errors import sentence_of, status_of
from consult.web.forms import LETTER_BYTES, Form
from consult.web.opening import day_of, opening_page, plan_in
from consult.web.pages import asked, go, private
from consult.web.request import Req, actor_of, now_of, site_of


class RoundController(Controller):
    """/staff/bills/{slug}/{reading}/round…"""

    path = "/staff/bills/{slug:str}/{reading:int}/round"

    @get("/", access="desk.read", name="round:show")
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """When the round runs, how that changed, and the forms that change it."""
        return await _page(request, slug, reading, done=asked(request, "done"))

    @post("/open", access="round.open", name="round:open", request_max_body_size=LETTER_BYTES)
    async def open(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Ask the public between two days, both included: round and announcement at once."""
        form: Form = request.scope["state"]["form"]
        settings, now = site_of(request).settings, now_of(request)
        try:
            plan = plan_in(form)
            await opening.publish(
                actor_of(request), settings, now, slug=slug, reading=reading, plan=plan
            )
        except (Invalid, Conflict) as error:
            return await opening_page(request, slug, reading, form=form, error=error)
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
                last_day=day_of(form, "last_day"),
                reason=form.text("reason"),
            )
        except (Invalid, Conflict) as error:
            return await _page(request, slug, reading, form=form, error=error)
        return go(request, "staff", "bills", slug, reading, done="extended")

    @post("/close", access="round.close", name="round:close")
    async def close(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Stop taking comments now and say why."""
        form: Form = request.scope["state"]["form"]
        try:
            await rounds.close_round(
                *(actor_of(request), now_of(request)),
                slug=slug,
                reading=reading,
                reason=form.text("close_reason"),
            )
        except (Invalid, Conflict) as error:
            return await _page(request, slug, reading, form=form, error=error, of="close_")
        return go(request, "staff", "bills", slug, reading, done="closed")

    @post("/take-back", access="round.open", name="round:take_back")
    async def take_back(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Take back a round nobody has written to and say why."""
        form: Form = request.scope["state"]["form"]
        try:
            await rounds.take_back(
                *(actor_of(request), now_of(request)),
                slug=slug,
                reading=reading,
                reason=form.text("back_reason"),
            )
        except (Invalid, Conflict) as error:
            return await _page(request, slug, reading, form=form, error=error, of="back_")
        return go(request, "staff", "bills", slug, reading, done="taken-back")


async def _page(
    request: Req,
    slug: str,
    reading: int,
    *,
    form: Form | None = None,
    error: Invalid | Conflict | None = None,
    of: str = "",
    done: str | None = None,
) -> Response[Any]:
    """The window with its forms, also after one of them was refused: `of` is how the fields of
    that form begin."""
    settings, now = site_of(request).settings, now_of(request)
    card = await bill.show_bill(slug, now)
    view = reading_of(card, reading)
    wrong = {}
    if error:
        field = error.field if isinstance(error, Invalid) and error.field else "round"
        wrong[of + field if field == "reason" else field] = sentence_of(request, error)
    here = await jurisdiction.of(settings, card.body)
    today = now.astimezone(SHANGHAI).date()
    return private(
        request,
        "round/show.html",
        status=status_of(error) if error else 200,
        bill=card,
        view=view,
        rule=here.rule,
        so_far=(today - view.round.first_day).days + 1 if view.round else 0,
        results_due=view.round.last_day + dt.timedelta(days=settings.results_days)
        if view.round
        else None,
        wrong=wrong,
        fields=form.fields if form else {},
        done=done,
    )
