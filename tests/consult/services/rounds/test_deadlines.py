"""What is due: of rounds, notices, departments and questions."""

import datetime as dt

import pytest

from consult.config import Settings
from consult.errors import NotAllowed
from consult.services.decisions import department, question
from consult.services.rounds import calendar_feed, deadlines
from consult.services.rounds.deadlines import DueKind
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from consult.tables import Account, Comment
from reports.model import CommentKind
from tests.consult.cast import AFTER, COMMITTEE, DURING, LAST, SECRET, STAFF

pytestmark = pytest.mark.anyio
SETTINGS = Settings()
DUTIES = "条文,部门,职责,期限\n第三条,市公安局,主办,2026-04-05\n".encode()


async def due(now: dt.datetime = DURING) -> list[tuple[dt.date, DueKind, bool, str, int]]:
    found = await deadlines.deadlines(STAFF, SETTINGS, now)
    return [(one.day, one.kind, one.late, one.who, one.count) for one in found]


async def test_an_open_round_closes_and_a_closed_one_owes_its_results(dogs: str) -> None:
    assert await due() == [(LAST, DueKind.CLOSING, False, "", 0)]
    day = LAST + dt.timedelta(days=30)
    assert await due(AFTER) == [(day, DueKind.RESULTS, False, "", 0)]
    assert await due(AFTER + dt.timedelta(days=31)) == [(day, DueKind.RESULTS, True, "", 0)]
    with pytest.raises(NotAllowed):
        await deadlines.deadlines(COMMITTEE, SETTINGS, DURING)


async def test_a_question_is_due_until_it_is_answered(dogs: str) -> None:
    form = CommentInput(text="什么时候施行？", kind=CommentKind.QUESTION)
    at = {"slug": "dogs", "reading": 1}
    await comment.submit(DURING, SECRET, **at, address="art_3", form=form, key="due-key-00000001")
    day = DURING.date() + dt.timedelta(days=15)
    assert (day, DueKind.QUESTIONS, False, "", 1) in await due()
    late = await due(DURING + dt.timedelta(days=16))
    assert (day, DueKind.QUESTIONS, True, "", 1) in late
    (row,) = await Comment.select(Comment.id)
    await question.answer(STAFF, DURING, **at, comments=[row["id"]], text="公布之日。")
    assert [one[1] for one in await due()] == [DueKind.CLOSING]


async def test_a_department_owes_its_day(dogs: str) -> None:
    at = {"slug": "dogs", "reading": 1}
    await department.assign(STAFF, DURING, **at, filename="责任.csv", data=DUTIES)
    assert (dt.date(2026, 4, 5), DueKind.DUTY, False, "市公安局", 1) in await due()


async def test_the_address_dies_with_the_account(db: str) -> None:
    fields = {"login": "zhou", "name": "周敏", "role": "staff", "password_hash": "x"}
    (row,) = await Account.insert(Account(**fields, created_at=DURING))
    actor = type(STAFF)(row["id"], STAFF.name, STAFF.role)
    token = await calendar_feed.begin(actor, DURING)
    found = await calendar_feed.reader(token)
    assert found is not None
    assert (found.id, found.role) == (actor.id, actor.role)
    await Account.update({Account.disabled: True}).where(Account.id == row["id"])
    assert await calendar_feed.reader(token) is None
