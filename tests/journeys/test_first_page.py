"""What the first page costs somebody on a cheap phone: bytes, requests, waiting, jumping; and that
it is of use before any script arrives."""

import asyncio
import datetime as dt
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from consult.permissions import terminal
from consult.sample import comments as story
from consult.services.bills import draft
from consult.services.records import schema
from consult.services.rounds import round as rounds
from consult.services.submissions.comment import CommentInput, submit
from tests.consult.cast import SECRET
from tests.journeys.conftest import open_page, serving
from tests.site import NOW, settings_for

pytestmark = pytest.mark.browser
SLUG = "sample"
PAGE = f"/bills/{SLUG}/2"
MOST_BYTES = 60 * 1024
MOST_REQUESTS = 12
MOST_SHIFT = 0.1
COMMENTS = 40
WATCH = """
window.shift = 0;
new PerformanceObserver((seen) => {
  for (const one of seen.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
}).observe({type: "layout-shift", buffered: true});
"""
BLOCKING = """
() => performance.getEntriesByType("resource")
  .filter((one) => one.initiatorType === "script" && one.renderBlockingStatus !== "non-blocking")
  .map((one) => one.name)
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the sample bill: two readings, the second one open, opinions on many articles."""
    folder = tmp_path_factory.mktemp("sample")
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _fill(folder)).result()
    with serving(folder) as address:
        yield address


async def _fill(folder: Path) -> None:
    office, day = terminal(), NOW.date()
    async with schema.database(settings_for(folder).database_url):
        await schema.migrate()
        for reading in (1, 2):
            data = story.reading_text(reading).encode()
            await draft.load_draft(
                office,
                NOW,
                slug=SLUG,
                reading=reading,
                filename="1.txt",
                data=data,
                body=story.BODY,
            )
        await rounds.open_round(
            office, NOW, slug=SLUG, reading=2, first_day=day, last_day=day + dt.timedelta(days=30)
        )
        said = [one for one in story.comments(2) if one.address and one.text.strip()]
        for place, one in enumerate(said[:COMMENTS]):
            await submit(
                NOW,
                SECRET,
                slug=SLUG,
                reading=2,
                address=one.address,
                form=CommentInput(text=one.text),
                key=f"first-page-{place:08d}",
            )


@pytest.fixture
def phone(chromium: Browser, sample: str) -> Iterator[BrowserContext]:
    """A phone with scripts and nothing kept from before."""
    context = chromium.new_context(
        base_url=sample, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield context
    context.close()


def weighed(page: Page) -> list[tuple[str, int]]:
    """A list that fills with what comes over the wire while `page` loads: address, bytes."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    names: dict[str, str] = {}
    came: list[tuple[str, int]] = []

    def asked(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]

    def done(event: dict[str, Any]) -> None:
        came.append((names[event["requestId"]], round(event["encodedDataLength"])))

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", done)
    return came


def test_the_first_page_is_light_and_stands_still(phone: BrowserContext) -> None:
    page = open_page(phone, complaints := [])
    came = weighed(page)
    page.add_init_script(WATCH)
    page.goto(PAGE, wait_until="networkidle")
    assert page.locator("article.art").count() > 40
    wire = sum(size for address, size in came if address.startswith("http"))
    print(f"{wire} bytes in {len(came)} requests")  # noqa: T201 - the figure, with -s
    assert wire <= MOST_BYTES, sorted(came, key=lambda one: -one[1])
    assert len(came) <= MOST_REQUESTS, came
    assert page.evaluate(BLOCKING) == []
    for _ in range(3):
        page.mouse.wheel(0, 800)
    page.wait_for_timeout(200)
    assert page.evaluate("window.shift") < MOST_SHIFT
    assert complaints == []


def test_it_is_of_use_before_the_scripts_arrive(phone: BrowserContext) -> None:
    """No script is ever answered; the page, the form and the receipt need none."""
    page = phone.new_page()
    page.set_default_timeout(20_000)
    page.route(re.compile(r"\.js$"), lambda _: None)
    page.goto(PAGE, wait_until="commit")
    expect(page.locator("#art_2")).to_be_visible()
    page.get_by_role("link", name="对本条提意见 第二条", exact=True).click(no_wait_after=True)
    page.get_by_label("意见", exact=True).fill("建议写明适用范围。")
    page.get_by_role("button", name="提交", exact=True).click(no_wait_after=True)
    expect(page.locator(".slip .code")).to_be_visible()
