"""疑问 and the public answers: for everybody to read, for the office to write."""

import datetime as dt
from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, Invalid
from consult.services.bills import bill
from consult.services.decisions import question
from consult.services.records.keyset import Key
from consult.web.desk import reading_of
from consult.web.errors import sentence_of, status_of
from consult.web.forms import COMMENT_BYTES, Form
from consult.web.guards import PUBLIC
from consult.web.pages import asked, follow, go, paginate, private, public, recall
from consult.web.request import Req, actor_of, now_of, site_of

PER_PAGE = 20
MEMBERS = 50
"""How many like questions one form ticks; further ones follow when these are answered."""


class QuestionController(Controller):
    """/bills/{slug}/{reading}/questions and /staff/bills/{slug}/{reading}/questions"""

    @get(
        "/bills/{slug:str}/{reading:int}/questions",
        access=PUBLIC,
        before_request=recall,
        name="question:index",
    )
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The answers, the newest first; `?state=waiting` the questions without one."""
        card = await bill.show_bill(slug, now_of(request))
        waiting = asked(request, "state") == "waiting"
        found: Any = (
            await question.unanswered(slug, reading)
            if waiting
            else await question.given(slug, reading)
        )
        return public(
            request,
            "question/index.html",
            bill=card,
            view=reading_of(card, reading),
            times=await question.times(slug, reading),
            waiting=waiting,
            page=paginate(request, found, PER_PAGE),
        )

    @get(
        "/staff/bills/{slug:str}/{reading:int}/questions",
        access="question.read",
        name="question:desk",
    )
    async def desk(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Questions without an answer, the oldest first; `?state=answered` those with one."""
        return await _desk(request, slug, reading, answered=asked(request, "state") == "answered")

    @post(
        "/staff/bills/{slug:str}/{reading:int}/questions",
        access="question.answer",
        name="question:answer",
        request_max_body_size=COMMENT_BYTES,
    )
    async def answer(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Publish one answer to the questions that were ticked."""
        form: Form = request.scope["state"]["form"]
        chosen = form.chosen("q-")
        try:
            await question.answer(
                *(actor_of(request), now_of(request)),
                slug=slug,
                reading=reading,
                comments=chosen,
                text=form.text("text"),
            )
        except (Invalid, Conflict) as error:
            refused = {"first": form.number("first"), "chosen": chosen, "text": form.text("text")}
            return await _desk(request, slug, reading, answered=False, error=error, refused=refused)
        return go(request, "staff", "bills", slug, reading, "questions", done="answered")

    @post(
        "/staff/bills/{slug:str}/{reading:int}/questions/{answer_id:int}",
        access="question.answer",
        name="question:amend",
        request_max_body_size=COMMENT_BYTES,
    )
    async def amend(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], answer_id: FromPath[int]
    ) -> Response[Any]:
        """Change an answer, against the version that was on the screen."""
        form: Form = request.scope["state"]["form"]
        try:
            await question.amend(
                *(actor_of(request), now_of(request), answer_id),
                text=form.text("text"),
                version=max(0, form.number("version")),
            )
        except (Invalid, Conflict) as error:
            refused = {"first": answer_id, "text": form.text("text")}
            return await _desk(request, slug, reading, answered=True, error=error, refused=refused)
        return go(
            *(request, "staff", "bills", slug, reading, "questions"),
            state="answered",
            done="amended",
        )


async def _desk(
    request: Req,
    slug: str,
    reading: int,
    *,
    answered: bool,
    error: Invalid | Conflict | None = None,
    refused: dict[str, Any] | None = None,
) -> Response[Any]:
    card = await bill.show_bill(slug, now_of(request))
    view = reading_of(card, reading)
    days = site_of(request).settings.answer_days
    actor, now = actor_of(request), now_of(request)
    if answered:
        given = await question.given(slug, reading)
        keyed: list[tuple[Key, Any]] = [((-_moment(one.first_at), one.id), one) for one in given]
    else:
        groups = await question.waiting(actor, now, days, slug, reading)
        keyed = [((_moment(one.questions[0].received), one.questions[0].id), one) for one in groups]
    first = refused["first"] if refused else 0
    place = next((n for n, (key, _) in enumerate(keyed) if key[1] == first), None)
    page = follow(request, keyed, lambda pair: pair[0], PER_PAGE, place)
    return private(
        request,
        "question/desk.html",
        status=status_of(error) if error else 200,
        bill=card,
        view=view,
        answered=answered,
        page=page.of([one for _, one in page.items]),
        most=MEMBERS,
        refused=refused,
        why=sentence_of(request, error) if error else "",
        done=asked(request, "done"),
    )


def _moment(at: dt.datetime) -> int:
    """A time as a key of a list holds it: microseconds."""
    return int(at.timestamp() * 1_000_000)
