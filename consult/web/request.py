"""What one running site holds, and how a handler reaches it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Request

from consult.config import Settings
from consult.permissions import NETIZEN, Actor
from consult.services.submissions.pressure import Pressure
from consult.web.arrivals import Arrivals
from consult.web.buckets import CommentLimits, LookLimits, SearchLimits, SubscriptionLimits
from consult.web.limits import Tries, client_address
from consult.web.previews import Previews
from consult.web.shelf import Shelf
from consult.web.stash import Stash
from consult.web.watch import Watch

Req = Request[Any, Any, Any]
Clock = Callable[[], dt.datetime]


class Site(msgspec.Struct, frozen=True):
    """The settings, the clock and the few things kept in memory between requests."""

    settings: Settings
    clock: Clock
    receipt_tries: Tries
    asked_tries: Tries
    comment_limits: CommentLimits
    look_limits: LookLimits
    pressure: Pressure
    search_limits: SearchLimits
    subscription_limits: SubscriptionLimits
    arrivals: Arrivals
    stash: Stash
    watch: Watch
    shelf: Shelf
    previews: Previews


def site_of(request: Req) -> Site:
    """The running site behind a request."""
    site: Site = request.app.state.site
    return site


def now_of(request: Req) -> dt.datetime:
    """The time on the server's clock, aware."""
    return site_of(request).clock()


def address_of(request: Req) -> str:
    """The address a request is counted under."""
    peer = request.client.host if request.client else ""
    forwarded = ",".join(request.headers.getall("x-forwarded-for", []))
    return client_address(peer, forwarded, site_of(request).settings.proxy_hops)


def locale_of(request: Req) -> str:
    """The language of the page asked for, set by `language.LanguagePrefix`."""
    locale: str = request.scope["state"].get("locale", "zh-CN")
    return locale


def actor_of(request: Req) -> Actor:
    """Who asks: the signed-in person on pages that need one, else the public."""
    actor: Actor = request.scope["state"].get("actor", NETIZEN)
    return actor
