"""One page that says what is left before the report of a reading may be issued.

Every figure is the one the page behind its link shows: nothing is counted here that another
service counts already.
"""

import asyncio
import datetime as dt
from collections.abc import Collection

import msgspec

from consult.config import Settings
from consult.errors import NotFound
from consult.lifecycle import SHANGHAI, RoundState
from consult.office import folder as office
from consult.permissions import Actor, may, require
from consult.services.bills import citation, linking, storing
from consult.services.bills.bill import BillCard, ReadingView, RoundView, show_bill
from consult.services.clusters import unread
from consult.services.decisions import carrying, department, question
from consult.services.moderating import waiting
from consult.services.papers import material
from consult.services.records import data_head, find
from consult.services.room import question as room_question
from consult.services.rounds import carried
from consult.services.rounds.agenda_words import EXPLAINED, Explained, Stop, Task
from consult.services.submissions import dispute
from consult.tables import AuditEntry, Cluster, Report
from reports.model import Outcome
from reports.model import Task as Part
from reports.papers.kinds import Kind

_BARE = """
    SELECT COUNT(*) AS times FROM disposition d JOIN cluster c ON c.id = d.cluster
    WHERE c.round = {} AND NOT c.retired AND d.outcome <> {} AND TRIM(d.reason) = ''
    """


class Line(msgspec.Struct, frozen=True):
    """One thing to do: how many are left, of which `mine` are this person's (None: it is not a
    matter of persons), and the day it is due."""

    task: Task
    count: int
    mine: int | None = None
    due: dt.date | None = None
    late: bool = False

    @property
    def told(self) -> Explained:
        """What it is called, what it means, where it is done."""
        return EXPLAINED[self.task]

    @property
    def open(self) -> bool:
        """Whether anything is left."""
        return self.count > 0

    @property
    def stops(self) -> Stop:
        """What cannot be made while it is open."""
        return self.told.stops if self.open else Stop.NOTHING

    def path(self, slug: str, reading: int) -> tuple[str, ...]:
        """Where it is done, as the segments of an address."""
        place = self.told.place
        if place[:1] == ("/",):
            return place[1:]
        return ("staff", "bills", slug, str(reading), *place)


class Agenda(msgspec.Struct, frozen=True):
    """What is left on a reading, in the order of work; lines with nothing left are among them."""

    bill: BillCard
    view: ReadingView
    lines: tuple[Line, ...]

    @property
    def left(self) -> int:
        """How many lines are open."""
        return sum(one.open for one in self.lines)

    @property
    def done(self) -> int:
        """How many lines have nothing left."""
        return len(self.lines) - self.left

    @property
    def blocked(self) -> int:
        """How many open lines keep the report from being made."""
        return sum(one.stops is Stop.REPORT for one in self.lines)


async def agenda(
    actor: Actor, settings: Settings, now: dt.datetime, slug: str, reading: int
) -> Agenda:
    """What is left on a reading, as far as this person may see it. Raises NotFound."""
    require(actor, "desk.read")
    return await _agenda_of(actor, settings, now, await show_bill(slug, now), reading)


async def _agenda_of(
    actor: Actor, settings: Settings, now: dt.datetime, bill: BillCard, reading: int
) -> Agenda:
    slug = bill.slug
    draft = await find.draft_row(slug, reading)
    view = bill.at(reading)
    if view is None:
        raise NotFound("“{bill}”还没有第{n}次审议的文本。", bill=bill.title, n=reading)
    lines = await _of_text(actor, draft, slug)
    if view.round is not None:
        lines += await _of_comments(actor, view.round)
        lines += await _of_decisions(actor, draft, view.round, now)
        lines += await _of_reading_before(draft)
        lines += await _of_questions(actor, settings, now, view.round, slug)
        lines += await _of_papers(settings, now, view.round, slug)
    order = {task: place for place, task in enumerate(Task)}
    return Agenda(bill, view, tuple(sorted(lines, key=lambda one: order[one.task])))


async def open_lines(
    actor: Actor, settings: Settings, now: dt.datetime, bills: Collection[BillCard]
) -> dict[int, int]:
    """How many lines are open on the newest round of each of some bills, by the round's id."""
    require(actor, "desk.read")
    newest = (
        next((view for view in reversed(bill.readings) if view.round), None) for bill in bills
    )
    return {
        view.round.id: (await _agenda_of(actor, settings, now, bill, view.reading)).left
        for bill, view in zip(bills, newest, strict=True)
        if view and view.round
    }


async def _of_text(actor: Actor, draft: find.Row, slug: str) -> list[Line]:
    lines = []
    reading = draft["reading"]
    if may(actor, "draft.read") and await storing.is_free(draft):
        lines.append(Line(Task.SPLITS, len((await find.tree(draft)).findings)))
    if reading > 1:
        lines += [
            Line(Task.LINKS, await linking.waiting(slug, reading)),
            Line(Task.ORPHANS, await linking.adrift(slug, reading)),
            Line(Task.CITATIONS, await citation.alarms_at(slug, reading)),
        ]
    return lines


