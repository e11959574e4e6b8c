"""English lives under /en: this strips the prefix before routing and remembers the language."""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

PREFIX = "/en"


class LanguagePrefix:
    """ASGI: `/en/bills/x` is routed as `/bills/x` with the state's `locale` set to `en`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its path without the prefix."""
        if scope["type"] == ScopeType.HTTP:
            path = scope["path"]
            english = path == PREFIX or path.startswith(PREFIX + "/")
            scope["state"]["locale"] = "en" if english else "zh-CN"
            if english:
                scope["path"] = path[len(PREFIX) :] or "/"
        await self._app(scope, receive, send)
