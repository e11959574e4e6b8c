"""周敏 arranges clusters of an article by keys, then by dragging; somebody else is at it too."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import open_page
from tests.journeys.test_nothing_is_clipped import STICKING_OUT
from tests.site import Seeded

pytestmark = pytest.mark.browser
BENCH = "/staff/bills/dogs/1/clusters?at=art_3"


def desk(chromium: Browser, server: str, seeded: Seeded, login: str, said: list[str]) -> Page:
    """A desktop with somebody signed in."""
    context = chromium.new_context(base_url=server, viewport={"width": 1280, "height": 900})
    cookie = {"name": "session", "value": seeded.sessions[login], "url": server}
    context.add_cookies([cookie])  # type: ignore[list-item]
    return open_page(context, said)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_she_merges_splits_names_reads_and_takes_back_by_keys(
    chromium: Browser, server: str, seeded: Seeded
) -> None:
    said: list[str] = []
    page = desk(chromium, server, seeded, "zhoumin", said)
    told = page.locator("#told-now")
    members, cards = page.locator("#one .mem"), page.locator("#merge .cl")
    page.goto(BENCH)
    press(page, "j")
    expect(members).to_have_count(2)
    assert page.evaluate(STICKING_OUT) == []
    press(page, "x", "j")
    expect(members).to_have_count(1)
    press(page, "x", "m")
    expect(told).to_contain_text("已合并")
    expect(cards).to_have_count(1)
    expect(members).to_have_count(3)
    press(page, "u")
    expect(told).to_contain_text("已撤销")
    expect(cards).to_have_count(2)
    press(page, "Escape", "o")
    expect(page.locator("#one h1")).to_be_focused()
    expect(members).to_have_count(2)
    press(page, "J", "J", "s")
    expect(told).to_contain_text("已分出")
    expect(cards).to_have_count(3)
    press(page, "u")
    expect(cards).to_have_count(2)
    _reads_and_names(page)
    _somebody_was_faster(page, desk(chromium, server, seeded, "root", said))
    _drags(page)
    _switches_the_keys_off(page)
    for context in chromium.contexts:
        context.close()
    assert [words for words in said if "(Conflict)" not in words] == []


def _reads_and_names(page: Page) -> None:
    page.goto(BENCH)
    expect(page.locator("#merge .cl mark")).to_have_count(1)
    press(page, "j")
    page.locator("#one textarea[name=reason]").fill("还没有写完的理由")
    page.locator("#one h1").focus()
    press(page, "e")
    expect(page.locator("#told-now")).to_contain_text("已记下")
    expect(page.locator("#merge .cl mark")).to_have_count(0)
    expect(page.locator("#one textarea[name=reason]")).to_have_value("还没有写完的理由")
    press(page, "r")
    page.keyboard.type("合租")
    press(page, "Enter")
    expect(page.locator("#merge .cl.now > a")).to_have_text("合租")


def _somebody_was_faster(page: Page, other: Page) -> None:
    """R8: a key is refused as a form is, both sides are shown, and what was ticked still is."""
    other.goto(page.url)
    expect(other.get_by_text("zhoumin刚才也在办这一条")).to_be_visible()
    other.get_by_label("这一类的名称").fill("管理员起的名")
    other.get_by_label("这一类的名称").press("Enter")
    expect(other.locator("#one h1")).to_have_text("管理员起的名")
    page.locator("#one h1").focus()
    press(page, "J", "s")
    expect(page.locator("#told-now")).to_contain_text("刚刚有人改过这几类")
    expect(page.locator("#one .notice.bad")).to_contain_text("改名为“管理员起的名”")
    expect(page.locator("#one .mem input:checked")).to_have_count(1)


def _drags(page: Page) -> None:
    page.goto(BENCH)
    cards = page.locator("#merge .cl")
    cards.nth(1).drag_to(cards.nth(0))
    expect(page.locator("#asking")).to_contain_text("合并成一类？")
    page.get_by_role("button", name="就这样做").click()
    expect(cards).to_have_count(1)
    page.locator("#back button").click()
    expect(cards).to_have_count(2)
    page.locator("#one").evaluate("one => (one.dataset.before = 'yes')")
    cards.first.locator("a").click()
    expect(page.locator("#one:not([data-before])")).to_have_count(1)  # else it is replaced mid-drag
    expect(page.locator("#one .mem")).to_have_count(2)
    page.locator("#one .mem").nth(1).drag_to(cards.nth(1))
    expect(page.locator("#asking")).to_contain_text("把选中的 1 条移到")
    page.get_by_role("button", name="就这样做").click()
    expect(page.locator("#told-now")).to_contain_text("已移走")


def _switches_the_keys_off(page: Page) -> None:
    press(page, "?")
    page.get_by_label("用单个字母的按键").uncheck()
    page.get_by_role("button", name="关上").click()
    page.goto(BENCH)
    press(page, "j")
    expect(page.locator("#merge .cl.now")).to_have_count(0)
    page.get_by_role("button", name=re.compile("按键")).click()
    expect(page.get_by_label("用单个字母的按键")).not_to_be_checked()
