"""Every decision is kept; one member may be decided on its own, several clusters alike (R8)."""

from functools import partial

import pytest

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.permissions import terminal
from consult.services.clusters import unread
from consult.services.decisions import batch, decision_table, disposition, exception, history
from consult.services.decisions.disposition import Choice
from consult.services.papers import material
from consult.services.records import audit
from consult.tables import Cluster, DispositionVersion
from drafts.model import Op
from reports.model import Outcome
from reports.tally import tally
from tests.consult.cast import COMMITTEE, DURING
from tests.consult.services.clusters.test_constraint import around, letters

__all__ = ["letters"]
pytestmark = pytest.mark.anyio
ZHOU, LI = terminal("周敏"), terminal("李强")


async def decide(row: Cluster, outcome: Outcome, reason: str, version: int = 0) -> None:
    await unread.mark_shown(ZHOU, DURING, row.id)
    await disposition.decide(
        ZHOU, DURING, cluster_id=row.id, outcome=outcome, reason=reason, version=version
    )


async def own(row: Cluster, number: str, outcome: Outcome | None, version: int = 0) -> None:
    await exception.decide_own(
        LI,
        DURING,
        cluster_id=row.id,
        number=number,
        outcome=outcome,
        reason="门牌号另行研究。",
        version=version,
    )


async def test_every_version_is_kept_with_its_author_and_what_changed(letters: str) -> None:
    row = await around(1)
    await decide(row, Outcome.PARTLY, "部分采纳。")
    await decide(row, Outcome.NOT_ADOPTED, "不予采纳。", 1)
    with pytest.raises(Conflict):
        await decide(row, Outcome.STUDY, "再研究。", 1)
    newest, first = await history.of_cluster(row.id)
    assert (newest.version, newest.outcome, newest.was) == (2, Outcome.NOT_ADOPTED, Outcome.PARTLY)
    assert "".join(text for op, text in newest.steps if op is not Op.INSERT) == "部分采纳。"
    assert (first.version, first.was, first.decided_by) == (1, None, "周敏")
    assert await DispositionVersion.count() == 2


async def test_a_place_left_open_in_a_reason_is_refused(letters: str) -> None:
    with pytest.raises(Invalid, match="还没有填"):
        await decide(await around(1), Outcome.ALREADY, "已在{条}中体现。")


async def test_a_member_has_its_own_outcome_until_it_is_taken_back(letters: str) -> None:
    row = await around(1)
    await decide(row, Outcome.ADOPTED, "")
    with pytest.raises(NotAllowed):
        await exception.decide_own(
            COMMITTEE,
            DURING,
            cluster_id=row.id,
            number="1-0003",
            outcome=Outcome.STUDY,
            reason="研究",
            version=0,
        )
    with pytest.raises(Invalid, match="不在这一类里"):
        await own(row, "1-0008", Outcome.STUDY)
    await own(row, "1-0003", Outcome.STUDY)
    with pytest.raises(Conflict):
        await own(row, "1-0003", Outcome.PARTLY)
    found, _ = await material.gather("dogs", 1)
    counts = tally(found.comments, found.clusters, found.dispositions, found.exceptions)
    by = {one.outcome: (one.comments, one.clusters) for one in counts.by_outcome}
    assert by[Outcome.STUDY] == (1, 0)
    assert sum(comments for comments, _ in by.values()) == len(found.comments)
    await own(row, "1-0003", None, 1)
    assert (await material.gather("dogs", 1))[0].exceptions == {}
    told = [(one.number, one.outcome) for one in await history.of_cluster(row.id)]
    assert told.count(("1-0003", None)) == 1
    assert (await audit.verify(ZHOU)).first_bad is None


async def test_several_clusters_are_decided_alike_or_none_is(letters: str) -> None:
    one, other = await around(5), await around(8)
    both = [Choice(one.id, 0, one.version), Choice(other.id, 0, other.version)]
    for row in (one, other):
        await unread.mark_shown(ZHOU, DURING, row.id)
    alike = partial(
        disposition.decide_all, ZHOU, DURING, outcome=Outcome.STUDY, reason="一并研究。"
    )
    stale = [both[0], Choice(other.id, 3)]
    with pytest.raises(Conflict, match="这一批都没有记"):
        await alike(choices=stale)
    assert await history.of_cluster(one.id) == ()
    with pytest.raises(NotFound):
        strangers = [Choice(10_000, 0)]
        await alike(choices=strangers, round_of=("dogs", 1))
    before = sum(place.waiting for place in (await waiting()).places)
    await alike(choices=both, round_of=("dogs", 1))
    assert sum(place.waiting for place in (await waiting()).places) == before - 2


async def waiting() -> batch.Waiting:
    return await batch.waiting(ZHOU, "dogs", 1, None, DURING)


async def test_a_table_is_filled_in_and_taken_in_once(letters: str) -> None:
    one, other = await around(5), await around(1)
    await unread.mark_shown(ZHOU, DURING, one.id)
    table = (await decision_table.listed(ZHOU, "dogs", 1)).decode("utf-8-sig").splitlines()
    head, *rows = table
    assert head == ",".join(decision_table.HEADERS)
    kept = [row for row in rows if int(row.split(",")[0]) not in (one.id, other.id)]
    filled = [
        *(head, f"{one.id},0,,,,,另行研究,一并研究。", f"{other.id},0,,,,,采纳,"),
        *(*kept, "99999,0,,,,,采纳,", f"{one.id},0,,,,,驳回,无"),
    ]
    data = "\n".join(filled).encode()
    looked = await take(data, dry_run=True)
    assert (looked.done, looked.already) == (1, 0)
    assert await history.of_cluster(one.id) == ()
    done = await take(data)
    told = " ".join(str(error.message) for error in done.errors)
    assert (done.done, done.empty, len(done.errors)) == (1, 2, 3)
    assert "独有文字没有看过" in told
    assert "没有类号 99999" in told
    assert "“驳回”不是处理结果" in told
    again = await take(data)
    assert (again.done, again.already) == (0, 1)
    stale = f"类号,版本,处理,理由\n{one.id},0,未采纳,不宜。".encode()
    assert "现在是第 1 版" in str((await take(stale)).errors[0].message)


async def take(data: bytes, *, dry_run: bool = False) -> decision_table.Decided:
    return await decision_table.take(
        ZHOU, DURING, slug="dogs", reading=1, filename="处理.csv", data=data, dry_run=dry_run
    )
