"""The English edition: a paper of its own in the list, which can be checked."""

from pathlib import Path

import pytest

from consult.config import Settings
from consult.errors import Invalid
from consult.services.clusters import cluster
from consult.services.papers import report, sealing
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from reports.papers.kinds import Kind
from tests.consult.cast import AFTER, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
async def test_it_is_made_listed_and_checked(dogs: str, tmp_path: Path) -> None:
    form = CommentInput(text="独户居住太严", name="张三", contact="13800001234")
    await comment.submit(
        DURING, SECRET, slug=dogs, reading=1, address="art_3", form=form, key=f"key-{1:020d}"
    )
    await cluster.rebuild(STAFF, AFTER, slug=dogs, reading=1)
    settings = Settings(data_dir=tmp_path)
    made = await report.build_report(
        STAFF, AFTER, settings, slug=dogs, reading=1, language=report.ENGLISH
    )
    assert (made.comments, made.clusters, made.articles) == (1, 1, 5)
    verdict = await sealing.verify_report(STAFF, settings, made.path.read_bytes())
    assert verdict.same
    assert verdict.manifest.language == "en"
    (card,) = await report.list_reports(STAFF, dogs)
    assert card.language == "en"
    assert "英文" in card.filename


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
async def test_other_papers_are_chinese(dogs: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="没有英文版"):
        await report.build_report(
            STAFF,
            AFTER,
            Settings(data_dir=tmp_path),
            slug=dogs,
            reading=1,
            kind=Kind.ADOPTION,
            language=report.ENGLISH,
        )
