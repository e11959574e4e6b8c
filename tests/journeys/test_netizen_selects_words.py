"""小王 selects a few words of an article, with a finger, a mouse or keys, and says something of
them."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser
DRAFT = "/bills/dogs/2"
SELECT = """([from, to]) => {
  const find = ([id, words, after]) => {
    const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at >= 0) return [node, at + (after ? words.length : 0)];
    }
  };
  const range = document.createRange();
  range.setStart(...find(from));
  range.setEnd(...find(to));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture(params=[True, False], ids=["finger", "mouse"])
def page(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    """A phone with a touch screen, and a desktop without one."""
    context = chromium.new_context(
        base_url=server,
        viewport={"width": 390, "height": 740} if request.param else {"width": 1280, "height": 800},
        has_touch=request.param,
        is_mobile=request.param,
    )
    yield context.new_page()
    context.close()


def select(page: Page, first: tuple[str, str], last: tuple[str, str]) -> Locator:
    """Select from the beginning of some words to the end of others; the button that appears."""
    page.evaluate(SELECT, [[*first, False], [*last, True]])
    return page.get_by_role("link", name="对这几个字提意见")


def test_the_button_leads_to_the_form_with_the_words(page: Page) -> None:
    page.goto(DRAFT)
    button = page.get_by_role("link", name="对这几个字提意见")
    expect(button).to_be_hidden()
    item = "art_4__para_1__item_2"
    button = select(page, (item, "固定"), (item, "住所"))
    expect(button).to_be_in_viewport()
    if page.evaluate("navigator.maxTouchPoints"):
        button.tap()
    else:
        button.click()
    page.wait_for_url("**/comment?*")
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["at"] == ["art_4"]
    assert asked["quote"] == ["固定住所"]
    assert asked["quote_suffix"][0].startswith("；\n（三）犬只已经免疫")
    assert asked["quote_prefix"][0].endswith("（二）有")


def test_a_selection_over_several_lines_counts_every_letter_once(page: Page) -> None:
    page.goto(f"{DRAFT}/articles/art_4")
    button = select(page, ("art_4__para_1", "条件："), ("art_4__para_1__item_1", "具有"))
    expect(button).to_be_visible()
    asked = parse_qs(urlsplit(button.get_attribute("href") or "").query)
    assert asked["quote"] == ["条件：\n（一）具有"]
    assert asked["quote_start"] == ["15"]


def test_a_letter_of_two_units_counts_as_one(page: Page) -> None:
    page.goto(f"{DRAFT}/articles/art_1")
    page.evaluate("""() => {
      const line = document.getElementById("art_1__para_1");
      line.querySelector(".head").after(document.createTextNode("𠮷🐕"));
    }""")
    button = select(page, ("art_1__para_1", "🐕"), ("art_1__para_1", "为了"))
    expect(button).to_be_visible()
    asked = parse_qs(urlsplit(button.get_attribute("href") or "").query)
    assert (asked["quote"], asked["quote_start"]) == (["🐕为了"], ["1"])
    assert asked["quote_prefix"] == ["𠮷"]


def test_nothing_appears_for_words_of_two_articles_or_outside_the_law(page: Page) -> None:
    page.goto(DRAFT)
    button = select(page, ("art_4__para_1", "条件："), ("art_5__para_1", "犬绳"))
    page.wait_for_timeout(300)
    expect(button).to_be_hidden()
    select(page, ("main", "公开征求意见"), ("main", "公开征求意见"))
    page.wait_for_timeout(300)
    expect(button).to_be_hidden()


def test_keys_reach_the_button_and_escape_sends_it_away(page: Page) -> None:
    page.goto(f"{DRAFT}/articles/art_1")
    button = select(page, ("art_1__para_1", "养犬"), ("art_1__para_1", "行为"))
    expect(button).to_be_visible()
    expect(page.locator("#selected")).to_have_text("已选中文字，按 Tab 键到“对这几个字提意见”。")
    page.keyboard.press("Escape")
    expect(button).to_be_hidden()
    select(page, ("art_1__para_1", "养犬"), ("art_1__para_1", "行为"))
    expect(button).to_be_visible()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/comment?at=art_1&quote=*")
