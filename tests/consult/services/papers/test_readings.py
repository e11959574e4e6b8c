"""The snapshot of all readings of a bill, on both engines."""

import pytest

from consult.errors import NotFound
from consult.services.bills import draft
from consult.services.clusters import cluster
from consult.services.papers.material import Ungrouped
from consult.services.papers.readings import gather_chain
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from reports.chain import assembled
from reports.model import Edition
from reports.papers.readings import write
from tests.consult.cast import AFTER, DURING, SECOND, SECRET, STAFF

pytestmark = pytest.mark.anyio


async def say(text: str) -> None:
    await comment.submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address="art_3",
        form=CommentInput(text=text),
        key=f"key-{text:>020}",
    )


async def load_second() -> None:
    await draft.load_draft(
        STAFF, AFTER, slug="dogs", reading=2, filename="2.txt", data=SECOND.encode()
    )


async def test_every_text_of_a_bill_is_there_with_its_passports_and_what_was_said(
    dogs: str,
) -> None:
    await say("合租的人也有固定住所，建议删去独户居住。")
    await cluster.rebuild(STAFF, AFTER, slug=dogs, reading=1)
    await load_second()
    chain = await gather_chain(dogs)
    first, second = chain.steps
    assert chain.bill.startswith("云川市犬只管理规定")
    assert first.material
    assert [one.text for one in first.material.comments] == [
        "合租的人也有固定住所，建议删去独户居住。"
    ]
    assert second.material is None
    assert first.passports["art_3"] == second.passports["art_4"]
    assert {(row.old, row.new) for row in first.changes} >= {("art_3", "art_4")}
    paper = write(assembled(chain, edition=Edition.PUBLIC, made_on=AFTER.date()))
    assert paper.sections


async def test_r13_a_comment_outside_every_cluster_stops_the_paper(dogs: str) -> None:
    await say("独户居住太严")
    with pytest.raises(Ungrouped, match="1 条意见没有归类"):
        await gather_chain(dogs)


async def test_a_bill_nobody_knows_is_refused(dogs: str) -> None:
    with pytest.raises(NotFound, match="cats"):
        await gather_chain("cats")
