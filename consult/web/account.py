"""Signing in and out."""

from typing import Any

from litestar import Controller, Response, get, post

from consult.errors import ConsultError, NotAllowed, TooManyTries
from consult.permissions import may
from consult.services.people import session, signing
from consult.web import csrf
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.guards import PUBLIC
from consult.web.links import safe_next
from consult.web.pages import asked, go, private
from consult.web.request import Req, address_of, now_of, site_of


class AccountController(Controller):
    """/staff/sign-in and /staff/sign-out"""

    path = "/staff"

    @get("/sign-in", access=PUBLIC, name="account:new")
    async def new(self, request: Req) -> Response[Any]:
        """Ask for the account and its password."""
        return private(request, "account/new.html", login="", target=_target(request), why="")

    @post("/sign-in", access=PUBLIC, name="account:create")
    async def create(self, request: Req) -> Response[Any]:
        """Start a session with a fresh token, and lead on."""
        form: Form = request.scope["state"]["form"]
        site, now, address = site_of(request), now_of(request), address_of(request)
        try:
            site.sign_in_tries.check(address, now)
            signed = await signing.sign_in(now, form.line("login"), form.fields.get("password", ""))
        except (NotAllowed, TooManyTries) as error:
            site.sign_in_tries.failed(address, now)
            return _again(request, form, error)
        # A member of the committee has no desk; the room is where their work is.
        home = ("staff",) if may(signed.actor, "cluster.read") else ("room",)
        target = asked(request, "next", 300)
        response = go(request, *home)
        if target:
            response.url = safe_next(target)
        csrf.set_cookie(request, response, "session", signed.token)
        return response

    @post("/sign-out", access=PUBLIC, name="account:delete")
    async def delete(self, request: Req) -> Response[Any]:
        """End the session on the server, then forget its cookie."""
        token = csrf.session_token(request)
        if token:
            await session.end(now_of(request), token)
        response = go(request)
        secure = site_of(request).settings.secure_cookies
        response.delete_cookie(csrf.cookie_name("session", secure))
        return response


def _target(request: Req) -> str:
    target = asked(request, "next", 300)
    return safe_next(target) if target else ""


def _again(request: Req, form: Form, error: ConsultError) -> Response[Any]:
    return private(
        request,
        "account/new.html",
        status=status_of(error),
        login=form.line("login"),
        target=_target(request),
        why=sentence_of(request, error),
    )
