"""Forms of other sites are refused: a signed double-submit token, tied to the session.

The cookie holds a random value, the form its HMAC with the session's token mixed in: a cookie
planted from a sibling domain is worth nothing against somebody who is signed in, and a token
from before sign-in is dead after it. Reading pages carry neither, so they can be cached.
"""

import hashlib
import hmac
import secrets
from typing import Any

from litestar import Response
from litestar.exceptions import PermissionDeniedException

from consult.web.forms import read_form
from consult.web.request import Req, site_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "form_token"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
_NONCE_LENGTH = 32
_FRESH = "fresh-session"


def cookie_name(base: str, secure: bool) -> str:
    """`__Host-` on HTTPS sites: the browser then refuses the cookie from anywhere else."""
    return f"__Host-{base}" if secure else base


def session_token(request: Req) -> str:
    """The session's token in the request's cookies, or the one that replaced it while the request
    was answered; "" without one."""
    fresh: str | None = request.scope["state"].get(_FRESH)
    if fresh is not None:
        return fresh
    secure = site_of(request).settings.secure_cookies
    return request.cookies.get(cookie_name("session", secure), "")


def change_session(request: Req, token: str) -> None:
    """From now on the forms of the page this request is answered with belong to this session."""
    request.scope["state"][_FRESH] = token


def form_session(request: Req) -> str:
    """The random value in the cookie of the visitor's forms, "" without one."""
    secure = site_of(request).settings.secure_cookies
    nonce = request.cookies.get(cookie_name("form", secure), "")
    return nonce if len(nonce) == _NONCE_LENGTH and nonce.isascii() else ""


def _sign(request: Req, nonce: str) -> str:
    key = site_of(request).settings.secret_key.encode()
    said = f"form\0{nonce}\0{session_token(request)}".encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()


def issue(request: Req) -> tuple[str, str | None]:
    """The token for a form on this page, and the cookie value to set when there is none yet."""
    nonce = form_session(request)
    fresh = None if nonce else secrets.token_hex(_NONCE_LENGTH // 2)
    return _sign(request, nonce or fresh or ""), fresh


def set_cookie(
    request: Req, response: Response[Any], base: str, value: str, max_age: int | None = None
) -> None:
    """Set a cookie that scripts cannot read and other sites' forms do not send; it lasts as long
    as the browser is open, or `max_age` seconds."""
    secure = site_of(request).settings.secure_cookies
    response.set_cookie(
        key=cookie_name(base, secure),
        value=value,
        max_age=max_age,
        httponly=True,
        samesite="lax",
        secure=secure,
    )


async def take_form(request: Req) -> None:
    """Before any handler of an unsafe method: read the form, check its token, keep it.

    A mail program that ends a subscription has neither cookie nor form: there what it says and
    the token in the address are enough (RFC 8058, 3.2).

    Runs after the guards, so nobody without the right can make the server read 20 MiB.
    """
    if request.method in SAFE:
        return
    handler = request.route_handler
    one_click = bool(handler.opt.get("one_click"))
    form = await read_form(request, uploads=one_click or bool(handler.opt.get("uploads")))
    if one_click and form.fields == ONE_CLICK:
        request.scope["state"]["form"] = form
        return
    nonce = form_session(request)
    if not nonce or not hmac.compare_digest(
        _sign(request, nonce).encode(), form.fields.get(FIELD, "").encode()
    ):
        request.scope["state"]["form"] = form
        raise PermissionDeniedException("form token")
    request.scope["state"]["form"] = form
