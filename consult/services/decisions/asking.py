"""征询: the office asks a department what should become of clusters, and sees how far that is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from enum import StrEnum

import msgspec

from consult.engine import bulk_insert, write_tx
from consult.errors import Invalid, NotFound
from consult.lifecycle import SHANGHAI
from consult.permissions import Actor, require
from consult.services.decisions import department
from consult.services.records import audit, find
from consult.tables import Asking, Cluster, Department, DepartmentAnswer, Disposition
from drafts.address import label
from reports.model import Outcome, Task

MOST_WORDS = 500
_AT_ONCE = 5000
"""Values of one IN: SQLite takes 32,766."""
_COLUMNS = ("round", "cluster", "department", "due", "words", "asked_by", "asked_at")


class State(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    SEEN = "seen"
    LATE = "late"
    ANSWERED = "answered"
    TAKEN = "taken"
    OTHERWISE = "otherwise"
    DECIDED = "decided"
    """The office decided without an answer."""
    GONE = "gone"
    """The cluster was merged into another."""


WAITING = (State.ASKED, State.SEEN, State.LATE)


class Answer(msgspec.Struct, frozen=True):
    """What a department suggests, the newest version of it."""

    version: int
    outcome: Outcome
    reason: str
    citation: str
    by: str
    at: dt.datetime

    @property
    def words(self) -> str:
        """The reason with what it rests on, as it goes into a decision."""
        return "\n".join(filter(None, (self.reason, self.citation)))


class Asked(msgspec.Struct, frozen=True):
    """One cluster a department is asked about. `version` counts its answers, those taken back
    too; `place` is the article's label, "" for the draft as a whole."""

    id: int
    round: int
    cluster: int
    name: str
    article: str | None
    place: str
    department: int
    who: str
    due: dt.date
    words: str
    asked_by: str
    asked_at: dt.datetime
    state: State
    version: int
    answer: Answer | None

    @property
    def waits(self) -> bool:
        """Whether an answer is still wanted."""
        return self.state in WAITING

    @property
    def in_time(self) -> bool:
        """Whether it was answered by the day it was due."""
        return bool(self.answer and self.answer.at.astimezone(SHANGHAI).date() <= self.due)


class Level(msgspec.Struct, frozen=True):
    """How a department answers: of what it was asked, what is answered, in time, late (answered
    so, or waiting still)."""

    department: int
    who: str
    asked: int
    answered: int
    in_time: int
    late: int


def levels(found: Sequence[Asked]) -> tuple[Level, ...]:
    """The service level of each department asked, by name."""
    held: dict[tuple[str, int], list[Asked]] = defaultdict(list)
    for one in found:
        held[one.who, one.department].append(one)
    return tuple(
        Level(
            department=number,
            who=who,
            asked=len(mine),
            answered=sum(one.answer is not None for one in mine),
            in_time=sum(one.in_time for one in mine),
            late=sum(
                one.state is State.LATE or bool(one.answer and not one.in_time) for one in mine
            ),
        )
        for (who, number), mine in sorted(held.items())
    )


async def asked(actor: Actor, slug: str, reading: int, now: dt.datetime) -> tuple[Asked, ...]:
    """What departments are asked about a reading, what is due first before all. Raises NotFound."""
    require(actor, "department.read")
    draft = await find.draft_row(slug, reading)
    round_ = await find.round_of(draft["id"])
    return await those(Asking.round == round_["id"], now) if round_ else ()


async def waiting(rounds: Sequence[int], now: dt.datetime) -> tuple[Asked, ...]:
    """What departments have still to answer, of some rounds."""
    found = await those(Asking.round.is_in(list(rounds) or [0]), now)
    return tuple(one for one in found if one.waits)


async def of_cluster(cluster_id: int, now: dt.datetime) -> tuple[Asked, ...]:
    """Who is asked about a cluster, and what they answered."""
    return await those(Asking.cluster == cluster_id, now)


async def words_of(cluster_id: int, asking_id: int) -> Answer:
    """The answer of a department about this cluster. Raises NotFound without one."""
    row = await Asking.select(Asking.id).where(
        (Asking.id == asking_id) & (Asking.cluster == cluster_id) & Asking.ended_at.is_null()
    )
    answer = (await newest_answers([asking_id]))[1].get(asking_id) if row else None
    if answer is None:
        raise NotFound("这个部门没有答复，或者刚撤回了答复。")
    return answer


