"""Who may reach a handler: every handler names its `access`; one that names none is nobody's."""

import datetime as dt

from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from consult.permissions import require
from consult.services.people import scope, session
from consult.web import csrf

PUBLIC = "public"
SIGNED_IN = "signed-in"


class SignInNeeded(Exception):
    """The page is for people with an account, and nobody is signed in."""


async def check_access(
    connection: ASGIConnection,  # type: ignore[type-arg]  # Litestar's own alias is bare
    handler: BaseRouteHandler,
) -> None:
    """Let a connection through to a handler, or raise.

    `access` is "public", "signed-in", or an action of consult.permissions. The session is looked
    up only where it is needed, so public pages cost no query and differ for nobody. What belongs
    to another organ than the person's is not there for them (R36).
    Raises SignInNeeded, NotAllowed, NotFound, PermissionDeniedException.
    """
    access = handler.opt.get("access")
    if access == PUBLIC:
        return
    if not isinstance(access, str):
        raise PermissionDeniedException("access")
    site = connection.app.state.site
    idle = dt.timedelta(minutes=site.settings.idle_minutes)
    name = csrf.cookie_name("session", site.settings.secure_cookies)
    token = connection.cookies.get(name, "")
    actor = await session.who(token, site.clock(), idle) if token else None
    if actor is None:
        raise SignInNeeded
    if access != SIGNED_IN:
        require(actor, access)
    await scope.check(actor, connection.path_params)
    connection.scope["state"]["actor"] = actor
