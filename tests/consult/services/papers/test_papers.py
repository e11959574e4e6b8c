"""Every paper of a round can be asked for, is kept, can be verified; or says why there is none."""

from pathlib import Path

import pytest

from consult.config import Settings
from consult.errors import Invalid
from consult.services.clusters import cluster
from consult.services.papers import report, sealing
from consult.services.papers.making import Unbuildable
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from reports.model import Edition
from reports.papers.formats import FORMATS, Format
from reports.papers.kinds import Kind
from tests.consult.cast import AFTER, COMMITTEE, DURING, SECRET, STAFF

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("empty", ["sqlite"], indirect=True),
]
INTERNAL = {Kind.LEDGER}
WITHOUT_NEXT = {Kind.COMPARISON}
PRINTED = {Kind.ANNEX, Kind.ADOPTION, Kind.READINGS}
"""Laid out here; the others are in tests/reports/papers, and only written as data here."""


@pytest.fixture
async def spoken(dogs: str) -> str:
    """A bill whose first round has three opinions, grouped."""
    for n, text in enumerate(("独户居住太严", "犬绳再长一点", "何时施行？")):
        form = CommentInput(text=text, name="张三", contact="13800001234")
        await comment.submit(
            DURING, SECRET, slug=dogs, reading=1, address="art_3", form=form, key=f"key-{n:020d}"
        )
    await cluster.rebuild(STAFF, AFTER, slug=dogs, reading=1)
    return dogs


@pytest.mark.parametrize("kind", report.OFFERED)
async def test_every_paper_is_made_and_kept(spoken: str, tmp_path: Path, kind: Kind) -> None:
    settings = Settings(data_dir=tmp_path)
    edition = Edition.INTERNAL if kind in INTERNAL else Edition.PUBLIC
    form = Format.PDF if kind in PRINTED else Format.JSON
    order = {"slug": spoken, "reading": 1, "kind": kind, "edition": edition, "form": form}
    if kind in WITHOUT_NEXT:
        with pytest.raises(Unbuildable, match="没有"):
            await report.build_report(STAFF, AFTER, settings, **order)
        return
    made = await report.build_report(STAFF, AFTER, settings, **order)
    assert [file.path.is_file() for file in made.files] == [True]
    if kind in PRINTED:
        assert (await sealing.verify_report(STAFF, settings, made.path.read_bytes())).same
    (card,) = await report.list_reports(STAFF, spoken)
    assert (card.kind, card.format, card.edition) == (kind, form, edition)
    seen = await report.list_reports(COMMITTEE, spoken)
    assert len(seen) == (kind not in INTERNAL)


@pytest.mark.parametrize("form", [Format.DOCX, Format.XLSX])
async def test_a_table_comes_in_every_format(spoken: str, tmp_path: Path, form: Format) -> None:
    made = await report.build_report(
        STAFF,
        AFTER,
        Settings(data_dir=tmp_path),
        slug=spoken,
        reading=1,
        kind=Kind.ADOPTION,
        form=form,
    )
    assert made.path.suffix == f".{form}"
    assert made.filename.endswith(f".{form}")
    assert made.pages == 0


@pytest.mark.parametrize(
    ("kind", "edition", "form", "why"),
    [
        (Kind.ANNEX, Edition.PUBLIC, Format.XLSX, "没有 xlsx 格式，可以是：pdf"),
        (Kind.RESULTS, Edition.INTERNAL, Format.PDF, "只有公开版"),
    ],
)
async def test_what_there_is_not_is_refused_in_a_sentence(
    spoken: str, tmp_path: Path, kind: Kind, edition: Edition, form: Format, why: str
) -> None:
    assert form not in FORMATS[kind] or edition is Edition.INTERNAL
    with pytest.raises(Invalid) as refused:
        await report.build_report(
            STAFF,
            AFTER,
            Settings(data_dir=tmp_path),
            slug=spoken,
            reading=1,
            kind=kind,
            edition=edition,
            form=form,
        )
    assert why in str(refused.value)
    assert not list(tmp_path.rglob("*.part"))
