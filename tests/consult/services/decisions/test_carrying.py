"""The words of the next draft that carry an opinion: ticked, kept by place, never guessed."""

import pytest

from consult.errors import Conflict, Invalid
from consult.permissions import terminal
from consult.services.bills import draft
from consult.services.clusters import unread
from consult.services.decisions import carrying, disposition, history
from consult.services.decisions.carrying import Step
from consult.services.records import find
from consult.services.submissions.fate import fate_of
from consult.tables import Cluster, Comment
from drafts.model import Op
from reports.model import Outcome
from tests.consult.cast import DURING, SECOND, STAFF
from tests.consult.services.clusters.test_constraint import around, letters

__all__ = ["letters"]
pytestmark = pytest.mark.anyio
ZHOU = terminal("周敏")


async def decide(row: Cluster, outcome: Outcome, reason: str = "照改。", version: int = 0) -> None:
    await unread.mark_shown(ZHOU, DURING, row.id)
    await disposition.decide(
        ZHOU, DURING, cluster_id=row.id, outcome=outcome, reason=reason, version=version
    )


async def load_next() -> None:
    await draft.load_draft(
        STAFF, DURING, slug="dogs", reading=2, filename="2.txt", data=SECOND.encode()
    )


async def steps(row: Cluster) -> list[Step]:
    found = await carrying.offer(ZHOU, row.id)
    assert found is not None
    return [step for article in found.articles for step in article.steps if step.key]


async def test_ticked_words_alone_answer_the_author(letters: str) -> None:
    row = await around(1)
    await decide(row, Outcome.ADOPTED)
    assert await carrying.offer(ZHOU, row.id) is None
    assert await carrying.left_without(row.round) == ()
    await load_next()
    assert [one.cluster for one in await carrying.left_without(row.round)] == [row.id]
    gone = next(step for step in await steps(row) if "独户居住" in step.text)
    assert gone.op is Op.DELETE
    with pytest.raises(Invalid, match="下一稿刚有变化"):
        await carrying.point(ZHOU, DURING, cluster_id=row.id, keys=["art_3:0-2"], version=1)
    await carrying.point(ZHOU, DURING, cluster_id=row.id, keys=[gone.key], version=1)
    with pytest.raises(Conflict):
        await carrying.point(ZHOU, DURING, cluster_id=row.id, keys=[gone.key], version=1)
    assert await carrying.left_without(row.round) == ()
    newest = (await history.of_cluster(row.id))[0]
    assert (newest.version, newest.words) == (2, (gone.text,))
    found, _ = await find.draft_of_round(row.round)
    comment = await Comment.select().where(Comment.number == "1-0001").first()
    assert comment is not None
    later = (await fate_of(found, comment)).later[0]
    assert [(one.label, one.exact, one.struck) for one in later.carried] == [
        ("第三条", gone.text, True)
    ]


async def test_only_what_was_adopted_has_words(letters: str) -> None:
    row = await around(1)
    await decide(row, Outcome.NOT_ADOPTED)
    await load_next()
    key = (await steps(row))[0].key
    with pytest.raises(Invalid, match="采纳、部分采纳"):
        await carrying.point(ZHOU, DURING, cluster_id=row.id, keys=[key], version=1)


async def test_another_article_may_be_the_answer(letters: str) -> None:
    row = await around(1)
    await decide(row, Outcome.PARTLY)
    await load_next()
    found = await carrying.offer(ZHOU, row.id, "art_3")
    assert found is not None
    assert [one.label for one in found.articles] == ["第三条"]
    key = next(step.key for step in found.articles[0].steps if step.op is Op.INSERT)
    await carrying.point(ZHOU, DURING, cluster_id=row.id, keys=[key], version=1)
    again = await carrying.offer(ZHOU, row.id)
    assert again is not None
    assert [step.key for one in again.articles for step in one.steps if step.ticked] == [key]
