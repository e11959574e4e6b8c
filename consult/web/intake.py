"""The intake desk: a file or a pasted text is first looked at, its columns told, then imported."""

from typing import Any

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, ConsultError, Invalid
from consult.services.bills import bill
from consult.services.intake import batch, looking, mapping
from consult.services.intake.batch import Given
from consult.services.intake.intake import Collected, Manner
from consult.services.intake.looking import Asked, Look
from consult.services.intake.rows import Standing
from consult.spreadsheet import COLUMNS
from consult.web.desk import reading_of
from consult.web.errors import sentence_of, status_of
from consult.web.forms import UPLOAD_BYTES, Form, Upload
from consult.web.pages import asked, paginate, private
from consult.web.request import Req, actor_of, now_of, site_of
from consult.web.sheet import COLUMN, Shown, columns_in, download, shown_of
from reports.model import Channel

_PAGE = "/staff/bills/{slug:str}/{reading:int}/intake"
_PASTED = "粘贴.txt"
_KEPT = ("channel", "source", "contact_point", "signed_by", "signed_on", "statement", "on_paper")
_GIVEN = ("source", "contact_point", "signed_by", "signed_on", "statement")


class IntakeController(Controller):
    """/staff/bills/{slug}/{reading}/intake"""

    @get(_PAGE, access="intake.read", name="intake:new")
    async def new(self, request: Req, slug: FromPath[str], reading: FromPath[int]) -> Response[Any]:
        """Where a file is chosen or a text pasted, and where it comes from told."""
        return await _form_page(request, slug, reading, Form({}))

    @post(
        _PAGE,
        access="comment.collect",
        name="intake:create",
        uploads=True,
        request_max_body_size=UPLOAD_BYTES,
    )
    async def create(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Look at the file and show what would become of every row; or import it as it was looked
        at. Whatever goes wrong, nothing of it is stored and the page says what to do."""
        form: Form = request.scope["state"]["form"]
        try:
            file, form = _file(request, form)
            wanted = _asked(form, file)
            if form.line("act") == "import":
                return await _import(request, slug, reading, form, wanted)
            if form.line("act") == "forget":
                await mapping.forget(
                    actor_of(request), now_of(request), slug=slug, signature=form.line("signature")
                )
                form = Form({k: v for k, v in form.fields.items() if not k.startswith(COLUMN)})
                wanted = msgspec.structs.replace(wanted, columns=None)
            return await _look(request, slug, reading, form, wanted)
        except (Invalid, Conflict) as error:
            return await _form_page(request, slug, reading, form, error)

    @get(f"{_PAGE}/look", access="comment.collect", name="intake:look")
    async def look(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Another page of what was found in a file, or only some of its rows."""
        ticket = asked(request, "ticket") or ""
        try:
            file, form = _file(request, Form({"ticket": ticket}))
            found = site_of(request).stash.noted(ticket)
            if not isinstance(found, Look):
                found = await _found(request, slug, reading, _asked(form, file))
                site_of(request).stash.note(ticket, found)
        except Invalid as error:
            return await _form_page(request, slug, reading, Form({}), error)
        return await _look_page(request, slug, reading, form, file, found, ticket)

    @get(f"{_PAGE}/mend", access="comment.collect", name="intake:mend")
    async def mend(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The rows that are not taken, as a sheet with what is wrong beside each."""
        try:
            file, form = _file(request, Form({"ticket": asked(request, "ticket") or ""}))
            sheet = await looking.mending_sheet(
                *(actor_of(request), now_of(request)),
                slug=slug,
                reading=reading,
                asked=_asked(form, file),
            )
        except Invalid as error:
            return await _form_page(request, slug, reading, Form({}), error)
        stem = file.filename.rpartition(".")[0] or file.filename
        return download(f"{stem}-有问题的行.csv", "text/csv; charset=utf-8", sheet)


def _file(request: Req, form: Form) -> tuple[Upload, Form]:
    """The file or the text sent now, or the one kept from the preview, with what was filled in
    beside it then. Raises Invalid."""
    ticket = form.line("ticket")
    sent = form.files.get("file")
    if sent and sent.data:
        return sent, form
    if not ticket:
        if form.text("pasted").strip():
            return Upload(_PASTED, form.text("pasted").encode()), form
        raise Invalid("请先选择一个文件，或者粘贴文字。", field="file")
    kept = site_of(request).stash.fetch(ticket, actor_of(request).id, now_of(request))
    if kept is None:
        raise Invalid("预览过的文件已经过期，请重新选择文件。", field="file")
    fields = {**kept.fields, **form.fields}
    return Upload(kept.filename, kept.data), Form(fields)


def _asked(form: Form, file: Upload) -> Asked:
    try:
        channel = Channel(form.line("channel"))
    except ValueError:
        raise Invalid("请选择来件渠道。", field="channel") from None
    paper = form.line("on_paper")
    if paper and form.number("on_paper") < 0:
        raise Invalid("纸面意见条数请写一个整数。", field="on_paper")
    given = Given(
        None,
        on_paper=form.number("on_paper") if paper else None,
        **{name: form.line(name) for name in _GIVEN},
    )
    batch.check(given)
    columns = columns_in(form)
    return Asked(channel, file.filename, file.data, columns, form.line("sheet"), given)


async def _found(request: Req, slug: str, reading: int, wanted: Asked) -> Look:
    return await looking.look(
        actor_of(request), now_of(request), slug=slug, reading=reading, asked=wanted
    )


async def _look(request: Req, slug: str, reading: int, form: Form, wanted: Asked) -> Response[Any]:
    """Look at it, keep it for half an hour, show the first page."""
    found = await _found(request, slug, reading, wanted)
    stash = site_of(request).stash
    stash.forget(form.line("ticket"))
    kept = {
        name: value
        for name, value in form.fields.items()
        if name in (*_KEPT, "sheet") or name.startswith(COLUMN)
    }
    file = Upload(wanted.filename, wanted.data)
    ticket = stash.keep(
        *(actor_of(request).id, file.filename, file.data, now_of(request)), fields=kept
    )
    stash.note(ticket, found)
    return await _look_page(request, slug, reading, Form(kept), file, found, ticket)


async def _import(
    request: Req, slug: str, reading: int, form: Form, wanted: Asked
) -> Response[Any]:
    manner = Manner(whole=form.line("whole") == "yes", settings=site_of(request).settings)
    taken = await looking.take(
        *(actor_of(request), now_of(request)),
        slug=slug,
        reading=reading,
        asked=wanted,
        manner=manner,
    )
    site_of(request).stash.forget(form.line("ticket"))
    if taken.numbers:
        site_of(request).arrivals.place(slug, reading, taken.numbers)
    return await _done_page(request, slug, reading, wanted, taken)


async def _form_page(
    request: Req, slug: str, reading: int, form: Form, error: ConsultError | None = None
) -> Response[Any]:
    card = await bill.show_bill(slug, now_of(request))
    field = (error.field if isinstance(error, Invalid) else None) or "file"
    return private(
        request,
        "intake/new.html",
        status=status_of(error) if error else 200,
        bill=card,
        view=reading_of(card, reading),
        channels=tuple(Channel),
        form=form,
        wrong={field: sentence_of(request, error)} if error else {},
    )


async def _look_page(
    request: Req,
    slug: str,
    reading: int,
    form: Form,
    file: Upload,
    found: Look,
    ticket: str,
) -> Response[Any]:
    show = asked(request, "show") or ""
    rows = shown_of(request, found.collected)
    some = [row for row in rows if show in ("", row.standing)]
    card = await bill.show_bill(slug, now_of(request))
    return private(
        request,
        "intake/create.html",
        bill=card,
        view=reading_of(card, reading),
        channel=Channel(form.line("channel")),
        filename=file.filename,
        found=found,
        columns=tuple(COLUMNS),
        notes=[sentence_of(request, note) for note in found.notes],
        asides=[(one.row, sentence_of(request, one.why), one.words) for one in found.asides],
        counts=_counts(rows),
        page=paginate(request, some),
        show=show,
        ticket=ticket,
        form=form,
    )


def _counts(rows: list[Shown]) -> dict[str, int]:
    standings = (*(one.value for one in Standing), "error")
    return {one: sum(row.standing == one for row in rows) for one in standings}


async def _done_page(
    request: Req, slug: str, reading: int, wanted: Asked, taken: Collected
) -> Response[Any]:
    card = await bill.show_bill(slug, now_of(request))
    return private(
        request,
        "intake/done.html",
        bill=card,
        view=reading_of(card, reading),
        channel=wanted.channel,
        filename=wanted.filename,
        taken=taken,
        errors=[(one.row, sentence_of(request, one.message)) for one in taken.errors[:200]],
        contact_point=wanted.given.contact_point,
    )
