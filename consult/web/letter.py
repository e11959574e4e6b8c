"""Taking in a letter on several articles: pasted or chosen, cut, looked at side by side, kept."""

from typing import Any

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from consult.errors import ConsultError, Invalid
from consult.services.bills import bill, loading
from consult.services.intake import letter
from consult.services.intake.letter import Piece, Proposal, Sender
from consult.services.intake.looking import Look
from consult.services.records import find
from consult.web.desk import reading_of
from consult.web.errors import sentence_of, status_of
from consult.web.forms import UPLOAD_BYTES, Form
from consult.web.pages import asked, go, private
from consult.web.request import Req, actor_of, now_of, site_of
from drafts.address import find_in_text, label
from reports.model import Channel, CommentKind

_PAGE = "/staff/bills/{slug:str}/{reading:int}/letter"
CHANNELS = (
    *(Channel.LETTER, Channel.EMAIL, Channel.WECHAT, Channel.HOTLINE, Channel.MEETING),
    Channel.CONTACT_POINT,
)


class Shown(msgspec.Struct, frozen=True):
    """A proposed comment as the page shows it: still as typed, so that nothing is lost."""

    place: str
    kind: str
    text: str
    ticked: bool


class Part(msgspec.Struct, frozen=True):
    """A stretch of the letter: the number of the comment cut from it, 0 outside all."""

    words: str
    number: int


class LetterController(Controller):
    """/staff/bills/{slug}/{reading}/letter"""

    @get(_PAGE, access="intake.read", name="letter:new")
    async def new(self, request: Req, slug: FromPath[str], reading: FromPath[int]) -> Response[Any]:
        """Where a letter is pasted or chosen; or the next one of a file of letters, cut."""
        form = _of_pile(request)
        if not form.text("text"):
            return await _page(request, slug, reading, form)
        try:
            found = await letter.propose(actor_of(request), slug, reading, form.text("text"))
        except Invalid as error:
            return await _page(request, slug, reading, form, error=error)
        return await _page(request, slug, reading, form, shown=_proposed(form, found))

    @post(
        _PAGE,
        access="comment.collect",
        name="letter:create",
        uploads=True,
        request_max_body_size=UPLOAD_BYTES,
    )
    async def create(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any] | Redirect:
        """Cut it and show what it holds; then keep what was agreed to."""
        form: Form = request.scope["state"]["form"]
        agreed = form.line("act") == "keep"
        try:
            form = await _read(form)
            if not agreed:
                found = await letter.propose(actor_of(request), slug, reading, form.text("text"))
                return await _page(request, slug, reading, form, shown=_proposed(form, found))
            taken = await letter.take(
                *(actor_of(request), now_of(request)),
                slug=slug,
                reading=reading,
                text=form.text("text"),
                sender=_sender(form),
                pieces=_pieces(form),
            )
        except ConsultError as error:
            return await _page(request, slug, reading, form, error=error, shown=_typed(form))
        if not taken.already:
            site_of(request).arrivals.place(slug, reading, taken.numbers)
        done = "already" if taken.already else "letter"
        there = ("staff", "bills", slug, reading, "letter")
        if not form.line("pile"):
            return go(request, *there, done=done)
        return go(request, *there, done=done, pile=form.line("pile"), at=form.number("at") + 1)


def _of_pile(request: Req) -> Form:
    """The letter of a file of letters that the address asks for, with what was filled in beside
    the file; nothing when there is none."""
    ticket, at = asked(request, "pile") or "", asked(request, "at", 4) or ""
    site = site_of(request)
    kept = site.stash.fetch(ticket, actor_of(request).id, now_of(request)) if ticket else None
    found = site.stash.noted(ticket)
    if kept is None or not isinstance(found, Look) or not at.isdecimal():
        return Form({})
    if int(at) >= len(found.texts):
        return Form({})
    told = {"text": found.texts[int(at)], "filename": kept.filename, "pile": ticket, "at": at}
    return Form({**kept.fields, **told, "left": str(len(found.texts) - int(at) - 1)})


async def _read(form: Form) -> Form:
    """The form with the text of the file it brought."""
    file = form.files.get("file")
    if file is None or not file.data:
        return form
    reading = await loading.read(file.data, file.filename)
    return Form({**form.fields, "text": reading.text, "filename": file.filename})


def _sender(form: Form) -> Sender:
    try:
        channel = Channel(form.line("channel"))
    except ValueError:
        raise Invalid("请选择来件渠道。", field="channel") from None
    short = {one: form.line(one) for one in ("name", "contact", "region", "contact_point")}
    return Sender(channel, **short, filename=form.line("filename"))


def _proposed(form: Form, found: tuple[Proposal, ...]) -> tuple[Shown, ...]:
    text = form.text("text")
    return tuple(
        Shown(label(one.address) if one.address else "", one.kind, text[one.start : one.end], True)
        for one in found
    )


def _typed(form: Form) -> tuple[Shown, ...]:
    """What the page of proposals held when it was sent."""
    return tuple(
        Shown(
            form.line(f"place-{n}"),
            form.line(f"kind-{n}"),
            form.text(f"piece-{n}"),
            f"take-{n}" in form.fields,
        )
        for n in range(1, letter.MOST + 1)
        if f"piece-{n}" in form.fields
    )


def _pieces(form: Form) -> tuple[Piece, ...]:
    return tuple(
        Piece(_address(one.place), _kind(one.kind), one.text.strip())
        for one in _typed(form)
        if one.ticked
    )


def _address(place: str) -> str | None:
    if not place:
        return None
    address = find_in_text(place)
    if address is None:
        said = place[:40]
        raise Invalid("看不懂条款“{said}”，请写成“第十条第二款”这样。", field="pieces", said=said)
    return address


def _kind(value: str) -> CommentKind:
    return CommentKind(value) if value in set(CommentKind) else CommentKind.OTHER


def _parts(text: str, shown: tuple[Shown, ...]) -> tuple[Part, ...]:
    """The letter with what was cut from it marked, as far as the pieces still stand in it."""
    parts: list[Part] = []
    at = 0
    for number, one in enumerate(shown, start=1):
        start = text.find(one.text, at) if one.text else -1
        if start < 0:
            continue
        parts += [Part(text[at:start], 0), Part(one.text, number)]
        at = start + len(one.text)
    parts.append(Part(text[at:], 0))
    return tuple(part for part in parts if part.words)


async def _page(
    request: Req,
    slug: str,
    reading: int,
    form: Form,
    *,
    error: ConsultError | None = None,
    shown: tuple[Shown, ...] | None = None,
) -> Response[Any]:
    card = await bill.show_bill(slug, now_of(request))
    draft = await find.tree((await find.round_row(slug, reading))[0])
    field = (error.field if isinstance(error, Invalid) else None) or "text"
    return private(
        request,
        "intake/letter.html",
        status=status_of(error) if error else 200,
        bill=card,
        view=reading_of(card, reading),
        places=[label(unit.address) for unit in draft.articles()],
        channels=CHANNELS,
        kinds=tuple(CommentKind),
        fields=form.fields,
        shown=shown,
        parts=_parts(form.text("text"), shown or ()),
        wrong={field: sentence_of(request, error)} if error else {},
        done=request.query_params.get("done", ""),
    )
