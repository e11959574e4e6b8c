"""The pages on which comments are written: the form, the list of what is written, and both once
more with everything typed, whatever went wrong."""

from typing import Any

from litestar import Response
from msgspec.structs import replace

from consult.errors import Conflict, ConsultError, Invalid, ProofNeeded, RoundClosed, TooManyTries
from consult.i18n import translate
from consult.services.public.opinion import OpinionView
from consult.services.rounds.asked import Field
from consult.services.submissions import basket, comment_form, consent, wording
from consult.services.submissions.basket import Entry
from consult.services.submissions.comment import CommentInput, Point
from consult.web import challenge
from consult.web.errors import WAIT, sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import private
from consult.web.request import Req, locale_of, now_of, site_of
from consult.web.target import ABOUT, about_of
from drafts.address import BadAddress, label
from reports.model import CommentKind

POINT = ("kind", "text", "proposed", "reason", "base", "same", *ABOUT)
"""The fields of a form that belong to one comment."""
AUTHOR = (*Field, "name_public")
"""Those that belong to all comments of a submission."""


class Written(Form, frozen=True):
    """The fields of a form on comments, and what its basket held."""

    entries: tuple[Entry, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing is written here."""
        return not (self.line("text") or self.line("reason") or self.line("proposed"))


def scope_of(slug: str, reading: int, key: str) -> str:
    """What a basket is signed for: one form of one round."""
    return f"{slug}/{reading}/{key}"


def written(request: Req, slug: str, reading: int) -> Written:
    """The form that was sent, with its basket opened and nothing proposed where the words that
    stand were left. Raises Tampered."""
    form = unopened(request)
    secret = site_of(request).settings.secret_key
    scope = scope_of(slug, reading, form.line("key"))
    return replace(form, entries=basket.unpack(secret, scope, form.line("basket")))


def unopened(request: Req) -> Written:
    """The same without its basket."""
    form: Form = request.scope["state"]["form"]
    proposed = wording.proposal(form.text("proposed"), form.line("was"))
    return Written({**form.fields, "proposed": proposed})


def said_in(form: Form) -> CommentInput:
    """What a form says. Raises Invalid for a kind there is not."""
    try:
        kind = CommentKind(form.line("kind"))
    except ValueError:
        raise Invalid("请选一项：修改、增加、删除、疑问、支持或其他。", field="kind") from None
    return CommentInput(
        text=form.text("text"),
        kind=kind,
        proposed=form.text("proposed"),
        reason=form.text("reason"),
        name=form.line("name"),
        contact=form.line("contact"),
        region=form.line("region"),
        occupation=form.line("occupation"),
        name_public=form.line("name_public") == "yes",
    )


def points_in(form: Written, at: str | None) -> tuple[Point, ...]:
    """What a form says: its basket, and what is written in it itself unless that is nothing. The
    last one says who the author is."""
    entries = form.entries if form.blank else (*form.entries, entry_of(form, at))
    *earlier, last = entries or (entry_of(form, at),)
    last = replace(last, fields={**author_of(form), **last.fields})
    return tuple(point_of(Form(one.fields), one.at) for one in (*earlier, last))


def point_of(form: Form, at: str | None) -> Point:
    """What a form says of one provision. Raises Invalid for a kind there is not."""
    same = form.number("same") if form.line("same") else None
    return Point(at or None, said_in(form), same, about_of(form))


def entry_of(form: Form, at: str | None) -> Entry:
    """What a form says of one provision, as a basket keeps it."""
    return Entry(at or "", {name: form.text(name) for name in POINT if form.text(name)})


def author_of(form: Form) -> dict[str, str]:
    """What a form says of its author."""
    return {name: form.text(name) for name in AUTHOR if form.text(name)}


def begun(form: Written, fields: dict[str, str]) -> Written:
    """A form with other words: its basket, key and author stay."""
    kept = {**author_of(form), "key": form.line("key")}
    return replace(form, fields={**fields, **kept})


def without(form: Written, place: int) -> Written:
    """The form with one entry less in its basket."""
    kept = tuple(one for at, one in enumerate(form.entries) if at != place)
    return replace(form, entries=kept)


def place_of(entry: Entry) -> str:
    """The name of the provision an entry speaks of, "" for the draft as a whole."""
    try:
        return label(entry.at) if entry.at else ""
    except BadAddress:
        return ""


async def form_page(
    request: Req,
    slug: str,
    reading: int,
    form: Written,
    *,
    at: str | None,
    error: ConsultError | None = None,
    near: tuple[OpinionView, ...] | None = None,
    previewed: bool = False,
) -> Response[Any]:
    """The form with what is in it, what went wrong beside its field."""
    page = await comment_form.prepare(
        slug, reading, at, now_of(request), form.line("base"), about_of(form)
    )
    # After a conflict the old key belongs to the text already received: a new one sends this text.
    key = page.key if isinstance(error, Conflict) else form.line("key") or page.key
    why = sentence_of(request, error) if error else ""
    say = translate(locale_of(request))
    field = error.field if isinstance(error, Invalid) else None
    response = private(
        request,
        "comment/new.html",
        status=status_of(error) if error else 200,
        page=page,
        key=key,
        proof=challenge.offered(request, scope_of(slug, reading, key), error),
        again=isinstance(error, ProofNeeded),
        basket=packed(request, slug, reading, key, form),
        form=form,
        wrong={field: why} if field else {},
        why=why,
        near=near,
        proposal=wording.changes(
            page.words, form.text("proposed"), strike=form.line("kind") == CommentKind.DELETE.value
        )
        if previewed
        else None,
        lost=error.found if isinstance(error, basket.Tampered) else (),
        place_of=place_of,
        asks={field: say(purpose) for field, purpose in page.asks.items()},
        naming=say(consent.NAMING[consent.VERSION]),
        fresh=request.method == "GET" or form.line("act") == "write",
    )
    if isinstance(error, TooManyTries):
        response.headers.update(WAIT)
    return response


async def list_page(
    request: Req, slug: str, reading: int, form: Written, error: ConsultError | None = None
) -> Response[Any]:
    """What is written and not sent, and where to go on."""
    page = await comment_form.places(slug, reading, now_of(request))
    why = sentence_of(request, error) if error else ""
    response = private(
        request,
        "comment/written.html",
        status=status_of(error) if error else 200,
        page=page,
        key=form.line("key"),
        proof=challenge.offered(request, scope_of(slug, reading, form.line("key")), error),
        again=isinstance(error, ProofNeeded),
        basket=packed(request, slug, reading, form.line("key"), form),
        form=form,
        author=author_of(form),
        why=why,
        place_of=place_of,
    )
    if isinstance(error, TooManyTries):
        response.headers.update(WAIT)
    return response


async def handed_back(
    request: Req, slug: str, reading: int, form: Written, at: str | None, error: ConsultError
) -> Response[Any]:
    """What was written once more, with the sentence why it was not taken."""
    if isinstance(error, RoundClosed):
        return private(
            request,
            "comment/closed.html",
            status=status_of(error),
            sentence=sentence_of(request, error),
            points=[*form.entries, *([] if form.blank else [entry_of(form, at)])],
            author=author_of(form),
            place_of=place_of,
            slug=slug,
            reading=reading,
        )
    if form.line("act") in ("all", "write") or form.line("drop") or form.line("edit"):
        return await list_page(request, slug, reading, form, error)
    return await form_page(request, slug, reading, form, at=at, error=error)


def packed(request: Req, slug: str, reading: int, key: str, form: Written) -> str:
    """The hidden field that holds the basket of a form. Raises Invalid when it is too full."""
    secret = site_of(request).settings.secret_key
    return basket.pack(secret, scope_of(slug, reading, key), form.entries)
