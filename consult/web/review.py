"""A draft beside its source: what the splitter doubts, accepted or corrected with one key."""

from collections.abc import Iterable
from typing import Any

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Conflict, ConsultError, Invalid, NotFound
from consult.services.bills import review, ruling
from consult.services.bills.review import ReviewPage, SourceLine
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import asked, go, paginate, private
from consult.web.request import Req, actor_of, now_of
from drafts.model import Kind
from drafts.rulings import Action

AROUND = 40
PER_PAGE = 400
ACCEPT_ALL = "accept-all"
KINDS = (
    *(Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING, Kind.ARTICLE),
    *(Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.ANNEX, Kind.TEXT),
)


class Row(msgspec.Struct, frozen=True):
    """A line of the page, or, with `line` None, how many lines were left out."""

    line: SourceLine | None
    left_out: int = 0


class ReviewController(Controller):
    """/staff/bills/{slug}/{reading}/review"""

    path = "/staff/bills/{slug:str}/{reading:int}/review"

    @get("/", access="draft.read", name="review:show")
    async def show(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Doubts, then the lines around them beside their units; `?line=` opens the tools of a
        line, `?view=all` shows the whole text."""
        return await _page(request, slug, reading)

    @post("/", access="draft.rule", name="review:rule")
    async def rule(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Accept a doubt, join, cut or change a level; then on to the next doubt."""
        form: Form = request.scope["state"]["form"]
        try:
            if form.line("action") == ACCEPT_ALL:
                return await _accept_all(request, slug, reading, form)
            action = _action(form)
            await ruling.rule(
                actor_of(request),
                now_of(request),
                slug=slug,
                reading=reading,
                action=action,
                start=form.number("start"),
                seen=form.line("seen"),
                kind=_kind(form) if action in (Action.CUT, Action.LEVEL) else None,
                rule=form.line("rule")[:40] if action is Action.ACCEPT else "",
            )
        except (Conflict, Invalid) as error:
            return await _page(request, slug, reading, error=error)
        return _back(request, slug, reading, form, action.value)

    @post("/undo", access="draft.rule", name="review:undo")
    async def undo(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Take a decision back."""
        form: Form = request.scope["state"]["form"]
        try:
            await ruling.undo(
                actor_of(request),
                now_of(request),
                slug=slug,
                reading=reading,
                ruling_id=form.number("ruling"),
                seen=form.line("seen"),
            )
        except (Conflict, NotFound) as error:
            return await _page(request, slug, reading, error=error)
        return _back(request, slug, reading, form, "undone")


async def _accept_all(request: Req, slug: str, reading: int, form: Form) -> Response[Any]:
    await ruling.accept_all(
        actor_of(request),
        now_of(request),
        slug=slug,
        reading=reading,
        rule=form.line("rule"),
        seen=form.line("seen"),
    )
    return _back(request, slug, reading, form, Action.ACCEPT.value)


def _back(request: Req, slug: str, reading: int, form: Form, done: str) -> Response[Any]:
    """To the line the form was on, or to the doubts: their page has no anchor, since a browser
    moves the keyboard to the next button only where there is none."""
    line = form.number("at")
    at = line if line > 0 else None
    view = "all" if form.line("view") == "all" else None
    return go(
        request,
        *("staff", "bills", slug, reading, "review"),
        anchor=f"line-{at}" if at else "",
        done=done,
        at=at,
        view=view,
    )


async def _page(
    request: Req, slug: str, reading: int, error: ConsultError | None = None
) -> Response[Any]:
    page = await review.review(actor_of(request), slug, reading, now_of(request))
    chosen = _line(request, "line")
    there = chosen or _line(request, "at")
    whole = asked(request, "view") == "all"
    rows = _rows(page, there, whole=whole)
    numbers = [row.line.number if row.line else 0 for row in rows]
    return private(
        request,
        "review/show.html",
        status=status_of(error) if error else 200,
        page=page,
        rows=paginate(request, rows, PER_PAGE, numbers.index(there) if there in numbers else None),
        chosen=chosen,
        there=there,
        whole=whole,
        kinds=[kind.value for kind in KINDS],
        done=None if error else asked(request, "done"),
        wrong=sentence_of(request, error) if error else None,
    )


def _rows(page: ReviewPage, there: int | None, *, whole: bool) -> list[Row]:
    """The lines to show: all, or those around the doubts and the line asked for."""
    if whole:
        return [Row(line) for line in page.lines]
    wanted = _around([doubt.line for doubt in page.doubts] + ([there] if there else []))
    wanted = wanted or set(range(1, 2 * AROUND + 1))
    rows: list[Row] = []
    left_out = 0
    for line in page.lines:
        if line.number not in wanted:
            left_out += 1
            continue
        if left_out:
            rows.append(Row(None, left_out))
            left_out = 0
        rows.append(Row(line))
    return [*rows, Row(None, left_out)] if left_out else rows


def _around(numbers: Iterable[int]) -> set[int]:
    return {near for n in numbers for near in range(n - AROUND, n + AROUND + 1)}


def _line(request: Req, name: str) -> int | None:
    given = asked(request, name, 6)
    return int(given) if given and given.isascii() and given.isdigit() else None


def _action(form: Form) -> Action:
    try:
        return Action(form.line("action"))
    except ValueError:
        raise Invalid("请先选择要在哪里断开、合并或者改层级。", field="action") from None


def _kind(form: Form) -> Kind:
    try:
        return Kind(form.line("kind"))
    except ValueError:
        raise Invalid("请先选择改成哪一级。", field="kind") from None
