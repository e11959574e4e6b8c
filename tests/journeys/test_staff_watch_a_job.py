"""周敏 waits for long work: the page moves with it, with scripts and without."""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Page, expect

from consult.services.records import schema
from consult.services.work import claiming
from consult.services.work.claiming import Task
from tests.consult.cast import STAFF
from tests.journeys.conftest import open_page, serving
from tests.site import NOW, Seeded, settings_for

pytestmark = pytest.mark.browser
DESK = "/staff/bills/dogs/1"
T = TypeVar("T")


class Office:
    """A site without a worker, and the worker's part to play in it."""

    def __init__(self, folder: Path, address: str, seeded: Seeded) -> None:
        self.folder, self.address = folder, address
        self.session = seeded.sessions["zhoumin"]

    def act(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do something with the database open; in a thread, for Playwright's loop runs here."""

        async def go() -> T:
            async with schema.database(settings_for(self.folder).database_url):
                return await work()

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, go()).result()

    def take(self) -> Task:
        """Claim the job that waits."""
        task = self.act(lambda: claiming.take(NOW, "test"))
        assert task
        return task

    def says(self, task: Task, step: str) -> None:
        """The job comes to a step."""
        self.act(lambda: claiming.beat(NOW, task.claim, step))

    def ends(self, task: Task) -> None:
        """The job is done."""
        self.act(lambda: claiming.finish(STAFF, NOW, task.claim))


@pytest.fixture
def office(seeded: Seeded, tmp_path: Path) -> Iterator[Office]:
    """The seeded site, its server alone."""
    folder = Path(shutil.copytree(seeded.folder, tmp_path / "site"))
    with serving(folder, "alone") as address:
        yield Office(folder, address, seeded)


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(request: pytest.FixtureRequest, office: Office, chromium: Browser) -> Iterator[Page]:
    """周敏's browser, with and without scripts."""
    complaints: list[str] = []
    context = chromium.new_context(
        base_url=office.address,
        viewport={"width": 390, "height": 844},
        java_script_enabled=request.param,
    )
    context.add_cookies([{"name": "session", "value": office.session, "url": office.address}])
    yield open_page(context, complaints)
    context.close()
    assert complaints == []


def test_the_page_moves_with_the_work(page: Page, office: Office) -> None:
    page.goto(DESK)
    page.get_by_role("button", name="重新归类").click()
    expect(page.get_by_text("等待前面的工作")).to_be_visible()
    look(page, "waiting")
    task = office.take()
    office.says(task, "比较意见 37%")
    bar = page.get_by_role("progressbar", name="进度")
    words = page.locator("[data-part=words]")
    expect(words).to_have_text("正在进行：比较意见 37%", timeout=20_000)
    expect(bar).to_have_attribute("value", "37")
    office.says(task, "比较意见 80%")
    expect(bar).to_have_attribute("value", "80", timeout=20_000)
    look(page, "running")
    office.says(task, "保存")
    expect(words).to_have_text("正在进行：保存", timeout=20_000)
    expect(bar).not_to_have_attribute("value", "80")
    office.ends(task)
    expect(page.get_by_role("link", name="去处理")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("status")).to_have_text("已重新归类，原来的处理都保留。")
    look(page, "done")


@pytest.mark.parametrize("page", [True], indirect=True, ids=["scripts"])
def test_a_script_moves_the_page_without_loading_it_again(page: Page, office: Office) -> None:
    page.goto(DESK)
    page.get_by_role("button", name="重新归类").click()
    expect(page.get_by_text("等待前面的工作")).to_be_visible()
    page.evaluate("window.stayed = true")
    task = office.take()
    said = page.get_by_role("status")
    office.says(task, "比较意见 37%")
    expect(said).to_contain_text("比较意见", timeout=20_000)
    page.get_by_role("button", name="取消这项工作").focus()
    office.says(task, "比较意见 80%")
    expect(page.get_by_text("80%")).to_be_visible(timeout=20_000)
    assert "80" not in str(said.text_content())  # every percent read aloud would be a torment
    expect(page.get_by_role("button", name="取消这项工作")).to_be_focused()
    office.ends(task)
    expect(page.get_by_role("link", name="去处理")).to_be_visible(timeout=20_000)
    expect(page.locator("#job")).to_be_focused()  # the button is gone, the place is kept
    assert page.evaluate("window.stayed") is True


def look(page: Page, name: str) -> None:
    """Keep a picture where CONSULT_PICTURES says, to be looked at by people."""
    folder = os.environ.get("CONSULT_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/job-{name}.png", full_page=True)
