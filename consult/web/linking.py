"""What became of each article: the links the machine is not sure of, for a person to judge."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, ConsultError, Invalid
from consult.services.bills import choosing, linking
from consult.services.bills.alignment import Standing
from consult.services.bills.linking import Verdict
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import asked, follow, go, private
from consult.web.request import Req, actor_of, now_of

PER_PAGE = 30
MOST_OPTIONS = 2000
"""Lists of all articles are laid out at once up to so many lines; beyond, one at a time."""


class LinkingController(Controller):
    """/staff/bills/{slug}/{reading}/links"""

    path = "/staff/bills/{slug:str}/{reading:int}/links"

    @get("/", access="alignment.read", name="linking:index")
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The board of a reading; `at` is the link whose turn it is, `pick` the old article for
        which any article of the new draft may be chosen; `?view=sure` lists the links the machine
        was sure of."""
        return await board_page(request, slug, reading, done=asked(request, "done"))

    @post("/{link_id:int}", access="alignment.decide", name="linking:judge")
    async def judge(
        self, request: Req, slug: FromPath[str], reading: FromPath[int], link_id: FromPath[int]
    ) -> Response[Any]:
        """Confirm, reject or take back a link as it stood on the page; then on to the next."""
        form: Form = request.scope["state"]["form"]
        try:
            verdict, seen = _said(form)
            await linking.judge(
                actor_of(request), now_of(request), link_id=link_id, verdict=verdict, seen=seen
            )
        except (Conflict, Invalid) as error:
            return await board_page(request, slug, reading, error=error)
        after = link_id if verdict is Verdict.REOPEN else form.number("next")
        return _on(request, slug, reading, verdict.value, "now", after)

    @post("/", access="alignment.decide", name="linking:choose")
    async def choose(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Give an article of the reading before any partner of this one."""
        form: Form = request.scope["state"]["form"]
        try:
            made = await choosing.choose(
                actor_of(request),
                now_of(request),
                slug=slug,
                reading=reading,
                old_address=form.line("old"),
                new_address=form.line("new"),
                instead=form.number("instead") if form.line("instead") else None,
                merge=form.line("merge") == "yes",
            )
        except (Conflict, Invalid) as error:
            asked_for = form.line("old"), form.line("new")
            return await board_page(request, slug, reading, error=error, pick=asked_for)
        where = ("staff", "bills", slug, reading, "links")
        return go(request, *where, anchor="done", done="choose", made=made)


async def board_page(
    request: Req,
    slug: str,
    reading: int,
    *,
    done: str | None = None,
    error: ConsultError | None = None,
    pick: tuple[str, str] | None = None,
) -> Response[Any]:
    """The board as it is now, also after a decision was refused: `pick` is the pair that was
    chosen. Raises NotFound."""
    board = await linking.board(actor_of(request), slug, reading, now_of(request))
    ids = [str(one.id) for one in board.waiting]
    wanted = asked(request, "at")
    place = ids.index(wanted) if wanted in ids else None
    waiting = follow(request, board.waiting, lambda one: (one.id,), PER_PAGE, place)
    current = board.waiting[place] if place is not None else next(iter(waiting.items), None)
    made = asked(request, "made")
    return private(
        request,
        "linking/index.html",
        status=status_of(error) if error else 200,
        board=board,
        waiting=waiting,
        current=current,
        done=done,
        made=next((one for one in board.decided if str(one.id) == made), None),
        all_sure=asked(request, "view") == "sure",
        pick=pick or (asked(request, "pick"), ""),
        all_open=len(board.targets) * (len(board.loose) + len(waiting.items)) <= MOST_OPTIONS,
        wrong=sentence_of(request, error) if error else None,
    )


def _said(form: Form) -> tuple[Verdict, Standing]:
    try:
        return Verdict(form.line("verdict")), Standing(form.line("seen"))
    except ValueError:
        raise Invalid("请用页面上的按钮作决定。", field="verdict") from None


def _on(
    request: Req, slug: str, reading: int, done: str, anchor: str, after: int = -1
) -> Response[Any]:
    """On to what comes next: the browser puts the focus on the anchor."""
    at = after if after > 0 else None
    return go(request, *("staff", "bills", slug, reading, "links"), anchor=anchor, done=done, at=at)
