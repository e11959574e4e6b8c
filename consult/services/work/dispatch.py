"""From what was asked to the service that does it. A new kind of long work is a struct in
`errand`, a line in `job.RIGHTS` and a line here."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from consult.config import Settings
from consult.permissions import Actor
from consult.services.clusters import cluster
from consult.services.papers import report
from consult.services.people import account
from consult.services.public import preparing
from consult.services.work.claiming import Task
from consult.services.work.errand import ClustersRequest, NoticeRequest, PaperRequest, unpacked
from consult.services.work.worker import Say
from reports.papers.formats import Format


class Order(msgspec.Struct, frozen=True):
    """What a service needs besides the errand itself."""

    actor: Actor
    now: dt.datetime
    settings: Settings
    slug: str
    reading: int


async def do(task: Task, now: dt.datetime, settings: Settings, say: Say) -> int | None:
    """Do a claimed job, saying its steps; returns the id of what was made, where it has one.

    Raises NotAllowed when the person who asked may no longer, and what the service raises.
    """
    errand = unpacked(task.request)
    actor = await account.standing(task.actor)
    order = Order(actor, now, settings, task.slug, task.reading)
    return await WORK[type(errand)](errand, order, say)


async def _clusters(_errand: ClustersRequest, order: Order, say: Say) -> None:
    await cluster.rebuild(
        order.actor,
        order.now,
        slug=order.slug,
        reading=order.reading,
        meaning=True,
        progress=say,
    )


async def _paper(errand: PaperRequest, order: Order, say: Say) -> int:
    built = await report.build_report(
        order.actor,
        order.now,
        order.settings,
        slug=order.slug,
        reading=order.reading,
        edition=errand.edition,
        kind=errand.kind,
        form=Format(errand.format),
        language=errand.language,
        progress=say,
    )
    return built.id


async def _notice(_errand: NoticeRequest, order: Order, say: Say) -> None:
    await preparing.make(
        order.actor,
        order.settings,
        order.now,
        slug=order.slug,
        reading=order.reading,
        progress=say,
    )


Work = Callable[[Any, Order, Say], Awaitable[int | None]]
WORK: dict[type, Work] = {ClustersRequest: _clusters, PaperRequest: _paper, NoticeRequest: _notice}
