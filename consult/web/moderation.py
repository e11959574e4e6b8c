"""The moderation queue at the desk: one comment at a time, or many by a saved condition."""

import datetime as dt
from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, ConsultError, Invalid, NotFound
from consult.lifecycle import SHANGHAI
from consult.services.bills import bill
from consult.services.moderating import moderation, original, redaction, sweep, waiting
from consult.services.moderating.shown import State
from consult.services.moderating.sweep import Condition
from consult.web.desk import reading_of
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import asked, go, private, turn_of
from consult.web.request import Req, actor_of, now_of
from reports.redaction import Cause

READING = "moderation.read"
ACTION = "comment.moderate"
PER_PAGE = 20
_NOTHING = Form({})
_HERE = ("staff", "bills")


class ModerationController(Controller):
    """/staff/bills/{slug}/{reading}/moderation"""

    path = "/staff/bills/{slug:str}/{reading:int}/moderation"

    @get("/", access=READING, name="moderation:index")
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """What waits, or what is hidden, or one comment by its number; and the saved sweeps."""
        return await _page(request, slug, reading)

    @post("/{comment_id:int}", access=ACTION, name="moderation:rule")
    async def rule(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], comment_id: FromPath[int]
    ) -> Response[Any]:
        """Show a comment, hide it with a reason, or let it wait."""
        form: Form = request.scope["state"]["form"]
        try:
            await moderation.rule(
                actor_of(request),
                now_of(request),
                comment_id,
                state=_state(form, "state"),
                reason=form.text("reason"),
                seen=_state(form, "seen"),
            )
        except (Invalid, Conflict) as error:
            return await _page(request, slug, reading, form=form, error=error, at=comment_id)
        here = (*_HERE, slug, reading, "moderation")
        done, number = form.line("state"), form.line("number")
        if number:
            return go(request, *here, number=number, done=done)
        return go(request, *here, state=_list(form), done=done)

    @post("/{comment_id:int}/redactions", access=ACTION, name="moderation:redact")
    async def redact(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], comment_id: FromPath[int]
    ) -> Response[Any]:
        """Hide words of a comment, or with `restore` let some be read again."""
        form: Form = request.scope["state"]["form"]
        actor, now = actor_of(request), now_of(request)
        try:
            if form.line("restore"):
                await redaction.restore(actor, now, form.number("restore"))
            else:
                await redaction.redact(
                    *(actor, now, comment_id),
                    field=form.line("field"),
                    words=form.text("hide").strip(),
                    occurrence=form.number("occurrence"),
                    cause=form.line("cause"),
                    note=form.text("note"),
                )
        except (Invalid, Conflict) as error:
            return await _page(request, slug, reading, form=form, error=error, at=comment_id)
        done = "restored" if form.line("restore") else "redacted"
        here = (*_HERE, slug, reading, "moderation")
        return go(request, *here, number=form.line("number"), done=done)

    @post("/{comment_id:int}/original", access="comment.unmask", name="moderation:unmask")
    async def unmask(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], comment_id: FromPath[int]
    ) -> Response[Any]:
        """The original words of a comment, in this answer alone."""
        form: Form = request.scope["state"]["form"]
        try:
            row = await original.unmask(
                actor_of(request), now_of(request), comment_id, form.text("why")
            )
        except Invalid as error:
            return await _page(request, slug, reading, form=form, error=error, at=comment_id)
        card = await bill.show_bill(slug, now_of(request))
        return private(
            request, "moderation/original.html", bill=card, view=reading_of(card, reading), row=row
        )

    @post("/sweeps", access=ACTION, name="moderation:draw")
    async def draw(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Save a condition and lead to what it means; nothing is moved yet."""
        form: Form = request.scope["state"]["form"]
        try:
            drawn = await sweep.draw_up(
                actor_of(request),
                now_of(request),
                slug=slug,
                reading=reading,
                condition=_condition(form),
                state=_state(form, "to"),
                reason=form.text("why"),
            )
        except Invalid as error:
            return await _page(request, slug, reading, form=form, error=error)
        return go(request, *_HERE, slug, reading, "moderation", "sweeps", drawn)

    @get("/sweeps/{sweep_id:int}", access=READING, name="moderation:sweep")
    async def sweep(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], sweep_id: FromPath[int]
    ) -> Response[Any]:
        """How many comments a sweep means, the first of them, and what was done."""
        return await _plan(request, slug, reading, sweep_id)

    @post("/sweeps/{sweep_id:int}", access=ACTION, name="moderation:carry")
    async def carry(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], sweep_id: FromPath[int]
    ) -> Response[Any]:
        """Carry a sweep out, or take it back."""
        form: Form = request.scope["state"]["form"]
        actor, now = actor_of(request), now_of(request)
        try:
            if form.line("act") == "undo":
                await sweep.undo(actor, now, sweep_id)
            else:
                await sweep.start(actor, now, sweep_id, seen=form.number("seen"))
        except Conflict as error:
            return await _plan(request, slug, reading, sweep_id, error)
        return go(request, *_HERE, slug, reading, "moderation", "sweeps", sweep_id)


async def _page(
    request: Req,
    slug: str,
    reading: int,
    *,
    form: Form = _NOTHING,
    error: ConsultError | None = None,
    at: int | None = None,
) -> Response[Any]:
    """The queue, also with what was refused: `at` is the comment it was about."""
    state = State(_list(form)) if at else _listed(request)
    number = form.line("number") if at else asked(request, "number") or ""
    queue = await waiting.queue(
        actor_of(request),
        slug,
        reading,
        now_of(request),
        state=state,
        number=number,
        turn=turn_of(request),
        size=PER_PAGE,
    )
    why = sentence_of(request, error) if error else ""
    field = error.field if isinstance(error, Invalid) else None
    return private(
        request,
        "moderation/index.html",
        status=status_of(error) if error else 200,
        queue=queue,
        view=reading_of(queue.bill, reading),
        state=state,
        number=number,
        sweeps=await sweep.listed(actor_of(request), slug, reading),
        form=form,
        wrong={field: why} if field and not at else {},
        why=why,
        at=at,
        done=asked(request, "done"),
        causes={one.name.lower(): one.value for one in Cause},
        longest=moderation.LONGEST,
    )


async def _plan(
    request: Req, slug: str, reading: int, sweep_id: int, error: ConsultError | None = None
) -> Response[Any]:
    plan = await sweep.show(actor_of(request), sweep_id, now_of(request))
    if (plan.bill.slug, plan.reading) != (slug, reading):
        raise NotFound("没有这一批。")
    return private(
        request,
        "moderation/sweep.html",
        status=status_of(error) if error else 200,
        plan=plan,
        view=reading_of(plan.bill, plan.reading),
        why=sentence_of(request, error) if error else "",
    )


def _listed(request: Req) -> State:
    return State.HIDDEN if asked(request, "state") == State.HIDDEN else State.WAITING


def _list(form: Form) -> str:
    """The list a deed was done in."""
    return State.HIDDEN.value if form.line("list") == State.HIDDEN else State.WAITING.value


def _state(form: Form, name: str) -> State:
    try:
        return State(form.line(name))
    except ValueError:
        raise Invalid("请选公开、待核对或不公开。", field=name) from None


def _condition(form: Form) -> Condition:
    return Condition(
        state=_state(form, "from"),
        words=form.line("words"),
        article=form.line("article"),
        cluster=_cluster(form),
        since=_moment(form, "since"),
        until=_moment(form, "until"),
    )


def _cluster(form: Form) -> int | None:
    if not form.line("cluster"):
        return None
    if form.number("cluster") < 0:
        raise Invalid("同类意见的编号只有数字，在它那一页的网址末尾。", field="cluster")
    return form.number("cluster")


def _moment(form: Form, name: str) -> dt.datetime | None:
    """A moment in Asia/Shanghai as browsers send it, 2026-05-20T09:30. Raises Invalid."""
    said = form.line(name)
    if not said:
        return None
    try:
        return dt.datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise Invalid(
            "看不懂时间“{said}”，请写成 2026-03-10T09:30。", field=name, said=said[:40]
        ) from None
