"""Saying one thing about one provision."""

from typing import Any

import msgspec
from litestar import Controller, MediaType, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, ConsultError, Invalid, RoundClosed, TooManyTries
from consult.services import comment, resemblance
from consult.services.comment import CommentInput
from consult.services.opinion import OpinionView
from consult.web import csrf
from consult.web.buckets import Sender
from consult.web.errors import WAIT, sentence_of, status_of
from consult.web.forms import COMMENT_BYTES, Form
from consult.web.guards import PUBLIC
from consult.web.pages import asked, go, private
from consult.web.request import Req, address_of, now_of, site_of
from reports.model import CommentKind

_EMPTY = Form({"kind": CommentKind.AMEND.value})


class CommentController(Controller):
    """/bills/{slug}/{reading}/comment?at=ADDRESS"""

    path = "/bills/{slug:str}/{reading:int}/comment"

    @get("/", access=PUBLIC, name="comment:new")
    async def new(self, request: Req, slug: FromPath[str], reading: FromPath[int]) -> Response[Any]:
        """The form; without `at` it is about the draft as a whole."""
        page = await comment.prepare(slug, reading, asked(request, "at"), now_of(request))
        return private(
            request,
            "comment/new.html",
            page=page,
            key=page.key,
            form=_EMPTY,
            wrong={},
            why="",
            near=None,
        )

    @post(
        "/",
        access=PUBLIC,
        name="comment:create",
        hand_back=True,
        request_max_body_size=COMMENT_BYTES,
    )
    async def create(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Receive a comment and lead to its receipt; or, when asked to look first, show what
        others have said that is close. Whatever goes wrong, the text comes back."""
        form: Form = request.scope["state"]["form"]
        site, now = site_of(request), now_of(request)
        try:
            if form.line("act") == "look":
                return await _look(request, slug, reading, form)
            site.comment_limits.check(_sender(request), now)
            receipt = await comment.submit(
                now,
                site.settings.secret_key,
                slug=slug,
                reading=reading,
                address=asked(request, "at"),
                form=_input(form),
                key=form.line("key"),
                same_as=form.number("same") if form.line("same") else None,
            )
        except (Invalid, Conflict, RoundClosed, TooManyTries) as error:
            return await _again(request, slug, reading, form, error)
        if not receipt.already:
            site.arrivals.place(slug, reading, [receipt.number])
        return go(request, "receipts", receipt.number, receipt.code)

    @post("/close", access=PUBLIC, name="comment:close", request_max_body_size=COMMENT_BYTES)
    async def close(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[bytes]:
        """What others have said that is close, as JSON, for a page that looks while one types.

        A POST with the comment form's own fields, its token among them: what somebody is still
        writing stands in no address and in no log.
        """
        near = await _near(request, slug, reading, request.scope["state"]["form"])
        return Response(
            msgspec.json.encode({"close": [_shown(view) for view in near]}),
            media_type=MediaType.JSON,
            status_code=200,
            headers={"cache-control": "no-store"},
        )


async def _look(request: Req, slug: str, reading: int, form: Form) -> Response[Any]:
    """The form once more with everything that was written, and what others have said."""
    near = await _near(request, slug, reading, form)
    page = await comment.prepare(slug, reading, asked(request, "at"), now_of(request))
    return private(
        request,
        "comment/new.html",
        page=page,
        key=form.line("key") or page.key,
        form=form,
        wrong={},
        why="",
        near=near,
    )


async def _near(request: Req, slug: str, reading: int, form: Form) -> tuple[OpinionView, ...]:
    site = site_of(request)
    site.look_limits.check(_sender(request), now_of(request))
    said = _input(form)
    comment.check(said, form.line("key"))
    return await resemblance.close(
        site.arrivals.indexes,
        slug=slug,
        reading=reading,
        address=asked(request, "at"),
        text=said.text,
        proposed=said.proposed,
        reason=said.reason,
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


def _input(form: Form) -> CommentInput:
    try:
        kind = CommentKind(form.line("kind"))
    except ValueError:
        raise Invalid("请选一项：修改、增加、删除、疑问、支持或其他。", field="kind") from None
    return CommentInput(
        text=form.text("text"),
        kind=kind,
        proposed=form.text("proposed"),
        reason=form.text("reason"),
        name=form.line("name"),
        contact=form.line("contact"),
        region=form.line("region"),
        name_public=form.line("name_public") == "yes",
    )


async def _again(
    request: Req, slug: str, reading: int, form: Form, error: ConsultError
) -> Response[Any]:
    """The form once more with everything that was written, and the message where it belongs."""
    sentence, status = sentence_of(request, error), status_of(error)
    if isinstance(error, RoundClosed):
        return private(
            request,
            "comment/closed.html",
            status=status,
            sentence=sentence,
            form=form,
            slug=slug,
            reading=reading,
        )
    page = await comment.prepare(slug, reading, asked(request, "at"), now_of(request))
    field = error.field if isinstance(error, Invalid) else None
    # After a conflict the old key belongs to the text already received: a new one sends this text.
    key = page.key if isinstance(error, Conflict) else form.line("key") or page.key
    response = private(
        request,
        "comment/new.html",
        status=status,
        page=page,
        key=key,
        form=form,
        wrong={field: sentence} if field else {},
        why=sentence,
        near=None,
    )
    if isinstance(error, TooManyTries):
        response.headers.update(WAIT)
    return response
