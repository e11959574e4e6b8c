"""The results of a round: the public notice, its PDF, and publishing it from the desk."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from consult.errors import Conflict, ConsultError, NotFound
from consult.services.bills import bill
from consult.services.decisions import question
from consult.services.papers.report_files import file_name
from consult.services.public import preparing, publishing, results
from consult.services.public.publishing import NotReady
from consult.services.public.results import ResultsPage
from consult.services.work import job
from consult.services.work.errand import NoticeRequest
from consult.services.work.job import JobKind
from consult.web.desk import reading_of
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.guards import PUBLIC
from consult.web.job import begin
from consult.web.pages import asked, go, private, public, recall
from consult.web.report import disposition
from consult.web.request import Req, actor_of, now_of, site_of
from reports.model import Edition
from reports.papers.formats import MEDIA_TYPES, Format
from reports.papers.kinds import Kind


class ResultsController(Controller):
    """/bills/{slug}/{reading}/results and /staff/bills/{slug}/{reading}/results"""

    @get(
        "/bills/{slug:str}/{reading:int}/results",
        access=PUBLIC,
        before_request=recall,
        name="results:show",
    )
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The newest notice, or the `version` asked for; before there is one, when it is due."""
        page = await page_of(request, slug, reading)
        return public(
            request,
            "results/show.html",
            page=page,
            times=await question.times(slug, reading),
            answers=await question.given(slug, reading),
        )

    @get(
        "/bills/{slug:str}/{reading:int}/results/{version:int}/paper",
        access=PUBLIC,
        name="results:paper",
    )
    async def paper(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], version: FromPath[int]
    ) -> Response[bytes]:
        """The notice as PDF, where one was made of the same data."""
        settings, now = site_of(request).settings, now_of(request)
        page = await results.show(slug, reading, now, settings.results_days, version)
        data = await results.paper(settings, page)
        of = page.bill.title, reading, Kind.RESULTS, Edition.PUBLIC, Format.PDF, (1, 1)
        return Response(
            data,
            media_type=MEDIA_TYPES[Format.PDF],
            headers={
                "content-disposition": disposition(file_name(*of)),
                "cache-control": "public, max-age=3600",
            },
        )

    @get(
        "/staff/bills/{slug:str}/{reading:int}/results",
        access="results.read",
        name="results:preview",
    )
    async def preview(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """What would be published now, and what is missing."""
        return await _preview(request, slug, reading)

    @post(
        "/staff/bills/{slug:str}/{reading:int}/results",
        access="results.publish",
        name="results:publish",
    )
    async def publish(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Publish what was looked at."""
        form: Form = request.scope["state"]["form"]
        try:
            await publishing.publish(
                *(actor_of(request), site_of(request).settings, now_of(request)),
                slug=slug,
                reading=reading,
                seen=form.line("seen"),
            )
        except NotReady as error:
            return await _preview(request, slug, reading, status=status_of(error))
        except Conflict as error:
            return await _preview(request, slug, reading, status=status_of(error), why=error)
        return go(request, "staff", "bills", slug, reading, "results", done="published")

    @post(
        "/staff/bills/{slug:str}/{reading:int}/results/prepare",
        access="results.publish",
        name="results:prepare",
    )
    async def prepare(self, request: Req, slug: FromPath[str], reading: FromPath[int]) -> Redirect:
        """Have the notice made, to be looked at."""
        return await begin(request, slug, reading, NoticeRequest())


async def page_of(request: Req, slug: str, reading: int) -> ResultsPage:
    """The results of a round in the `version` asked for."""
    version = asked(request, "version", 6)
    if version is not None and not (version.isascii() and version.isdigit()):
        raise NotFound("没有这一版通报。")
    days = site_of(request).settings.results_days
    return await results.show(
        slug, reading, now_of(request), days, int(version) if version else None
    )


async def _preview(
    request: Req,
    slug: str,
    reading: int,
    *,
    status: int = 200,
    why: ConsultError | None = None,
) -> Response[Any]:
    now, settings = now_of(request), site_of(request).settings
    card = await bill.show_bill(slug, now)
    ready = await preparing.look(actor_of(request), settings, now, slug=slug, reading=reading)
    jobs = await job.unfinished_of(slug, reading) if ready is None else ()
    return private(
        request,
        "results/preview.html",
        status=status,
        bill=card,
        view=reading_of(card, reading),
        ready=ready,
        missing=[sentence_of(request, one) for one in ready.missing] if ready else [],
        making=next((one for one in jobs if one.kind is JobKind.NOTICE), None),
        why=sentence_of(request, why) if why else "",
        times=await question.times(slug, reading),
        done=asked(request, "done"),
    )