async def departments_of(actor: Actor, slug: str) -> tuple[tuple[int, str], ...]:
    """The departments of the organ of a bill: id and name. Raises NotFound."""
    require(actor, "department.read")
    return await of_body((await find.bill_row(slug))["body"])


async def of_body(body: int) -> tuple[tuple[int, str], ...]:
    """The departments of an organ: id and name."""
    rows = await Department.select().where(Department.body == body).order_by(Department.name)
    return tuple((row["id"], row["name"]) for row in rows)


async def ask(
    actor: Actor,
    now: dt.datetime,
    *,
    cluster_id: int,
    department_id: int,
    due: dt.date,
    words: str = "",
) -> None:
    """Ask a department about one cluster; asked again, it has another day. Raises NotFound,
    Invalid."""
    require(actor, "department.assign")
    row = await Cluster.select(Cluster.round).where(Cluster.id == cluster_id).first()
    if row is None:
        raise NotFound("没有这一类意见。请回到列表再看。")
    draft, slug = await find.draft_of_round(row["round"])
    await _ask(actor, now, (slug, draft["reading"]), [cluster_id], department_id, due, words)


async def ask_lead(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    department_id: int,
    due: dt.date,
    words: str = "",
) -> int:
    """Ask a department about every undecided cluster of the articles it leads that it is not asked
    about yet; returns how many. Raises NotFound, Invalid when there is none."""
    require(actor, "department.assign")
    draft, round_ = await find.round_row(slug, reading)
    names = dict(await departments_of(actor, slug))
    leads = {
        duty.address
        for duty in await department.duties_of(draft)
        if duty.task is Task.LEAD and duty.department == names.get(department_id)
    }
    known = await Asking.select(Asking.cluster).where(
        (Asking.round == round_["id"])
        & (Asking.department == department_id)
        & Asking.ended_at.is_null()
    )
    done = {row["cluster"] for row in known} | await _decided(round_["id"])
    rows = await Cluster.select(Cluster.id, Cluster.article).where(
        (Cluster.round == round_["id"]) & Cluster.retired.eq(False)
    )
    wanted = [
        row["id"]
        for row in rows
        if row["id"] not in done and (None in leads or row["article"] in leads)
    ]
    if not wanted:
        raise Invalid("这个部门主办的条文没有还要征询的类。", field="department")
    await _ask(actor, now, (slug, reading), sorted(wanted), department_id, due, words)
    return len(wanted)


async def withdraw(actor: Actor, now: dt.datetime, asking_id: int) -> tuple[str, int]:
    """Take a request back; the department does not see it any more, its answers are kept. Returns
    bill and reading. Raises NotFound."""
    require(actor, "department.assign")
    async with write_tx(Asking):
        rows = (
            await Asking.update({Asking.ended_at: now})
            .where((Asking.id == asking_id) & Asking.ended_at.is_null())
            .returning(Asking.round)
        )
        if not rows:
            raise NotFound("没有这项征询，或者它已经撤回。")
        draft, slug = await find.draft_of_round(rows[0]["round"])
        await audit.append(actor, now, "asking.withdraw", str(asking_id), bill=slug)
    return slug, draft["reading"]


async def those(which: find.Where, now: dt.datetime) -> tuple[Asked, ...]:
    """The requests that stand and are so, what is due first before all."""
    rows = (
        await Asking.select(
            *Asking.all_columns(),
            *(Asking.department.name, Asking.cluster.label),
            *(Asking.cluster.article, Asking.cluster.retired),
        )
        .where(which & Asking.ended_at.is_null())
        .order_by(Asking.due)
        .order_by(Asking.id)
    )
    versions, answers = await newest_answers([row["id"] for row in rows])
    outcomes = await _outcomes([row["cluster"] for row in rows])
    today = now.astimezone(SHANGHAI).date()
    return tuple(
        Asked(
            id=row["id"],
            round=row["round"],
            cluster=row["cluster"],
            name=row["cluster.label"],
            article=row["cluster.article"],
            place=label(row["cluster.article"]) if row["cluster.article"] else "",
            department=row["department"],
            who=row["department.name"],
            due=row["due"],
            words=row["words"],
            asked_by=row["asked_by"],
            asked_at=row["asked_at"],
            state=_state(row, answers.get(row["id"]), outcomes.get(row["cluster"]), today),
            version=versions.get(row["id"], 0),
            answer=answers.get(row["id"]),
        )
        for row in rows
    )


