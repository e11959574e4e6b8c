"""Service level: opinions and questions answered, in time and late, per body and department.

A question is answered by a public answer and has CONSULT_ANSWER_DAYS days from its arrival; an
opinion by the outcome of its cluster and has until the day the notice of results is due,
CONSULT_RESULTS_DAYS after the round closes.
"""

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from consult.config import Settings
from consult.lifecycle import SHANGHAI, last_day
from consult.permissions import Actor, require
from consult.services.decisions import department, question
from consult.services.records import find
from consult.tables import Comment, Disposition
from reports.model import CommentKind, Task


class Level(msgspec.Struct, frozen=True):
    """How one kind of thing was answered: `late` are those answered after the day they were due
    and those still waiting after it; `median` is in days, None while nothing is answered."""

    received: int
    answered: int
    in_time: int
    late: int
    median: float | None


class Standing(msgspec.Struct, frozen=True):
    """The service level of a body, or of a department that leads articles; a department named ""
    stands for the articles nobody leads."""

    name: str
    opinions: Level
    questions: Level


class ServiceLevel(msgspec.Struct, frozen=True):
    """The figures of a round: the body's, then each department's."""

    body: Standing
    departments: tuple[Standing, ...]


class _Case(msgspec.Struct, frozen=True):
    """Something that wants an answer."""

    article: str | None
    received: dt.datetime
    answered: dt.datetime | None
    due: dt.date


async def service_level(
    actor: Actor, settings: Settings, now: dt.datetime, slug: str, reading: int
) -> ServiceLevel:
    """The service level of a round. Raises NotFound when there is none."""
    require(actor, "question.read")
    bill = await find.bill_row(slug)
    draft, round_ = await find.round_row(slug, reading)
    opinions = await _opinions(round_, settings.results_days)
    questions = await _questions(actor, now, settings.answer_days, slug, reading)
    leads: dict[str | None, list[str]] = defaultdict(list)
    for duty in await department.duties_of(draft):
        if duty.task is Task.LEAD:
            leads[duty.address].append(duty.department)
    names = sorted({name for held in leads.values() for name in held})
    today = now.astimezone(SHANGHAI).date()

    def of(name: str) -> Standing:
        def mine(cases: list[_Case]) -> list[_Case]:
            return [one for one in cases if name in (leads.get(one.article) or leads[None] or [""])]

        return Standing(name, _level(mine(opinions), today), _level(mine(questions), today))

    own = Standing(bill["body.name"], _level(opinions, today), _level(questions, today))
    found = [of(name) for name in (*names, "")] if names else []
    kept = [one for one in found if one.name or one.opinions.received or one.questions.received]
    return ServiceLevel(own, tuple(kept))


def _level(cases: Iterable[_Case], today: dt.date) -> Level:
    asked, waits = 0, []
    in_time = late = 0
    for one in cases:
        asked += 1
        if one.answered is None:
            late += one.due < today
            continue
        waits.append((one.answered - one.received).total_seconds() / 86400)
        punctual = one.answered.astimezone(SHANGHAI).date() <= one.due
        in_time += punctual
        late += not punctual
    median = round(max(0.0, statistics.median(waits)), 1) if waits else None
    return Level(asked, len(waits), in_time, late, median)


async def _opinions(round_: find.Row, days: int) -> list[_Case]:
    due = last_day(round_["closes"]) + dt.timedelta(days=days)
    decided = {
        row["cluster"]: row["decided_at"]
        for row in await Disposition.select(Disposition.cluster, Disposition.decided_at).where(
            Disposition.cluster.round == round_["id"]
        )
    }
    rows = await Comment.select(
        Comment.article, Comment.cluster, Comment.submission.received_at
    ).where(
        (Comment.round == round_["id"])
        & (Comment.kind != CommentKind.QUESTION.value)
        & Comment.withdrawn_at.is_null()
    )
    return [
        _Case(row["article"], row["submission.received_at"], decided.get(row["cluster"]), due)
        for row in rows
    ]


async def _questions(
    actor: Actor, now: dt.datetime, days: int, slug: str, reading: int
) -> list[_Case]:
    def case(one: question.Question, answered: dt.datetime | None) -> _Case:
        due = one.received.astimezone(SHANGHAI).date() + dt.timedelta(days=days)
        return _Case(one.article, one.received, answered, due)

    given = await question.given(slug, reading)
    answered = [case(each, one.first_at) for one in given for each in one.questions]
    groups = await question.waiting(actor, now, days, slug, reading)
    return answered + [case(each, None) for group in groups for each in group.questions]
