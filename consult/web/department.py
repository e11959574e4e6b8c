"""责任清单 of a reading, and what departments are asked: the office's side."""

import datetime as dt
from typing import Any

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, ConsultError, Invalid
from consult.services.bills import bill
from consult.services.decisions import asking, department, invitation
from consult.services.decisions.department import Assigned
from consult.services.records import find
from consult.web.cluster import cluster_page
from consult.web.errors import sentence_of, status_of
from consult.web.forms import UPLOAD_BYTES, Form
from consult.web.links import link
from consult.web.pages import asked, follow, go, private
from consult.web.request import Req, actor_of, locale_of, now_of, site_of
from drafts.address import label

_PAGE = "/bills/{slug:str}/{reading:int}/departments"
_CELLS = ("address", "department", "task", "words", "due")


class Told(msgspec.Struct, frozen=True):
    """What a form led to: the sentence of a refusal by field, a file looked at with the ticket
    that fetches it, an address that is shown this once."""

    wrong: dict[str, str] = {}
    status: int = 200
    fields: dict[str, str] = {}
    seen: Assigned | None = None
    errors: tuple[tuple[int, str], ...] = ()
    ticket: str = ""
    address: str = ""


class DepartmentController(Controller):
    """/staff/bills/{slug}/{reading}/departments, /staff/clusters/{id}/ask, /staff/askings/{id}"""

    path = "/staff"

    @get(_PAGE, access="department.read", name="department:index")
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Who leads and assists on which article; what was asked and how far that is."""
        return await _page(request, slug, reading, Told())

    @post(_PAGE, access="department.assign", name="department:lay")
    async def lay(self, request: Req, slug: FromPath[str], reading: FromPath[int]) -> Response[Any]:
        """Lay down, change or end one duty."""
        form: Form = request.scope["state"]["form"]
        cells = {name: form.line(name) for name in _CELLS}
        try:
            await department.lay(
                actor_of(request), now_of(request), slug=slug, reading=reading, cells=cells
            )
        except (Invalid, Conflict) as error:
            return await _page(request, slug, reading, _refused(request, error, "duty"))
        return go(request, "staff", "bills", slug, reading, "departments", done="duty")

    @post(
        _PAGE + "/sheet",
        access="department.assign",
        name="department:sheet",
        uploads=True,
        request_max_body_size=UPLOAD_BYTES,
    )
    async def sheet(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Look at a table of duties; with its ticket, take it in."""
        form: Form = request.scope["state"]["form"]
        try:
            told = await _look(request, slug, reading, form)
        except (Invalid, Conflict) as error:
            told = _refused(request, error, "file")
        if told is None:
            return go(request, "staff", "bills", slug, reading, "departments", done="sheet")
        return await _page(request, slug, reading, told)

    @post(_PAGE + "/ask", access="department.assign", name="department:ask")
    async def ask(self, request: Req, slug: FromPath[str], reading: FromPath[int]) -> Response[Any]:
        """Ask a department about every undecided cluster of the articles it leads."""
        form: Form = request.scope["state"]["form"]
        try:
            count = await asking.ask_lead(
                actor_of(request),
                now_of(request),
                slug=slug,
                reading=reading,
                department_id=form.number("department"),
                due=_day(form),
                words=form.text("words"),
            )
        except (Invalid, Conflict) as error:
            return await _page(request, slug, reading, _refused(request, error, "ask"))
        where = ("staff", "bills", slug, reading, "departments")
        return go(request, *where, done="asked", n=str(count))

    @post(_PAGE + "/link", access="department.assign", name="department:link")
    async def link(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Make the address a department answers at, shown this once; or end it."""
        form: Form = request.scope["state"]["form"]
        actor, now, one = actor_of(request), now_of(request), form.number("department")
        if form.line("act") == "end":
            await invitation.end(actor, now, slug=slug, department_id=one)
            return go(request, "staff", "bills", slug, reading, "departments", done="ended")
        code = await invitation.make(actor, now, slug=slug, department_id=one)
        base = site_of(request).settings.base_url.rstrip("/")
        address = base + link(locale_of(request), "asked", code)
        return await _page(request, slug, reading, Told(address=address))

    @post("/clusters/{cluster_id:int}/ask", access="department.assign", name="department:about")
    async def about(self, request: Req, cluster_id: FromPath[int]) -> Response[Any]:
        """Ask a department about one cluster."""
        form: Form = request.scope["state"]["form"]
        try:
            await asking.ask(
                actor_of(request),
                now_of(request),
                cluster_id=cluster_id,
                department_id=form.number("department"),
                due=_day(form),
                words=form.text("words"),
            )
        except (Invalid, Conflict) as error:
            wrong = {"ask": sentence_of(request, error)}
            return await cluster_page(
                *(request, cluster_id), status=status_of(error), wrong=wrong, fields=form.fields
            )
        return go(request, "staff", "clusters", cluster_id, done="asked", anchor="asked")

    @post(
        "/askings/{asking_id:int}/withdraw", access="department.assign", name="department:withdraw"
    )
    async def withdraw(self, request: Req, asking_id: FromPath[int]) -> Response[Any]:
        """Take a request back."""
        slug, reading = await asking.withdraw(actor_of(request), now_of(request), asking_id)
        return go(request, "staff", "bills", slug, reading, "departments", done="withdrawn")


def _day(form: Form) -> dt.date:
    try:
        return dt.date.fromisoformat(form.line("due"))
    except ValueError:
        raise Invalid("请填写答复的期限。", field="due") from None


def _refused(request: Req, error: ConsultError, at: str) -> Told:
    """What was typed stays; the sentence stands at the form `at`."""
    form: Form = request.scope["state"]["form"]
    wrong = {at: sentence_of(request, error)}
    return Told(wrong=wrong, status=status_of(error), fields={**form.fields, "at": at})


async def _look(request: Req, slug: str, reading: int, form: Form) -> Told | None:
    """A file looked at and kept for half an hour; None once it was taken in."""
    stash, actor, now = site_of(request).stash, actor_of(request), now_of(request)
    ticket = form.line("ticket")
    upload = form.files.get("file")
    kept = stash.fetch(ticket, actor.id, now) if ticket else None
    if kept is None and upload is None:
        raise Invalid("请选择表格文件；选过的文件只留半小时。", field="file")
    filename, data = (kept.filename, kept.data) if kept else (upload.filename, upload.data)  # type: ignore[union-attr]  # one of them is there
    done = await department.assign(
        *(actor, now),
        slug=slug,
        reading=reading,
        filename=filename,
        data=data,
        dry_run=kept is None,
    )
    if kept is not None:
        stash.forget(ticket)
        return None
    return Told(
        seen=done,
        errors=tuple((one.row, sentence_of(request, one.message)) for one in done.errors),
        ticket=stash.keep(actor.id, filename, data, now),
    )


async def _page(request: Req, slug: str, reading: int, told: Told) -> Response[Any]:
    actor, now = actor_of(request), now_of(request)
    found = await asking.asked(actor, slug, reading, now)
    only = asked(request, "department")
    shown = [one for one in found if only in (None, str(one.department))]
    tree = await find.tree(await find.draft_row(slug, reading))
    return private(
        request,
        "department/index.html",
        status=told.status,
        bill=await bill.show_bill(slug, now),
        reading=reading,
        duties=await department.list_duties(actor, slug, reading),
        departments=await asking.departments_of(actor, slug),
        links=await invitation.standing(actor, slug, now),
        asked=follow(request, shown, lambda one: (one.due.isoformat(), one.id)),
        late=[one for one in found if one.state is asking.State.LATE],
        levels=asking.levels(found),
        only=only,
        captions={unit.address: unit.caption for unit in tree.walk()},
        place=label,
        told=told,
        done=asked(request, "done"),
        count=asked(request, "n"),
    )
