"""What feeds tell of decisions, on both engines."""

import pytest

from consult.services.clusters import cluster
from consult.services.decisions import disposition
from consult.services.public import feed
from consult.services.public.feed import News
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from consult.tables import Cluster
from reports.model import Outcome
from tests.consult.cast import AFTER, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio


async def test_a_decision_is_told_once_for_all_and_each_in_the_round(dogs: str) -> None:
    await comment.submit(
        *(DURING, SECRET),
        slug="dogs",
        reading=1,
        address="art_3",
        form=CommentInput(text="建议删去独户居住，电话13800138000。", name="饕餮金"),
        key="feed-key-0000000001",
    )
    await cluster.rebuild(STAFF, AFTER, slug="dogs", reading=1)
    assert [item.news for item in (await feed.of_site(AFTER)).items] == [
        News.CLOSED,
        News.OPENED,
        News.DRAFT,
    ]
    row = await Cluster.select(Cluster.id).first()
    assert row
    await disposition.decide(
        *(STAFF, AFTER),
        cluster_id=row["id"],
        outcome=Outcome.NOT_ADOPTED,
        reason="另有规定。",
        version=0,
    )
    site = await feed.of_site(AFTER)
    assert [item.news for item in site.items] == ["decided", "closed", "opened", "draft"]
    assert site.updated == AFTER
    told = await feed.of_round("dogs", 1, AFTER)
    (reply,) = [item for item in told.items if item.news is News.REPLY]
    assert (reply.address, reply.reason, reply.at) == ("art_3", "另有规定。", AFTER)
    assert "13800138000" not in reply.text
    assert "饕餮金" not in repr(told)
    again = await feed.of_round("dogs", 1, AFTER)
    assert [item.id for item in again.items] == [item.id for item in told.items]
