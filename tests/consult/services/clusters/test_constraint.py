"""Staff's word on stored clusters: at once, through every rebuild, and back again; both engines."""

import asyncio
from collections.abc import Collection

import pytest

from consult.errors import Conflict, Invalid, NotAllowed
from consult.services.clusters import arrangement, cluster, constraint
from consult.services.clusters.arrangement import Deed
from consult.services.intake import intake
from consult.services.records import audit
from consult.tables import AuditEntry, Cluster, Comment, Constraint
from reports.model import Channel
from tests.consult.cast import ADMIN, COMMITTEE, DURING, STAFF

pytestmark = pytest.mark.anyio
LETTERS = """条款,意见内容
第三条,独户居住这个条件把和别人合租住房的人都排除在外了，这些人同样有固定的住所，建议把独户居住从登记条件里拿掉。
第三条,独户居住这个条件把和别人合租住房的人都排除在外了，这些人同样有固定的住所，建议把独户居住从登记条件里拿掉！
第三条,独户居住这个条件把和别人合租住房的人都排除在外了，这些人同样有固定的住所，建议把独户居住从登记条件里拿掉，登记结果也请公开。
第三条,独户居住这个条件把和他人合租住房的人都排除在外了，这些人同样有固定的住所，建议把独户居住从登记条件里拿掉吧。
第三条,办理登记要十个工作日太长，很多事情现在网上当天就能办好，改成五个工作日比较合适。
第三条,办理登记要十个工作日太长，很多事情如今网上当天就能办完，改成五个工作日比较合适。
第三条,收费应当写明标准和依据。
第四条,犬绳一点五米太短。
"""
ANOTHER = """条款,意见内容
第三条,办理登记要十个工作日太长，很多事情如今网上当天就能办妥，改成五个工作日比较合适。
"""
Groups = set[frozenset[int]]


async def collect(letters: str) -> None:
    await intake.collect(
        STAFF,
        DURING,
        slug="dogs",
        reading=1,
        channel=Channel.LETTER,
        filename="来信.csv",
        data=letters.encode(),
    )


async def rebuild() -> cluster.Rebuilt:
    return await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)


@pytest.fixture
async def letters(dogs: str) -> str:
    """Eight letters in four clusters: 1–4, 5–6, 7, and 8 on another article."""
    await collect(LETTERS)
    await rebuild()
    assert await groups() == those({1, 2, 3, 4}, {5, 6}, {7}, {8})
    return dogs


def those(*sets: Collection[int]) -> Groups:
    return {frozenset(one) for one in sets}


async def groups() -> Groups:
    """Which comments are together, by their place in the file."""
    found: dict[int, set[int]] = {}
    for row in await Comment.select(Comment.number, Comment.cluster):
        found.setdefault(row["cluster"], set()).add(int(row["number"].split("-")[1]))
    return {frozenset(one) for one in found.values()}


async def of(*numbers: int) -> list[int]:
    """The ids of comments."""
    names = [f"1-{number:04d}" for number in numbers]
    rows = await Comment.select(Comment.id).where(Comment.number.is_in(names)).order_by(Comment.id)
    return [row["id"] for row in rows]


async def around(number: int) -> Cluster:
    """The cluster a comment is in."""
    row = await Comment.select(Comment.cluster).where(Comment.number == f"1-{number:04d}").first()
    assert row
    found = await Cluster.objects().get(Cluster.id == row["cluster"])
    assert found
    return found


async def last() -> int:
    row = (await arrangement.of_cluster((await around(1)).id)) or ()
    return row[0].id


async def test_a_merger_holds_at_once_and_after_a_rebuild_and_can_be_undone(letters: str) -> None:
    one, other = await around(1), await around(5)
    kept = await constraint.merge(
        *(STAFF, DURING),
        clusters=[one.id, other.id],
        seen={one.id: one.version, other.id: other.version},
    )
    assert kept == one.id
    merged = those({1, 2, 3, 4, 5, 6}, {7}, {8})
    assert await groups() == merged
    assert (await around(5)).version == one.version + 1
    await collect(ANOTHER)
    await rebuild()
    assert await groups() == those({1, 2, 3, 4, 5, 6, 9}, {7}, {8})
    assert (await around(9)).id == one.id
    await constraint.undo(STAFF, DURING, arrangement_id=await last())
    assert await groups() == those({1, 2, 3, 4}, {5, 6, 9}, {7}, {8})
    assert (await around(5)).id == other.id
    assert not (await around(5)).retired
    await rebuild()
    assert await groups() == those({1, 2, 3, 4}, {5, 6, 9}, {7}, {8})


async def test_a_split_takes_texts_with_their_copies_out_for_good(letters: str) -> None:
    old = await around(1)
    new = await constraint.split(
        *(STAFF, DURING), cluster_id=old.id, comments=await of(3), seen=old.version
    )
    parted = those({1, 2, 4}, {3}, {5, 6}, {7}, {8})
    assert await groups() == parted
    assert (await around(3)).id == new
    await rebuild()
    assert await groups() == parted
    assert ((await around(3)).id, (await around(1)).id) == (new, old.id)


async def test_the_leading_text_can_be_split_off_and_the_rest_stays(letters: str) -> None:
    old = await around(1)
    await constraint.split(
        *(STAFF, DURING), cluster_id=old.id, comments=await of(1), seen=old.version
    )
    parted = those({1, 2}, {3, 4}, {5, 6}, {7}, {8})
    assert await groups() == parted
    await rebuild()
    assert await groups() == parted
    assert (await around(4)).id == old.id


