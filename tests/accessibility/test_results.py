"""Results, their lists, questions and answers: axe, 320 pixels, and paper, on a site with some."""

import asyncio
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from consult.services.clusters import cluster, unread
from consult.services.decisions import disposition, question
from consult.services.public import publishing
from consult.services.records import schema
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from consult.tables import Cluster, Comment
from reports.model import CommentKind, Outcome
from tests.accessibility.axe import violations
from tests.accessibility.test_narrow_plain_printed import FURNITURE, UNFOLD
from tests.consult.cast import SECRET, STAFF
from tests.journeys.conftest import chromium, serving
from tests.journeys.test_nothing_is_clipped import STICKING_OUT
from tests.site import NOW, Seeded, seeded, settings_for

__all__ = ["chromium", "seeded"]

pytestmark = pytest.mark.browser
RESULTS = "/bills/dogs/1/results"
PUBLIC = (
    RESULTS,
    f"{RESULTS}/opinions",
    f"{RESULTS}/opinions?outcome=adopted",
    f"{RESULTS}/opinions?kind=question",
    "/bills/dogs/2/results",
    "/bills/dogs/2/questions",
    "/bills/dogs/2/questions?state=waiting",
    "/bills/dogs/2/articles/art_5",
    f"/en{RESULTS}",
)
STAFF_PAGES = (
    "/staff/bills/dogs/1/results",
    "/staff/bills/dogs/2/results",
    "/staff/bills/dogs/2/questions",
    "/staff/bills/dogs/2/questions?state=answered",
    "/staff/bills/dogs/2",
)
TRADITIONAL = tuple(
    f"/zh-Hant{path}"
    for path in (
        *("/", "/directory", "/search?q=犬", "/receipts", "/bills/dogs", "/bills/dogs/2"),
        *("/bills/dogs/1/articles/art_3", "/bills/dogs/2/comment?at=art_4"),
        *("/bills/dogs/1/opinions", "/bills/dogs/2/compare", "/bills/dogs/2/questions", RESULTS),
    )
)
"""A page of each kind that the public reads."""
QUESTIONS = ("导盲犬也要牵绳吗？", "犬证丢了怎么补？")


@pytest.fixture(scope="module")
def told(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that has told the results of a reading and answered a question."""
    folder = tmp_path_factory.mktemp("told") / "site"
    shutil.copytree(seeded.folder, folder)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _tell(folder)).result()
    with serving(folder) as address:
        yield address


async def _tell(folder: Path) -> None:
    settings = settings_for(folder)
    async with schema.database(settings.database_url):
        for row in await Cluster.select(Cluster.id).order_by(Cluster.id):
            await unread.mark_shown(STAFF, NOW, row["id"])
            outcome = Outcome.NOT_ADOPTED if row["id"] % 2 else Outcome.ADOPTED
            await disposition.decide(
                STAFF, NOW, cluster_id=row["id"], outcome=outcome, reason="已研究。", version=0
            )
        await publishing.publish(STAFF, settings, NOW, slug="dogs", reading=1)
        for n, text in enumerate(QUESTIONS):
            form = CommentInput(text=text, kind=CommentKind.QUESTION)
            await comment.submit(
                *(NOW, SECRET),
                slug="dogs",
                reading=2,
                address="art_5",
                form=form,
                key=f"told-{n:016d}",
            )
        await cluster.rebuild(STAFF, NOW, slug="dogs", reading=2)
        asked = await Comment.select(Comment.id).where(Comment.text == QUESTIONS[0])
        ids = [row["id"] for row in asked]
        await question.answer(STAFF, NOW, slug="dogs", reading=2, comments=ids, text="不用牵。")


def _pages(page: Page, seeded: Seeded, told: str) -> Iterator[str]:
    """Every page in turn, then those of the desk."""
    for path in PUBLIC:
        page.goto(path)
        yield path
    cookie = {"name": "session", "value": seeded.sessions["zhoumin"], "url": told}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    for path in STAFF_PAGES:
        page.goto(path)
        yield path


def test_axe_finds_nothing(chromium: Browser, seeded: Seeded, told: str) -> None:
    with chromium.new_context(base_url=told, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        found = {name: violations(page) for name in _pages(page, seeded, told)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_axe_finds_nothing_in_the_dark_and_in_traditional_chinese(
    chromium: Browser, told: str
) -> None:
    with chromium.new_context(
        base_url=told, viewport={"width": 390, "height": 844}, color_scheme="dark"
    ) as context:
        page = context.new_page()
        found = {}
        for path in (RESULTS, f"{RESULTS}/opinions", *TRADITIONAL):
            answer = page.goto(path)
            assert answer and answer.ok, path
            found[path] = violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_nothing_sticks_out_at_320_pixels_and_paper_has_no_furniture(
    chromium: Browser, seeded: Seeded, told: str
) -> None:
    small = {"width": 320, "height": 640}
    found = {}
    with chromium.new_context(base_url=told, viewport=small, java_script_enabled=False) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for name in _pages(page, seeded, told):
            page.evaluate(UNFOLD)
            found[name] = page.evaluate(STICKING_OUT)
            page.emulate_media(media="print")
            found[f"{name} on paper"] = page.evaluate(FURNITURE)
            page.emulate_media(media="screen")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
