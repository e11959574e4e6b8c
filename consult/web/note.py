"""Plain-language notes: the board of a reading, and one article with its note."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from markupsafe import Markup

from consult.errors import Conflict, Invalid
from consult.services.bills import plain_note
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import asked, go, private
from consult.web.request import Req, actor_of, now_of


class NoteController(Controller):
    """/staff/bills/{slug}/{reading}/notes"""

    path = "/staff/bills/{slug:str}/{reading:int}/notes"

    @get("/", access="note.read", name="note:index")
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Every article of a reading: which has a note, which could take one over."""
        board = await plain_note.board(actor_of(request), slug, reading, now_of(request))
        return private(request, "note/index.html", board=board, done=asked(request, "done"))

    @get("/{address:str}", access="note.read", name="note:show")
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], address: FromPath[str]
    ) -> Response[Any]:
        """One article with its note to write, and every earlier version."""
        return await _page(request, slug, reading, address)

    @post("/{address:str}", access="note.write", name="note:write")
    async def write(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], address: FromPath[str]
    ) -> Response[Any]:
        """Keep the note, or show how it would look: `act` says which."""
        form: Form = request.scope["state"]["form"]
        text = form.text("text")
        try:
            if form.line("act") != "save":
                plain_note.check(text)
                return await _page(request, slug, reading, address, text=text)
            await plain_note.write(
                actor_of(request),
                now_of(request),
                slug=slug,
                reading=reading,
                address=address,
                text=text,
                seen=form.number("seen"),
            )
        except (Conflict, Invalid) as error:
            return await _page(request, slug, reading, address, text=text, error=error)
        return go(
            request, *("staff", "bills", slug, reading, "notes"), anchor=address, done=address
        )


async def _page(
    request: Req,
    slug: str,
    reading: int,
    address: str,
    *,
    text: str | None = None,
    error: Conflict | Invalid | None = None,
) -> Response[Any]:
    page = await plain_note.show(actor_of(request), slug, reading, address, now_of(request))
    return private(
        request,
        "note/show.html",
        status=status_of(error) if error else 200,
        page=page,
        text=page.text if text is None else text,
        tried=text is not None and not isinstance(error, Invalid),
        wrong={"text": sentence_of(request, error)} if error else {},
        longest=plain_note.LONGEST,
        explain=explain,
    )


def explain(text: str, home: str = "") -> Markup:
    """A note as a page shows it; `home` is the page its `#art_3` links lead into."""
    html = plain_note.html_of(text, home)
    return Markup(html)  # noqa: S704 - made from Markdown without HTML by drafts.markup
