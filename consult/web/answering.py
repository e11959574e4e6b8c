"""What a department is asked: its list, and its answers; by its account or by its address."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor
from consult.services.decisions import answering, invitation
from consult.services.decisions.asking import Asked
from consult.services.records.keyset import Key
from consult.web.disposition import outcome_of
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.guards import PUBLIC
from consult.web.pages import asked, follow, go, private, turn_of
from consult.web.request import Req, actor_of, address_of, now_of, site_of
from reports.model import Outcome

_PER_PAGE = 20


class AnsweringController(Controller):
    """/department and /asked/{code}"""

    @get("/department", access="department.answer", name="answering:index")
    async def index(self, request: Req) -> Response[Any]:
        """What the department of the account is asked."""
        return await _page(request, actor_of(request), ("department",))

    @post("/department/{asking_id:int}", access="department.answer", name="answering:answer")
    async def answer(self, request: Req, asking_id: FromPath[int]) -> Response[Any]:
        """Answer one request, amend the answer, or take it back."""
        return await _answer(request, actor_of(request), ("department",), asking_id)

    @get("/asked/{code:str}", access=PUBLIC, name="answering:visit")
    async def visit(self, request: Req, code: FromPath[str]) -> Response[Any]:
        """The same list for whoever holds the department's address."""
        return await _page(request, await _holder(request, code), ("asked", code))

    @post("/asked/{code:str}", access=PUBLIC, name="answering:reply")
    async def reply(self, request: Req, code: FromPath[str]) -> Response[Any]:
        """The same answer from there."""
        form: Form = request.scope["state"]["form"]
        holder, place = await _holder(request, code), ("asked", code)
        if form.line("act") == "seen":
            _, found = await answering.inbox(holder, now_of(request))
            await answering.see(holder, now_of(request), found)
            return go(request, *place, done="seen")
        return await _answer(request, holder, place, form.number("asking"))


async def _holder(request: Req, code: str) -> Actor:
    """Whose address it is; who guesses at addresses is slowed down."""
    site, now, address = site_of(request), now_of(request), address_of(request)
    site.asked_tries.check(address, now)
    try:
        return await invitation.holder(code, now)
    except NotFound:
        site.asked_tries.failed(address, now)
        raise


async def _answer(
    request: Req, actor: Actor, place: tuple[str, ...], asking_id: int
) -> Response[Any]:
    form: Form = request.scope["state"]["form"]
    now, version = now_of(request), form.number("version")
    back = form.line("act") == "retract"
    try:
        if back:
            await answering.retract(actor, now, asking_id=asking_id, version=version)
        else:
            await answering.answer(
                *(actor, now),
                asking_id=asking_id,
                outcome=outcome_of(form, "outcome"),
                reason=form.text("reason"),
                citation=form.text("citation"),
                version=version,
            )
    except (Invalid, Conflict) as error:
        field = (isinstance(error, Invalid) and error.field) or "outcome"
        return await _page(
            *(request, actor, place),
            at=asking_id,
            status=status_of(error),
            wrong={field: sentence_of(request, error)},
        )
    return go(
        request,
        *place,
        done="retracted" if back else "answered",
        after=turn_of(request).after or None,
        anchor=f"a{asking_id}",
    )


async def _page(
    request: Req,
    actor: Actor,
    place: tuple[str, ...],
    *,
    at: int = 0,
    status: int = 200,
    wrong: dict[str, str] | None = None,
) -> Response[Any]:
    who, found = await answering.inbox(actor, now_of(request))
    where = next((n for n, one in enumerate(found) if one.id == at), None)
    page = follow(request, found, _key, _PER_PAGE, where)
    shown = await answering.items(actor, page.items)
    by_link = place != ("department",)
    if not by_link:  # an address is also opened by programs that only look what is behind it
        await answering.see(actor, now_of(request), page.items)
    form: Form | None = request.scope["state"].get("form")
    return private(
        request,
        "department/inbox.html",
        status=status,
        who=who,
        place=place,
        by_link=by_link,
        unseen=by_link and any(one.state in answering.UNSEEN for one in found),
        page=page,
        after=turn_of(request).after or None,
        items=shown,
        waiting=sum(one.waits for one in found),
        outcomes=tuple(Outcome),
        at=at,
        wrong=wrong or {},
        fields=form.fields if form and at else {},
        done=asked(request, "done"),
    )


def _key(one: Asked) -> Key:
    """What the inbox is ranked by."""
    return int(not one.waits), int(one.state not in answering.OPEN), one.due.isoformat(), one.id
