"""What people see and change of their own account: sessions, password, telephone."""

import datetime as dt
from typing import Any

from litestar import Controller, Response, get, post

from consult.errors import ConsultError, Invalid, NotAllowed, TooManyTries
from consult.services.people import own, session, twofactor
from consult.web import csrf
from consult.web.account import ISSUER
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import asked, go, private
from consult.web.receipt import qr
from consult.web.request import Req, actor_of, now_of, site_of
from consult.web.visiting import admit, visit_of

_MINE = "account.own"


class ProfileController(Controller):
    """/staff/me"""

    path = "/staff/me"

    @get("/", access=_MINE, name="profile:show")
    async def show(self, request: Req) -> Response[Any]:
        """Where I am signed in, my second factor, a new password."""
        return await _page(request)

    @post("/password", access=_MINE, name="profile:password")
    async def password(self, request: Req) -> Response[Any]:
        """Give oneself a new password; every other session ends."""
        form: Form = request.scope["state"]["form"]
        new = form.fields.get("password", "")
        try:
            if new != form.fields.get("again", ""):
                raise Invalid("两次输入的新密码不一样，请再输一次。", field="again")
            admitted = await own.change_password(
                actor_of(request),
                now_of(request),
                form.fields.get("old", ""),
                new,
                visit=visit_of(request),
                settings=site_of(request).settings,
            )
        except (Invalid, TooManyTries) as error:
            return await _page(request, error, "old")
        response = go(request, "staff", "me", done="password")
        admit(request, response, admitted)
        return response

    @post("/sessions", access=_MINE, name="profile:sessions")
    async def sessions(self, request: Req) -> Response[Any]:
        """End one of my sessions, or all but this one."""
        form: Form = request.scope["state"]["form"]
        actor, now = actor_of(request), now_of(request)
        if form.line("session") == "others":
            await session.end_others(actor, now, csrf.session_token(request))
        else:
            await session.end_own(actor, now, max(0, form.number("session")))
        return go(request, "staff", "me", done="session")

    @get("/telephone", access=_MINE, name="profile:telephone")
    async def telephone(self, request: Req) -> Response[Any]:
        """The key for a telephone that was asked for."""
        return await _telephone(request, None)

    @post("/telephone", access=_MINE, name="profile:begin")
    async def begin(self, request: Req) -> Response[Any]:
        """Make a key for a telephone."""
        try:
            account = await _proved(request)
        except (Invalid, TooManyTries) as error:
            return await _page(request, error, "proof")
        await twofactor.begin(account, now_of(request))
        return go(request, "staff", "me", "telephone")

    @post("/telephone/confirm", access=_MINE, name="profile:confirm")
    async def confirm(self, request: Req) -> Response[Any]:
        """The telephone shows the right code: it counts from now on."""
        form: Form = request.scope["state"]["form"]
        account = await own.row(actor_of(request))
        try:
            made = await twofactor.confirm(
                account,
                now_of(request),
                form.line("code"),
                visit=visit_of(request),
                settings=site_of(request).settings,
            )
        except Invalid as error:
            return await _telephone(request, error)
        csrf.change_session(request, made.admitted.token)
        response = _codes(request, made.codes)
        admit(request, response, made.admitted)
        return response

    @post("/telephone/codes", access=_MINE, name="profile:codes")
    async def codes(self, request: Req) -> Response[Any]:
        """Ten new recovery codes instead of the old ones."""
        form: Form = request.scope["state"]["form"]
        actor, now, settings = actor_of(request), now_of(request), site_of(request).settings
        try:
            made = await twofactor.new_codes(actor, now, form.fields.get("proof", ""), settings)
        except (Invalid, TooManyTries) as error:
            return await _page(request, error, "proof")
        return _codes(request, made)

    @post("/telephone/off", access=_MINE, name="profile:off")
    async def off(self, request: Req) -> Response[Any]:
        """Sign in by password alone from now on."""
        form: Form = request.scope["state"]["form"]
        actor, now, settings = actor_of(request), now_of(request), site_of(request).settings
        try:
            await twofactor.turn_off(actor, now, form.fields.get("proof", ""), settings)
        except (Invalid, NotAllowed, TooManyTries) as error:
            return await _page(request, error, "proof")
        return go(request, "staff", "me", done="off")


async def _proved(request: Req) -> dict[str, Any]:
    form: Form = request.scope["state"]["form"]
    settings = site_of(request).settings
    word = form.fields.get("proof", "")
    return await own.prove(actor_of(request), now_of(request), word, settings)


async def _page(request: Req, error: ConsultError | None = None, field: str = "") -> Response[Any]:
    if isinstance(error, Invalid) and error.field:
        field = error.field
    actor, settings, now = actor_of(request), site_of(request).settings, now_of(request)
    idle = dt.timedelta(minutes=settings.idle_minutes)
    return private(
        request,
        "profile/show.html",
        status=status_of(error) if error else 200,
        me=await own.about(actor),
        sessions=await session.list_own(actor, now, csrf.session_token(request), idle),
        factor=await twofactor.standing(actor, settings),
        idle=settings.idle_minutes,
        done=asked(request, "done") if error is None else None,
        wrong={field: sentence_of(request, error)} if error else {},
    )


async def _telephone(request: Req, error: Invalid | None) -> Response[Any]:
    account = await own.row(actor_of(request))
    offer = twofactor.offered(account, site_of(request).settings, ISSUER)
    if offer is None:
        return go(request, "staff", "me")
    return private(
        request,
        "profile/telephone.html",
        status=status_of(error) if error else 200,
        offer=offer,
        square=qr(offer.address),
        wrong={"code": sentence_of(request, error)} if error else {},
    )


def _codes(request: Req, codes: tuple[str, ...]) -> Response[Any]:
    return private(request, "account/codes.html", codes=codes, target="", fresh=False)
