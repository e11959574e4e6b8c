"""小王 comes upon a word the draft defines and sees what it means, with scripts and without."""

import asyncio
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from consult.permissions import terminal
from consult.services.bills import draft
from consult.services.records import schema
from tests.accessibility.axe import violations
from tests.journeys.conftest import serving
from tests.site import NOW, Seeded, settings_for

pytestmark = pytest.mark.browser
TEXT = """云川市犬只管理规定（草案四次审议稿）

　　第一条　本规定所称养犬人，是指饲养犬只的个人和单位。

　　第二条　携带犬只出户的，养犬人应当牵领；养犬人不得放任犬只。
"""
MEANING = "本规定所称养犬人，是指饲养犬只的个人和单位。"


@pytest.fixture(scope="module")
def server(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site with a fourth reading that defines a term."""
    folder = tmp_path_factory.mktemp("terms") / "site"
    shutil.copytree(seeded.folder, folder)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _load(folder)).result()
    with serving(folder) as address:
        yield address


async def _load(folder: Path) -> None:
    async with schema.database(settings_for(folder).database_url):
        await draft.load_draft(
            terminal(), NOW, slug="dogs", reading=4, filename="4.txt", data=TEXT.encode()
        )


@pytest.fixture(params=[390, 1280])
def page(chromium: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone, then a desk, with scripts."""
    context = chromium.new_context(
        base_url=server,
        viewport={"width": request.param, "height": 740},
        java_script_enabled=True,
    )
    yield context.new_page()
    context.close()


def test_the_meaning_opens_where_the_word_stands(page: Page) -> None:
    page.goto("/bills/dogs/4")
    words = page.locator("#art_2 p").first
    before = words.inner_text()
    term = page.get_by_role("link", name="养犬人")
    expect(term).to_have_count(1)
    term.press("Enter")
    box = page.get_by_role("dialog", name="养犬人")
    expect(box).to_contain_text(MEANING)
    expect(box).to_be_in_viewport(ratio=1)
    expect(box).to_be_focused()
    assert words.inner_text() == before, "the law's words are not touched"
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(term).to_be_focused()
    term.click()
    box.get_by_role("link", name="看规定这个词的条文").click()
    assert page.url.endswith("/bills/dogs/4#art_1__para_1")
    expect(box).to_have_count(0)


def test_without_scripts_the_word_leads_to_its_definition(chromium: Browser, server: str) -> None:
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/bills/dogs/4/articles/art_2")
    term = page.get_by_role("link", name="养犬人")
    expect(term).to_have_attribute("title", MEANING)
    term.click()
    assert page.url.endswith("/bills/dogs/4#art_1__para_1")
    context.close()
