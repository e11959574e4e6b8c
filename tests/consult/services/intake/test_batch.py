"""A batch: what a file brought, from where, taken back and taken in once more."""

from pathlib import Path

import pytest

from consult.config import Settings
from consult.errors import Conflict, Invalid, NotFound
from consult.services.bills.bill import show_bill
from consult.services.clusters import cluster
from consult.services.decisions import disposition
from consult.services.intake import intake, log, undoing
from consult.services.intake.batch import NOTHING, Given
from consult.services.intake.rows import Standing
from consult.services.papers.material import gather
from consult.services.records import audit
from consult.tables import AuditEntry, Batch, Cluster, Comment, Revision, Submission
from reports.model import Channel, Outcome
from tests.consult.cast import ADMIN, AFTER, DURING, SECRET, STAFF, WANG

pytestmark = pytest.mark.anyio

SHEET = "条款,意见\n第三条,建议缩短期限\n第九十九条,没有这条\n第四条,犬绳再放长一些\n"
FIRST_BATCH = "1-P001"


async def collect(
    text: str = SHEET, *, given: Given = NOTHING, whole: bool = False, folder: Path | None = None
) -> intake.Collected:
    return await intake.collect(
        STAFF,
        DURING,
        slug="dogs",
        reading=1,
        channel=Channel.HOTLINE,
        filename="热线.csv",
        data=text.encode(),
        given=given,
        whole=whole,
        settings=Settings(data_dir=folder, secret_key=SECRET) if folder else None,
    )


async def undo(number: str = FIRST_BATCH, reason: str = "导错了文件") -> int:
    return await undoing.undo(STAFF, AFTER, slug="dogs", reading=1, number=number, reason=reason)


async def test_it_knows_its_file_its_source_and_the_row_of_every_comment(
    dogs: str, tmp_path: Path
) -> None:
    done = await collect(given=Given(source="12345 热线"), folder=tmp_path)
    assert done.batch == FIRST_BATCH
    [batch] = (await log.list_batches(STAFF, slug="dogs", reading=1)).batches
    assert (batch.source, batch.filename, batch.taken_by) == ("12345 热线", "热线.csv", STAFF.name)
    assert (batch.counts.rows, batch.counts.added, batch.counts.errors) == (3, 2, 1)
    assert [(one.row, one.text) for one in (await log.lines_of(STAFF, batch.id)).lines] == [
        (2, "建议缩短期限"),
        (4, "犬绳再放长一些"),
    ]
    place = await log.origin_of(STAFF, slug="dogs", reading=1, number=done.numbers[1])
    assert place == log.Origin(FIRST_BATCH, "热线.csv", 4)
    assert await log.origin_of(STAFF, slug="dogs", reading=1, number="1-9999") is None
    file = await log.file_of(
        STAFF, Settings(data_dir=tmp_path), slug="dogs", reading=1, number=FIRST_BATCH
    )
    assert file == ("热线.csv", SHEET.encode())


async def test_the_same_file_again_adds_nothing_and_makes_no_batch(dogs: str) -> None:
    await collect()
    entries = await AuditEntry.count()
    again = await collect()
    assert (again.added, again.already, again.before) == (0, 2, (FIRST_BATCH,))
    assert (await Batch.count(), await AuditEntry.count()) == (1, entries)
    longer = await collect(SHEET + "第二条,范围再写清楚\n")
    assert (longer.added, longer.already, longer.before) == (1, 2, ())
    assert [one.standing for one in longer.comments] == [
        *[Standing.ALREADY] * 2,
        Standing.NEW,
    ]


async def test_all_or_none_takes_none_when_a_row_is_wrong(dogs: str) -> None:
    with pytest.raises(Invalid, match="一行也没有导入"):
        await collect(whole=True)
    assert (await Submission.count(), await Batch.count()) == (0, 0)
    mended = await collect(SHEET.replace("第九十九条", "第一条"), whole=True)
    assert mended.added == 3


async def test_undone_its_comments_are_withdrawn_and_counted_so_r13(dogs: str) -> None:
    await collect()
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    assert await undo() == 2
    assert await Comment.count().where(Comment.withdrawn_at.is_null()) == 0
    assert await Revision.count() == 2
    view = (await show_bill("dogs", AFTER)).at(1)
    assert view
    assert view.round
    assert (view.round.comments, view.round.withdrawn) == (0, 2)
    await cluster.rebuild(STAFF, AFTER, slug="dogs", reading=1)
    material, _ = await gather("dogs", 1)
    assert material.comments == ()
    batch = await log.show_batch(STAFF, slug="dogs", reading=1, number=FIRST_BATCH)
    assert (batch.undone_by, batch.undone_reason) == (STAFF.name, "导错了文件")
    assert (await audit.verify(ADMIN)).first_bad is None


async def test_taken_in_once_more_its_rows_are_new_and_marked(dogs: str) -> None:
    await collect()
    await undo()
    again = await collect()
    assert [one.standing for one in again.comments] == [Standing.AGAIN] * 2
    assert (again.added, again.batch) == (2, "1-P002")
    third = await collect()
    assert (third.added, third.already) == (0, 2)
    await undo("1-P002")
    assert (await collect()).added == 2
    assert await Comment.count() == 6


async def test_it_stays_once_a_decision_rests_on_it(dogs: str) -> None:
    await collect()
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    row = await Cluster.select(Cluster.id).first()
    assert row
    await disposition.decide(
        STAFF, AFTER, cluster_id=row["id"], outcome=Outcome.ADOPTED, reason="改了", version=0
    )
    with pytest.raises(Conflict, match="已经有 1 个处理决定"):
        await undo()
    assert await Comment.count().where(Comment.withdrawn_at.is_not_null()) == 0


async def test_undoing_asks_for_a_reason_and_is_done_once(dogs: str) -> None:
    await collect()
    with pytest.raises(Invalid) as missing:
        await undo(reason=" ")
    assert missing.value.field == "reason"
    with pytest.raises(NotFound):
        await undo("1-P009")
    await undo()
    with pytest.raises(Conflict, match="已经由周敏撤销"):
        await undo()


@pytest.mark.parametrize(
    "given",
    [
        Given(signed_by="方静"),
        Given(contact_point="松岭镇联系点", signed_by="方静", signed_on="三月十日"),
        Given(contact_point="松岭镇联系点", on_paper=-1),
        Given(source="长" * 101),
    ],
)
async def test_what_is_said_of_a_batch_is_checked_before_anything_is_stored(
    dogs: str, given: Given
) -> None:
    with pytest.raises(Invalid) as refused:
        await collect(given=given)
    assert refused.value.field in {"contact_point", "signed_on", "on_paper", "source"}
    assert await Submission.count() == 0


async def test_the_public_reads_no_log(dogs: str) -> None:
    with pytest.raises(Exception, match="没有这项权限"):
        await log.list_batches(WANG, slug="dogs", reading=1)
