"""Where somebody who signs in comes from, and the cookies they leave with."""

import re
from typing import Any

from litestar import Response

from consult.services.people.device import Visit
from consult.services.people.own import Admitted
from consult.web import csrf
from consult.web.request import Req, address_of, site_of

_YEAR = 365 * 24 * 3600
_LONGEST = 100
"""A token of ours is 43 letters; what is longer is not looked up."""
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_of(agent: str) -> str:
    """What a browser says it is, in the words of its maker: family and system, "" for none of
    those known. More precise would tell people nothing and machines too much."""
    family = next((name for mark, name in _BROWSERS if re.search(rf"\b{mark}/", agent)), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return " · ".join(word for word in (family, system) if word)


def visit_of(request: Req) -> Visit:
    """Where a request comes from."""
    secure = site_of(request).settings.secure_cookies
    device = request.cookies.get(csrf.cookie_name("device", secure), "")
    return Visit(
        network=address_of(request),
        device=device if len(device) <= _LONGEST else "",
        browser=browser_of(request.headers.get("user-agent", "")),
        session=csrf.session_token(request),
    )


def admit(request: Req, response: Response[Any], admitted: Admitted) -> None:
    """Hand out the two cookies of a whole sign-in: the session's, and the one by which this
    browser is known for a year."""
    csrf.set_cookie(request, response, "session", admitted.token)
    csrf.set_cookie(request, response, "device", admitted.device, max_age=_YEAR)
