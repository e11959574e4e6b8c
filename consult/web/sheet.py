"""What the intake pages show of a table: its columns as boxes, its rows each with its result."""

from typing import Any

import msgspec
from litestar import Response

from consult.services.intake.intake import Collected
from consult.spreadsheet import COLUMNS
from consult.web.errors import sentence_of
from consult.web.forms import Form
from consult.web.report import disposition
from consult.web.request import Req
from drafts.address import label

COLUMN = "col-"
"""How the boxes of columns are named: this and our name."""


class Shown(msgspec.Struct, frozen=True):
    """A row as the page shows it: `standing` is "error" for one that is not taken, which has a
    sentence instead of a place and words."""

    row: int
    standing: str
    place: str = ""
    kind: str = ""
    text: str = ""
    sentence: str = ""


def columns_in(form: Form) -> dict[str, str] | None:
    """Our names and the headers chosen for them, "" for a column not to be taken; None when the
    form has no such boxes."""
    chosen = {name: form.line(COLUMN + name) for name in COLUMNS if COLUMN + name in form.fields}
    return chosen or None


def shown_of(request: Req, collected: Collected) -> list[Shown]:
    """Every row of a file, in its order."""
    rows = [
        Shown(
            row=one.row,
            standing=one.standing.value,
            place=label(one.address) if one.address else "",
            kind=one.kind.value,
            text=one.text,
        )
        for one in collected.comments
    ]
    rows += [
        Shown(one.row, "error", sentence=sentence_of(request, one.message))
        for one in collected.errors
    ]
    return sorted(rows, key=lambda row: row.row)


def download(filename: str, media: str, data: bytes) -> Response[Any]:
    """A file for staff: saved under its name (RFC 6266), never shown or stored by a cache."""
    return Response(
        data,
        media_type=media,
        headers={
            "content-disposition": disposition(filename),
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
        },
    )
