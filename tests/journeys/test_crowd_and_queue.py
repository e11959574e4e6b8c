"""While very much comes in: a browser does its sum alone, one without scripts is taken all the
same, and 周敏 goes through what waits. On http:// with no secure context, as offices have it."""

import re
import shutil
import urllib.parse
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.conftest import CHROMIUM, QUIET, serving
from tests.site import Seeded

pytestmark = pytest.mark.browser
HOST = "office.test"
FORM = "/bills/dogs/2/comment?at=art_4"
RECEIPT = re.compile(r"/receipts/2-\d+/[0-9A-Z-]{29}$")


@pytest.fixture(scope="module")
def busy(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, by name, of a site that asks everybody for a proof."""
    folder = tmp_path_factory.mktemp("crowd") / "site"
    shutil.copytree(seeded.folder, folder)
    with serving(folder, "alone", "crowd") as address:
        yield f"http://{HOST}:{urllib.parse.urlsplit(address).port}"


@pytest.fixture(scope="module")
def office() -> Iterator[Browser]:
    """A browser that finds the office by its name."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine (apt-get install chromium)")
    with sync_playwright() as playwright:
        more = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, more])
        yield browser
        browser.close()


def write(page: Page, text: str) -> None:
    """Fill the form in and send it."""
    page.get_by_label("意见", exact=True).fill(text)
    page.get_by_role("button", name="提交", exact=True).click()


def test_the_browser_does_its_sum_alone_and_the_comment_is_shown(
    busy: str, office: Browser
) -> None:
    page = office.new_page(base_url=busy)
    page.goto(FORM)
    assert not page.evaluate("isSecureContext")
    write(page, "建议允许合租的人登记。")
    expect(page).to_have_url(RECEIPT, timeout=30_000)
    expect(page.get_by_text("正在核对，核对以后公开文字")).not_to_be_visible()
    page.context.close()


def test_a_form_handed_back_with_a_sum_goes_off_by_itself(busy: str, office: Browser) -> None:
    page = office.new_page(base_url=busy)
    page.goto(FORM)
    expect(page.locator("#proof-said")).to_have_text("验算好了。", timeout=30_000)
    page.evaluate("document.getElementById('proof').value = ''")
    write(page, "建议允许合租的人登记，凭租约就可以。")
    expect(page).to_have_url(RECEIPT, timeout=30_000)
    page.context.close()


def test_without_scripts_it_waits_until_staff_show_it(
    busy: str, office: Browser, seeded: Seeded
) -> None:
    said = "建议写明集体宿舍怎么办。"
    context = office.new_context(
        base_url=busy, java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(FORM)
    write(page, said)
    expect(page).to_have_url(RECEIPT)
    expect(page.get_by_text("正在核对，核对以后公开文字")).to_be_visible()
    receipt = page.url
    context.add_cookies([{"name": "session", "value": seeded.sessions["zhoumin"], "url": busy}])
    page.goto("/staff/bills/dogs/2")
    page.get_by_role("link", name=re.compile("条意见等待核对")).click()
    expect(page.get_by_text(said)).to_be_visible()
    page.get_by_role("button", name=re.compile("^不公开")).first.click()
    expect(page.get_by_role("alert")).to_contain_text("请写明为什么不公开")
    page.get_by_role("button", name=re.compile("^公开")).first.click()
    expect(page.get_by_role("status")).to_contain_text("已公开")
    page.goto(receipt)
    expect(page.get_by_text("正在核对，核对以后公开文字")).not_to_be_visible()
    context.close()
