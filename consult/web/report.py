"""The papers of a round: built by staff, read by the committee."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import quote

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.services.papers import report
from consult.services.work.errand import PaperRequest
from consult.web.forms import Form
from consult.web.job import begin
from consult.web.pages import follow, private
from consult.web.request import Req, actor_of, site_of
from reports.model import Edition
from reports.papers.formats import FORMATS

T = TypeVar("T", bound=StrEnum)


class ReportController(Controller):
    """/reports and /staff/bills/{slug}/{reading}/report"""

    @get("/reports", access="report.read", name="report:index")
    async def index(self, request: Req) -> Response[Any]:
        """Every report, the newest first."""
        reports = await report.list_reports(actor_of(request))
        return private(
            request, "report/index.html", page=follow(request, reports, lambda one: (-one.id,))
        )

    @get("/reports/{report_id:int}", access="report.read", name="report:download")
    async def download(self, request: Req, report_id: FromPath[int]) -> Response[bytes]:
        """The file; the session is checked at every download, no address is a key."""
        file = await report.fetch_report(actor_of(request), site_of(request).settings, report_id)
        return Response(
            file.data,
            media_type=file.media_type,
            headers={
                "content-disposition": disposition(file.filename),
                "cache-control": "no-store",
            },
        )

    @post(
        "/staff/bills/{slug:str}/{reading:int}/report", access="report.build", name="report:build"
    )
    async def build(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Build a paper of a round in one of its two editions."""
        form: Form = request.scope["state"]["form"]
        internal = form.line("edition") == Edition.INTERNAL.value
        edition = Edition.INTERNAL if internal else Edition.PUBLIC
        kind = _one_of(report.OFFERED, form.line("kind"))
        ending = _one_of(FORMATS[kind], form.line("format"))
        return await begin(request, slug, reading, PaperRequest(kind, edition, ending.value))


def _one_of(offered: Sequence[T], value: str) -> T:
    """The one of these that was chosen; the first where none was."""
    return next((one for one in offered if one.value == value), offered[0])


def disposition(filename: str) -> str:
    """Content-Disposition with a plain name and, in UTF-8, the true one (RFC 6266, RFC 8187)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in filename)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
