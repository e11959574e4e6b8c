"""What a reading did not adopt stands beside the next one; deciding otherwise wants a word."""

import datetime as dt

import pytest

from consult.errors import Invalid, NotFound
from consult.permissions import terminal
from consult.services.bills import draft
from consult.services.clusters import cluster, unread
from consult.services.decisions import disposition
from consult.services.intake import intake
from consult.services.records import find
from consult.services.rounds import carried
from consult.services.rounds import round as rounds
from consult.services.rounds.carried import mentions
from consult.tables import Cluster, Comment
from reports.model import Channel, Outcome
from tests.consult.cast import DURING, SECOND, STAFF
from tests.consult.services.clusters.test_constraint import around, letters

__all__ = ["letters"]
pytestmark = pytest.mark.anyio
THEN = dt.date(2026, 5, 10)
LATER = dt.datetime(2026, 5, 20, tzinfo=dt.UTC)
AGAIN = """条款,意见内容
第四条,独户居住这个条件把和别人合租住房的人都排除在外了，这些人同样有固定的住所，还是建议把独户居住从登记条件里拿掉。
第四条,请公布每年登记了多少犬只。
第五条,犬绳一点五米太短，请放宽。
"""


async def decide(cluster_id: int, outcome: Outcome, reason: str, version: int = 0) -> None:
    await unread.mark_shown(terminal("周敏"), DURING, cluster_id)
    await disposition.decide(
        STAFF, DURING, cluster_id=cluster_id, outcome=outcome, reason=reason, version=version
    )


@pytest.fixture
async def second(letters: str) -> str:
    """Reading 1: two clusters on 第三条 not adopted, the leash adopted. Reading 2 is open."""
    await decide((await around(1)).id, Outcome.NOT_ADOPTED, "独户便于管理。")
    await decide((await around(5)).id, Outcome.STUDY, "与登记系统一并研究。")
    await decide((await around(8)).id, Outcome.ADOPTED, "")
    await draft.load_draft(
        STAFF, DURING, slug="dogs", reading=2, filename="2.txt", data=SECOND.encode()
    )
    last = THEN + dt.timedelta(days=30)
    await rounds.open_round(STAFF, DURING, slug="dogs", reading=2, first_day=THEN, last_day=last)
    await intake.collect(
        STAFF,
        LATER,
        slug="dogs",
        reading=2,
        channel=Channel.LETTER,
        filename="再来.csv",
        data=AGAIN.encode(),
    )
    await cluster.rebuild(STAFF, LATER, slug="dogs", reading=2)
    return letters


async def page() -> carried.CarriedPlace:
    found = await carried.carried_over(STAFF, "dogs", 2, LATER)
    [place] = await carried.compared(found.lots, found.old_reading)
    return place


async def left() -> tuple[int, int]:
    return await carried.left_over(await find.draft_row("dogs", 2))


async def test_it_stands_beside_the_article_it_became(second: str) -> None:
    place = await page()
    assert (place.label, [one.label for one in place.now]) == ("第三条", ["第四条"])
    assert [item.outcome for item in place.items] == [Outcome.NOT_ADOPTED, Outcome.STUDY]
    first = place.items[0]
    assert first.reason == "独户便于管理。"
    assert [one.alike for one in first.now] == [True, False]
    assert not first.unexplained
    assert await left() == (2, 0)


async def test_deciding_otherwise_wants_a_word_on_the_earlier_decision(second: str) -> None:
    place = await page()
    [same, other] = place.items[0].now
    await decide(same.cluster, Outcome.ADOPTED, "删去独户。")
    await decide(other.cluster, Outcome.ADOPTED, "每年公布。")
    item = (await page()).items[0]
    assert [one.unexplained for one in item.now] == [True, False]
    assert await left() == (0, 1)
    await decide(same.cluster, Outcome.ADOPTED, "一审时未采纳；调研后删去独户。", 1)
    assert not (await page()).items[0].unexplained
    await decide(same.cluster, Outcome.NOT_ADOPTED, "独户便于管理。", 2)
    assert not (await page()).items[0].unexplained


async def test_without_a_reading_before_nothing_is_carried(letters: str) -> None:
    for reading in (1, 5):
        with pytest.raises(NotFound):
            await carried.carried_over(STAFF, "dogs", reading, DURING)


async def test_a_retired_cluster_is_not_carried(second: str) -> None:
    row = await around(5)
    await Comment.update({Comment.cluster: None}).where(Comment.cluster == row.id)
    await Cluster.update({Cluster.retired: True}).where(Cluster.id == row.id)
    assert [item.outcome for item in (await page()).items] == [Outcome.NOT_ADOPTED]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("一审时没有采纳，现在采纳。", True),
        ("第一次审议时未采纳，现予采纳。", True),
        ("上次研究以后改为采纳。", True),
        ("此前认为不宜写入。", True),
        ("删去独户居住。", False),
        ("二审稿写明。", False),
        ("每年审计一次。", False),
    ],
)
def test_what_counts_as_a_word_on_it(reason: str, told: bool) -> None:
    assert mentions(reason, 1) is told


async def test_a_decider_sees_what_was_said_before_of_the_like_alone(second: str) -> None:
    here = await find.draft_row("dogs", 2)
    again = (
        await Comment.select(Comment.cluster)
        .where(Comment.text.like("%还是建议把独户居住%"))
        .first()
    )
    assert again is not None
    await decide(again["cluster"], Outcome.ADOPTED, "删去。")
    (earlier,) = await carried.earlier_of(here, again["cluster"])
    assert (earlier.outcome, earlier.unexplained) == (Outcome.NOT_ADOPTED, True)
    taken = await carried.reason_before(again["cluster"], earlier.cluster)
    assert taken == "独户便于管理。"
    await decide(again["cluster"], Outcome.ADOPTED, "一审时考虑便于管理，现删去。", 1)
    (earlier,) = await carried.earlier_of(here, again["cluster"])
    assert not earlier.unexplained
    leash = await Comment.select(Comment.cluster).where(Comment.text.like("%请放宽%")).first()
    assert leash is not None
    assert await carried.earlier_of(here, leash["cluster"]) == ()
    with pytest.raises(Invalid):
        await carried.reason_before(leash["cluster"], earlier.cluster)
