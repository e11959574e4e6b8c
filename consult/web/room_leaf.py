"""One article of a sealed report with everything a member wrote about it, also after a form was
refused: what was typed comes back beside what is kept."""

import secrets
from typing import Any

from litestar import Response

from consult.errors import ConsultError, Invalid
from consult.services.room.note import NoteView, notes_on
from consult.services.room.progress import progress_of
from consult.services.room.question import questions
from consult.services.room.shelf import Sealed
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import asked, private
from consult.web.request import Req, actor_of

_KEY_BYTES = 18


async def leaf_page(
    request: Req,
    sealed: Sealed,
    anchor: str,
    *,
    refused: tuple[str, Form, ConsultError] | None = None,
) -> Response[Any]:
    """The page of an article; `refused` is the form that could not be taken ("note" or
    "question"), what it held, and why. Raises NotFound."""
    book = sealed.book
    section = book.section(anchor)
    order = [one.anchor for one in book.report.sections]
    at = order.index(anchor)
    address = section.address or ""
    actor = actor_of(request)
    notes = [one for one in await notes_on(actor, sealed) if one.address == address]
    asked_here = [
        one for one in await questions(actor, round_id=sealed.round) if one.address == address
    ]
    shown = {int(view.cluster) for view in section.clusters if view.cluster.isdecimal()}
    spoken = {one.cluster for one in notes} | {one.cluster for one in asked_here}
    spoken |= {_wanted(request), refused[1].number("cluster") if refused else 0}
    here = {key for key, one in book.clusters.items() if one.article == anchor}
    return private(
        request,
        "room/article.html",
        status=status_of(refused[2]) if refused else 200,
        sealed=sealed,
        section=section,
        row=book.row(section),
        progress=await progress_of(actor, sealed),
        previous=book.report.sections[at - 1] if at else None,
        following=book.report.sections[at + 1] if at + 1 < len(order) else None,
        at=at + 1,
        notes={one.cluster: one for one in notes},
        hidden=sorted((spoken & here) - shown),
        gone=[one for one in notes if one.cluster not in {0, *here}],
        lost=[one for one in asked_here if one.cluster not in {0, *here}],
        questions=asked_here,
        key=secrets.token_urlsafe(_KEY_BYTES),
        refused=_refused(request, refused) if refused else None,
        done=asked(request, "done"),
    )


def _wanted(request: Req) -> int:
    """The id of the cluster the reader wants to write about, 0 for none."""
    cluster = asked(request, "cluster", 9) or ""
    return int(cluster) if cluster.isascii() and cluster.isdecimal() else 0


async def orphans(request: Req, sealed: Sealed) -> list[NoteView]:
    """The member's notes on articles that this version does not speak of."""
    notes = await notes_on(actor_of(request), sealed)
    return [one for one in notes if sealed.book.at(one.address) is None]


def _refused(request: Req, refused: tuple[str, Form, ConsultError]) -> dict[str, Any]:
    name, form, error = refused
    return {
        "form": name,
        "cluster": form.number("cluster"),
        "text": form.text("text"),
        "shared": form.line("shared") == "yes",
        "key": form.line("key"),
        "why": sentence_of(request, error),
        "conflict": not isinstance(error, Invalid),
    }
