"""From a template and its context to an answer: public pages may be cached, private ones not."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any, Generic, TypeVar

import jinja2
import msgspec
from litestar import MediaType, Response
from litestar.response import Redirect
from markupsafe import Markup

from consult.i18n import LOCALES
from consult.lifecycle import SHANGHAI
from consult.permissions import NETIZEN, ROLE_NAMES, may
from consult.services.records import audit
from consult.services.records.keyset import Key as ListKey
from consult.services.records.keyset import Slice, Turn, cut
from consult.templating import environment
from consult.web import csrf
from consult.web.language import ASKED_BY, DEFAULT
from consult.web.links import link, same_page
from consult.web.request import Req, actor_of, locale_of, now_of, site_of
from consult.web.shelf import Kept, Key

T = TypeVar("T")
PER_PAGE = 50
_KEY = "shelf-key"
_LONGEST_QUERY = 60
_LONGEST_KEY = 300
_PUBLIC = "public, max-age=10, must-revalidate"


@cache
def _environment(locale: str) -> jinja2.Environment:
    return environment(locale)


def render(request: Req, template: str, **context: object) -> str:
    """A template's HTML in the language of the request."""
    locale = locale_of(request)
    actor = actor_of(request)
    query = request.scope["query_string"].decode("ascii", "replace")
    kept = query if request.method == "GET" else ""
    return (
        _environment(locale)
        .get_template(template)
        .render(
            locale=locale,
            url=partial(link, locale),
            here=request.scope["path"],
            languages=[
                (code, Markup(name), same_page(code, request.scope["path"], kept))  # noqa: S704 - ours
                for code, name in LOCALES.items()
            ],
            signed_in=None if actor is NETIZEN else actor,
            may=partial(may, actor),
            role_name=ROLE_NAMES[actor.role],
            mails=site_of(request).settings.sends_mail,
            **context,
        )
    )


async def recall(request: Req) -> Response[bytes] | None:
    """Before a handler of a public page: the page itself, if it is on the shelf."""
    key = await _key_of(request)
    kept = await site_of(request).shelf.wait(key) if key else None
    if kept:
        return _answer(request, kept)
    request.scope["state"][_KEY] = key
    return None


async def _key_of(request: Req) -> Key | None:
    """What decides how the page asked for looks; None for one that is not worth keeping."""
    query = request.scope["query_string"].decode("ascii", "replace")
    if len(query) > _LONGEST_QUERY:
        return None
    day = now_of(request).astimezone(SHANGHAI).date().isoformat()
    return await audit.head(), day, locale_of(request), request.scope["path"], query


def public(
    request: Req, template: str, *, media: str = MediaType.HTML, **context: object
) -> Response[bytes]:
    """A page that is the same for everybody: kept on the shelf, cacheable by others, answered
    304 when unchanged.

    Nothing of the visitor enters it: no session, no token.
    """
    return public_data(request, render(request, template, form_token=None, **context), media)


def public_data(request: Req, data: str, media: str) -> Response[bytes]:
    """Data that are the same for everybody, kept and answered as `public` pages are."""
    page = Kept(data, media)
    key: Key | None = request.scope["state"].get(_KEY)
    if key:
        site_of(request).shelf.keep(key, page)
    return _answer(request, page)


def _answer(request: Req, page: Kept) -> Response[bytes]:
    entry = request.scope["path"] == "/" and locale_of(request) == DEFAULT
    varies = ASKED_BY if entry else "accept-encoding"
    headers = {"etag": page.tag, "cache-control": _PUBLIC, "vary": varies}
    known = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    if page.tag in known or "*" in known:
        return Response(b"", status_code=304, headers=headers)
    data = page.data
    if takes_gzip(request):
        data = page.squeezed
        headers["content-encoding"] = "gzip"
    return Response(data, media_type=page.media, headers=headers)


def takes_gzip(request: Req) -> bool:
    """Whether the browser takes gzip. Only pages without a secret are compressed: the length of
    a compressed page that repeats what was typed would tell on its token."""
    return "gzip" in request.headers.get("accept-encoding", "")


def private(request: Req, template: str, *, status: int = 200, **context: object) -> Response[str]:
    """A page with a form or of one person: never stored, with the token its forms need."""
    token, fresh = csrf.issue(request)
    html = render(request, template, form_token=token, **context)
    response = Response(
        html, media_type=MediaType.HTML, status_code=status, headers={"cache-control": "no-store"}
    )
    if fresh:
        csrf.set_cookie(request, response, "form", fresh)
    return response


def go(request: Req, *segments: object, anchor: str = "", **query: object) -> Redirect:
    """303 to a page of this site, in the language of the request; `anchor` is an id on it."""
    there = link(locale_of(request), *segments, **query)
    return Redirect(f"{there}#{anchor}" if anchor else there, status_code=303)


class Page(msgspec.Struct, Generic[T], frozen=True):
    """One page of a long list: its items, its number from 1, how many pages and items there are."""

    items: Sequence[T]
    number: int
    pages: int
    total: int


def paginate(
    request: Req, items: Sequence[T], size: int = PER_PAGE, place: int | None = None
) -> Page[T]:
    """The page of `items` that `?page=` asks for, or the one that holds the item at `place`.

    A number out of range gives the nearest page.
    """
    asked = str(request.query_params.get("page", "1"))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    if place is not None:
        number = place // size + 1
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 1), pages)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items))


def turn_of(request: Req) -> Turn:
    """Which page of a list the address asks for, by keys."""
    return Turn(
        asked(request, "after", _LONGEST_KEY) or "",
        asked(request, "before", _LONGEST_KEY) or "",
        last=asked(request, "last") == "yes",
    )


def follow(
    request: Req,
    items: Sequence[T],
    key: Callable[[T], ListKey],
    size: int = PER_PAGE,
    place: int | None = None,
) -> Slice[T]:
    """The page of `items` that the address asks for by keys, or the one with the item at `place`:
    stable while others write. What is no key gives the first page."""
    return cut(items, key, turn_of(request), size, place)


def asked(request: Req, name: str, longest: int = 100) -> str | None:
    """A query parameter, None when absent, empty or too long to mean anything."""
    value: Any = request.query_params.get(name)
    return value if isinstance(value, str) and 0 < len(value) <= longest else None
