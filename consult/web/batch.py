"""The intake log and its batches at the desk; and, behind number and code, what became of a batch
that a 联系点 signed for."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, ConsultError, Invalid, NotFound
from consult.services.bills import bill
from consult.services.intake import answered, batch, log, undoing
from consult.services.submissions.holder import code_hash
from consult.web.desk import reading_of
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.guards import PUBLIC
from consult.web.pages import asked, go, private
from consult.web.receipt import secret
from consult.web.request import Req, actor_of, address_of, now_of, site_of
from consult.web.sheet import download

_LOG = "/staff/bills/{slug:str}/{reading:int}/intake/log"
_ONE = f"{_LOG}/{{number:str}}"


class BatchController(Controller):
    """/staff/bills/{slug}/{reading}/intake/log"""

    @get(_LOG, access="intake.read", name="batch:index")
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Every import of a round, the newest first; and where a comment stood, by its number."""
        card = await bill.show_bill(slug, now_of(request))
        logged = await log.list_batches(
            actor_of(request), slug=slug, reading=reading, before=_place(request, "before") or None
        )
        number = asked(request, "number", 20) or ""
        place = await log.origin_of(actor_of(request), slug=slug, reading=reading, number=number)
        return private(
            request,
            "batch/index.html",
            bill=card,
            view=reading_of(card, reading),
            logged=logged,
            number=number,
            place=place,
        )

    @get(_ONE, access="intake.read", name="batch:show")
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], number: FromPath[str]
    ) -> Response[Any]:
        """One import: the file, who handed it in, its comments; and the form that takes it back."""
        return await _batch_page(request, slug, reading, number)

    @get(f"{_ONE}/file", access="intake.read", name="batch:file")
    async def file(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], number: FromPath[str]
    ) -> Response[Any]:
        """The file as it came."""
        name, data = await log.file_of(
            actor_of(request), site_of(request).settings, slug=slug, reading=reading, number=number
        )
        return download(name, "application/octet-stream", data)

    @post(f"{_ONE}/undo", access="comment.collect", name="batch:undo")
    async def undo(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], number: FromPath[str]
    ) -> Response[Any]:
        """Take the batch back: its comments are withdrawn, none is deleted."""
        form: Form = request.scope["state"]["form"]
        try:
            await undoing.undo(
                *(actor_of(request), now_of(request)),
                slug=slug,
                reading=reading,
                number=number,
                reason=form.text("reason"),
            )
        except (Invalid, Conflict) as error:
            return await _batch_page(request, slug, reading, number, error, form)
        there = ("staff", "bills", slug, reading, "intake", "log", number)
        return go(request, *there, done="undone")

    @get("/batches/{number:str}/{code:str}", access=PUBLIC, name="batch:receipt")
    async def receipt(
        self, request: Req, number: FromPath[str], code: FromPath[str]
    ) -> Response[Any]:
        """What became of every comment of a signed batch; kept out of caches and search engines.
        An address that guesses wrong too often has to wait. Raises NotFound, TooManyTries."""
        site, now, address = site_of(request), now_of(request), address_of(request)
        site.receipt_tries.check(address, now)
        try:
            found = await answered.show_signed(number, code, now, _place(request, "after"))
        except NotFound:
            site.receipt_tries.failed(address, now)
            raise
        return secret(private(request, "batch/receipt.html", found=found, code=code))


def _place(request: Req, name: str) -> int:
    value = asked(request, name, 9) or ""
    return int(value) if value.isascii() and value.isdigit() else 0


async def _batch_page(
    request: Req,
    slug: str,
    reading: int,
    number: str,
    error: ConsultError | None = None,
    form: Form | None = None,
) -> Response[Any]:
    actor, site = actor_of(request), site_of(request)
    card = await bill.show_bill(slug, now_of(request))
    found = await log.show_batch(actor, slug=slug, reading=reading, number=number)
    code = batch.code_of(site.settings, number)
    return private(
        request,
        "batch/show.html",
        status=status_of(error) if error else 200,
        bill=card,
        view=reading_of(card, reading),
        batch=found,
        lines=await log.lines_of(actor, found.id, _place(request, "after")),
        kept=batch.path_of(site.settings, found.sha256).exists(),
        code=code if code_hash(code) == found.code_hash else "",
        done=asked(request, "done"),
        wrong={"reason": sentence_of(request, error)} if error else {},
        form=form or Form({}),
    )
