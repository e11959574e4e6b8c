"""Loading a draft file at the desk: as it is, or as a decision on a law in force."""

from typing import Any

from litestar import Controller, Response, post

from consult.errors import Conflict, ConsultError, Invalid
from consult.services.bills import consolidating, draft
from consult.services.bills.consolidating import File
from consult.web.desk import desk_page
from consult.web.errors import sentence_of, status_of
from consult.web.forms import UPLOAD_BYTES, Form, Upload
from consult.web.pages import private
from consult.web.request import Req, actor_of, now_of, site_of


class LoadController(Controller):
    """/staff/drafts"""

    @post(
        "/staff/drafts",
        access="draft.load",
        name="load:create",
        uploads=True,
        request_max_body_size=UPLOAD_BYTES,
    )
    async def create(self, request: Req) -> Response[Any]:
        """Store the file as a reading of a bill and show what the splitter doubts; with a law in
        force beside it, show first what the decision makes of that law."""
        form: Form = request.scope["state"]["form"]
        try:
            file = uploaded(form)
            base = form.files.get("base")
            if base and base.data:
                return await _preview(request, form, _kept(request, base), _kept(request, file))
            loaded = await draft.load_draft(
                actor_of(request),
                now_of(request),
                slug=form.line("slug"),
                reading=form.number("reading"),
                filename=file.filename,
                data=file.data,
                title=form.line("title") or None,
                body=form.line("body") or None,
                subject=form.line("subject") or None,
            )
        except (Invalid, Conflict) as error:
            return await _form_again(request, form, error)
        return private(request, "load/create.html", loaded=loaded)

    @post("/staff/drafts/amended", access="draft.load", name="load:amended")
    async def amended(self, request: Req) -> Response[Any]:
        """Store what was shown: the law in force as the decision makes it."""
        form: Form = request.scope["state"]["form"]
        base, decision = form.line("base_ticket"), form.line("ticket")
        try:
            loaded = await consolidating.load(
                actor_of(request),
                now_of(request),
                slug=form.line("slug"),
                reading=form.number("reading"),
                base=_fetched(request, base),
                decision=_fetched(request, decision),
                law=form.line("law") or None,
                partly=form.line("partly") == "yes",
                title=form.line("title") or None,
                body=form.line("body") or None,
                subject=form.line("subject") or None,
            )
        except consolidating.Unapplied as error:
            return await _preview(request, form, base, decision, error)
        except (Invalid, Conflict) as error:
            return await _form_again(request, form, error)
        for ticket in (base, decision):
            site_of(request).stash.forget(ticket)
        return private(request, "load/create.html", loaded=loaded)


def uploaded(form: Form) -> Upload:
    """The file of a form. Raises Invalid when none was chosen or it is empty."""
    file = form.files.get("file")
    if file is None or not file.data:
        raise Invalid("请先选择一个文件。", field="file")
    return file


def _kept(request: Req, file: Upload) -> str:
    """The ticket of a file kept until it is stored or half an hour has passed."""
    return site_of(request).stash.keep(
        actor_of(request).id, file.filename, file.data, now_of(request)
    )


def _fetched(request: Req, ticket: str) -> File:
    kept = site_of(request).stash.fetch(ticket, actor_of(request).id, now_of(request))
    if kept is None:
        raise Invalid("预览过的文件已经过期，请重新选择文件。", field="file")
    return File(kept.filename, kept.data)


async def _preview(
    request: Req, form: Form, base: str, decision: str, error: ConsultError | None = None
) -> Response[Any]:
    """What the decision makes of the law, before anything is stored."""
    seen = await consolidating.preview(
        actor_of(request),
        base=_fetched(request, base),
        decision=_fetched(request, decision),
        law=form.line("law") or None,
    )
    return private(
        request,
        "load/amended.html",
        status=status_of(error) if error else 200,
        seen=seen,
        form=form,
        tickets={"base_ticket": base, "ticket": decision},
        wrong=sentence_of(request, error) if error else None,
    )


async def _form_again(request: Req, form: Form, error: ConsultError) -> Response[Any]:
    """The desk with what was typed and what is wrong."""
    field = error.field if isinstance(error, Invalid) and error.field else "file"
    wrong = {field: sentence_of(request, error)}
    return await desk_page(request, status=status_of(error), wrong=wrong, form=form)
