"""Amending or withdrawing a comment, with the number and the code of its receipt."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, ConsultError, Invalid, NotFound, RoundClosed
from consult.services.submissions import revision
from consult.services.submissions.fate import Fate
from consult.services.submissions.revision import Words
from consult.web.errors import sentence_of, status_of
from consult.web.forms import COMMENT_BYTES, Form
from consult.web.guards import PUBLIC
from consult.web.pages import go, private
from consult.web.receipt import page_of, secret
from consult.web.request import Req, now_of
from reports.model import CommentKind


class RevisionController(Controller):
    """/receipts/{number}/{code}/comments/{comment_id}"""

    path = "/receipts/{number:str}/{code:str}/comments/{comment_id:int}"

    @get("/", access=PUBLIC, name="revision:show")
    async def show(
        self, request: Req, number: FromPath[str], code: FromPath[str], comment_id: FromPath[int]
    ) -> Response[Any]:
        """The comment as it stands, in a form."""
        return await _form(request, number, code, comment_id)

    @post(
        "/",
        access=PUBLIC,
        name="revision:amend",
        hand_back=True,
        request_max_body_size=COMMENT_BYTES,
    )
    async def amend(
        self, request: Req, number: FromPath[str], code: FromPath[str], comment_id: FromPath[int]
    ) -> Response[Any]:
        """Keep the new words. Whatever goes wrong, they come back."""
        form: Form = request.scope["state"]["form"]
        await page_of(request, number, code)
        try:
            await revision.amend(
                *(now_of(request), number, code),
                comment_id=comment_id,
                words=_words(form),
                seen=form.number("seen"),
            )
        except (Invalid, Conflict, RoundClosed) as error:
            return await _form(request, number, code, comment_id, form, error)
        return go(request, "receipts", number, code, done="amended")

    @post("/withdraw", access=PUBLIC, name="revision:withdraw")
    async def withdraw(
        self, request: Req, number: FromPath[str], code: FromPath[str], comment_id: FromPath[int]
    ) -> Response[Any]:
        """Take the comment back."""
        form: Form = request.scope["state"]["form"]
        await page_of(request, number, code)
        try:
            await revision.withdraw(
                *(now_of(request), number, code), comment_id=comment_id, seen=form.number("seen")
            )
        except (Conflict, RoundClosed) as error:
            return await _form(request, number, code, comment_id, None, error)
        return go(request, "receipts", number, code, done="withdrawn")


async def _form(
    request: Req,
    number: str,
    code: str,
    comment_id: int,
    form: Form | None = None,
    error: ConsultError | None = None,
) -> Response[Any]:
    page = await page_of(request, number, code)
    fate = next((one for one in page.points if one.id == comment_id), None)
    if fate is None:
        raise NotFound("这份回执里没有这条意见。请回到回执页再看。")
    why = sentence_of(request, error) if error else ""
    field = error.field if isinstance(error, Invalid) else None
    response = private(
        request,
        "receipt/revise.html",
        status=status_of(error) if error else 200,
        page=page,
        code=code,
        fate=fate,
        form=form or _as_it_stands(fate),
        seen=len(fate.earlier),
        wrong={field: why} if field else {},
        why=why,
    )
    return secret(response)


def _as_it_stands(fate: Fate) -> Form:
    return Form(
        {
            "kind": fate.kind.value,
            "text": fate.text,
            "proposed": fate.proposed,
            "reason": fate.reason,
        }
    )


def _words(form: Form) -> Words:
    try:
        kind = CommentKind(form.line("kind"))
    except ValueError:
        raise Invalid("请选一项：修改、增加、删除、疑问、支持或其他。", field="kind") from None
    return Words(kind, form.text("text"), form.text("proposed"), form.text("reason"))
