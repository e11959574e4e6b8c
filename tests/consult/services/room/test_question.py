"""Questions to the office: who sees them, that none is lost or doubled, what the chain records."""

import asyncio

import msgspec
import pytest

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.permissions import NETIZEN
from consult.services.records import audit
from consult.services.room import question as room_question
from consult.services.room.question import QuestionView, answer, questions, see
from consult.tables import AuditEntry
from tests.consult.cast import ADMIN, AFTER
from tests.consult.rooms import CHEN, LIN, ZHOU, seat

pytestmark = pytest.mark.anyio
KEY = "key-of-a-question-0001"


async def ask(text: str = "为什么不采纳？", *, shared: bool = False, key: str = KEY) -> None:
    sealed = await seat()
    await room_question.ask(
        *(CHEN, AFTER, sealed), anchor="t-2", cluster=2, text=text, shared=shared, key=key
    )


async def only() -> QuestionView:
    (one,) = await questions(CHEN)
    return one


async def test_a_question_is_seen_by_its_asker_and_the_office(dogs: str) -> None:
    await ask()
    assert [one.text for one in await questions(ZHOU)] == ["为什么不采纳？"]
    assert (await only()).mine
    assert await questions(LIN) == ()
    await ask("这一条与上位法一致吗？", shared=True, key=KEY + "2")
    assert [one.asker for one in await questions(LIN)] == ["陈委员"]
    with pytest.raises(NotAllowed):
        await questions(NETIZEN)


async def test_r7_sent_twice_it_is_there_once(dogs: str) -> None:
    for _ in range(3):
        await ask()
    with pytest.raises(Conflict):
        await ask("另一个问题")
    assert len(await questions(ZHOU)) == 1
    assert await AuditEntry.count().where(AuditEntry.action == "room.ask") == 1


async def test_an_answer_is_new_until_its_asker_has_seen_it(dogs: str) -> None:
    await ask()
    assert not (await only()).fresh
    await answer(ZHOU, AFTER, (await only()).id, text="见第二十条。", version=0)
    found = await only()
    assert (found.answer, found.answered_by, found.fresh) == ("见第二十条。", "周敏", True)
    assert [one.fresh for one in await questions(ZHOU)] == [False]
    await see(CHEN, found.id, 1)
    assert not (await only()).fresh
    await answer(ZHOU, AFTER, found.id, text="见第二十一条。", version=1)
    assert (await only()).fresh
    assert await questions(ZHOU, answered=False) == ()
    assert len(await questions(ZHOU, answered=True)) == 1
    with pytest.raises(NotFound):
        await see(LIN, found.id, 2)


async def test_r8_of_two_answers_at_once_one_is_refused(dogs: str) -> None:
    await ask()
    one = (await only()).id
    tries = [answer(ZHOU, AFTER, one, text=f"答复{n}", version=0) for n in range(5)]
    ended = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(result, Conflict) for result in ended) == 4
    assert (await only()).version == 1


async def test_r33_question_and_every_answer_are_in_the_chain(dogs: str) -> None:
    await ask()
    one = (await only()).id
    await answer(ZHOU, AFTER, one, text="甲", version=0)
    await answer(ZHOU, AFTER, one, text="乙", version=1)
    rows = await AuditEntry.select().where(AuditEntry.action.like("room.%")).order_by(AuditEntry.id)
    told = [msgspec.json.decode(row["detail"]) for row in rows]
    assert [row["action"] for row in rows] == ["room.ask", "room.answer", "room.answer"]
    assert told[0]["text"] == "为什么不采纳？"
    assert (told[2]["was"], told[2]["answer"]) == ("甲", "乙")
    assert (await audit.verify(ADMIN)).first_bad is None


async def test_what_cannot_be_taken_is_refused(dogs: str) -> None:
    await ask()
    one = (await only()).id
    with pytest.raises(Invalid):
        await ask(" ", key=KEY + "3")
    with pytest.raises(Invalid):
        await ask("长" * 2001, key=KEY + "3")
    with pytest.raises(Invalid):
        await ask(key="short")
    with pytest.raises(NotAllowed):
        await answer(CHEN, AFTER, one, text="自问自答", version=0)
    with pytest.raises(NotFound):
        await answer(ZHOU, AFTER, 999, text="答", version=0)
    sealed = await seat()
    with pytest.raises(NotAllowed):
        await room_question.ask(
            *(ZHOU, AFTER, sealed), anchor="t-2", cluster=0, text="问", shared=False, key=KEY
        )
    with pytest.raises(NotFound):
        await room_question.ask(
            *(CHEN, AFTER, sealed), anchor="t-2", cluster=77, text="问", shared=False, key=KEY
        )
