"""公告 and 起草说明: as everybody reads them, and where staff write and correct them."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, Invalid, NotFound
from consult.lifecycle import SHANGHAI
from consult.services.bills import bill
from consult.services.bills.bill import BillCard, ReadingView
from consult.services.records import find
from consult.services.rounds import announcement, bulletin
from consult.services.rounds.bulletin import BulletinKind, Version
from consult.web.desk import reading_of
from consult.web.errors import sentence_of, status_of
from consult.web.forms import LETTER_BYTES, Form
from consult.web.guards import PUBLIC
from consult.web.pages import asked, go, private, public, recall
from consult.web.request import Req, actor_of, now_of, site_of
from drafts.markup import LONGEST
from reports.document import Document

ANNOUNCED, EXPLAINED = BulletinKind.ANNOUNCEMENT, BulletinKind.EXPLANATION
_PUBLIC = "/bills/{slug:str}/{reading:int}"
_DESK = f"/staff{_PUBLIC}"


class BulletinController(Controller):
    """/bills/{slug}/{reading}/announcement, …/explanation, and both below /staff"""

    @get(
        f"{_PUBLIC}/announcement",
        access=PUBLIC,
        before_request=recall,
        name="bulletin:announcement",
    )
    async def announcement(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The announcement of a round: the newest, or the `version` asked for."""
        return await _shown(request, ANNOUNCED, slug, reading)

    @get(
        f"{_PUBLIC}/explanation",
        access=PUBLIC,
        before_request=recall,
        name="bulletin:explanation",
    )
    async def explanation(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The drafters' explanation."""
        return await _shown(request, EXPLAINED, slug, reading)

    @get(f"{_DESK}/announcement", access="desk.read", name="bulletin:correct_page")
    async def correct_page(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The announcement as it stands, to be corrected."""
        return await _desk(request, ANNOUNCED, slug, reading)

    @post(
        f"{_DESK}/announcement",
        access="round.open",
        name="bulletin:correct",
        request_max_body_size=LETTER_BYTES,
    )
    async def correct(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Publish a correction, or look at it first."""
        return await _written(request, ANNOUNCED, slug, reading)

    @get(f"{_DESK}/explanation", access="desk.read", name="bulletin:explain_page")
    async def explain_page(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The explanation as it stands, to be written or corrected."""
        return await _desk(request, EXPLAINED, slug, reading)

    @post(
        f"{_DESK}/explanation",
        access="round.open",
        name="bulletin:explain",
        request_max_body_size=LETTER_BYTES,
    )
    async def explain(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Publish the explanation, or look at it first."""
        return await _written(request, EXPLAINED, slug, reading)


async def _shown(request: Req, kind: BulletinKind, slug: str, reading: int) -> Response[Any]:
    settings, now = site_of(request).settings, now_of(request)
    version = asked(request, "version", 6)
    if version is not None and not (version.isascii() and version.isdigit()):
        raise NotFound("这一版没有公布过。")
    number = int(version) if version else None
    page = await announcement.show(settings, now, kind, slug, reading, number)
    return public(request, "bulletin/show.html", page=page, kind=kind.value)


async def _written(request: Req, kind: BulletinKind, slug: str, reading: int) -> Response[Any]:
    form: Form = request.scope["state"]["form"]
    if form.line("act") != "publish":
        return await _desk(request, kind, slug, reading, form=form)
    try:
        await bulletin.publish(
            *(actor_of(request), now_of(request), kind),
            slug=slug,
            reading=reading,
            text=form.text("text"),
            note=form.text("note"),
            seen=max(form.number("seen"), 0),
        )
    except (Invalid, Conflict) as error:
        return await _desk(request, kind, slug, reading, form=form, error=error)
    return go(request, "staff", "bills", slug, reading, kind.value, done="published")


async def _desk(
    request: Req,
    kind: BulletinKind,
    slug: str,
    reading: int,
    *,
    form: Form | None = None,
    error: Invalid | Conflict | None = None,
) -> Response[Any]:
    """The text in a form, with how it would look where that was asked for."""
    now = now_of(request)
    card = await bill.show_bill(slug, now)
    view = reading_of(card, reading)
    versions = await bulletin.versions((await find.draft_row(slug, reading))["id"], kind)
    wrong = {}
    if error:
        field = error.field if isinstance(error, Invalid) and error.field else "round"
        wrong[field] = sentence_of(request, error)
    return private(
        request,
        "bulletin/edit.html",
        status=status_of(error) if error else 200,
        kind=kind.value,
        bill=card,
        view=view,
        versions=versions,
        text=form.text("text") if form else _newest(versions),
        note=form.text("note") if form else "",
        seen=max(form.number("seen"), 0) if form else len(versions),
        longest=LONGEST,
        paper_made=await _tried(request, kind, card, view, form) if form and not error else None,
        wrong=wrong,
        done=asked(request, "done"),
    )


async def _tried(
    request: Req, kind: BulletinKind, card: BillCard, view: ReadingView, form: Form
) -> Document | None:
    settings, today = site_of(request).settings, now_of(request).astimezone(SHANGHAI).date()
    text = form.text("text")[:LONGEST]
    return await announcement.written(settings, kind, card, view, today, text)


def _newest(versions: tuple[Version, ...]) -> str:
    return versions[0].text if versions else ""
