"""Everything that is due, of the bills of a person's organ: rounds, results, duties, questions.

Statutes ask for results to be published and questions to be answered and set no time: those days
are the office's own (CONSULT_RESULTS_DAYS, CONSULT_ANSWER_DAYS).
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from consult.config import Settings
from consult.lifecycle import SHANGHAI, RoundState
from consult.permissions import Actor, require
from consult.services.bills.bill import BillCard, ReadingView, RoundView, list_bills
from consult.services.decisions import asking, department
from consult.services.records import find
from consult.tables import Responsibility, Round

SOON = 5
"""How many of those that come next the desk's first page shows."""
_QUESTIONS = """
    SELECT c.round AS round, s.received_at AS asked
    FROM comment c JOIN submission s ON s.id = c.submission
    LEFT JOIN answered_comment a ON a.comment = c.id
    WHERE c.round IN (ROUNDS) AND c.kind = 'question' AND c.withdrawn_at IS NULL AND a.id IS NULL
"""
_UNDECIDED = """
    SELECT DISTINCT c.round AS round, c.article AS article
    FROM cluster c LEFT JOIN disposition d ON d.cluster = c.id
    WHERE c.round IN (ROUNDS) AND NOT c.retired AND d.id IS NULL
"""
_Reading = tuple[BillCard, ReadingView, RoundView]


class DueKind(StrEnum):
    """What is due."""

    OPENING = "opening"
    CLOSING = "closing"
    RESULTS = "results"
    DUTY = "duty"
    ASKED = "asked"
    QUESTIONS = "questions"


class Due(msgspec.Struct, frozen=True):
    """Something due on a day, `late` once that has passed. `who` is the department asked, `count`
    how many questions, articles or groups wait; `path` is where it is done."""

    day: dt.date
    kind: DueKind
    slug: str
    bill: str
    reading: int
    late: bool
    who: str = ""
    count: int = 0

    @property
    def path(self) -> tuple[str, ...]:
        """Where it is done, as the segments of an address."""
        pages = {
            DueKind.OPENING: "round",
            DueKind.CLOSING: "round",
            DueKind.RESULTS: "results",
            DueKind.DUTY: "departments",
            DueKind.ASKED: "departments",
            DueKind.QUESTIONS: "questions",
        }
        return "staff", "bills", self.slug, str(self.reading), pages[self.kind]

    @property
    def key(self) -> str:
        """Tells it from all others, whatever day it is moved to."""
        once = self.kind in (DueKind.OPENING, DueKind.CLOSING, DueKind.RESULTS)
        day = "" if once else self.day.isoformat()
        return "-".join(filter(None, (self.kind, self.slug, str(self.reading), day, self.who)))


async def deadlines(actor: Actor, settings: Settings, now: dt.datetime) -> tuple[Due, ...]:
    """Everything due that this person's desk shows, the earliest first."""
    require(actor, "desk.read")
    today = now.astimezone(SHANGHAI).date()
    readings = [
        (card, view, view.round)
        for card in await list_bills(now, actor)
        for view in card.readings
        if view.round
    ]
    found = [due for one in readings for due in _of_window(one, settings, today)]
    found += await _of_questions(readings, settings, today)
    found += await _of_duties(readings, today)
    found += await _of_askings(readings, now)
    return tuple(sorted(found, key=lambda one: (one.day, one.slug, one.reading, one.kind, one.who)))


def soon(dues: Sequence[Due]) -> tuple[Due, ...]:
    """What the desk's first page shows: notices of results that are late, and what comes next."""
    late = [one for one in dues if one.late and one.kind is DueKind.RESULTS]
    return (*late, *[one for one in dues if not one.late][:SOON])


def _of_window(one: _Reading, settings: Settings, today: dt.date) -> list[Due]:
    card, view, round_ = one
    at = (card.slug, card.title, view.reading)
    if round_.state is RoundState.CLOSED:
        due = round_.last_day + dt.timedelta(days=settings.results_days)
        missing = not round_.results
        return [Due(due, DueKind.RESULTS, *at, late=due < today)] if missing else []
    closing = Due(round_.last_day, DueKind.CLOSING, *at, late=False)
    if round_.state is RoundState.OPEN:
        return [closing]
    return [Due(round_.first_day, DueKind.OPENING, *at, late=False), closing]


async def _of_questions(
    readings: Sequence[_Reading], settings: Settings, today: dt.date
) -> list[Due]:
    """Questions without an answer by the day it is due; those that are late together."""
    waiting: dict[int, Counter[dt.date]] = defaultdict(Counter)
    for row in await _told(_QUESTIONS, readings):
        asked = row["asked"]
        moment = dt.datetime.fromisoformat(asked) if isinstance(asked, str) else asked
        day = moment.astimezone(SHANGHAI).date() + dt.timedelta(days=settings.answer_days)
        waiting[row["round"]][day] += 1
    found = []
    for card, view, round_ in readings:
        days = waiting[round_.id]
        at = (card.slug, card.title, view.reading)
        late = {day: count for day, count in days.items() if day < today}
        if late:
            n = sum(late.values())
            found.append(Due(min(late), DueKind.QUESTIONS, *at, late=True, count=n))
        found += [
            Due(day, DueKind.QUESTIONS, *at, late=False, count=count)
            for day, count in days.items()
            if day >= today
        ]
    return found


async def _of_duties(readings: Sequence[_Reading], today: dt.date) -> list[Due]:
    """What departments owe: articles with opinions undecided, or with the day still to come."""
    dated = await Responsibility.select(
        Responsibility.bill.slug,
        Responsibility.reading,
    ).where(Responsibility.due.is_not_null())
    asked = {(row["bill.slug"], row["reading"]) for row in dated}
    undecided: dict[int, set[str | None]] = defaultdict(set)
    for row in await _told(_UNDECIDED, readings):
        undecided[row["round"]].add(row["article"])
    found = []
    for card, view, round_ in readings:
        if (card.slug, view.reading) not in asked:
            continue
        open_, owed = undecided[round_.id], Counter[tuple[dt.date, str]]()
        for duty in await department.duties_of(await find.draft_row(card.slug, view.reading)):
            waits = bool(open_) if duty.address is None else duty.address in open_
            if duty.due and (waits or (duty.due >= today and not round_.clusters)):
                owed[duty.due, duty.department] += 1
        at = (card.slug, card.title, view.reading)
        found += [
            Due(day, DueKind.DUTY, *at, late=day < today, who=who, count=n)
            for (day, who), n in owed.items()
        ]
    return found


async def _of_askings(readings: Sequence[_Reading], now: dt.datetime) -> list[Due]:
    """What departments were asked and have not answered, by department and day."""
    owed: dict[int, Counter[tuple[dt.date, str, bool]]] = defaultdict(Counter)
    for one in await asking.waiting([round_.id for _, _, round_ in readings], now):
        owed[one.round][one.due, one.who, one.state is asking.State.LATE] += 1
    return [
        Due(
            *(day, DueKind.ASKED, card.slug, card.title, view.reading),
            late=late,
            who=who,
            count=n,
        )
        for card, view, round_ in readings
        for (day, who, late), n in owed[round_.id].items()
    ]


async def _told(query: str, readings: Sequence[_Reading]) -> list[find.Row]:
    ids = [round_.id for _, _, round_ in readings]
    if not ids:
        return []
    marks = ", ".join(["{}"] * len(ids))
    rows: list[find.Row] = await Round.raw(query.replace("ROUNDS", marks), *ids)
    return rows
