"""A page to wait on: how far long work has come, then what it made; and the list of all of it."""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from consult.services.bills import bill
from consult.services.papers import report
from consult.services.work import job
from consult.services.work.errand import Errand
from consult.services.work.job import JobState, JobView
from consult.tongue import filled, plainly
from consult.web.errors import sentence_of
from consult.web.pages import go, private, turn_of
from consult.web.request import Req, actor_of, locale_of, now_of, site_of

PER_PAGE = 30
AGAIN_AFTER = 2000
"""Milliseconds until a browser whose stream ended comes back."""
LONG_WAIT = 20
"""Seconds in the queue after which a person is told when no worker runs at all."""
RUNNING = "正在进行：{step}"
BEGINNING = "准备"
STEPS = (
    *("等待前面的工作", BEGINNING, "读取数据", "比较意见", "比较意见 {n}%", "保存"),
    *("查找可能相同的意见", "查找可能相同的意见 {n}%"),
    *("编写并排版", "汇编", "编排", "制版", "制版 {n}%", "装订"),
)
"""The steps that have an English name; one that is not here is shown as it is."""
_NUMBER = re.compile(r"\d+")
_SHARE = re.compile(r" \d+%\Z")


class JobController(Controller):
    """/staff/jobs"""

    @get("/staff/jobs", access="desk.read", name="job:index")
    async def index(self, request: Req) -> Response[Any]:
        """What waits, runs and has ended, the unfinished first."""
        actor = actor_of(request)
        page = await job.page_of_jobs(actor, turn_of(request), PER_PAGE)
        return private(
            request,
            "job/index.html",
            page=page,
            words={view.id: words_of(request, view) for view in page.items},
            seconds={view.id: seconds_of(request, view) for view in page.items},
        )

    @get("/staff/jobs/{job_id:int}", access="desk.read", name="job:show")
    async def show(self, request: Req, job_id: FromPath[int]) -> Response[Any]:
        """How far the work is. A script follows it; without scripts the page loads itself again
        every two seconds."""
        view = await job.show(actor_of(request), job_id)
        card = await bill.show_bill(view.slug, now_of(request))
        made = await report.list_reports(actor_of(request), view.slug) if view.result else ()
        waits = view.state is JobState.WAITING
        late = waits and seconds_of(request, view) >= LONG_WAIT
        return private(
            request,
            "job/show.html",
            job=view,
            view=card.at(view.reading),
            words=words_of(request, view),
            seconds=seconds_of(request, view),
            ahead=await job.ahead_of(view) if waits else 0,
            nobody=late and await job.nobody_works(),
            report=next((one for one in made if one.id == view.result), None),
        )

    @get("/staff/jobs/{job_id:int}/events", access="desk.read", name="job:events")
    async def events(self, request: Req, job_id: FromPath[int]) -> ServerSentEvent:
        """The job as it moves, as Server-Sent Events: `progress` with each change, `end` once.

        The id of an event is the job's revision; a browser that comes back with it hears only
        what is new.
        """
        person, watch = actor_of(request), site_of(request).watch
        await job.show(person, job_id)
        watch.admit(person.id)
        last = request.headers.get("last-event-id", "")
        seen = int(last) if last.isascii() and last.isdigit() and len(last) < 10 else None
        return ServerSentEvent(_events(request, job_id, seen))

    @post("/staff/jobs/{job_id:int}/cancel", access="job.cancel", name="job:cancel")
    async def cancel(self, request: Req, job_id: FromPath[int]) -> Redirect:
        """Call the work off; the page then says by whom."""
        await job.cancel(actor_of(request), now_of(request), job_id)
        return go(request, "staff", "jobs", job_id)


class Progress(msgspec.Struct, frozen=True):
    """What an event tells: `words` in the language of the page, `name` those without a number."""

    state: JobState
    words: str
    name: str
    percent: int | None
    seconds: int


async def begin(request: Req, slug: str, reading: int, errand: Errand) -> Redirect:
    """Ask for long work unless it was asked for already, and lead to its page."""
    started = await job.start(
        actor_of(request), now_of(request), errand=errand, slug=slug, reading=reading
    )
    return go(request, "staff", "jobs", started.id)


async def _events(
    request: Req, job_id: int, seen: int | None
) -> AsyncGenerator[ServerSentEventMessage]:
    following = site_of(request).watch.follow(job_id, actor_of(request).id, seen)
    async with aclosing(following):
        async for view in following:
            if view is None:
                yield ServerSentEventMessage(data=None, comment="still here")
                continue
            told = Progress(
                view.state,
                plainly(words_of(request, view)),
                plainly(name_of(request, view)),
                view.percent,
                seconds_of(request, view),
            )
            yield ServerSentEventMessage(
                data=msgspec.json.encode(told),
                event="end" if view.ended else "progress",
                id=view.revision,
                retry=AGAIN_AFTER,
            )


def words_of(request: Req, view: JobView) -> str:
    """How far it is, or why there is no result; in the language of the request."""
    if view.failure:
        return sentence_of(request, view.failure)
    if view.state is JobState.WAITING:
        return step_words(request, STEPS[0])
    return filled(locale_of(request), RUNNING, step=step_words(request, view.step or BEGINNING))


def name_of(request: Req, view: JobView) -> str:
    """The name of its step, without the number that moves: worth reading aloud when it changes."""
    return step_words(request, _SHARE.sub("", view.step) or BEGINNING)


def seconds_of(request: Req, view: JobView) -> int:
    """How long it has been waiting, or else how long the work has taken."""
    until = view.ended_at or now_of(request)
    return max(0, round((until - (view.begun_at or view.started_at)).total_seconds()))


def step_words(request: Req, step: str) -> str:
    """A step in the language of the request; its number, such as a page's, is kept."""
    number = _NUMBER.search(step)
    msgid = _NUMBER.sub("{n}", step, count=1)
    if msgid not in STEPS:
        return step
    return filled(locale_of(request), msgid, n=number[0] if number else "")
