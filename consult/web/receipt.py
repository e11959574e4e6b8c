"""What became of a comment, for whoever holds its number and secret code."""

from contextlib import suppress
from typing import Any

import segno
from litestar import Controller, Response, get, post
from litestar.params import FromPath
from markupsafe import Markup

from consult.errors import Conflict, ConsultError, Invalid, NotFound
from consult.services.decisions import question
from consult.services.intake.batch import is_batch
from consult.services.submissions import consent, dispute, receipt
from consult.services.submissions.receipt import ReceiptPage
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.guards import PUBLIC
from consult.web.links import link
from consult.web.pages import asked, go, private
from consult.web.request import Req, address_of, locale_of, now_of, site_of


class ReceiptController(Controller):
    """/receipts"""

    path = "/receipts"

    @get("/", access=PUBLIC, name="receipt:find")
    async def find(self, request: Req) -> Response[Any]:
        """Ask for the number and the code."""
        return private(
            request,
            "receipt/find.html",
            form=Form({"number": asked(request, "number") or ""}),
            wrong={},
        )

    @post("/", access=PUBLIC, name="receipt:look_up")
    async def look_up(self, request: Req) -> Response[Any]:
        """Lead to the receipt, or say that number and code do not fit."""
        form: Form = request.scope["state"]["form"]
        number, code = form.line("number"), form.line("code")
        if is_batch(number):
            return go(request, "batches", number, code)
        try:
            await page_of(request, number, code)
        except NotFound as error:
            wrong = {"code": sentence_of(request, error)}
            status = status_of(error)
            return private(request, "receipt/find.html", status=status, form=form, wrong=wrong)
        return go(request, "receipts", number, code)

    @get("/{number:str}/{code:str}", access=PUBLIC, name="receipt:show")
    async def show(self, request: Req, number: FromPath[str], code: FromPath[str]) -> Response[Any]:
        """The receipt; kept out of caches, search engines and referrers."""
        return await receipt_page(request, number, code, asked(request, "done") or "")

    @post("/{number:str}/{code:str}/dispute", access=PUBLIC, name="receipt:disown")
    async def disown(
        self, request: Req, number: FromPath[str], code: FromPath[str]
    ) -> Response[Any]:
        """Note that the holder of the code did not send this."""
        form: Form = request.scope["state"]["form"]
        await page_of(request, number, code)
        try:
            await dispute.disown(now_of(request), number, code, form.text("reason"))
        except Invalid as error:
            return await receipt_page(request, number, code, error=error, form=form)
        return go(request, "receipts", number, code, done="disputed")

    @post("/{number:str}/{code:str}/unnamed", access=PUBLIC, name="receipt:unname")
    async def unname(
        self, request: Req, number: FromPath[str], code: FromPath[str]
    ) -> Response[Any]:
        """Take back the consent to be named in public."""
        await page_of(request, number, code)
        with suppress(Conflict):  # taken back already: the page says so
            await consent.withdraw(now_of(request), number, code)
        return go(request, "receipts", number, code, done="unnamed")


async def receipt_page(
    request: Req,
    number: str,
    code: str,
    done: str = "",
    error: ConsultError | None = None,
    form: Form | None = None,
    field: str = "reason",
) -> Response[str]:
    """The page behind a receipt, with what went wrong beside its `field`."""
    page = await page_of(request, number, code)
    address = link(locale_of(request), "receipts", page.number, code)
    whole = site_of(request).settings.base_url.rstrip("/") + address
    response = private(
        request,
        "receipt/show.html",
        page=page,
        answers=await question.answers_to([one.id for one in page.points]),
        code=code,
        qr=qr(whole),
        done=done,
        wrong={field: sentence_of(request, error)} if error else {},
        form=form or Form({}),
        status=status_of(error) if error else 200,
    )
    return secret(response)


def secret(response: Response[str]) -> Response[str]:
    """Keep a page whose address holds the code out of referrers and search engines."""
    response.headers["referrer-policy"] = "no-referrer"
    response.headers["x-robots-tag"] = "noindex, nofollow"
    return response


async def page_of(request: Req, number: str, code: str) -> ReceiptPage:
    """The receipt; an address that guesses wrong too often has to wait. Raises TooManyTries."""
    site, now = site_of(request), now_of(request)
    address = address_of(request)
    site.receipt_tries.check(address, now)
    try:
        return await receipt.show_receipt(number, code, now)
    except NotFound:
        site.receipt_tries.failed(address, now)
        raise


def qr(text: str) -> Markup:
    """A QR code as inline SVG: squares only, no style and no text, so the CSP lets it be."""
    drawn: str = segno.make(text, error="m", micro=False).svg_inline(
        scale=4, border=2, omitsize=True, dark="#000", light=None
    )
    return Markup(drawn)  # noqa: S704  # made by segno from modules, holds none of the text
