"""What is left before the report: each line comes with its work and goes with it; both engines."""

import datetime as dt
from pathlib import Path

import pytest

from consult.config import Settings
from consult.errors import NotAllowed, NotFound
from consult.permissions import terminal
from consult.services.bills import draft
from consult.services.bills.bill import show_bill
from consult.services.clusters import unread
from consult.services.decisions import department, disposition, question
from consult.services.rounds import agenda, service_level
from consult.services.rounds.agenda_words import EXPLAINED, Stop, Task
from consult.tables import Comment, Disposition, Report
from reports.model import CommentKind, Outcome
from reports.papers.kinds import Kind
from tests.consult.cast import AFTER, COMMITTEE, DURING, SECOND, STAFF
from tests.consult.services.clusters.test_constraint import around, collect, letters, rebuild

__all__ = ["letters"]
pytestmark = pytest.mark.anyio
LATER = AFTER + dt.timedelta(days=60)
DUTIES = "条款,部门,职责,期限\n第三条,市公安局,主办,2026-04-01\n"
ASKED = "条款,意见内容,类型\n第四条,犬绳一点五米从哪里量起？,疑问\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "office-less")


async def lines(
    settings: Settings, now: dt.datetime = DURING, reading: int = 1
) -> dict[Task, agenda.Line]:
    found = await agenda.agenda(STAFF, settings, now, "dogs", reading)
    assert [one.task for one in found.lines] == [
        task for task in Task if task in {one.task for one in found.lines}
    ]
    assert found.left + found.done == len(found.lines)
    return {one.task: one for one in found.lines}


async def decide(cluster_id: int, outcome: Outcome, reason: str = "二审稿写明。") -> None:
    await unread.mark_shown(terminal("周敏"), DURING, cluster_id)
    await disposition.decide(
        STAFF, DURING, cluster_id=cluster_id, outcome=outcome, reason=reason, version=0
    )


def test_every_task_is_explained_in_the_order_of_work() -> None:
    assert list(EXPLAINED) == list(Task)


async def test_comments_that_would_be_missing_stop_the_report(
    dogs: str, settings: Settings
) -> None:
    await collect("条款,意见内容\n第四条,犬绳一点五米太短。\n")
    found = await agenda.agenda(STAFF, settings, DURING, "dogs", 1)
    told = {one.task: one for one in found.lines}
    assert (told[Task.UNGROUPED].count, told[Task.UNGROUPED].stops) == (1, Stop.REPORT)
    assert found.blocked == 1
    await rebuild()
    after = await lines(settings)
    assert after[Task.UNGROUPED].count == 0
    assert after[Task.UNGROUPED].stops is Stop.NOTHING
    assert after[Task.UNDECIDED].count == 1


async def test_decisions_take_lines_away_and_what_they_lack_adds_them(
    letters: str, settings: Settings
) -> None:
    before = await lines(settings)
    assert before[Task.UNDECIDED].count == 4
    assert before[Task.UNDECIDED].stops is Stop.RESULTS
    assert (before[Task.TEXTS].count, before[Task.TEXTS].mine) == (1, 1)
    await unread.mark_shown(terminal("李强"), DURING, (await around(1)).id)
    other = await lines(settings)
    assert (other[Task.TEXTS].count, other[Task.TEXTS].mine) == (0, 1)
    for member in (1, 5, 7, 8):
        await decide((await around(member)).id, Outcome.STUDY)
    after = await lines(settings)
    assert (after[Task.UNDECIDED].count, after[Task.REASONS].count) == (0, 0)
    await Disposition.update({Disposition.reason: " "}).where(
        Disposition.cluster == (await around(7)).id
    )
    bare = await lines(settings)
    assert (bare[Task.REASONS].count, bare[Task.REASONS].stops) == (1, Stop.REPORT)


