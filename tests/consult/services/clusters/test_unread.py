"""Nothing is settled while a sentence somebody added is unread; a rebuild says what it changed."""

from typing import Any

import pytest

from consult.errors import Invalid, NotAllowed
from consult.permissions import terminal
from consult.services.clusters import cards, cluster, takeover, unread
from consult.services.clusters.unread import key_of
from consult.services.decisions import disposition
from consult.tables import Cluster, Comment, ReadMark, Round
from reports.model import Outcome
from tests.consult.cast import COMMITTEE, DURING
from tests.consult.services.clusters.test_constraint import around, collect, letters, rebuild

__all__ = ["letters"]
pytestmark = pytest.mark.anyio
ZHOU, LI = terminal("周敏"), terminal("李强")
ADDED = (
    "条款,意见内容\n第三条,独户居住这个条件把和别人合租住房的人都排除在外了，这些人同样有固定的住所，"
    "建议把独户居住从登记条件里拿掉，另外门牌号请隐去。\n"
)


async def decide(row: Cluster, version: int = 0, **more: Any) -> cards.ClusterCard:
    return await disposition.decide(
        ZHOU,
        DURING,
        cluster_id=row.id,
        outcome=Outcome.ADOPTED,
        reason="二审稿删去。",
        version=version,
        **more,
    )


def test_a_courtesy_or_a_name_is_not_a_text_to_read() -> None:
    letter = "建议把独户居住拿掉。"
    assert key_of("a", "", letter, letter) == ""
    assert key_of("a", "谢谢！", letter + "谢谢！", letter) == ""
    known, other = "我是北渡新村的蒋永年，养犬五年。", "我是河滨花园的李建明，养犬三年。"
    assert key_of("a", "北渡新村\n蒋永年，养犬五", known + letter, other + letter) == ""
    added = letter + "登记结果也请公开。"
    assert key_of("a", "登记结果也请公开", added, letter) != ""
    fined = "罚款改为五百元。"
    assert key_of("a", "五百", fined, "罚款改为三百元。") != ""


async def test_a_decision_waits_until_every_unique_text_is_read(letters: str) -> None:
    row = await around(1)
    cover = await unread.coverage(row.id)
    assert [one.number for one in cover.unread] == ["1-0003"]
    assert "登记结果也请公开" in cover.unread[0].words
    with pytest.raises(Invalid, match="1 处独有文字没有看过（意见 1-0003）") as refused:
        await decide(row)
    assert refused.value.field == "unread"
    assert await unread.mark_shown(ZHOU, DURING, row.id) == 1
    assert (await decide(row)).settled


async def test_what_was_read_is_known_by_person(letters: str) -> None:
    row = await around(1)
    [one] = (await unread.coverage(row.id)).unread
    for who in (ZHOU, ZHOU, LI):
        await unread.mark(who, DURING, cluster_id=row.id, keys=[one.key])
    cover = await unread.coverage(row.id)
    assert (cover.all, cover.unread) == (1, ())
    assert [(reader.name, reader.read) for reader in cover.readers] == [("周敏", 1), ("李强", 1)]
    assert await ReadMark.count() == 2
    with pytest.raises(Invalid):
        await unread.mark(ZHOU, DURING, cluster_id=row.id, keys=["0" * 24])
    with pytest.raises(NotAllowed):
        await unread.mark(COMMITTEE, DURING, cluster_id=row.id, keys=[one.key])


async def test_a_rebuild_says_what_changed_and_asks_for_another_look(letters: str) -> None:
    row = await around(1)
    await unread.mark_shown(ZHOU, DURING, row.id)
    await decide(row)
    await collect(ADDED)
    made = await rebuild()
    assert (made.kept_dispositions, made.retired_dispositions) == (1, 0)
    [card] = await cards.cards_of(await Cluster.select().where(Cluster.id == row.id))
    assert (card.gained, card.lost, card.unread, card.settled) == (1, 0, 1, False)
    assert card.state == row.version + 1
    [round_] = await Round.select()
    change = takeover.last_change(round_)
    assert change
    assert (change.kept, change.changed, change.made, change.gone) == (4, 1, 0, 0)
    assert (change.joined, change.left) == (1, 0)
    left = (await unread.work_left([round_["id"]]))[round_["id"]]
    assert (left.open, left.reopened, left.changed) == (4, 1, 1)
    await counts_are_those_of_each_cluster(round_["id"])
    bench = await cluster.bench(ZHOU, "dogs", 1, "art_3", DURING)
    assert next(a for a in bench.articles if a.address == "art_3").decided == 0
    await unread.mark_shown(ZHOU, DURING, row.id)
    again = await decide(row, version=1)
    assert (again.gained, again.lost, again.settled) == (0, 0, True)


async def counts_are_those_of_each_cluster(round_id: int) -> None:
    """What the database sums up by article is what the cards of the clusters say one by one."""
    rows = await Cluster.select().where((Cluster.round == round_id) & Cluster.retired.eq(False))
    each = await cards.cards_of(rows)
    at = {row["id"]: row["article"] for row in rows}
    stands = {one.article: one for one in await unread.standing_of(round_id)}
    assert stands.keys() == set(at.values())
    for article, stand in stands.items():
        here = [one for one in each if at[one.id] == article]
        decided = [one for one in here if one.outcome]
        assert stand.clusters == len(here)
        assert stand.decided == len(decided)
        assert stand.settled == sum(one.settled for one in here)
        assert stand.changed == sum(one.gained + one.lost > 0 for one in decided)
        assert stand.texts == sum(one.unread for one in here)


async def test_a_rebuild_that_changes_nothing_leaves_every_version(letters: str) -> None:
    before = await Cluster.select(Cluster.id, Cluster.version).order_by(Cluster.id)
    marked = await Comment.select(Comment.id, Comment.unique_key).order_by(Comment.id)
    await rebuild()
    assert await Cluster.select(Cluster.id, Cluster.version).order_by(Cluster.id) == before
    assert await Comment.select(Comment.id, Comment.unique_key).order_by(Comment.id) == marked


async def test_words_read_once_are_read_also_after_a_rebuild(letters: str) -> None:
    row = await around(1)
    await unread.mark_shown(ZHOU, DURING, row.id)
    await rebuild()
    assert (await unread.coverage(row.id)).unread == ()
