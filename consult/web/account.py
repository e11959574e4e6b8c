"""Signing in, in one step or two, and out."""

from typing import Any

from litestar import Controller, Response, get, post

from consult.errors import ConsultError, Invalid, NotAllowed, TooManyTries
from consult.permissions import Actor, may
from consult.services.people import session, signing, twofactor
from consult.services.people.own import Admitted
from consult.services.people.session import Stage
from consult.web import csrf
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.guards import PUBLIC
from consult.web.links import safe_next
from consult.web.pages import asked, go, private
from consult.web.receipt import qr
from consult.web.request import Req, now_of, site_of
from consult.web.visiting import admit, visit_of

ISSUER = "三读"
_STEPS = {Stage.CODE: "code", Stage.SETUP: "telephone"}


class AccountController(Controller):
    """/staff/sign-in with its second steps, and /staff/sign-out"""

    path = "/staff"

    @get("/sign-in", access=PUBLIC, name="account:new")
    async def new(self, request: Req) -> Response[Any]:
        """Ask for the account and its password."""
        return private(request, "account/new.html", login="", target=_target(request), why="")

    @post("/sign-in", access=PUBLIC, name="account:create")
    async def create(self, request: Req) -> Response[Any]:
        """Start a session with a fresh token, and lead on: to the second step, or in."""
        form: Form = request.scope["state"]["form"]
        visit, settings, now = visit_of(request), site_of(request).settings, now_of(request)
        login, password = form.line("login"), form.fields.get("password", "")
        try:
            signed = await signing.sign_in(now, login, password, visit=visit, settings=settings)
        except (NotAllowed, TooManyTries) as error:
            return _again(request, "account/new.html", error, login=login)
        if signed.stage is Stage.FULL:
            return _home(request, signed.actor, Admitted(signed.token, signed.device))
        if signed.stage is Stage.SETUP:
            account = await session.begun(signed.token, now, Stage.SETUP)
            await twofactor.begin(account or {}, now)
        step = _STEPS[signed.stage]
        response = go(request, "staff", "sign-in", step, next=_target(request) or None)
        csrf.set_cookie(request, response, "session", signed.token)
        return response

    @get("/sign-in/code", access=PUBLIC, name="account:code")
    async def code(self, request: Req) -> Response[Any]:
        """Ask for the code of the telephone."""
        token = csrf.session_token(request)
        if await session.begun(token, now_of(request), Stage.CODE) is None:
            return _late(request)
        return private(request, "account/code.html", target=_target(request), why="")

    @post("/sign-in/code", access=PUBLIC, name="account:second")
    async def second(self, request: Req) -> Response[Any]:
        """Make the sign-in whole, with another token."""
        form: Form = request.scope["state"]["form"]
        settings, now = site_of(request).settings, now_of(request)
        try:
            signed = await signing.second_step(
                now, form.line("code"), visit=visit_of(request), settings=settings
            )
        except signing.Late:
            return _late(request)
        except (NotAllowed, TooManyTries) as error:
            return _again(request, "account/code.html", error)
        return _home(request, signed.actor, Admitted(signed.token, signed.device))

    @get("/sign-in/telephone", access=PUBLIC, name="account:telephone")
    async def telephone(self, request: Req) -> Response[Any]:
        """Where a second factor is required: the key for a telephone, before anything else."""
        return await _telephone(request, None)

    @post("/sign-in/telephone", access=PUBLIC, name="account:confirm")
    async def confirm(self, request: Req) -> Response[Any]:
        """The telephone shows the right code: it counts, and the sign-in is whole."""
        form: Form = request.scope["state"]["form"]
        settings, now, visit = site_of(request).settings, now_of(request), visit_of(request)
        account = await session.begun(visit.session, now, Stage.SETUP)
        if account is None:
            return await _telephone(request, None)
        try:
            made = await twofactor.confirm(
                account, now, form.line("code"), visit=visit, settings=settings
            )
        except Invalid as error:
            return await _telephone(request, error)
        csrf.change_session(request, made.admitted.token)
        response = private(
            request, "account/codes.html", codes=made.codes, target=_target(request), fresh=True
        )
        admit(request, response, made.admitted)
        return response

    @post("/sign-out", access=PUBLIC, name="account:delete")
    async def delete(self, request: Req) -> Response[Any]:
        """End the session on the server, then forget its cookie. The browser stays known."""
        token = csrf.session_token(request)
        if token:
            await session.end(now_of(request), token)
        response = go(request)
        secure = site_of(request).settings.secure_cookies
        response.delete_cookie(csrf.cookie_name("session", secure))
        return response


def _home(request: Req, actor: Actor, admitted: Admitted) -> Response[Any]:
    """To where the person wanted to go, or where their work is: not everybody has a desk."""
    target = _target(request)
    home: tuple[str, ...] = ("staff", "me")
    if may(actor, "desk.read"):
        home = ("staff",)
    elif may(actor, "report.read"):
        home = ("room",)
    elif may(actor, "department.answer"):
        home = ("department",)
    response = go(request, *home)
    if target:
        response.url = target
    admit(request, response, admitted)
    return response


async def _telephone(request: Req, error: Invalid | None) -> Response[Any]:
    token = csrf.session_token(request)
    account = await session.begun(token, now_of(request), Stage.SETUP)
    offer = twofactor.offered(account, site_of(request).settings, ISSUER) if account else None
    if offer is None:
        return _late(request)
    return private(
        request,
        "account/telephone.html",
        status=status_of(error) if error else 200,
        offer=offer,
        square=qr(offer.address),
        target=_target(request),
        wrong={"code": sentence_of(request, error)} if error else {},
    )


def _late(request: Req) -> Response[Any]:
    return _again(request, "account/new.html", signing.Late(signing.LATE), login="")


def _target(request: Req) -> str:
    target = asked(request, "next", 300)
    return safe_next(target) if target else ""


def _again(request: Req, template: str, error: ConsultError, **context: object) -> Response[Any]:
    response = private(
        request,
        template,
        status=status_of(error),
        target=_target(request),
        why=sentence_of(request, error),
        **context,
    )
    if isinstance(error, TooManyTries):
        response.headers["retry-after"] = str(60 * int(str(error.values["n"])))
    return response
