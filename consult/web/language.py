"""English lives under /en, traditional Chinese under /zh-Hant: this strips the prefix before
routing and remembers the language."""

from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

DEFAULT = "zh-CN"
PREFIXES = {"en": "/en", "zh-Hant": "/zh-Hant"}
ASKED_BY = "accept-encoding, accept-language, sec-fetch-site"
"""What the answer at / depends on."""
_FROM_OUTSIDE = {"none", "cross-site"}
_TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo", "zh-hant")
_ENTRY = "/"


class LanguagePrefix:
    """ASGI: `/en/bills/x` is routed as `/bills/x` with the state's `locale` set to `en`.

    A browser that comes to the home page from outside and prefers traditional characters is led
    to theirs. Elsewhere the address alone decides, so a link shows everybody the same page, and
    whoever follows one inside the site has chosen.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its path without the prefix."""
        if scope["type"] == ScopeType.HTTP:
            if _wants_traditional(scope):
                await _lead_to(send, PREFIXES["zh-Hant"], scope["query_string"])
                return
            locale, path = split(scope["path"])
            scope["state"]["locale"], scope["path"] = locale, path
        await self._app(scope, receive, send)


def split(path: str) -> tuple[str, str]:
    """The language of a path and the path without its prefix: ("en", "/x") for /en/x."""
    for locale, prefix in PREFIXES.items():
        if path == prefix or path.startswith(prefix + "/"):
            return locale, path[len(prefix) :] or "/"
    return DEFAULT, path


def reads_traditional(accepted: str) -> bool:
    """Whether the Chinese an Accept-Language header likes best is written in traditional
    characters: zh-TW, zh-HK, zh-MO, zh-Hant… (RFC 9110, 12.5.4)."""
    chinese = [
        (_quality(parameters), -place, tag.strip().lower())
        for place, one in enumerate(accepted.split(","))
        for tag, _, parameters in [one.partition(";")]
        if tag.strip().lower().split("-")[0] == "zh"
    ]
    liked, _, best = max(chinese, default=(0.0, 0, ""))
    return liked > 0 and best.startswith(_TRADITIONAL)


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    try:
        return float(value) if name.strip().lower() == "q" else 1.0
    except ValueError:
        return 0.0


def _wants_traditional(scope: HTTPScope) -> bool:
    if scope["path"] != _ENTRY or scope["method"] != "GET":
        return False
    headers = Headers.from_scope(scope)
    if headers.get("sec-fetch-site") not in _FROM_OUTSIDE:
        return False
    return reads_traditional(headers.get("accept-language", ""))


async def _lead_to(send: Send, place: str, query: bytes) -> None:
    headers = [
        (b"location", place.encode() + (b"?" + query if query else b"")),
        (b"vary", ASKED_BY.encode()),
        (b"content-length", b"0"),
    ]
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