async def test_a_moved_comment_stays_where_it_was_put_and_can_be_moved_back(letters: str) -> None:
    async def move(number: int, source: Cluster, target: Cluster) -> None:
        await constraint.move(
            *(STAFF, DURING),
            cluster_id=source.id,
            comments=await of(number),
            target=target.id,
            seen={source.id: source.version, target.id: target.version},
        )

    await move(3, await around(1), await around(5))
    moved = those({1, 2, 4}, {3, 5, 6}, {7}, {8})
    assert await groups() == moved
    await rebuild()
    assert await groups() == moved
    await move(3, await around(5), await around(7))
    assert await groups() == those({1, 2, 4}, {5, 6}, {3, 7}, {8})
    await move(3, await around(7), await around(1))
    assert await groups() == those({1, 2, 3, 4}, {5, 6}, {7}, {8})
    await rebuild()
    assert await groups() == those({1, 2, 3, 4}, {5, 6}, {7}, {8})


async def test_a_pinned_comment_stays_when_the_rule_would_part_it(letters: str) -> None:
    row = await around(3)
    await constraint.pin(
        *(STAFF, DURING), cluster_id=row.id, comments=await of(3), seen=row.version
    )
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1, threshold=99)
    held = next(one for one in await groups() if 3 in one)
    assert held >= {1, 2, 3}
    assert 4 not in held


async def test_a_name_of_ones_own_survives_and_can_be_given_back(letters: str) -> None:
    row = await around(5)
    await constraint.rename(STAFF, DURING, cluster_id=row.id, name=" 缩短  办理期限 ", seen=1)
    await rebuild()
    named = await around(5)
    assert (named.label, named.id) == ("缩短 办理期限", row.id)
    with pytest.raises(Invalid):
        await constraint.rename(
            *(STAFF, DURING), cluster_id=row.id, name="长" * 61, seen=named.version
        )
    await constraint.rename(STAFF, DURING, cluster_id=row.id, name="", seen=named.version)
    assert (await around(5)).label == row.label


async def test_what_was_said_to_differ_is_never_joined(letters: str) -> None:
    one, other = await around(1), await around(5)
    await constraint.refuse(STAFF, DURING, clusters=[one.id, other.id])
    await constraint.refuse(STAFF, DURING, clusters=[one.id, other.id])
    assert await Constraint.count() == 1
    with pytest.raises(Conflict, match="第 1 号"):
        await constraint.merge(STAFF, DURING, clusters=[one.id, other.id])


async def test_a_contradiction_is_refused_when_it_is_made_and_says_with_what(letters: str) -> None:
    one, other = await around(1), await around(5)
    await constraint.merge(STAFF, DURING, clusters=[one.id, other.id])
    now = await around(1)
    with pytest.raises(Conflict, match="周敏先前的决定") as refused:
        await constraint.split(
            *(STAFF, DURING), cluster_id=now.id, comments=await of(5, 6), seen=now.version
        )
    assert refused.value.values["n"] == await last()
    assert await groups() == those({1, 2, 3, 4, 5, 6}, {7}, {8})
    assert await Constraint.count() == 1


async def test_articles_are_never_mixed(letters: str) -> None:
    with pytest.raises(Invalid, match="不同条文"):
        await constraint.merge(STAFF, DURING, clusters=[(await around(7)).id, (await around(8)).id])


async def test_only_staff_may(letters: str) -> None:
    one, other = await around(1), await around(5)
    with pytest.raises(NotAllowed):
        await constraint.merge(COMMITTEE, DURING, clusters=[one.id, other.id])


async def test_r8_of_two_people_at_once_the_second_is_told(letters: str) -> None:
    one, other, third = await around(1), await around(5), await around(7)
    seen = {row.id: row.version for row in (one, other, third)}
    done = await asyncio.gather(
        constraint.merge(STAFF, DURING, clusters=[one.id, other.id], seen=seen),
        constraint.merge(ADMIN, DURING, clusters=[other.id, third.id], seen=seen),
        constraint.split(
            *(ADMIN, DURING), cluster_id=one.id, comments=await of(3), seen=one.version
        ),
        return_exceptions=True,
    )
    touched = ({one.id, other.id}, {other.id, third.id}, {one.id})
    won = [about for about, got in zip(touched, done, strict=True) if isinstance(got, int)]
    assert won in (list(touched[:1]), list(touched[1:])), "whoever comes first; nobody after it"
    assert sum(isinstance(got, Conflict) for got in done) == 3 - len(won)
    assert (await audit.verify(ADMIN)).first_bad is None


async def test_r33_every_deed_has_its_entry(letters: str) -> None:
    one, other = await around(1), await around(5)
    await constraint.merge(STAFF, DURING, clusters=[one.id, other.id])
    await constraint.undo(STAFF, DURING, arrangement_id=await last())
    with pytest.raises(Conflict, match="已由周敏撤销"):
        await constraint.undo(STAFF, DURING, arrangement_id=await last())
    rows = await AuditEntry.select(AuditEntry.action).order_by(AuditEntry.position)
    assert [row["action"] for row in rows][-2:] == ["cluster.merge", "cluster.undo"]
    [deed] = await arrangement.of_cluster(one.id)
    assert (deed.deed, deed.undone_by, deed.other) == (Deed.MERGE, "周敏", other.id)
