"""The office's side of the room: the members' questions, and the answers."""

from collections.abc import Callable
from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, Invalid
from consult.services.records.keyset import Key
from consult.services.room import question as room_question
from consult.services.room.question import QuestionView
from consult.web.errors import sentence_of, status_of
from consult.web.forms import COMMENT_BYTES, Form
from consult.web.pages import asked, follow, go, private
from consult.web.request import Req, actor_of, now_of

PER_PAGE = 20


class RoomDeskController(Controller):
    """/staff/questions"""

    path = "/staff/questions"

    @get("/", access="room.questions", name="room:questions")
    async def questions(self, request: Req) -> Response[Any]:
        """Open questions, the oldest first; `?state=answered` those with an answer."""
        return await _page(request, answered=asked(request, "state") == "answered")

    @post(
        "/{question_id:int}",
        access="room.answer",
        name="room:answer",
        request_max_body_size=COMMENT_BYTES,
    )
    async def answer(self, request: Req, question_id: FromPath[int]) -> Response[Any]:
        """Answer a question, or change the answer, against the version that was on the screen."""
        form: Form = request.scope["state"]["form"]
        try:
            await room_question.answer(
                *(actor_of(request), now_of(request), question_id),
                text=form.text("text"),
                version=max(0, form.number("version")),
            )
        except (Invalid, Conflict) as error:
            kept = {"id": question_id, "text": form.text("text")}
            answered = isinstance(error, Conflict) or form.number("version") > 0
            why = sentence_of(request, error)
            return await _page(
                request, answered=answered, status=status_of(error), refused={**kept, "why": why}
            )
        return go(request, "staff", "questions", done="answered")


async def _page(
    request: Req,
    *,
    answered: bool,
    status: int = 200,
    refused: dict[str, Any] | None = None,
) -> Response[Any]:
    found = list(await room_question.questions(actor_of(request), answered=answered))
    if answered:
        found.reverse()
    place = next((at for at, one in enumerate(found) if refused and one.id == refused["id"]), None)
    return private(
        request,
        "room/questions.html",
        status=status,
        page=follow(request, found, _key(answered=answered), PER_PAGE, place),
        answered=answered,
        refused=refused,
        done=asked(request, "done"),
    )


def _key(*, answered: bool) -> Callable[[QuestionView], Key]:
    """The oldest open question first, the newest answered one."""
    return lambda one: (-one.id if answered else one.id,)
