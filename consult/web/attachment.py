"""Files added to a submission with its receipt; staff download them, nobody else."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath

from consult.errors import Conflict, Invalid, NotFound, RoundClosed
from consult.services.submissions import attachment, sniff
from consult.services.submissions.holder import behind
from consult.web.forms import Form
from consult.web.guards import PUBLIC
from consult.web.load import uploaded
from consult.web.pages import go, private
from consult.web.receipt import page_of, receipt_page
from consult.web.report import disposition
from consult.web.request import Req, actor_of, address_of, now_of, site_of

_BYTES = sniff.MOST_BYTES + 1024 * 1024
"""A file that is a little too large is told so by name; a much larger one is not read."""


async def holds_the_code(
    connection: ASGIConnection,  # type: ignore[type-arg]  # Litestar's own alias is bare
    handler: BaseRouteHandler,  # noqa: ARG001 - Litestar's signature
) -> None:
    """Nobody without a receipt makes the server read megabytes; who guesses waits as anywhere.

    Raises PermissionDeniedException, TooManyTries.
    """
    request = Req(connection.scope)
    site, now, address = site_of(request), now_of(request), address_of(request)
    site.receipt_tries.check(address, now)
    try:
        await behind(str(request.path_params["number"]), str(request.path_params["code"]))
    except NotFound:
        site.receipt_tries.failed(address, now)
        raise PermissionDeniedException("code") from None


class AttachmentController(Controller):
    """/receipts/{number}/{code}/attachments and /staff/…/attachments"""

    @post(
        "/receipts/{number:str}/{code:str}/attachments",
        access=PUBLIC,
        name="attachment:add",
        guards=[holds_the_code],
        uploads=True,
        request_max_body_size=_BYTES,
    )
    async def add(self, request: Req, number: FromPath[str], code: FromPath[str]) -> Response[Any]:
        """Keep a file with the submission, or say why not."""
        await page_of(request, number, code)
        try:
            file = uploaded(request.scope["state"]["form"])
            await attachment.add(
                *(site_of(request).settings, now_of(request), number, code),
                filename=file.filename,
                data=file.data,
            )
        except (Invalid, Conflict, RoundClosed) as error:
            return await receipt_page(request, number, code, error=error, field="file")
        return go(request, "receipts", number, code, anchor="attachments", done="attached")

    @post(
        "/receipts/{number:str}/{code:str}/attachments/remove",
        access=PUBLIC,
        name="attachment:remove",
    )
    async def remove(
        self, request: Req, number: FromPath[str], code: FromPath[str]
    ) -> Response[Any]:
        """Take a file back."""
        form: Form = request.scope["state"]["form"]
        await page_of(request, number, code)
        try:
            await attachment.remove(
                *(site_of(request).settings, now_of(request), number, code),
                file_id=form.number("file"),
            )
        except (Conflict, RoundClosed) as error:
            return await receipt_page(request, number, code, error=error, field="file")
        return go(request, "receipts", number, code, anchor="attachments", done="detached")

    @get(
        "/staff/bills/{slug:str}/{reading:int}/attachments",
        access="attachment.read",
        name="attachment:index",
    )
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Every file of a round."""
        files = await attachment.files_in(actor_of(request), slug, reading)
        return private(request, "attachment/index.html", slug=slug, reading=reading, files=files)

    @get("/staff/attachments/{file_id:int}", access="attachment.read", name="attachment:download")
    async def download(self, request: Req, file_id: FromPath[int]) -> Response[bytes]:
        """The file, to be saved and never shown: a stranger wrote it."""
        settings = site_of(request).settings
        file, data = await attachment.fetch(actor_of(request), settings, file_id)
        headers = {
            "content-disposition": disposition(f"{file.number} {file.name}"),
            "cache-control": "no-store",
            "content-security-policy": "sandbox; default-src 'none'",
        }
        return Response(data, media_type="application/octet-stream", headers=headers)
