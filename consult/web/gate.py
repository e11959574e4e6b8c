"""The outermost layer: refuses malformed requests, adds the security headers, writes the log.

Everything passes here, also what never reaches a handler (404, 405, static files).
"""

import logging
import re
import time
from urllib.parse import quote

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import HttpMethod, ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

log = logging.getLogger("consult.access")

_LONGEST_PATH = 1024
_LONGEST_QUERY = 2048
_LARGEST_NUMBER = 2**31 - 1
_BAD_CHARACTER = re.compile(r"[\x00-\x1f\x7f\ufffd\ud800-\udfff\\]")
_BEHIND_RECEIPTS = re.compile(r"(/(?:receipts|subscriptions|mail/stop|asked)/).+", re.IGNORECASE)
_LIKE_A_CODE = re.compile(r"[0-9A-Z]{4}(?:-?[0-9A-Z]{4}){5}", re.IGNORECASE)

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cache-control": "no-store",
}
_UNUSABLE = (
    "这个网址不能用。请从首页进入。\n"
    "This address cannot be used. Please start from the home page.\n"
)
_HSTS = "max-age=31536000; includeSubDomains"


def refusal(path: str, query: bytes) -> int | None:
    """The status for an address no page can have: too long, control characters, huge numbers.

    Whole numbers in paths are reading numbers and ids; a database holds 31 bits of them.
    """
    if len(path) > _LONGEST_PATH or len(query) > _LONGEST_QUERY:
        return 414
    if _BAD_CHARACTER.search(path):
        return 400
    for segment in path.split("/"):
        if segment.isdecimal() and (len(segment) > 10 or int(segment) > _LARGEST_NUMBER):
            return 404
    return None


def loggable(path: str) -> str:
    """A path for the log: one line, printable, without the secret code of a receipt, also where
    somebody typed one into another address."""
    hidden = _LIKE_A_CODE.sub("*", _BEHIND_RECEIPTS.sub(r"\1*", path))
    return quote(hidden, safe="/*")[:200]


class Gate:
    """ASGI: see the module."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = {**HEADERS, **({"strict-transport-security": _HSTS} if https else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or refuse it."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500
        path, asked = scope["path"], scope["method"]

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableScopeHeaders.from_message(message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            elif message["type"] == "http.response.body" and asked == "HEAD":
                message["body"] = b""
            await send(message)

        try:
            await self._pass(scope, receive, sending)
        finally:
            took = (time.perf_counter() - started) * 1000
            log.info("%s %s %d %.1fms", asked, loggable(path), status, took)

    async def _pass(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        status = refusal(scope["path"], scope["query_string"])
        if status is not None:
            await _refuse(send, status)
            return
        if scope["method"] == "HEAD":
            # A copy: the server itself looks at its scope to know that no body may follow.
            scope = scope.copy()
            scope["method"] = HttpMethod.GET
        await self._app(scope, receive, send)


async def _refuse(send: Send, status: int) -> None:
    data = _UNUSABLE.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(data)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data, "more_body": False})
