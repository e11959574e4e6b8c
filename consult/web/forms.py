"""Reading what a form sent, without trusting any of it.

Litestar's own form parsing is not used: it has no limit on urlencoded fields, lets the sender
choose a codec for multipart text, and keeps bodies in a cache. Here the number of fields is
limited, the only encoding is UTF-8, and every failure is a 4xx.
"""

import asyncio
from urllib.parse import parse_qsl

import msgspec
from litestar.exceptions import ClientException, HTTPException
from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)

from consult.web.request import Req

MOST_FIELDS = 96
"""A page of clusters or members has a box for each of its fifty."""
COMMENT_BYTES = 128 * 1024
"""A comment at every limit is 12,000 Chinese characters of 9 bytes each when urlencoded."""
LETTER_BYTES = 256 * 1024
"""The same with a basket of other comments, which has its own bound (`basket.LONGEST`)."""
UPLOAD_BYTES = 20 * 1024 * 1024
_URLENCODED = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_PATIENCE = 30


class Upload(msgspec.Struct, frozen=True):
    """A file a form brought, whole."""

    filename: str
    data: bytes


class Form(msgspec.Struct, frozen=True):
    """The fields of a form as text, and its files. A field sent twice counts once, the last."""

    fields: dict[str, str]
    files: dict[str, Upload] = {}

    def text(self, name: str) -> str:
        """A field as it was typed, with line ends as \\n; "" when it was not sent."""
        return self.fields.get(name, "").replace("\r\n", "\n").replace("\r", "\n")

    def line(self, name: str) -> str:
        """A field of one line, without blanks around it."""
        return self.text(name).strip()

    def chosen(self, prefix: str) -> dict[int, int]:
        """The boxes that were ticked: the number behind `prefix` in their names → their value."""
        ticked = {
            name.removeprefix(prefix): self.number(name)
            for name in self.fields
            if name.startswith(prefix)
        }
        return {
            int(name): value
            for name, value in ticked.items()
            if name.isascii() and name.isdigit() and len(name) < 10
        }

    def number(self, name: str) -> int:
        """A field that holds a whole number; -1 when it does not."""
        value = self.line(name)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1


async def read_form(request: Req, *, uploads: bool) -> Form:
    """The form in the body of a request.

    Raises HTTPException 415 for another content type (files only where `uploads`), 408 for a
    body that does not come, 400 for one that cannot be read; Litestar itself raises 413.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind not in ((_URLENCODED, _MULTIPART) if uploads else (_URLENCODED,)):
        raise HTTPException("Unsupported Media Type", status_code=415)
    try:
        async with asyncio.timeout(_PATIENCE * (10 if uploads else 1)):
            body = await request.body()
    except TimeoutError:
        raise HTTPException("Request Timeout", status_code=408) from None
    try:
        if kind == _URLENCODED:
            form = urlencoded(body)
        else:
            form = await asyncio.to_thread(multipart, body, options.get("boundary", ""))
    except (ValueError, MultipartError):
        raise ClientException("Bad Request") from None
    if any("\x00" in value for value in form.fields.values()):
        raise ClientException("Bad Request")
    return form


def urlencoded(body: bytes) -> Form:
    """Fields of an urlencoded body. Raises ValueError: too many fields, or not UTF-8."""
    pairs = parse_qsl(
        body.decode("ascii"),
        keep_blank_values=True,
        encoding="utf-8",
        errors="strict",
        max_num_fields=MOST_FIELDS,
    )
    return Form(dict(pairs))


def multipart(body: bytes, boundary: str) -> Form:
    """Fields and files of a multipart body, as UTF-8 whatever charset the parts claim.

    Raises ValueError or MultipartError for anything malformed.
    """
    if not boundary or len(boundary) > 200:
        raise ValueError("boundary")
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    part: MultipartSegment | None = None
    data = bytearray()
    with PushMultipartParser(boundary, max_segment_count=MOST_FIELDS) as parser:
        for event in [*parser.parse(body), *parser.parse(b"")]:
            if isinstance(event, MultipartSegment):
                part, data = event, bytearray()
            elif event:
                data += event
            elif part is not None:
                _store(part, bytes(data), fields, files)
                part = None
    return Form(fields, files)


def _store(
    part: MultipartSegment, data: bytes, fields: dict[str, str], files: dict[str, Upload]
) -> None:
    if part.filename is None:
        fields[part.name] = data.decode("utf-8")
    elif part.filename:
        files[part.name] = Upload(part.filename[-200:], data)
