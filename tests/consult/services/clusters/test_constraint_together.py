"""Promise R8: many people arrange clusters at once. What was accepted happened one after the
other, what was refused changed nothing, and a rebuild finds it all as it was left."""

import asyncio
import random
from collections.abc import Collection
from typing import Any

import msgspec
import pytest

from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, Role
from consult.services.clusters import arrangement, cluster, constraint
from consult.services.records import audit, schema
from consult.tables import Arrangement, AuditEntry, Cluster, Comment
from reports.model import ConstraintKind
from tests.consult.cast import ADMIN, DURING, STAFF
from tests.consult.services.clusters.test_constraint import (
    LETTERS,
    collect,
    groups,
    letters,
    rebuild,
)

__all__ = ["letters"]
pytestmark = pytest.mark.anyio
EDITORS, EDITS = 6, 12
MORE = "条款,意见内容\n" + "".join(
    f"第三条,{text}\n"
    for text in (
        "养犬登记证丢失以后应当可以在网上补办，不用再跑一趟窗口。",
        "养犬登记证丢失以后应当可以在网上补办，不用再跑窗口。",
        "养犬登记证遗失以后应当可以在网上补办，不用再跑一趟窗口了。",
        "登记机关办公时间和上班时间完全一样，请安排一个周六也能办理。",
        "登记机关办公时间和上班时间完全一样，请安排周六也能办理。",
        "犬只死亡的，注销登记的手续应当写明。",
    )
)


async def snapshot() -> tuple[dict[int, int], dict[int, list[int]]]:
    """The versions of the clusters on 第三条 and their comments, as somebody's page shows them."""
    here = (Cluster.article == "art_3") & Cluster.retired.eq(False)
    rows = await Cluster.select(Cluster.id, Cluster.version).where(here)
    seen = {row["id"]: row["version"] for row in rows}
    members: dict[int, list[int]] = {one: [] for one in seen}
    for row in await Comment.select(Comment.id, Comment.cluster).order_by(Comment.id):
        if row["cluster"] in members:
            members[row["cluster"]].append(row["id"])
    return seen, members


async def edit(who: Actor, dice: random.Random) -> None:
    """One random edit from a page that may be stale by the time it is sent."""
    seen, members = await snapshot()
    await asyncio.sleep(dice.random() / 50)
    one, other = (dice.choice(sorted(seen)) for _ in range(2))
    some = dice.sample(members[one], k=min(len(members[one]), dice.randint(1, 2)))
    at = {"cluster_id": one, "comments": some}
    match dice.choice(["merge", "split", "move", "move", "pin", "name", "undo", "undo"]):
        case "merge":
            await constraint.merge(who, DURING, clusters={one, other}, seen=seen)
        case "split":
            await constraint.split(who, DURING, **at, seen=seen[one])  # type: ignore[arg-type]
        case "move":
            pair = {one: seen[one], other: seen[other]}
            await constraint.move(who, DURING, **at, target=other, seen=pair)  # type: ignore[arg-type]
        case "pin":
            await constraint.pin(who, DURING, **at, seen=seen[one])  # type: ignore[arg-type]
        case "name":
            name = f"名称{dice.randint(1, 9)}"
            await constraint.rename(who, DURING, cluster_id=one, name=name, seen=seen[one])
        case "undo":
            deed = dice.randint(1, max(1, await Arrangement.count()))
            await constraint.undo(who, DURING, arrangement_id=deed)


async def replay(entry: dict[str, Any]) -> None:
    """Do again what an entry of the audit chain says."""
    detail, subject = msgspec.json.decode(entry["detail"]), entry["subject"]
    row = await Cluster.select(Cluster.version).where(Cluster.id == int(subject)).first()
    assert row
    at = {"cluster_id": int(subject), "comments": detail.get("comments", ())}
    match entry["action"]:
        case "cluster.merge":
            both = {int(subject), *detail["clusters"]}
            await constraint.merge(STAFF, DURING, clusters=both, into=int(subject))
        case "cluster.split":
            new = await constraint.split(STAFF, DURING, **at, seen=row["version"])
            assert new == detail["new"]
        case "cluster.move":
            await constraint.move(STAFF, DURING, **at, target=detail["target"], seen={})
        case "cluster.pin":
            await constraint.pin(STAFF, DURING, **at, seen=row["version"])
        case "cluster.rename":
            await constraint.rename(
                *(STAFF, DURING),
                cluster_id=int(subject),
                name=detail["name"],
                seen=row["version"],
            )
        case "cluster.undo":
            await constraint.undo(STAFF, DURING, arrangement_id=detail["arrangement"])


