"""A large round's beginning is assembled in a process of its own, and is the same."""

import pytest

from consult.services.clusters import cluster
from consult.services.papers import previewing
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from reports.model import Edition
from tests.consult.cast import AFTER, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
async def test_the_beginning_is_the_same_wherever_it_is_assembled(
    dogs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = CommentInput(text="独户居住太严", name="张三", contact="13800001234")
    await comment.submit(
        DURING, SECRET, slug=dogs, reading=1, address="art_3", form=form, key=f"key-{1:020d}"
    )
    await cluster.rebuild(STAFF, AFTER, slug=dogs, reading=1)
    here = await previewing.begin(STAFF, AFTER, slug=dogs, reading=1, edition=Edition.PUBLIC)
    monkeypatch.setattr(previewing, "SMALL", 0)
    there = await previewing.begin(STAFF, AFTER, slug=dogs, reading=1, edition=Edition.PUBLIC)
    assert here == there
    assert here.articles
    assert here.appendix
