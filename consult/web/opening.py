"""Preparing a round at the desk: the plan, its check list, and how everybody will see it."""

import datetime as dt
from functools import partial
from typing import Any

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, Invalid
from consult.services.bills import draft
from consult.services.rounds import bulletin, opening
from consult.services.rounds.asked import Asks, Field
from consult.services.rounds.bulletin import BulletinKind
from consult.services.rounds.opening import Plan, Prepared
from consult.web.desk import reading_of
from consult.web.errors import sentence_of, status_of
from consult.web.forms import LETTER_BYTES, Form
from consult.web.note import explain
from consult.web.pages import asked, go, private
from consult.web.request import Req, actor_of, now_of, site_of
from consult.web.short import address_of_code

SHOWN = ("draft", "bill", "announcement")
"""The pages that can be looked at beforehand."""


class OpeningController(Controller):
    """/staff/bills/{slug}/{reading}/open…"""

    path = "/staff/bills/{slug:str}/{reading:int}/open"

    @get("/", access="desk.read", name="opening:show")
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The plan as it was saved, and what stands in its way."""
        return await opening_page(request, slug, reading, done=asked(request, "done"))

    @post("/", access="round.open", name="opening:save", request_max_body_size=LETTER_BYTES)
    async def save(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Keep the plan; nothing of it is public yet."""
        form: Form = request.scope["state"]["form"]
        try:
            await opening.save(
                *(actor_of(request), now_of(request)),
                slug=slug,
                reading=reading,
                plan=plan_in(form),
                seen=max(form.number("seen"), 0),
            )
        except (Invalid, Conflict) as error:
            return await opening_page(request, slug, reading, form=form, error=error)
        return go(request, "staff", "bills", slug, reading, "open", done="saved")

    @get("/preview", access="desk.read", name="opening:preview")
    async def preview(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """A page of the saved plan as everybody will see it on its first day; never stored."""
        actor, settings, now = actor_of(request), site_of(request).settings, now_of(request)
        plan, _ = await opening.kept(actor, settings, now, slug, reading)
        ready = await opening.prepare(actor, settings, now, slug=slug, reading=reading, plan=plan)
        shown = asked(request, "page")
        return await _previewed(request, ready, shown if shown in SHOWN else SHOWN[0])


async def opening_page(
    request: Req,
    slug: str,
    reading: int,
    *,
    form: Form | None = None,
    error: Invalid | Conflict | None = None,
    done: str | None = None,
) -> Response[Any]:
    """The plan with its check list, also after it was refused. Raises NotFound."""
    actor, settings, now = actor_of(request), site_of(request).settings, now_of(request)
    plan, seen = await opening.kept(actor, settings, now, slug, reading)
    if form:
        plan, seen = _lenient(form), max(form.number("seen"), 0)
    ready = await opening.prepare(actor, settings, now, slug=slug, reading=reading, plan=plan)
    wrong = {}
    if error:
        field = error.field if isinstance(error, Invalid) and error.field else "round"
        wrong[field] = sentence_of(request, error)
    return private(
        request,
        "round/open.html",
        status=status_of(error) if error else 200,
        ready=ready,
        lines=[(one, sentence_of(request, one.said)) for one in ready.checks],
        seen=seen,
        generated="" if plan.announcement else _same(ready.wording),
        shown=SHOWN,
        wrong=wrong,
        fields=form.fields if form else _fields(plan),
        done=done,
    )


def plan_in(form: Form) -> Plan:
    """The plan a form sent. Raises Invalid for a day that is none."""
    text = form.text("announcement")
    own = "" if _same(text) in (form.line("generated"), _same("")) else text
    return Plan(
        first_day=day_of(form, "first_day"),
        last_day=day_of(form, "last_day"),
        short_reason=form.text("short_reason").strip()[:500],
        asks=_asks(form),
        attachments=form.line("attachments") == "yes",
        announcement=bulletin.checked(own) if own else "",
    )


def day_of(form: Form, name: str) -> dt.date:
    """A day of a form. Raises Invalid."""
    try:
        return dt.date.fromisoformat(form.line(name))
    except ValueError:
        raise Invalid("请填写日期，例如 2026-03-10。", field=name) from None


def _lenient(form: Form) -> Plan:
    """The plan of a form of which something may not be readable."""
    try:
        return plan_in(form)
    except Invalid:
        return Plan(short_reason=form.text("short_reason"), asks=_asks(form))


def _asks(form: Form) -> Asks | None:
    """What the form to come asks, None where nobody was asked to choose."""
    if form.line("asking") != "yes":
        return None
    chosen = [field for field in Field if form.line(f"ask_{field}") == "yes"]
    return {field: form.line(f"purpose_{field}") for field in chosen}


def _fields(plan: Plan) -> dict[str, str]:
    """The fields of the form a plan fills."""
    days = {"first_day": plan.first_day, "last_day": plan.last_day}
    said = {name: one.isoformat() for name, one in days.items() if one}
    said |= {"short_reason": plan.short_reason, "announcement": plan.announcement}
    if plan.asks is not None:
        said["asking"] = "yes"
        for field, purpose in plan.asks.items():
            said |= {f"ask_{field}": "yes", f"purpose_{field}": purpose}
    return said | ({"attachments": "yes"} if plan.attachments else {})


def _same(text: str) -> str:
    """What tells whether somebody changed a text in a form."""
    return bulletin.digest(text.replace("\r\n", "\n").strip())


async def _previewed(request: Req, ready: Prepared, shown: str) -> Response[Any]:
    card = opening.preview(ready)
    view = reading_of(card, ready.view.reading)
    band = {"back": ["staff", "bills", card.slug, view.reading, "open"], "pages": SHOWN}
    there = await bulletin.of_bill(card.slug)
    there[view.reading] = there.get(view.reading, frozenset()) | {BulletinKind.ANNOUNCEMENT}
    if shown == "bill":
        return private(
            request, "bill/show.html", bill=card, bulletins=there, preview={**band, "at": shown}
        )
    if shown == "announcement":
        return private(
            request, "round/preview.html", ready=ready, view=view, preview={**band, "at": shown}
        )
    page = await draft.show_draft(card.slug, view.reading, now_of(request))
    return private(
        request,
        "draft/show.html",
        page=msgspec.structs.replace(page, bill=card, view=view),
        marked="amended" if page.amended else "",
        beside=False,
        explain=explain,
        short=partial(address_of_code, request),
        bulletins=there,
        preview={**band, "at": shown},
    )
