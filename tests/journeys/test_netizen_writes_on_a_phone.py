"""Writing with scripts: the comparison while one types, a draft on the device, gone once sent."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import open_page
from tests.site import NOW

pytestmark = pytest.mark.browser
PAGE = "/bills/dogs/2/comment?at=art_5"
KEPT = "() => Object.keys(localStorage).filter((name) => name.startsWith('comment-draft:'))"
REFUSING = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('refused', 'SecurityError'); } });"""


@pytest.fixture
def phone(chromium: Browser, server: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    context.set_default_timeout(10_000)
    context.clock.set_fixed_time(NOW)
    yield context
    context.close()


def at(context: BrowserContext, page: str = PAGE) -> tuple[Page, list[str]]:
    complaints: list[str] = []
    opened = open_page(context, complaints)
    opened.goto(page)
    return opened, complaints


def test_the_comparison_follows_the_typing(phone: BrowserContext) -> None:
    page, complaints = at(phone)
    box = page.get_by_label("建议改为")
    expect(page.locator("#live")).to_be_hidden()
    box.fill(box.input_value().replace("一点五", "𠮷"))
    expect(page.locator("#live ins")).to_have_text("𠮷")
    expect(page.locator("#live del")).to_have_text("一点五")
    page.get_by_text("支持", exact=True).click()
    expect(box).to_be_visible()
    box.fill("携带犬只出户的，应当使用长度不超过一点五米的犬绳牵领。")
    expect(box).to_be_hidden()
    page.get_by_text("删除", exact=True).click()
    expect(page.locator("#live del")).to_have_text(
        "携带犬只出户的，应当使用长度不超过一点五米的犬绳牵领。"
    )
    assert complaints == []


def test_a_draft_is_kept_only_when_asked_for_and_goes_once_it_is_sent(
    phone: BrowserContext,
) -> None:
    page, complaints = at(phone)
    words = page.get_by_label("意见", exact=True)
    words.fill("犬绳太短。")
    assert page.evaluate(KEPT) == []
    page.get_by_label("在这台设备上留一份底稿").check()
    words.fill("犬绳太短，改成两米。")
    page.get_by_text("删除", exact=True).click()
    page.locator("summary", has_text="留下姓名").click()
    page.get_by_label("怎么称呼您").fill("王五")
    assert "王五" not in page.evaluate("() => JSON.stringify(localStorage)")
    page.goto("/bills/dogs/2")
    page.goto(PAGE)
    expect(words).to_have_value("犬绳太短，改成两米。")
    expect(page.locator("input[value=delete]")).to_be_checked()
    expect(page.get_by_text("已填上这台设备上的底稿")).to_be_visible()
    words.fill(" ")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("请写下您的意见").first).to_be_visible()
    assert len(page.evaluate(KEPT)) == 1, "what was not taken is kept"
    words.fill("犬绳太短，改成两米。")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator(".slip .code")).to_be_visible()
    page.wait_for_function(f"() => !({KEPT})().length")
    assert [one for one in complaints if "400" not in one] == []


def test_it_is_deleted_by_a_tick_and_by_the_closing_of_the_round(phone: BrowserContext) -> None:
    page, _ = at(phone)
    tick = page.get_by_label("在这台设备上留一份底稿")
    tick.check()
    assert len(page.evaluate(KEPT)) == 1
    tick.uncheck()
    assert page.evaluate(KEPT) == []
    old = '{"fields": {"text": "旧话"}, "kind": "amend", "until": 1000}'
    page.evaluate("(old) => localStorage.setItem('comment-draft:dogs/1:art_9', old)", old)
    page.evaluate("() => localStorage.setItem('comment-draft:broken', '{')")
    page.goto(PAGE)
    assert page.evaluate(KEPT) == []


def test_a_browser_that_keeps_nothing_says_so_and_still_sends(phone: BrowserContext) -> None:
    phone.add_init_script(REFUSING)
    page, complaints = at(phone)
    page.get_by_label("意见", exact=True).fill("犬绳太短。")
    page.get_by_label("在这台设备上留一份底稿").click()
    expect(page.get_by_text("这个浏览器不让留底稿")).to_be_visible()
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator(".slip .code")).to_be_visible()
    assert complaints == []
