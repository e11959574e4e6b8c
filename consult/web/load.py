"""Loading a draft file at the desk."""

from typing import Any

from litestar import Controller, Response, post

from consult.errors import Conflict, Invalid
from consult.services import bill, draft
from consult.web.errors import sentence_of, status_of
from consult.web.forms import UPLOAD_BYTES, Form, Upload
from consult.web.pages import paginate, private
from consult.web.request import Req, actor_of, now_of


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
        """Store the file as a reading of a bill and show what the splitter doubts."""
        form: Form = request.scope["state"]["form"]
        try:
            file = uploaded(form)
            loaded = await draft.load_draft(
                actor_of(request),
                now_of(request),
                slug=form.line("slug"),
                reading=form.number("reading"),
                filename=file.filename,
                data=file.data,
                title=form.line("title") or None,
                body=form.line("body") or None,
            )
        except (Invalid, Conflict) as error:
            field = error.field if isinstance(error, Invalid) and error.field else "file"
            bills = await bill.list_bills(now_of(request))
            return private(
                request,
                "desk/index.html",
                status=status_of(error),
                page=paginate(request, bills, 20),
                wrong={field: sentence_of(request, error)},
                form=form,
            )
        return private(request, "load/create.html", loaded=loaded)


def uploaded(form: Form) -> Upload:
    """The file of a form. Raises Invalid when none was chosen or it is empty."""
    file = form.files.get("file")
    if file is None or not file.data:
        raise Invalid("请先选择一个文件。", field="file")
    return file
