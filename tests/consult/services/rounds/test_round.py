"""Extending, closing and taking back a round, each with a public reason."""

import datetime as dt

import pytest

from consult.errors import Conflict, Invalid, NotFound
from consult.lifecycle import RoundState
from consult.services.bills.bill import show_bill
from consult.services.rounds import round as rounds
from consult.services.rounds.window import Deed
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from consult.tables import AuditEntry, Round
from reports.model import CommentKind
from tests.consult.cast import DURING, LAST, OPENING, SECRET, STAFF

pytestmark = pytest.mark.anyio
AT = {"slug": "dogs", "reading": 1}


async def say() -> None:
    form = CommentInput(text="犬绳太短。", kind=CommentKind.AMEND)
    await comment.submit(DURING, SECRET, **AT, address=None, form=form, key="round-key-00000001")


async def test_every_extension_stays_readable_with_its_old_and_new_day(dogs: str) -> None:
    first, second = LAST + dt.timedelta(days=5), LAST + dt.timedelta(days=12)
    await rounds.extend_round(STAFF, DURING, **AT, last_day=first, reason="来信很多")
    view = await rounds.extend_round(STAFF, DURING, **AT, last_day=second, reason="又来了很多")
    told = [(one.deed, one.was, one.last_day, one.reason) for one in view.changes]
    assert told == [
        (Deed.EXTEND, LAST, first, "来信很多"),
        (Deed.EXTEND, first, second, "又来了很多"),
    ]
    with pytest.raises(Invalid):
        await rounds.extend_round(STAFF, DURING, **AT, last_day=first, reason="缩短")
    assert await AuditEntry.count().where(AuditEntry.action == "round.extend") == 2


async def test_closing_early_says_why(dogs: str) -> None:
    with pytest.raises(Invalid, match="理由"):
        await rounds.close_round(STAFF, DURING, **AT, reason="　")
    view = await rounds.close_round(STAFF, DURING, **AT, reason="会议提前")
    (change,) = view.changes
    assert (view.state, change.was, change.reason) == (RoundState.CLOSED, LAST, "会议提前")
    with pytest.raises(Conflict):
        await rounds.extend_round(STAFF, DURING, **AT, last_day=LAST, reason="再开")


async def test_an_unused_round_is_taken_back_and_that_stays_public(dogs: str) -> None:
    await rounds.take_back(STAFF, DURING, **AT, reason="开错了法规案")
    view = (await show_bill("dogs", DURING)).at(1)
    assert view is not None
    assert view.round is None
    assert view.taken_back is not None
    assert (view.taken_back.first_day, view.taken_back.reason) == (OPENING, "开错了法规案")
    with pytest.raises(NotFound):
        await rounds.take_back(STAFF, DURING, **AT, reason="再撤")
    await rounds.open_round(STAFF, DURING, **AT, first_day=OPENING, last_day=LAST)
    again = (await show_bill("dogs", DURING)).at(1)
    assert again is not None
    assert again.round is not None
    assert again.taken_back is None
    assert again.round.changes == ()


async def test_a_round_somebody_wrote_to_stays(dogs: str) -> None:
    await say()
    with pytest.raises(Conflict, match="来件"):
        await rounds.take_back(STAFF, DURING, **AT, reason="开错了")
    assert await Round.count() == 1
    assert await AuditEntry.count().where(AuditEntry.action == "round.take-back") == 0