async def _of_comments(actor: Actor, round_: RoundView) -> list[Line]:
    alone, provisional = await material.ungrouped(round_.id)
    return [
        Line(Task.MODERATION, await waiting.count(round_.id)),
        Line(Task.DISPUTES, len(await dispute.disputes_at(actor, round_.id))),
        Line(Task.UNGROUPED, alone),
        Line(Task.PROVISIONAL, provisional),
    ]


async def _of_decisions(
    actor: Actor, draft: find.Row, round_: RoundView, now: dt.datetime
) -> list[Line]:
    stands = await unread.standing_of(round_.id)
    left = unread.sum_up(stands)
    undecided = {one.article for one in stands if one.decided < one.clusters}
    mine = await unread.left_for(actor, round_.id) if may(actor, "cluster.mark") else None
    today = now.astimezone(SHANGHAI).date()
    missing, late = await _duties(draft, {one.article for one in stands}, undecided, today)
    return [
        Line(Task.DUTIES, missing),
        Line(Task.LATE_DUTIES, late),
        Line(Task.TEXTS, left.texts, mine),
        Line(Task.UNDECIDED, left.open - left.reopened),
        Line(Task.REOPENED, left.reopened),
        Line(Task.CHANGED, left.changed),
        Line(Task.REASONS, await _bare(round_.id)),
        Line(Task.WORDS, len(await carrying.left_without(round_.id))),
    ]


async def _bare(round_id: int) -> int:
    """How many decisions lack the reason their outcome requires."""
    rows = await Cluster.raw(_BARE, round_id, Outcome.ADOPTED.value)
    return int(rows[0]["times"])


async def _duties(
    draft: find.Row,
    articles: Collection[str | None],
    undecided: Collection[str | None],
    today: dt.date,
) -> tuple[int, int]:
    """How many articles with opinions no department leads, and how many duties are overdue with
    opinions on their article undecided. Who leads the draft as a whole leads every article."""
    duties = await department.duties_of(draft)
    leads = {one.address for one in duties if one.task is Part.LEAD}
    missing = 0 if None in leads else sum(1 for one in articles if one not in leads)
    late = sum(
        1
        for one in duties
        if one.due and one.due < today and (one.address in undecided or not one.address)
    )
    return missing, late if undecided else 0


async def _of_reading_before(draft: find.Row) -> list[Line]:
    if draft["reading"] == 1:
        return []
    left, unexplained = await carried.left_over(draft)
    return [Line(Task.CARRIED, left), Line(Task.UNEXPLAINED, unexplained)]


async def _of_questions(
    actor: Actor, settings: Settings, now: dt.datetime, round_: RoundView, slug: str
) -> list[Line]:
    lines = []
    if may(actor, "question.read"):
        days = settings.answer_days
        groups = await question.waiting(actor, now, days, slug, round_.reading)
        due = min((one.due for one in groups), default=None)
        late = sum(len(one.questions) for one in groups if one.late)
        lines = [
            Line(Task.QUESTIONS, sum(len(one.questions) for one in groups), due=due),
            Line(Task.LATE_QUESTIONS, late, late=late > 0),
        ]
    if may(actor, "room.questions"):
        asked = await room_question.questions(actor, round_id=round_.id, answered=False)
        lines.append(Line(Task.ROOM, len(asked)))
    return lines


async def _of_papers(
    settings: Settings, now: dt.datetime, round_: RoundView, slug: str
) -> list[Line]:
    lines = []
    folder = await asyncio.to_thread(office.read, office.place(settings))
    if folder.found:
        lines.append(Line(Task.OFFICE, len(folder.flaws)))
    if round_.state is RoundState.CLOSED:
        due = round_.last_day + dt.timedelta(days=settings.results_days)
        missing = not round_.results
        late = missing and due < now.astimezone(SHANGHAI).date()
        lines.append(Line(Task.RESULTS, int(missing), due=due if missing else None, late=late))
    if round_.state is not RoundState.SCHEDULED:
        lines.append(Line(Task.REPORT, int(await _is_stale(round_, slug))))
    return lines


async def _is_stale(round_: RoundView, slug: str) -> bool:
    """Whether there is no review report of the data as they are."""
    made = (
        await Report.select(Report.made_at)
        .where((Report.round == round_.id) & (Report.kind == Kind.REVIEW.value))
        .order_by(Report.id, ascending=False)
        .first()
    )
    if made is None:
        return True
    head = await data_head.of_round(round_.id, slug, round_.reading)
    entry = await AuditEntry.select(AuditEntry.at).where(AuditEntry.digest == head).first()
    return entry is not None and dt.datetime.fromisoformat(entry["at"]) > made["made_at"]
