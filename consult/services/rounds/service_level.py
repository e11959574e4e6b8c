"""Service level: opinions and questions answered, in time and late, per body and department.

A question is answered by a public answer and has CONSULT_ANSWER_DAYS days from its arrival; an
opinion by the outcome of its cluster and has until the day the notice of results is due,
CONSULT_RESULTS_DAYS after the round closes.
"""

import datetime as dt
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from consult.config import Settings
from consult.engine import engine_of
from consult.lifecycle import SHANGHAI, last_day
from consult.permissions import Actor, require
from consult.services.decisions import department, question
from consult.services.records import find
from consult.tables import Comment
from reports.model import Task


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


class _Tally(msgspec.Struct):
    """What was asked on an article; `waits` counts the answered by tenths of a day they waited."""

    received: int = 0
    in_time: int = 0
    late: int = 0
    waits: Counter[int] = msgspec.field(default_factory=Counter)

    def add(self, more: "_Tally") -> None:
        self.received += more.received
        self.in_time += more.in_time
        self.late += more.late
        self.waits.update(more.waits)


_Tallies = dict[str | None, _Tally]
"""By article, None the draft as a whole."""
_RECEIVED = """
    SELECT article, COUNT(*) AS times FROM comment
    WHERE round = {} AND withdrawn_at IS NULL GROUP BY article
    """
_QUESTIONS = """
    SELECT article, COUNT(*) AS times FROM comment
    WHERE round = {} AND withdrawn_at IS NULL AND kind = 'question' GROUP BY article
    """
_DECIDED = """
    SELECT c.article, COUNT(*) AS times, TENTHS AS tenths,
        CASE WHEN d.decided_at < {} THEN 1 ELSE 0 END AS punctual
    FROM disposition d JOIN cluster k ON k.id = d.cluster JOIN comment c ON c.cluster = k.id
    JOIN submission s ON s.id = c.submission
    WHERE k.round = {} AND c.withdrawn_at IS NULL AND c.kind <> 'question' GROUP BY 1, 3, 4
    """
_TENTHS = {
    "sqlite": "CAST(ROUND((julianday(d.decided_at) - julianday(s.received_at)) * 10) AS INTEGER)",
    "postgres": "CAST(ROUND(EXTRACT(EPOCH FROM d.decided_at - s.received_at) / 8640) AS INTEGER)",
}


async def service_level(
    actor: Actor, settings: Settings, now: dt.datetime, slug: str, reading: int
) -> ServiceLevel:
    """The service level of a round. Raises NotFound when there is none."""
    require(actor, "question.read")
    bill = await find.bill_row(slug)
    draft, round_ = await find.round_row(slug, reading)
    today = now.astimezone(SHANGHAI).date()
    due = last_day(round_["closes"]) + dt.timedelta(days=settings.results_days)
    opinions = await _opinions(round_["id"], due, today)
    questions = await _questions(actor, now, settings.answer_days, slug, reading)
    leads: dict[str | None, list[str]] = defaultdict(list)
    for duty in await department.duties_of(draft):
        if duty.task is Task.LEAD:
            leads[duty.address].append(duty.department)
    names = sorted({name for held in leads.values() for name in held})

    def of(name: str) -> Standing:
        def mine(tallies: _Tallies) -> list[_Tally]:
            return [
                tally
                for article, tally in tallies.items()
                if name in (leads.get(article) or leads[None] or [""])
            ]

        return Standing(name, _level(mine(opinions)), _level(mine(questions)))

    own = Standing(bill["body.name"], _level(opinions.values()), _level(questions.values()))
    found = [of(name) for name in (*names, "")] if names else []
    kept = [one for one in found if one.name or one.opinions.received or one.questions.received]
    return ServiceLevel(own, tuple(kept))


def _level(tallies: Iterable[_Tally]) -> Level:
    all_ = _Tally()
    for one in tallies:
        all_.add(one)
    tenths = statistics.median(all_.waits.elements()) if all_.waits else 0
    median = round(max(0.0, tenths / 10), 1) if all_.waits else None
    return Level(all_.received, all_.waits.total(), all_.in_time, all_.late, median)


async def _opinions(round_id: int, due: dt.date, today: dt.date) -> _Tallies:
    questions = {row["article"]: row["times"] for row in await Comment.raw(_QUESTIONS, round_id)}
    found = {
        row["article"]: _Tally(received=row["times"] - questions.get(row["article"], 0))
        for row in await Comment.raw(_RECEIVED, round_id)
    }
    after = dt.datetime.combine(due + dt.timedelta(days=1), dt.time(), SHANGHAI)
    query = _DECIDED.replace("TENTHS", _TENTHS[engine_of(Comment).engine_type])
    for row in await Comment.raw(query, after.astimezone(dt.UTC), round_id):
        tally = found[row["article"]]
        tally.waits[row["tenths"]] += row["times"]
        tally.in_time += row["times"] * row["punctual"]
        tally.late += row["times"] * (not row["punctual"])
    if due < today:
        for one in found.values():
            one.late += one.received - one.waits.total()
    return found


async def _questions(
    actor: Actor, now: dt.datetime, days: int, slug: str, reading: int
) -> _Tallies:
    found: dict[str | None, _Tally] = defaultdict(_Tally)
    today = now.astimezone(SHANGHAI).date()

    def due(one: question.Question) -> dt.date:
        return one.received.astimezone(SHANGHAI).date() + dt.timedelta(days=days)

    for answer in await question.given(slug, reading):
        for one in answer.questions:
            tally = found[one.article]
            tally.received += 1
            tally.waits[round((answer.first_at - one.received) / dt.timedelta(days=0.1))] += 1
            punctual = answer.first_at.astimezone(SHANGHAI).date() <= due(one)
            tally.in_time += punctual
            tally.late += not punctual
    for group in await question.waiting(actor, now, days, slug, reading):
        for one in group.questions:
            found[one.article].received += 1
            found[one.article].late += due(one) < today
    return found
