"""The calendar of what is due: a list by week, a month to look at, and an address to subscribe."""

import datetime as dt
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import ConsultError, NotFound
from consult.lifecycle import SHANGHAI
from consult.services.rounds import calendar_feed, deadlines
from consult.services.rounds.agenda_words import Words
from consult.services.rounds.deadlines import Due, DueKind
from consult.web.errors import sentence_of
from consult.web.guards import PUBLIC
from consult.web.icalendar import MEDIA, Event, icalendar
from consult.web.links import link
from consult.web.pages import asked, go, private
from consult.web.request import Req, actor_of, locale_of, now_of, site_of

WORDS: dict[DueKind, Words] = {
    DueKind.OPENING: Words("开始征求意见"),
    DueKind.CLOSING: Words("征求意见截止"),
    DueKind.RESULTS: Words("公布征求意见情况通报"),
    DueKind.DUTY: Words("部门答复"),
    DueKind.ASKED: Words("部门答复征询"),
    DueKind.QUESTIONS: Words("答复疑问"),
}
"""What is due, in words."""
_FIRST = dt.date(2000, 1, 1)
_LAST = dt.date(2099, 12, 1)


class Day(msgspec.Struct, frozen=True):
    """A day of the month shown, with what is due on it."""

    day: dt.date
    inside: bool
    dues: tuple[Due, ...]


class DeadlinesController(Controller):
    """/staff/calendar and /calendar/{token}/due.ics"""

    @get("/staff/calendar", access="desk.read", name="deadlines:index")
    async def index(self, request: Req) -> Response[Any]:
        """Everything due by week; `?month=2026-03` shows that month as a grid."""
        return await _page(request)

    @post("/staff/calendar/feed", access="calendar.follow", name="deadlines:begin")
    async def begin(self, request: Req) -> Response[Any]:
        """Make the address a calendar program reads; it is shown this once."""
        token = await calendar_feed.begin(actor_of(request), now_of(request))
        base = site_of(request).settings.base_url.rstrip("/")
        there = base + link(locale_of(request), "calendar", token, "due.ics")
        return await _page(request, address=there)

    @post("/staff/calendar/feed/end", access="calendar.follow", name="deadlines:end")
    async def end(self, request: Req) -> Response[Any]:
        """That address is not read any more."""
        await calendar_feed.end(actor_of(request), now_of(request))
        return go(request, "staff", "calendar", done="ended")

    @get("/calendar/{token:str}/due.ics", access=PUBLIC, name="deadlines:feed")
    async def feed(self, request: Req, token: FromPath[str]) -> Response[str]:
        """What is due, for the program of whoever holds the address."""
        reader = await calendar_feed.reader(token)
        if reader is None:
            raise NotFound("没有这个日历，或者它已经停用。")
        settings, now = site_of(request).settings, now_of(request)
        base = settings.base_url.rstrip("/")
        host = urlsplit(base).hostname or "sandu"
        events = [
            Event(
                uid=f"{one.key}@{host}",
                day=one.day,
                summary=f"{said(request, one)} {one.bill}",
                url=base + link(locale_of(request), *one.path),
            )
            for one in await deadlines.deadlines(reader, settings, now)
        ]
        data = icalendar(sentence_of(request, Words("三读：到期事项")), now, events)
        return Response(data, media_type=MEDIA, headers={"cache-control": "private, no-store"})


def said(request: Req, one: Due) -> str:
    """What is due, with whom and how much, in the language of the request."""
    told: ConsultError = WORDS[one.kind]
    if one.kind is DueKind.DUTY:
        told = Words("{who}答复 {n} 条条文的意见", who=one.who, n=one.count)
    elif one.kind is DueKind.ASKED:
        told = Words("{who}答复 {n} 类意见的征询", who=one.who, n=one.count)
    elif one.kind is DueKind.QUESTIONS:
        told = Words("答复 {n} 个疑问", n=one.count)
    return sentence_of(request, told)


async def _page(request: Req, *, address: str = "") -> Response[Any]:
    actor, settings, now = actor_of(request), site_of(request).settings, now_of(request)
    today = now.astimezone(SHANGHAI).date()
    dues = await deadlines.deadlines(actor, settings, now)
    month = _month(asked(request, "month", 7), today)
    return private(
        request,
        "calendar/index.html",
        late=[one for one in dues if one.late],
        weeks=[(week, list(of)) for week, of in groupby(_coming(dues), _week)],
        grid=_grid(month, dues),
        month=month,
        before=_shifted(month, -1),
        after=_shifted(month, 1),
        today=today,
        told={one.key: said(request, one) for one in dues},
        since=await calendar_feed.since(actor) if actor.id else None,
        address=address,
        results_days=settings.results_days,
        answer_days=settings.answer_days,
        done=asked(request, "done"),
    )


def _coming(dues: tuple[Due, ...]) -> list[Due]:
    return [one for one in dues if not one.late]


def _week(one: Due) -> dt.date:
    """The Monday of its week."""
    return one.day - dt.timedelta(days=one.day.weekday())


def _month(said: str | None, today: dt.date) -> dt.date:
    """The first of the month asked for, of this one when that is none."""
    try:
        first = dt.date.fromisoformat(f"{said}-01")
    except ValueError:
        return today.replace(day=1)
    return min(max(first, _FIRST), _LAST)


def _shifted(month: dt.date, by: int) -> str:
    year, at = divmod(month.year * 12 + month.month - 1 + by, 12)
    return f"{year:04}-{at + 1:02}"


def _grid(month: dt.date, dues: tuple[Due, ...]) -> list[list[Day]]:
    """Weeks from Monday to Sunday that hold the month."""
    following = (month + dt.timedelta(days=31)).replace(day=1)
    day = month - dt.timedelta(days=month.weekday())
    weeks: list[list[Day]] = []
    while day < following:
        row = [day + dt.timedelta(days=at) for at in range(7)]
        weeks.append(
            [
                Day(one, one.month == month.month, tuple(due for due in dues if due.day == one))
                for one in row
            ]
        )
        day += dt.timedelta(days=7)
    return weeks
