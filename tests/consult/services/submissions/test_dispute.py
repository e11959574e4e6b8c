"""Saying that one did not send a submission: promises R24, R33."""

import pytest

from consult.errors import NotAllowed, NotFound
from consult.permissions import NETIZEN
from consult.services.clusters import cluster
from consult.services.records import find
from consult.services.submissions import dispute
from consult.services.submissions.comment import CommentInput, submit
from consult.tables import AuditEntry
from tests.consult.cast import AFTER, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio


async def test_it_is_kept_once_with_its_clusters_and_one_entry(dogs: str) -> None:
    form = CommentInput(text="犬绳太短。")
    where = {"slug": "dogs", "reading": 1, "address": "art_4"}
    got = await submit(DURING, SECRET, **where, form=form, key="disputed-0123456789")  # type: ignore[arg-type]
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    with pytest.raises(NotFound):
        await dispute.disown(AFTER, got.number, "0" * 24, "不是我")
    for reason in ("不是我写的", "再说一次"):
        await dispute.disown(AFTER, got.number, got.code, reason)
    _, round_ = await find.round_row("dogs", 1)
    [one] = await dispute.disputes_at(STAFF, round_["id"])
    assert (one.number, one.reason, len(one.clusters)) == (got.number, "不是我写的", 1)
    with pytest.raises(NotAllowed):
        await dispute.disputes_at(NETIZEN, round_["id"])
    assert await AuditEntry.count().where(AuditEntry.action == "comment.disown") == 1
