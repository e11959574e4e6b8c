"""Many comments by a saved condition, and back again: promises R33, R34."""

import datetime as dt

import pytest

from consult.errors import Conflict, Invalid, NotAllowed
from consult.permissions import NETIZEN
from consult.services.moderating import moderation, sweep
from consult.services.moderating.shown import State
from consult.services.moderating.sweep import Condition
from consult.services.submissions.comment import CommentInput, submit
from consult.tables import AuditEntry, Comment
from tests.consult.cast import DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio
HOUR = dt.timedelta(hours=1)


@pytest.fixture
async def ten(dogs: str) -> list[int]:
    """Ten comments, one an hour: five sell something on article 3, five do not on article 4."""
    for n in range(10):
        sells = n % 2 == 0
        form = CommentInput(text=f"第{n}条：" + ("Ｂｕｙ 便宜狗粮" if sells else "建议改成两米"))
        await submit(
            DURING + n * HOUR,
            SECRET,
            slug="dogs",
            reading=1,
            address="art_3" if sells else "art_4",
            form=form,
            key=f"swept-{n:012d}",
        )
    return [row["id"] for row in await Comment.select(Comment.id).order_by(Comment.id)]


async def _drawn(condition: Condition, state: State = State.HIDDEN, reason: str = "广告") -> int:
    return await sweep.draw_up(
        STAFF, DURING, slug="dogs", reading=1, condition=condition, state=state, reason=reason
    )


async def _states() -> str:
    rows = await Comment.select(Comment.state).order_by(Comment.id)
    return "".join(row["state"][0] for row in rows)


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        (Condition(words="buy 狗粮"), 5),
        (Condition(words="BUY 两米"), 0),
        (Condition(article="art_4"), 5),
        (Condition(since=DURING + 3 * HOUR), 7),
        (Condition(until=DURING + 3 * HOUR), 3),
        (Condition(words="狗粮", since=DURING + 3 * HOUR, until=DURING + 7 * HOUR), 2),
        (Condition(state=State.WAITING), 0),
        (Condition(cluster=99), 0),
    ],
)
async def test_a_condition_counts_before_anything_happens(
    ten: list[int], condition: Condition, count: int
) -> None:
    to = State.SHOWN if condition.state is State.WAITING else State.HIDDEN
    plan = await sweep.show(STAFF, await _drawn(condition, to), DURING)
    assert plan.count == count
    assert len(plan.sample) == min(5, count)
    assert plan.condition == condition, "saved as it was said"
    assert await _states() == "s" * 10


async def test_carried_out_and_taken_back_but_for_what_was_judged_since(ten: list[int]) -> None:
    one = await _drawn(Condition(words="狗粮"))
    assert await sweep.start(STAFF, DURING, one, seen=5) == 5
    assert await _states() == "hs" * 5
    await moderation.rule(STAFF, DURING, ten[0], state=State.SHOWN, reason="", seen=State.HIDDEN)
    await moderation.rule(
        STAFF, DURING, ten[0], state=State.HIDDEN, reason="还是广告", seen=State.SHOWN
    )
    assert (await sweep.show(STAFF, one, DURING)).back == 4
    assert await sweep.undo(STAFF, DURING, one) == 4
    assert await _states() == "h" + "s" * 9
    actions = [
        row["action"]
        for row in await AuditEntry.select().order_by(AuditEntry.position)
        if row["action"].startswith("sweep")
    ]
    assert actions == ["sweep.draw", "sweep.start", "sweep.undo"]
    [listed] = await sweep.listed(STAFF, "dogs", 1)
    assert (listed.touched, listed.started, listed.undone) == (5, True, True)


async def test_once_each_and_only_what_was_seen(ten: list[int]) -> None:
    one = await _drawn(Condition(words="狗粮"))
    with pytest.raises(Conflict):
        await sweep.undo(STAFF, DURING, one)
    with pytest.raises(Conflict):
        await sweep.start(STAFF, DURING, one, seen=4)
    assert await _states() == "s" * 10
    await sweep.start(STAFF, DURING, one, seen=5)
    with pytest.raises(Conflict):
        await sweep.start(STAFF, DURING, one, seen=0)
    await sweep.undo(STAFF, DURING, one)
    with pytest.raises(Conflict):
        await sweep.undo(STAFF, DURING, one)


async def test_it_refuses_a_whole_round_no_reason_and_strangers(ten: list[int]) -> None:
    for condition, state, reason in (
        (Condition(), State.HIDDEN, "全部"),
        (Condition(words="狗粮"), State.HIDDEN, " "),
        (Condition(words="狗粮"), State.SHOWN, ""),
        (Condition(words="！！"), State.HIDDEN, "无"),
    ):
        with pytest.raises(Invalid):
            await _drawn(condition, state, reason)
    with pytest.raises(NotAllowed):
        await sweep.listed(NETIZEN, "dogs", 1)
