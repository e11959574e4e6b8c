"""Taking in letters, hotline notes and other spreadsheets: first looked at, then imported."""

from typing import Any

from litestar import Controller, Response, post
from litestar.params import FromPath

from consult.errors import Conflict, Invalid
from consult.services.intake import intake
from consult.services.intake.intake import Collected
from consult.web.desk import reading_page
from consult.web.errors import sentence_of, status_of
from consult.web.forms import UPLOAD_BYTES, Form, Upload
from consult.web.load import uploaded
from consult.web.pages import private
from consult.web.request import Req, actor_of, now_of, site_of
from reports.model import Channel

_SHOWN = 50
_ERRORS = 200


class IntakeController(Controller):
    """/staff/bills/{slug}/{reading}/intake"""

    @post(
        "/staff/bills/{slug:str}/{reading:int}/intake",
        access="comment.collect",
        name="intake:create",
        uploads=True,
        request_max_body_size=UPLOAD_BYTES,
    )
    async def create(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """A dry run keeps the file and shows every row that cannot be read; then it is imported."""
        form: Form = request.scope["state"]["form"]
        dry_run = form.line("act") != "import"
        try:
            file = _file(request, form)
            channel = _channel(form)
            collected = await intake.collect(
                actor_of(request),
                now_of(request),
                slug=slug,
                reading=reading,
                channel=channel,
                filename=file.filename,
                data=file.data,
                dry_run=dry_run,
            )
        except (Invalid, Conflict) as error:
            field = error.field if isinstance(error, Invalid) and error.field else "file"
            return await reading_page(
                request,
                slug,
                reading,
                status=status_of(error),
                wrong={f"intake-{field}": sentence_of(request, error)},
                fields=form.fields,
            )
        if collected.numbers:
            site_of(request).arrivals.place(slug, reading, collected.numbers)
        ticket = _settle(request, form, file, dry_run=dry_run)
        return _result(request, slug, reading, channel, file, collected, ticket)


def _file(request: Req, form: Form) -> Upload:
    """The file sent now, or the one kept from the preview."""
    ticket = form.line("ticket")
    if not ticket:
        return uploaded(form)
    kept = site_of(request).stash.fetch(ticket, actor_of(request).id, now_of(request))
    if kept is None:
        raise Invalid("预览过的文件已经过期，请重新选择文件。", field="file")
    return Upload(kept.filename, kept.data)


def _channel(form: Form) -> Channel:
    try:
        return Channel(form.line("channel"))
    except ValueError:
        raise Invalid("请选择来件渠道。", field="channel") from None


def _settle(request: Req, form: Form, file: Upload, *, dry_run: bool) -> str | None:
    """Keep the file after a dry run and return its ticket; let it go once imported."""
    stash = site_of(request).stash
    if form.line("ticket"):
        stash.forget(form.line("ticket"))
    if not dry_run:
        return None
    return stash.keep(actor_of(request).id, file.filename, file.data, now_of(request))


def _result(
    request: Req,
    slug: str,
    reading: int,
    channel: Channel,
    file: Upload,
    collected: Collected,
    ticket: str | None,
) -> Response[Any]:
    return private(
        request,
        "intake/create.html",
        slug=slug,
        reading=reading,
        channel=channel,
        filename=file.filename,
        collected=collected,
        shown=collected.comments[:_SHOWN],
        errors=[(one.row, sentence_of(request, one.message)) for one in collected.errors[:_ERRORS]],
        ticket=ticket,
    )