async def test_departments_are_missing_until_named_and_late_after_their_day(
    letters: str, settings: Settings
) -> None:
    assert (await lines(settings))[Task.DUTIES].count == 2
    await department.assign(
        STAFF, DURING, slug="dogs", reading=1, filename="a.csv", data=DUTIES.encode()
    )
    named = await lines(settings)
    assert (named[Task.DUTIES].count, named[Task.LATE_DUTIES].count) == (1, 0)
    assert (await lines(settings, AFTER))[Task.LATE_DUTIES].count == 1


async def test_results_and_report_are_due_after_the_round(letters: str, settings: Settings) -> None:
    assert Task.RESULTS not in await lines(settings)
    told = (await lines(settings, AFTER))[Task.RESULTS]
    assert (told.count, told.due, told.late) == (1, dt.date(2026, 5, 9), False)
    assert (await lines(settings, LATER))[Task.RESULTS].late
    assert (await lines(settings))[Task.REPORT].count == 1
    await _made(AFTER)
    assert (await lines(settings, LATER))[Task.REPORT].count == 0
    await disposition.decide(
        STAFF,
        LATER,
        cluster_id=(await around(8)).id,
        outcome=Outcome.ADOPTED,
        reason="",
        version=0,
    )
    assert (await lines(settings, LATER))[Task.REPORT].count == 1


async def test_a_next_reading_asks_for_its_links(letters: str, settings: Settings) -> None:
    await _second()
    told = await lines(settings, reading=2)
    assert {Task.LINKS, Task.ORPHANS, Task.CITATIONS, Task.SPLITS} == set(told)
    assert told[Task.ORPHANS].count == 0


async def test_only_who_reads_clusters_reads_the_agenda(letters: str, settings: Settings) -> None:
    with pytest.raises(NotAllowed):
        await agenda.agenda(COMMITTEE, settings, DURING, "dogs", 1)
    with pytest.raises(NotFound):
        await agenda.agenda(STAFF, settings, DURING, "dogs", 7)


async def test_answers_are_counted_by_body_and_department(letters: str, settings: Settings) -> None:
    await collect(ASKED)
    await rebuild()
    await department.assign(
        STAFF, DURING, slug="dogs", reading=1, filename="a.csv", data=DUTIES.encode()
    )
    await decide((await around(1)).id, Outcome.ADOPTED)
    level = await service_level.service_level(STAFF, settings, LATER, "dogs", 1)
    assert level.body.opinions == service_level.Level(8, 4, 4, 4, 0.0)
    assert level.body.questions == service_level.Level(1, 0, 0, 1, None)
    police, nobody = level.departments
    assert (police.name, police.opinions.received, police.opinions.answered) == ("市公安局", 7, 4)
    assert (nobody.name, nobody.opinions.received, nobody.questions.received) == ("", 1, 1)
    asked = await Comment.objects().where(Comment.kind == CommentKind.QUESTION.value).first()
    assert asked is not None
    told = await lines(settings, LATER)
    assert (told[Task.QUESTIONS].count, told[Task.LATE_QUESTIONS].count) == (1, 1)
    await question.answer(
        STAFF, LATER, slug="dogs", reading=1, comments=[asked.id], text="从项圈量起。"
    )
    level = await service_level.service_level(STAFF, settings, LATER, "dogs", 1)
    assert (level.body.questions.answered, level.body.questions.late) == (1, 1)
    assert level.body.questions.median == pytest.approx(80.6, abs=0.5)
    assert (await lines(settings, LATER))[Task.QUESTIONS].count == 0


async def _second() -> None:
    await draft.load_draft(
        STAFF, DURING, slug="dogs", reading=2, filename="2.txt", data=SECOND.encode()
    )


async def _made(now: dt.datetime) -> None:
    view = (await show_bill("dogs", now)).at(1)
    assert view is not None and view.round is not None
    await Report.insert(
        Report(
            round=view.round.id,
            edition="public",
            sha256="0" * 64,
            pages=1,
            size=1,
            made_by="周敏",
            made_at=now,
            kind=Kind.REVIEW.value,
            format="pdf",
            volume=1,
            volumes=1,
            language="zh-CN",
        )
    )