async def state() -> dict[int, tuple[str, int, bool, frozenset[int]]]:
    """Every cluster: its name, version, whether it is retired, its comments."""
    members: dict[int, set[int]] = {}
    for row in await Comment.select(Comment.id, Comment.cluster):
        members.setdefault(row["cluster"], set()).add(row["id"])
    return {
        row["id"]: (
            row["own_name"],
            row["version"],
            row["retired"],
            frozenset(members.get(row["id"], ())),
        )
        for row in await Cluster.select()
    }


async def assert_words_hold(round_id: int) -> None:
    rows = await Comment.select(Comment.id, Comment.cluster)
    where = {row["id"]: row["cluster"] for row in rows}
    for kind, one, other in await arrangement.words_of(round_id):
        assert (where[one] == where[other]) is (kind is ConstraintKind.TOGETHER)


def people() -> Collection[Actor]:
    return [Actor(None, f"{n}号", Role.STAFF) for n in range(EDITORS)]


@pytest.mark.parametrize("seed", [1, 2])
async def test_r8_what_many_did_at_once_is_what_one_would_have_done(
    letters: str, tmp_path: Any, seed: int
) -> None:
    await collect(MORE)
    await rebuild()
    before = await AuditEntry.count()
    outcomes: list[str] = []

    async def work(who: Actor, dice: random.Random) -> None:
        for _ in range(EDITS):
            try:
                await edit(who, dice)
                outcomes.append("done")
            except (Conflict, Invalid, NotFound) as refused:
                outcomes.append(type(refused).__name__)
            _, members = await snapshot()
            assert sum(map(len, members.values())) == LETTERS.count("第三条") + MORE.count("第三条")

    await asyncio.gather(
        *(work(who, random.Random(f"{seed}/{n}")) for n, who in enumerate(people()))
    )
    assert outcomes.count("done") >= 5
    assert outcomes.count("Conflict") >= 5
    history = (
        await AuditEntry.select().order_by(AuditEntry.position).where(AuditEntry.position > before)
    )
    assert len(history) == outcomes.count("done")
    assert (await audit.verify(ADMIN)).first_bad is None
    await assert_words_hold(1)
    held, left = await groups(), await state()
    await rebuild()
    assert await groups() == held
    await assert_words_hold(1)
    async with schema.database(f"sqlite:///{tmp_path / 'again.db'}"):
        await schema.migrate()
        await again(history)
        assert await state() == left


async def again(history: list[dict[str, Any]]) -> None:
    """The same round, and what was accepted done by one person, one after the other."""
    from consult.services.bills import draft
    from consult.services.rounds import round  # noqa: A004 - the noun of the house
    from tests.consult.cast import FIRST, LAST, OPENING

    await draft.load_draft(
        STAFF, DURING, slug="dogs", reading=1, filename="1.txt", data=FIRST.encode()
    )
    await round.open_round(STAFF, DURING, slug="dogs", reading=1, first_day=OPENING, last_day=LAST)
    await collect(LETTERS)
    await rebuild()
    await collect(MORE)
    await rebuild()
    for entry in history:
        await replay(entry)


async def test_a_word_said_while_a_rebuild_compares_is_not_lost(
    letters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, members = await snapshot()
    group = cluster.clusterer.group
    big = max(members, key=lambda one: len(members[one]))
    loop = asyncio.get_running_loop()

    def meanwhile(*args: Any, **more: Any) -> Any:
        deed = constraint.split(
            STAFF, DURING, cluster_id=big, comments=members[big][-1:], seen=seen[big]
        )
        asyncio.run_coroutine_threadsafe(deed, loop).result(20)
        return group(*args, **more)

    monkeypatch.setattr(cluster.clusterer, "group", meanwhile)
    await rebuild()
    monkeypatch.undo()
    held = await groups()
    assert {len(one) for one in held} >= {3, 1}
    await assert_words_hold(1)
    await rebuild()
    assert await groups() == held
