"""Public answers to questions: one for several, once, versioned, and how long they took."""

import asyncio
import datetime as dt

import pytest

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.permissions import NETIZEN
from consult.services.clusters import cluster
from consult.services.decisions import question
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from consult.tables import AuditEntry, Comment
from reports.model import CommentKind
from tests.consult.cast import COMMITTEE, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio
PHONE = "13800138000"
DAY = dt.timedelta(days=1)
ASKED = ("导盲犬也要牵绳吗？", "导盲犬也要牵绳吗？？", f"犬证丢了怎么办？电话{PHONE}。")


@pytest.fixture
async def asked(dogs: str) -> list[int]:
    """Two like questions a day apart and another one; a demand that is none."""
    kinds = [CommentKind.QUESTION] * 3 + [CommentKind.AMEND]
    for n, (text, kind) in enumerate(zip((*ASKED, "犬绳太短。"), kinds, strict=True)):
        form = CommentInput(text=text, kind=kind)
        where = "art_4" if n < 2 else None
        await comment.submit(
            *(DURING + n * DAY, SECRET),
            slug="dogs",
            reading=1,
            address=where,
            form=form,
            key=f"asked-{n:015d}",
        )
    await cluster.rebuild(STAFF, DURING + 4 * DAY, slug="dogs", reading=1)
    rows = await Comment.select(Comment.id).order_by(Comment.id)
    return [row["id"] for row in rows]


async def answer(ids: list[int], text: str = "不用。", after: int = 5) -> int:
    return await question.answer(
        STAFF, DURING + after * DAY, slug="dogs", reading=1, comments=ids, text=text
    )


async def waiting(after: int = 5, days: int = 3) -> tuple[question.Waiting, ...]:
    return await question.waiting(STAFF, DURING + after * DAY, days, "dogs", 1)


async def test_like_questions_wait_together_the_oldest_first(asked: list[int]) -> None:
    first, other = await waiting()
    assert [one.id for one in first.questions] == asked[:2]
    assert (first.age, first.due, first.late) == (5, dt.date(2026, 3, 23), True)
    assert [one.id for one in other.questions] == [asked[2]]
    assert PHONE in other.questions[0].text, "the office reads what was written"
    assert not (await waiting(days=30))[0].late
    assert await question.left((await Comment.select(Comment.round).first())["round"]) == 3  # type: ignore[index]


async def test_one_answer_serves_several_and_is_public_at_once(asked: list[int]) -> None:
    key = await answer(asked[:2])
    (given,) = await question.given("dogs", 1, article="art_4")
    assert (given.id, given.text, given.version) == (key, "不用。", 1)
    assert [one.id for one in given.questions] == asked[:2]
    assert given.took == 5 * DAY
    assert await question.given("dogs", 1, whole=True) == ()
    assert set(await question.answers_to(asked)) == set(asked[:2])
    assert [one.questions[0].id for one in await waiting()] == [asked[2]]
    assert await question.answered_in(1) == frozenset(map(str, asked[:2]))


async def test_how_long_it_took_is_counted_by_question(asked: list[int]) -> None:
    none = await question.times("dogs", 1)
    assert (none.questions, none.answered, none.median, none.longest) == (3, 0, None, None)
    await answer(asked[:2])
    await answer(asked[2:3], after=12)
    found = await question.times("dogs", 1)
    assert (found.questions, found.answered, found.waiting) == (3, 3, 0)
    assert (found.median, found.longest) == (5 * DAY, 10 * DAY)


async def test_the_public_reads_no_personal_data(asked: list[int]) -> None:
    (left,) = [one for one in await question.unanswered("dogs", 1) if one.article is None]
    assert PHONE not in left.text
    await answer(asked[2:3])
    (given,) = await question.given("dogs", 1, whole=True)
    assert PHONE not in given.questions[0].text


async def test_r7_two_who_answer_at_once_leave_one_answer(asked: list[int]) -> None:
    done = await asyncio.gather(
        *(answer(asked[:2], f"答复{n}。") for n in range(3)), return_exceptions=True
    )
    assert sum(isinstance(one, int) for one in done) == 1
    assert sum(isinstance(one, Conflict) for one in done) == 2
    assert len(await question.given("dogs", 1)) == 1
    assert await AuditEntry.count().where(AuditEntry.action == "question.answer") == 1


async def test_r32_an_answer_changes_by_version_and_nothing_said_is_lost(asked: list[int]) -> None:
    key = await answer(asked[:1])
    later = DURING + 9 * DAY
    await question.amend(STAFF, later, key, text="要牵，但不限长度。", version=1)
    with pytest.raises(Conflict):
        await question.amend(STAFF, later, key, text="晚了一步。", version=1)
    (given,) = await question.given("dogs", 1)
    assert (given.text, given.version, given.took) == ("要牵，但不限长度。", 2, 5 * DAY)
    entry = await AuditEntry.select().where(AuditEntry.action == "question.amend").first()
    assert entry is not None
    assert "不用。" in entry["detail"]
    with pytest.raises(NotFound):
        await question.amend(STAFF, later, 999, text="没有。", version=1)


async def test_what_cannot_be_answered_is_refused(asked: list[int]) -> None:
    for ids, text in (([], "有。"), (asked[3:], "不是疑问。"), ([999], "没有。"), (asked[:1], " ")):
        with pytest.raises(Invalid):
            await answer(ids, text)
    with pytest.raises(Invalid):
        await answer(asked[:1], "长" * (question.LIMIT + 1))
    for actor in (NETIZEN, COMMITTEE):
        with pytest.raises(NotAllowed):
            await question.waiting(actor, DURING, 15, "dogs", 1)
        with pytest.raises(NotAllowed):
            await question.answer(
                actor, DURING, slug="dogs", reading=1, comments=asked[:1], text="有。"
            )
