"""A page to wait on: how far long work has come, then what it made."""

import re
from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from consult.i18n import translate
from consult.services import bill, job, report
from consult.services.job import JobKind, JobState
from consult.web.errors import sentence_of
from consult.web.pages import go, private
from consult.web.request import Req, actor_of, locale_of, now_of, site_of
from consult.web.runner import Work

REFRESH_SECONDS = 2
STEPS = (
    *("等待前面的工作", "读取数据", "比较意见", "比较意见 {n}%", "查找可能相同的意见 {n}%", "保存"),
    *("编写并排版", "汇编", "核对", "编排", "制版", "制版 {n}%", "装订"),
)
"""The steps that have an English name; one that is not here is shown as it is."""
_NUMBER = re.compile(r"\d+")


class JobController(Controller):
    """/staff/jobs/{id}"""

    @get("/staff/jobs/{job_id:int}", access="cluster.read", name="job:show")
    async def show(self, request: Req, job_id: FromPath[int]) -> Response[Any]:
        """While the work runs the page loads itself again every two seconds, without scripts."""
        view = await job.show(actor_of(request), job_id)
        card = await bill.show_bill(view.slug, now_of(request))
        made = await report.list_reports(actor_of(request), view.slug) if view.result else ()
        response = private(
            request,
            "job/show.html",
            job=view,
            bill=card,
            view=card.at(view.reading),
            step=step_words(request, view.step),
            seconds=max(0, round((now_of(request) - view.started_at).total_seconds())),
            why=sentence_of(request, view.failure) if view.failure else "",
            report=next((one for one in made if one.id == view.result), None),
        )
        if view.state is JobState.RUNNING:
            response.headers["refresh"] = str(REFRESH_SECONDS)
        return response

    @post("/staff/jobs/{job_id:int}/cancel", access="cluster.rebuild", name="job:cancel")
    async def cancel(self, request: Req, job_id: FromPath[int]) -> Redirect:
        """Call the work off; the page then says by whom."""
        await job.cancel(actor_of(request), now_of(request), job_id)
        return go(request, "staff", "jobs", job_id)


async def begin(request: Req, slug: str, reading: int, kind: JobKind, work: Work) -> Redirect:
    """Start `work` unless the same runs already, and lead to its page."""
    actor = actor_of(request)
    started = await job.start(actor, now_of(request), kind=kind, slug=slug, reading=reading)
    if started.fresh:
        site_of(request).runner.run(actor, started.id, work)
    return go(request, "staff", "jobs", started.id)


def step_words(request: Req, step: str) -> str:
    """A step in the language of the request; its number, such as a page's, is kept."""
    number = _NUMBER.search(step)
    msgid = _NUMBER.sub("{n}", step, count=1)
    if msgid not in STEPS:
        return step
    return translate(locale_of(request))(msgid).format(n=number[0] if number else "")
