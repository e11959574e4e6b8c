"""What a member does in the room: ticks, notes, questions. All of it works without scripts."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from consult.errors import Conflict, Invalid
from consult.services.room import note as room_note
from consult.services.room import progress as room_progress
from consult.services.room import question as room_question
from consult.web.forms import COMMENT_BYTES, Form
from consult.web.pages import go, private
from consult.web.request import Req, actor_of, now_of
from consult.web.room import opened
from consult.web.room_leaf import leaf_page

ARTICLE = "/reports/{sha256:str}/articles/{anchor:str}"


class RoomMemberController(Controller):
    """/room/reports/{sha256}/articles/{anchor}/… and /room/notes"""

    path = "/room"

    @post(f"{ARTICLE}/read", access="room.note", name="room:read")
    async def read(self, request: Req, sha256: FromPath[str], anchor: FromPath[str]) -> Redirect:
        """Tick an article, or take the tick away; then on to the next one or back."""
        form = _form(request)
        sealed = await opened(request, sha256)
        undo = form.line("undo") == "yes"
        actor, now = actor_of(request), now_of(request)
        await room_progress.tick(actor, now, sealed, anchor, read=not undo)
        order = [one.anchor for one in sealed.book.report.sections]
        after = order[order.index(anchor) + 1 :]
        if undo:
            return go(request, "room", "reports", sha256, "articles", anchor)
        there = ("articles", after[0]) if after else ()
        return go(request, "room", "reports", sha256, *there)

    @post(
        f"{ARTICLE}/note",
        access="room.note",
        name="room:note",
        request_max_body_size=COMMENT_BYTES,
    )
    async def note(
        self, request: Req, sha256: FromPath[str], anchor: FromPath[str]
    ) -> Response[Any]:
        """Keep a note on the article or one of its clusters; an empty one is thrown away."""
        save = partial(room_note.save, version=max(0, _form(request).number("version")))
        return await _written(request, sha256, anchor, "note", save)

    @post(
        f"{ARTICLE}/question",
        access="room.ask",
        name="room:ask",
        request_max_body_size=COMMENT_BYTES,
    )
    async def ask(
        self, request: Req, sha256: FromPath[str], anchor: FromPath[str]
    ) -> Response[Any]:
        """Put a question to the office on the article or one of its clusters."""
        form = _form(request)
        shared, key = form.line("shared") == "yes", form.line("key")
        save = partial(room_question.ask, shared=shared, key=key)
        return await _written(request, sha256, anchor, "question", save)

    @post("/questions/{question_id:int}/seen", access="room.ask", name="room:seen")
    async def seen(self, request: Req, question_id: FromPath[int]) -> Redirect:
        """The asker has read the answer."""
        form = _form(request)
        await room_question.see(actor_of(request), question_id, max(0, form.number("version")))
        return go(request, "room")

    @get("/notes", access="room.note", name="room:notes")
    async def notes(self, request: Req) -> Response[Any]:
        """All the member's own notes."""
        books = await room_note.notebooks(actor_of(request))
        return private(request, "room/notes.html", books=books)

    @post("/notes/{note_id:int}/discard", access="room.note", name="room:discard")
    async def discard(self, request: Req, note_id: FromPath[int]) -> Redirect:
        """Throw a note away, also one whose place is in no version any more."""
        form = _form(request)
        actor, now = actor_of(request), now_of(request)
        await room_note.discard(actor, now, note_id, max(0, form.number("version")))
        return go(request, "room", "notes")

    @get("/notes.md", access="room.note", name="room:export")
    async def export(self, request: Req) -> Response[bytes]:
        """The same as one Markdown file to take away."""
        text = room_note.as_markdown(await room_note.notebooks(actor_of(request)))
        return Response(
            text.encode("utf-8"),
            media_type="text/markdown; charset=utf-8",
            headers={
                "content-disposition": 'attachment; filename="notes.md"',
                "cache-control": "no-store",
            },
        )


def _form(request: Req) -> Form:
    form: Form = request.scope["state"]["form"]
    return form


async def _written(
    request: Req, sha256: str, anchor: str, what: str, save: Callable[..., Awaitable[object]]
) -> Response[Any]:
    """The text of the form saved at its place, then back there; refused, the page again with it."""
    form = _form(request)
    sealed = await opened(request, sha256)
    cluster = max(0, form.number("cluster"))
    who = (actor_of(request), now_of(request), sealed)
    try:
        await save(*who, anchor=anchor, cluster=cluster, text=form.text("text"))
    except (Invalid, Conflict) as error:
        return await leaf_page(request, sealed, anchor, refused=(what, form, error))
    there = ("room", "reports", sha256, "articles", anchor)
    return go(request, *there, done=what, anchor=f"at-{cluster}")