async def _outcomes(clusters: list[int]) -> dict[int, Outcome]:
    found: dict[int, Outcome] = {}
    for start in range(0, len(clusters), _AT_ONCE):
        for row in await Disposition.select(Disposition.cluster, Disposition.outcome).where(
            Disposition.cluster.is_in(clusters[start : start + _AT_ONCE])
        ):
            found[row["cluster"]] = Outcome(row["outcome"])
    return found


def _state(row: find.Row, answer: Answer | None, decided: Outcome | None, today: dt.date) -> State:
    if decided:
        if answer is None:
            return State.DECIDED
        return State.TAKEN if answer.outcome is decided else State.OTHERWISE
    if row["cluster.retired"]:
        return State.GONE
    if answer:
        return State.ANSWERED
    if row["due"] < today:
        return State.LATE
    return State.SEEN if row["seen_at"] else State.ASKED


async def newest_answers(ids: Collection[int]) -> tuple[dict[int, int], dict[int, Answer]]:
    """The newest version of the answers to some requests, and those not taken back."""
    wanted, rows = list(ids), list[find.Row]()
    for start in range(0, len(wanted), _AT_ONCE):
        rows += (
            await DepartmentAnswer.select()
            .where(DepartmentAnswer.asking.is_in(wanted[start : start + _AT_ONCE]))
            .order_by(DepartmentAnswer.version)
        )
    last = {row["asking"]: row for row in rows}
    versions = {one: row["version"] for one, row in last.items()}
    return versions, {
        one: Answer(
            row["version"],
            Outcome(row["outcome"]),
            row["reason"],
            row["citation"],
            row["given_by"],
            row["given_at"],
        )
        for one, row in last.items()
        if row["outcome"]
    }


async def _decided(round_id: int) -> set[int]:
    rows = await Disposition.select(Disposition.cluster).where(
        Disposition.cluster.round == round_id
    )
    return {row["cluster"] for row in rows}


async def _ask(
    actor: Actor,
    now: dt.datetime,
    at: tuple[str, int],
    clusters: list[int],
    department_id: int,
    due: dt.date,
    words: str,
) -> None:
    slug, reading = at
    words = words.strip()
    names = dict(await departments_of(actor, slug))
    if department_id not in names:
        raise Invalid("请选择要征询的部门。", field="department")
    if due < now.astimezone(SHANGHAI).date():
        raise Invalid("答复的期限不能早于今天。", field="due")
    if len(words) > MOST_WORDS:
        raise Invalid("要说明的话最多 {n} 字。", field="words", n=MOST_WORDS)
    async with write_tx(Asking, alone=True):
        _, round_ = await find.round_row(slug, reading)
        await find.lock_round(round_["id"])
        rows = await Cluster.select(Cluster.id).where(
            Cluster.id.is_in(clusters) & Cluster.retired.eq(False)
        )
        if len(rows) != len(clusters) or await _decided(round_["id"]) & set(clusters):
            raise Invalid(
                "这一类刚有了处理结果，或者并到了别的类，不用征询了。", field="department"
            )
        mine = Asking.cluster.is_in(clusters) & (Asking.department == department_id)
        known = {row["cluster"] for row in await Asking.select(Asking.cluster).where(mine)}
        await Asking.update(
            {
                Asking.due: due,
                Asking.words: words,
                Asking.asked_by: actor.name,
                Asking.asked_at: now,
                Asking.ended_at: None,
            }
        ).where(mine)
        await bulk_insert(
            Asking,
            _COLUMNS,
            [
                (round_["id"], one, department_id, due, words, actor.name, now)
                for one in clusters
                if one not in known
            ],
        )
        await audit.append(
            *(actor, now, "asking.ask", f"{slug}/{reading}"),
            department=names[department_id],
            clusters=clusters,
            due=due.isoformat(),
        )
