"""Looking at a report before it is made: a page around, and the paper's own page in a frame."""

from typing import Any

from litestar import Controller, MediaType, Response, get
from litestar.params import FromPath

from consult.lifecycle import SHANGHAI
from consult.services.bills import bill
from consult.services.papers import previewing
from consult.services.papers.previewing import Piece, Preview
from consult.web.desk import reading_of
from consult.web.errors import sentence_of
from consult.web.pages import asked, private
from consult.web.request import Req, actor_of, now_of, site_of
from reports.glimpse import Glimpse
from reports.model import Edition

_FRAMED = {
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'; sandbox"
    ),
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "no-store",
}


class PreviewController(Controller):
    """/staff/bills/{slug}/{reading}/report/preview"""

    path = "/staff/bills/{slug:str}/{reading:int}/report/preview"

    @get("/", access="report.preview", name="preview:show")
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The pieces to choose from, what is wrong with the office's folder, and the frame."""
        card = await bill.show_bill(slug, now_of(request))
        actor, settings = actor_of(request), site_of(request).settings
        flaws = await previewing.flaws(actor, settings)
        return private(
            request,
            "preview/show.html",
            bill=card,
            view=reading_of(card, reading),
            piece=_piece(request),
            pieces=list(Piece),
            edition=_edition(request),
            sentences=[sentence_of(request, flaw) for flaw in flaws],
        )

    @get("/page", access="report.preview", name="preview:page")
    async def page(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The paper's own page, shut in: no script, no address, nothing kept."""
        begun = await _begun(request, slug, reading)
        settings = site_of(request).settings
        made = await previewing.preview(actor_of(request), settings, begun, _piece(request))
        if made.html:
            return Response(made.html, media_type=MediaType.HTML, headers=_FRAMED)
        return _refused(request, made)

    @get("/pdf", access="report.preview", name="preview:pdf")
    async def pdf(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[bytes]:
        """The same piece laid out, as its pages will be."""
        begun = await _begun(request, slug, reading)
        settings = site_of(request).settings
        made = await previewing.sheet(actor_of(request), settings, begun, _piece(request))
        return Response(made, media_type="application/pdf", headers={"cache-control": "no-store"})


async def _begun(request: Req, slug: str, reading: int) -> Glimpse:
    """The beginning of the report asked for, kept or made."""
    site, edition, now = site_of(request), _edition(request), now_of(request)
    day = now.astimezone(SHANGHAI).date().isoformat()
    key, head = (slug, reading, edition.value, day), await previewing.head(slug, reading)
    begun = site.previews.find(key, head, now)
    if begun is None:
        begun = await previewing.begin(
            actor_of(request), now, slug=slug, reading=reading, edition=edition
        )
        site.previews.keep(key, begun, head, now)
    return begun


def _refused(request: Req, made: Preview) -> Response[Any]:
    sentences = [sentence_of(request, flaw) for flaw in made.flaws]
    answer = private(request, "preview/page.html", sentences=sentences)
    answer.headers.update(_FRAMED | {"content-security-policy": _SHOWN})
    return answer


_SHOWN = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


def _piece(request: Req) -> Piece:
    said = asked(request, "piece")
    return Piece(said) if said in set(Piece) else Piece.COVER


def _edition(request: Req) -> Edition:
    internal = asked(request, "edition") == Edition.INTERNAL.value
    return Edition.INTERNAL if internal else Edition.PUBLIC
