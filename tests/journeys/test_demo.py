"""`make demo` as a person meets it: the whole chain on the sample bill, and papers that hold."""

import datetime as dt
import re
from pathlib import Path

import msgspec
import pikepdf
import pypdfium2
import pytest

from consult.config import Settings
from consult.lifecycle import SHANGHAI
from consult.sample import comments as sample
from consult.services.bills import bill
from consult.services.demo import SLUG, DemoSummary, run_demo
from consult.services.records import audit, schema
from consult.services.submissions import receipt
from consult.services.submissions.comment import receipt_code
from consult.tables import Cluster, Comment, Disposition, Submission
from reports import privacy
from tests.consult.cast import ADMIN, SECRET

pytestmark = pytest.mark.anyio
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)


class Made(msgspec.Struct):
    """One run of the demo, shared by the tests of this file."""

    settings: Settings
    summary: DemoSummary
    steps: list[str]


@pytest.fixture(scope="module")
async def made(tmp_path_factory: pytest.TempPathFactory, anyio_backend: str) -> Made:
    out = tmp_path_factory.mktemp("demo")
    settings = Settings(
        database_url=f"sqlite:///{out / 'consult.db'}", data_dir=out, secret_key=SECRET
    )
    steps: list[str] = []
    return Made(settings, await run_demo(settings, NOW, out, steps.append), steps)


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def _first(made: Made, edition: str, paper: str = "情况报告") -> Path:
    named = (p for p in made.summary.pdfs if "一审稿" in p.name and paper in p.name)
    return next(p for p in named if edition in p.name)


async def test_it_holds_what_the_sample_holds(made: Made) -> None:
    expected = sum(len(sample.comments(reading)) for reading in sample.WINDOWS)
    assert made.summary.comments == expected >= 800
    assert made.summary.articles >= 3 * 45
    assert len(made.steps) >= 6
    async with schema.database(made.settings.database_url):
        assert await Comment.count() == expected
        undecided = {
            row["id"]
            for row in await Cluster.select(Cluster.id).where(Cluster.round.draft.reading == 1)
        } - {row["cluster"] for row in await Disposition.select(Disposition.cluster)}
        assert undecided == set()
        assert (await audit.verify(ADMIN)).first_bad is None
        card = await bill.show_bill(SLUG, NOW)
    assert [view.round.comments for view in card.readings if view.round] == [
        len(sample.comments(reading)) for reading in sample.WINDOWS
    ]


async def test_the_first_report_is_whole_and_its_links_lead_somewhere(made: Made) -> None:
    path = _first(made, "公开版")
    with pikepdf.open(path) as document:
        assert len(document.pages) >= 40
        names = set(document.Root.Names.Dests.Names[::2]) if "/Names" in document.Root else set()
        links = [
            a for page in document.pages for a in page.get("/Annots", []) if a.Subtype == "/Link"
        ]
        assert len(links) > 100
        for link in links:
            target = link.get("/Dest") or link.A.D
            assert isinstance(target, pikepdf.Array) or str(target) in {str(n) for n in names}
    levels = {entry.level for entry in pypdfium2.PdfDocument(path).get_toc()}
    assert levels >= {0, 1, 2}
    text = _text(path)
    assert "\ufffd" not in text
    total = len(sample.comments(1))
    assert f"意见{total}条" in text
    numbers = re.findall(r"1-\d{4}", _text(_first(made, "公开版", "附册")))
    assert set(numbers) == {f"1-{n:04d}" for n in range(1, total + 1)}


async def test_r25_nothing_personal_reaches_the_public_papers(made: Made) -> None:
    planted = {
        one.text[found.start : found.end]
        for reading in sample.WINDOWS
        for one in sample.comments(reading)
        for found in privacy.find(one.text)
        if not (one.name_public and one.text[found.start : found.end] == one.name)
    }
    contacts = {
        one.contact for reading in sample.WINDOWS for one in sample.comments(reading) if one.contact
    }
    assert len(planted) >= 4
    for path in made.summary.pdfs:
        if "公开版" in path.name:
            text = _text(path)
            seen = {p for p in planted | contacts if "".join(p.split()) in text}
            assert seen == set()


async def test_hostile_markup_is_only_words(made: Made) -> None:
    assert "<script>" in _text(_first(made, "公开版", "附册"))


async def test_a_sample_commenter_finds_the_answer_in_the_next_draft(made: Made) -> None:
    said = sample.comments(1)
    place = next(n for n, one in enumerate(said) if one.channel == "web" and "独户" in one.text)
    code = receipt_code(SECRET, f"sample-1-{place:08d}")
    async with schema.database(made.settings.database_url):
        rows = await Comment.select(Comment.submission).where(Comment.text == said[place].text)
        [number] = [
            row["number"]
            for row in await Submission.select(Submission.number, Submission.id)
            if row["id"] == rows[0]["submission"]
        ]
        [page] = (await receipt.show_receipt(number, code, NOW)).points
    assert page.cluster and page.cluster.outcome and page.cluster.reason
    assert page.later[0].reading == 2
    assert any(op == "-" and "独户" in text for op, text in page.later[0].answers[0].ops)


async def test_the_sample_passwords_are_for_the_owner_only(made: Made) -> None:
    kept = made.settings.data_dir / "accounts.txt"
    assert kept.stat().st_mode & 0o077 == 0
    assert all(a.password in kept.read_text("utf-8") for a in made.summary.accounts)
