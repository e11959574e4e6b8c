"""Several comments in one submission: at once or not at all (promises R1, R7, R11, R33)."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest

from consult.config import Settings
from consult.errors import Conflict, Invalid, NotFound, RoundClosed
from consult.permissions import NETIZEN
from consult.services.clusters import cluster
from consult.services.papers import material
from consult.services.submissions import attachment, comment, dispute, receipt
from consult.services.submissions.comment import CommentInput, Point, Receipt
from consult.tables import AuditEntry, Comment, Round, Submission
from reports.model import CommentKind, Sender
from tests.consult.cast import AFTER, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio
KEY = "submission-key-000001"
FIRST = Point("art_3__para_1__item_2", CommentInput("合租的人也有住所。", CommentKind.AMEND))
SECOND = Point(None, CommentInput("总体赞成。", CommentKind.SUPPORT))
LAST = CommentInput("犬绳太短。", name="王五", contact="0570-1", occupation="快递员")


async def _send(
    *earlier: Point, key: str = KEY, now: dt.datetime = DURING, at: str = "art_4"
) -> Receipt:
    return await comment.submit(
        *(now, SECRET),
        slug="dogs",
        reading=1,
        address=at,
        form=LAST,
        key=key,
        earlier=earlier,
    )


async def _stored() -> list[tuple[str, str | None, str]]:
    rows = await Comment.select().order_by(Comment.id)
    return [(row["number"], row["article"], row["text"]) for row in rows]


async def test_they_have_one_receipt_and_numbers_that_follow(dogs: str) -> None:
    await _send(key="somebody-else-000001")
    got = await _send(FIRST, SECOND)
    assert got.numbers == ("1-0002", "1-0003", "1-0004")
    assert got.number == "1-0002"
    assert (await _stored())[1:] == [
        ("1-0002", "art_3", FIRST.said.text),
        ("1-0003", None, SECOND.said.text),
        ("1-0004", "art_4", LAST.text),
    ]
    page = await receipt.show_receipt(got.number, got.code, DURING)
    assert [point.number for point in page.points] == list(got.numbers)
    assert (await _send(key="somebody-else-000002")).number == "1-0005"
    row = await Submission.select().where(Submission.number == got.number).first()
    assert row is not None
    assert (row["name"], row["contact"]) == ("王五", "0570-1")


async def test_sent_again_or_at_once_they_are_kept_once(dogs: str) -> None:
    answers = await asyncio.gather(*(_send(FIRST, SECOND) for _ in range(5)))
    assert len({(one.number, one.code) for one in answers}) == 1
    assert [one.already for one in answers].count(False) == 1
    assert len(await _stored()) == 3
    assert await AuditEntry.count().where(AuditEntry.action == "comment.submit") == 1
    with pytest.raises(Conflict):
        await _send(FIRST)
    assert len(await _stored()) == 3


async def test_what_came_in_time_has_its_receipt_after_closing(dogs: str) -> None:
    """R7, R11: sent again when the round is over, it is known; a new one is refused."""
    first = await _send(FIRST)
    again = await _send(FIRST, now=AFTER)
    assert (again.number, again.code, again.already) == (first.number, first.code, True)
    with pytest.raises(Conflict):
        await _send(SECOND, now=AFTER)
    with pytest.raises(RoundClosed):
        await _send(FIRST, key="somebody-else-000003", now=AFTER)
    assert (await _send(FIRST, key="somebody-else-000004")).number == "1-0003"


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (Point("art_99", FIRST.said), NotFound),
        (Point("art_3", CommentInput(" ")), Invalid),
        (Point("art_3", CommentInput("字" * 5001)), Invalid),
    ],
)
async def test_one_that_cannot_be_kept_keeps_none(
    dogs: str, bad: Point, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await _send(FIRST, bad)
    assert await _stored() == []
    assert (await _send(FIRST)).number == "1-0001"


async def test_the_deadline_keeps_none(dogs: str) -> None:
    await _send(FIRST, now=AFTER - dt.timedelta(milliseconds=1))
    with pytest.raises(RoundClosed):
        await _send(FIRST, key="submission-key-000002", now=AFTER)
    assert len(await _stored()) == 2
    row = await Round.select().first()
    assert row is not None
    assert row["next_number"] == 3


async def test_there_is_an_end_to_one_submission(dogs: str) -> None:
    with pytest.raises(Invalid, match="最多提交 20 条"):
        await _send(*[FIRST] * 20)
    assert len((await _send(*[FIRST] * 19)).numbers) == 20


async def test_they_are_one_person_and_one_submission_in_a_report(
    dogs: str, tmp_path: Path
) -> None:
    await Round.update({Round.attachments: True}, force=True)
    got = await _send(FIRST, SECOND)
    settings = Settings(data_dir=tmp_path, secret_key=SECRET)
    for data in (b"one", b"two"):
        await attachment.add(settings, DURING, got.number, got.code, filename="名单.txt", data=data)
    await cluster.rebuild(STAFF, AFTER, slug="dogs", reading=1)
    found, _ = await material.gather("dogs", 1)
    assert {one.submission for one in found.comments} == {got.number}
    assert len({one.person for one in found.comments}) == 1
    sender = Sender(contact="0570-1", files=2)
    assert list(found.senders.values()) == [sender] * 3, (
        "a round that asks no occupation keeps none"
    )


async def test_disowning_the_submission_disowns_them_all(dogs: str) -> None:
    got = await _send(FIRST, SECOND)
    await dispute.disown(DURING, got.number, got.code, "不是我写的。")
    assert (await receipt.show_receipt(got.number, got.code, DURING)).disputed


async def test_files_are_kept_while_the_round_is_open_and_one_has_the_code(
    dogs: str, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path, secret_key=SECRET)
    got = await _send()

    async def add(code: str = got.code, now: dt.datetime = DURING, data: bytes = b"x") -> None:
        await attachment.add(settings, now, got.number, code, filename="a.txt", data=data)

    with pytest.raises(Conflict, match="不收附件"):
        await add()
    await Round.update({Round.attachments: True}, force=True)
    with pytest.raises(NotFound):
        await add(code="A" * 24)
    with pytest.raises(RoundClosed):
        await add(now=AFTER)
    results = await asyncio.gather(
        *(add(data=f"{n}".encode()) for n in range(5)), return_exceptions=True
    )
    assert [type(one) for one in results].count(Conflict) == 2
    (one, two, three) = await attachment.files_in(STAFF, "dogs", 1)
    assert {file.number for file in (one, two, three)} == {got.number}
    file, data = await attachment.fetch(STAFF, settings, two.id)
    assert (file, len(data)) == (two, 1)
    await attachment.remove(settings, DURING, got.number, got.code, file_id=two.id)
    with pytest.raises(NotFound):
        await attachment.fetch(STAFF, settings, two.id)
    with pytest.raises(Exception, match="权限"):
        await attachment.fetch(NETIZEN, settings, one.id)
    done = await AuditEntry.select(AuditEntry.action).order_by(AuditEntry.position)
    files = [row["action"] for row in done if row["action"].startswith("attachment")]
    assert files == ["attachment.add"] * 3 + ["attachment.remove"]
