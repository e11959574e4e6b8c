"""Comments, submissions and people of a cluster are three figures, on both engines."""

from typing import Any

import pytest

from consult.services.clusters import cluster
from consult.services.clusters.cards import card_of
from consult.services.intake import intake
from consult.tables import Comment
from reports.model import Channel
from tests.consult.cast import DURING, STAFF

pytestmark = pytest.mark.anyio
SHEET = """条款,意见内容,姓名,电话
第三条,独户居住把合租的人都排除了，建议删去。,张三,13800001234
第三条,独户居住把合租的人都排除了，建议删去！,张三,13800001234
第三条,独户居住把合租的人都排除了，建议删去！！,张三,
第三条,独户居住把合租的人都排除了，建议删去。。,李四,13900001234
"""


async def test_they_are_counted_apart(dogs: str) -> None:
    await intake.collect(
        STAFF,
        DURING,
        slug="dogs",
        reading=1,
        channel=Channel.LETTER,
        filename="来信.csv",
        data=SHEET.encode(),
    )
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    bench = await cluster.bench(STAFF, "dogs", 1, "art_3", DURING)
    [card] = bench.clusters
    assert (card.size, card.submissions, card.people) == (4, 4, 3)
    letters = await Comment.select(Comment.id, Comment.submission).order_by(Comment.id)
    in_one_letter: dict[Any, Any] = {Comment.submission: letters[0]["submission"]}
    await Comment.update(in_one_letter).where(Comment.id == letters[-1]["id"])
    again = await card_of(card.id)
    assert (again.size, again.submissions, again.people) == (4, 3, 2)
