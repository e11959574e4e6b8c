"""Saying one thing about one provision, or several things about several."""

from typing import Any

import msgspec
from litestar import Controller, MediaType, Response, get, post
from litestar.params import FromPath
from msgspec.structs import replace

from consult.errors import Conflict, Invalid, ProofNeeded, RoundClosed, TooManyTries
from consult.services.public.opinion import OpinionView
from consult.services.submissions import basket, comment, comment_form, resemblance
from consult.web import challenge, csrf, writing
from consult.web.buckets import Sender
from consult.web.forms import LETTER_BYTES, Form
from consult.web.guards import PUBLIC
from consult.web.pages import asked, go
from consult.web.request import Req, address_of, locale_of, now_of, site_of
from consult.web.target import about_asked
from consult.web.writing import Written, entry_of, form_page, list_page, point_of
from reports.model import CommentKind

_EMPTY = Written({"kind": CommentKind.AMEND.value})


class CommentController(Controller):
    """/bills/{slug}/{reading}/comment?at=ADDRESS"""

    path = "/bills/{slug:str}/{reading:int}/comment"

    @get("/", access=PUBLIC, name="comment:new")
    async def new(self, request: Req, slug: FromPath[str], reading: FromPath[int]) -> Response[Any]:
        """The form; without `at` it is about the draft as a whole. `part` or `quote` say what of
        the provision it is about."""
        form = replace(_EMPTY, fields={**_EMPTY.fields, **about_asked(request)})
        return await form_page(request, slug, reading, form, at=asked(request, "at"))

    @post(
        "/",
        access=PUBLIC,
        name="comment:create",
        hand_back=True,
        request_max_body_size=LETTER_BYTES,
    )
    async def create(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Receive what was written and lead to its receipt; or, when asked to, show first what
        others have said, what would be sent, or where to say the next thing. Whatever goes wrong,
        every word comes back."""
        at = asked(request, "at")
        try:
            form = writing.written(request, slug, reading)
        except basket.Tampered as error:
            form = writing.unopened(request)
            return await writing.handed_back(request, slug, reading, form, at, error)
        try:
            return await _deed(request, slug, reading, form, at)
        except (Invalid, Conflict, RoundClosed, TooManyTries, ProofNeeded) as error:
            return await writing.handed_back(request, slug, reading, form, at, error)

    @post("/close", access=PUBLIC, name="comment:close", request_max_body_size=LETTER_BYTES)
    async def close(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[bytes]:
        """What others have said that is close, as JSON, for a page that looks while one types.

        A POST with the comment form's own fields, its token among them: what somebody is still
        writing stands in no address and in no log.
        """
        form, at = writing.unopened(request), asked(request, "at")
        near = await _near(request, slug, reading, form, at)
        return Response(
            msgspec.json.encode({"close": [_shown(view) for view in near]}),
            media_type=MediaType.JSON,
            status_code=200,
            headers={"cache-control": "no-store"},
        )


async def _deed(
    request: Req, slug: str, reading: int, form: Written, at: str | None
) -> Response[Any]:
    """What the button that was pressed asks for. Raises what a service raises."""
    for act in ("drop", "edit"):
        if form.line(act):
            return await _take_out(request, slug, reading, form, form.number(act))
    match form.line("act"):
        case "look":
            near = await _near(request, slug, reading, form, at)
            return await form_page(request, slug, reading, form, at=at, near=near)
        case "preview":
            comment.check([point_of(form, at)], form.line("key"))
            return await form_page(request, slug, reading, form, at=at, previewed=True)
        case "more":
            return await _more(request, slug, reading, form, at)
        case "write":
            fresh = writing.begun(form, _EMPTY.fields)
            return await form_page(request, slug, reading, fresh, at=form.line("to") or None)
        case _:
            return await _send(request, slug, reading, form, at)


async def _send(
    request: Req, slug: str, reading: int, form: Written, at: str | None
) -> Response[Any]:
    """Send the basket, and what is written here after it."""
    site, now = site_of(request), now_of(request)
    points = writing.points_in(form, at)
    site.comment_limits.check(_sender(request), now, len(points))
    comment.check(points, form.line("key"))
    held = challenge.weigh(
        request,
        writing.scope_of(slug, reading, form.line("key")),
        form,
        (text for one in points for text in (one.said.text, one.said.reason)),
    )
    *earlier, last = points
    receipt = await comment.submit(
        now,
        site.settings.secret_key,
        slug=slug,
        reading=reading,
        address=last.address,
        form=replace(last.said, language=locale_of(request)),
        key=form.line("key"),
        same_as=last.same_as,
        about=last.about,
        earlier=earlier,
        held=held,
    )
    if not receipt.already:
        site.arrivals.place(slug, reading, receipt.numbers)
    return go(request, "receipts", receipt.number, receipt.code)


async def _more(
    request: Req, slug: str, reading: int, form: Written, at: str | None
) -> Response[Any]:
    """Put what is written into the basket and show where to go on."""
    if not (form.blank and form.entries):
        comment.check([*writing.points_in(form, at)], form.line("key"))
        await comment_form.prepare(slug, reading, at, now_of(request))
        form = replace(form, entries=(*form.entries, entry_of(form, at)))
        writing.packed(request, slug, reading, form.line("key"), form)
    return await list_page(request, slug, reading, form)


async def _take_out(
    request: Req, slug: str, reading: int, form: Written, place: int
) -> Response[Any]:
    """Take one point out of the basket: into the form, or away."""
    left = writing.without(form, place)
    if form.line("drop") or left.entries == form.entries:
        return await list_page(request, slug, reading, left)
    entry = form.entries[place]
    taken = writing.begun(left, entry.fields)
    return await form_page(request, slug, reading, taken, at=entry.at or None)


async def _near(
    request: Req, slug: str, reading: int, form: Form, at: str | None
) -> tuple[OpinionView, ...]:
    site = site_of(request)
    site.look_limits.check(_sender(request), now_of(request))
    point = point_of(form, at)
    comment.check([point], form.line("key"))
    return await resemblance.close(
        site.arrivals.indexes,
        slug=slug,
        reading=reading,
        address=at,
        text=point.said.text,
        proposed=point.said.proposed,
        reason=point.said.reason,
    )


def _shown(view: OpinionView) -> dict[str, Any]:
    return {
        "cluster": view.cluster_id,
        "text": view.text,
        "size": view.size,
        "outcome": view.outcome,
        "reason": view.reason,
    }


def _sender(request: Req) -> Sender:
    browser = f"{request.headers.get('user-agent')}\n{request.headers.get('accept-language')}"
    return Sender(csrf.form_session(request), address_of(request), browser)
