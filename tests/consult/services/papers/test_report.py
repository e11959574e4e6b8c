"""A report is whole, true and kept; or it is refused in a sentence."""

from pathlib import Path

import pytest

from consult.config import Settings
from consult.errors import NotAllowed, NotFound
from consult.services.clusters import cluster
from consult.services.papers import report
from consult.services.papers.material import Ungrouped
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from reports.model import Edition
from tests.consult.cast import AFTER, COMMITTEE, DURING, SECRET, STAFF, WANG

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
async def test_r13_a_comment_outside_every_cluster_stops_the_report(
    dogs: str, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path)
    for n, text in enumerate(("独户居住太严", "犬绳再长一点", "何时施行？")):
        await comment.submit(
            DURING,
            SECRET,
            slug="dogs",
            reading=1,
            address="art_3",
            form=CommentInput(text=text, name="张三", contact="13800001234"),
            key=f"key-{n:020d}",
        )
    with pytest.raises(Ungrouped, match="3 条意见没有归类"):
        await report.build_report(STAFF, AFTER, settings, slug="dogs", reading=1)
    assert list(tmp_path.rglob("*.pdf")) == []
    await cluster.rebuild(STAFF, AFTER, slug="dogs", reading=1)
    steps: list[str] = []
    built = await report.build_report(
        STAFF, AFTER, settings, slug="dogs", reading=1, progress=steps.append
    )
    assert (built.comments, built.articles, built.dispositions) == (3, 5, 0)
    assert steps
    again = await report.build_report(STAFF, AFTER, settings, slug="dogs", reading=1)
    assert again.sha256 == built.sha256
    inside = await report.build_report(
        STAFF, AFTER, settings, slug="dogs", reading=1, edition=Edition.INTERNAL
    )
    assert inside.sha256 != built.sha256

    cards = await report.list_reports(COMMITTEE, "dogs")
    assert [card.edition for card in cards] == [Edition.INTERNAL, Edition.PUBLIC, Edition.PUBLIC]
    got = await report.fetch_report(COMMITTEE, settings, built.id)
    assert got.data.startswith(b"%PDF-")
    with pytest.raises(NotAllowed):
        await report.fetch_report(WANG, settings, built.id)
    built.path.write_bytes(b"%PDF- changed")
    with pytest.raises(NotFound, match="改动"):
        await report.fetch_report(COMMITTEE, settings, built.id)
