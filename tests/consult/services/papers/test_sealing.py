"""`verify`: a report is what the records say, or it is said what is not."""

import io
from pathlib import Path

import pikepdf
import pytest

from consult.config import Settings
from consult.errors import Invalid, NotAllowed
from consult.permissions import Role
from consult.services.clusters import cluster
from consult.services.decisions import disposition
from consult.services.papers import report
from consult.services.papers.sealing import verify_report
from consult.services.people import account
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from reports.model import Outcome
from tests.consult.cast import ADMIN, AFTER, COMMITTEE, DURING, SECRET, STAFF, WANG

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
async def test_a_report_is_recomputed_and_held_against_itself(dogs: str, tmp_path: Path) -> None:
    """R12."""
    settings = Settings(data_dir=tmp_path)
    await comment.submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address="art_3",
        form=CommentInput(text="独户居住太严，建议删去。"),
        key="key-00000000000000000001",
    )
    await cluster.rebuild(STAFF, AFTER, slug="dogs", reading=1)
    built = await report.build_report(STAFF, AFTER, settings, slug="dogs", reading=1)
    data = built.path.read_bytes()

    await account.add_account(
        ADMIN,
        AFTER,
        login="chen",
        name="陈",
        role=Role.COMMITTEE,
        password="correct horse 7 battery",
    )  # recorded later, elsewhere
    verdict = await verify_report(COMMITTEE, settings, data)
    assert verdict.same
    assert verdict.kept is not None
    assert verdict.kept.id == built.id

    touched = await verify_report(COMMITTEE, settings, _touched(data))
    assert not touched.same
    assert touched.kept is None
    assert touched.data == ()
    assert touched.pages == ("第3页（从封面数起）",)

    bench = await cluster.bench(STAFF, "dogs", 1, "art_3", AFTER)
    await disposition.decide(
        STAFF,
        AFTER,
        cluster_id=bench.clusters[0].id,
        outcome=Outcome.NOT_ADOPTED,
        reason="上位法已有规定。",
        version=bench.clusters[0].version,
    )
    later = await verify_report(COMMITTEE, settings, data)
    assert later.data == ("处理情况",)

    with pytest.raises(Invalid, match="不是本系统生成的报告"):
        await verify_report(COMMITTEE, settings, b"%PDF-1.7 nothing")
    with pytest.raises(NotAllowed):
        await verify_report(WANG, settings, data)


def _touched(data: bytes) -> bytes:
    """The report with one digit of one page changed."""
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[2].obj
        stream = page.Contents[1]
        drawn = stream.read_bytes()
        at = drawn.index(b"TJ") if b"TJ" in drawn else drawn.index(b"Tj")
        stream.write(drawn[: at - 8] + bytes([drawn[at - 8] ^ 1]) + drawn[at - 7 :])
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()
