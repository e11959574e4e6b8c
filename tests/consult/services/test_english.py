"""The English edition: a file that can be checked, and no entry in the list of reports."""

from pathlib import Path

import pytest

from consult.config import Settings
from consult.errors import NotAllowed
from consult.permissions import terminal
from consult.services import audit, cluster, comment, english, report, sealing
from consult.services.comment import CommentInput
from tests.consult.cast import AFTER, COMMITTEE, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
async def test_it_is_made_checked_and_not_listed(dogs: str, tmp_path: Path) -> None:
    form = CommentInput(text="独户居住太严", name="张三", contact="13800001234")
    await comment.submit(
        DURING, SECRET, slug=dogs, reading=1, address="art_3", form=form, key=f"key-{1:020d}"
    )
    await cluster.rebuild(STAFF, AFTER, slug=dogs, reading=1)
    settings = Settings(data_dir=tmp_path)
    with pytest.raises(NotAllowed):
        await english.build_english(COMMITTEE, AFTER, settings, slug=dogs, reading=1)
    made = await english.build_english(STAFF, AFTER, settings, slug=dogs, reading=1)
    assert (made.comments, made.clusters, made.articles) == (1, 1, 5)
    verdict = await sealing.verify_report(STAFF, settings, made.path.read_bytes())
    assert verdict.same
    assert verdict.manifest.language == "en"
    assert await report.list_reports(STAFF, dogs) == ()
    assert (await audit.verify(terminal())).first_bad is None
