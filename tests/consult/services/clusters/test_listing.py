"""The clusters of one article, sifted and a page at a time: the same on both engines."""

import pytest

from consult.permissions import terminal
from consult.services.clusters import cluster, listing, member, unread
from consult.services.clusters.listing import Sieve, Sift
from consult.services.decisions import disposition
from consult.services.intake import intake
from consult.services.records.keyset import Turn
from consult.tables import Cluster, Round
from reports.model import Channel, Outcome
from tests.consult.cast import DURING, STAFF
from tests.consult.services.clusters.test_constraint import around, letters

__all__ = ["letters"]
pytestmark = pytest.mark.anyio
ZHOU, LI = terminal("周敏"), terminal("李强")


async def passed(sieve: Sieve = Sieve.ALL, words: str = "", spot: str = "") -> set[int]:
    """The clusters of 第三条 that a sift lets through, for 周敏."""
    [round_] = await Round.select()
    sift = Sift(sieve=sieve, words=words, spot=spot)
    return {*(await listing.leaf(round_["id"], "art_3", ZHOU.name, sift))}


async def test_each_sieve_lets_through_what_it_says(letters: str) -> None:
    row = await around(1)
    everything = await passed()
    assert row.id in everything
    assert await passed(Sieve.UNDECIDED) == everything
    assert await passed(Sieve.UNREAD) == await passed(Sieve.MINE) == {row.id}
    await unread.mark_shown(LI, DURING, row.id)
    assert (await passed(Sieve.UNREAD), await passed(Sieve.MINE)) == (set(), {row.id})
    cover = await unread.coverage(row.id, ZHOU.name)
    assert (cover.unread, len(cover.mine)) == ((), 1)
    await unread.mark(ZHOU, DURING, cluster_id=row.id, keys=[cover.mine[0].key])
    assert (await unread.coverage(row.id, ZHOU.name)).mine == ()
    assert await passed(Sieve.MINE) == set()
    await disposition.decide(
        *(ZHOU, DURING), cluster_id=row.id, outcome=Outcome.ADOPTED, reason="", version=0
    )
    assert await passed(Sieve.UNDECIDED) == everything - {row.id}
    assert await passed(Sieve.CHANGED) == set()
    await Cluster.update({Cluster.gained: 1}).where(Cluster.id == row.id)
    assert await passed(Sieve.CHANGED) == {row.id}
    assert await passed(Sieve.LARGE) == set()
    assert row.id not in await passed(Sieve.SINGLE)


async def test_words_and_provisions_are_looked_for_in_every_member(letters: str) -> None:
    row = await around(1)
    assert await passed(words="登记结果也请公开") == {row.id}
    assert await passed(words="登记%公开") == set()
    assert await passed(words="_记结果") == set()
    assert await passed(spot="art_3") == await passed()
    assert await passed(spot="art_3__para_1__item_2") == set()


async def test_many_clusters_and_many_members_come_in_pages(dogs: str) -> None:
    words = "犬猫鸟鱼虫马牛羊鸡鸭鹅兔龟蛇猴象熊狐狼鹿"
    lines = [f"第三条,{a * 9}{b * 9}请写明" for a in words for b in words if a < b][:60]
    lines += ["第三条,独户居住把合租的人都排除了，建议删去。"] * 60
    data = ("条款,意见内容\n" + "\n".join(lines)).encode()
    to = {"slug": "dogs", "reading": 1, "channel": Channel.EMAIL, "filename": "1.csv"}
    await intake.collect(STAFF, DURING, **to, data=data)  # type: ignore[arg-type]
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    first = await cluster.bench(STAFF, "dogs", 1, "art_3", DURING)
    assert (len(first.clusters), first.clusters.first, first.clusters.total) == (50, 1, 61)
    assert first.clusters[0].size == 60
    second = await cluster.bench(
        STAFF, "dogs", 1, "art_3", DURING, Sift(turn=Turn(after=first.clusters.after))
    )
    assert (len(second.clusters), second.clusters.first, second.clusters.after) == (11, 51, "")
    assert not {one.id for one in first.clusters} & {one.id for one in second.clusters}
    last = second.clusters[-1].id
    held = await cluster.bench(STAFF, "dogs", 1, "art_3", DURING, Sift(holding=last))
    assert held.clusters == second.clusters
    far = await cluster.bench(STAFF, "dogs", 1, "art_3", DURING, Sift(turn=Turn(last=True)))
    assert far.clusters == second.clusters
    big = first.clusters[0].id
    start = await cluster.show_cluster(STAFF, big, DURING)
    turns = Turn(after=start.members.after), Turn(last=True), Turn(after="1~9~999999999")
    pages = [start, *[await cluster.show_cluster(STAFF, big, DURING, turn) for turn in turns]]
    places = [(len(one.members), one.members.first) for one in pages]
    assert places == [(50, 1), (10, 51), (10, 51), (10, 51)]
    back = await cluster.show_cluster(STAFF, big, DURING, Turn(before=pages[1].members.before))
    assert back.members == start.members
    assert pages[0].members[0].id == pages[0].representative
    ids = {one.id for page in pages for one in page.members}
    assert len(ids) == start.members.total == 60
    shown = await member.show(pages[0].members[1:2], pages[0].representative)
    assert (shown[0].same > 0, shown[0].differ) in ((True, 0), (False, 0))
