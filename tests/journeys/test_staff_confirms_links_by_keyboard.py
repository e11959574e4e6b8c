"""周敏 judges the doubtful links of a new reading without touching the mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.consult.cast import REWRITTEN
from tests.journeys.test_nothing_is_clipped import STICKING_OUT
from tests.site import Seeded

pytestmark = pytest.mark.browser
FOCUSED = "() => document.activeElement.textContent.trim()"


def alt_and(page: Page, letter: str) -> None:
    """Press an access key; Playwright's own keyboard sends Alt without the letter."""
    page.context.new_cdp_session(page).send(
        "Input.dispatchKeyEvent",
        {
            "type": "keyDown",
            "modifiers": 1,
            "key": letter,
            "unmodifiedText": letter,
            "windowsVirtualKeyCode": ord(letter.upper()),
        },
    )


def test_she_goes_from_link_to_link_by_keyboard(desktop: Page, server: str, seeded: Seeded) -> None:
    cookie = {"name": "session", "value": seeded.sessions["zhoumin"], "url": server}
    desktop.context.add_cookies([cookie])  # type: ignore[list-item]
    desktop.goto("/staff")
    desktop.get_by_label("草案文件").set_input_files(
        {"name": "4.txt", "mimeType": "text/plain", "buffer": REWRITTEN.encode()}
    )
    desktop.get_by_label("网址名称").fill("dogs")
    desktop.get_by_label("第几次审议").fill("4")
    desktop.get_by_role("button", name="载入").press("Enter")
    desktop.goto("/staff/bills/dogs/4")
    desktop.get_by_role("link", name="2 处对应关系待确认").press("Enter")
    for width in (320, 390, 1280):
        desktop.set_viewport_size({"width": width, "height": 900})
        assert desktop.evaluate(STICKING_OUT) == []
    desktop.get_by_role("button", name="确认对应 第一条").focus()
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile(r"#now$"))
    expect(desktop.get_by_role("status")).to_contain_text("已确认")
    assert "第五条" in desktop.evaluate(FOCUSED)  # the next one has the focus
    desktop.keyboard.press("Tab")
    assert desktop.evaluate(FOCUSED).startswith("确认对应")
    desktop.keyboard.press("Tab")
    assert desktop.evaluate(FOCUSED).startswith("不对应")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("status")).to_contain_text("不对应")
    assert "没有等待确认的对应关系" in desktop.evaluate(FOCUSED)
    desktop.keyboard.press("Tab")  # the summary of what is decided
    desktop.keyboard.press("Tab")
    assert desktop.evaluate(FOCUSED).startswith("收回")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("status")).to_contain_text("已收回")
    assert "第一条" in desktop.evaluate(FOCUSED)
    alt_and(desktop, "y")
    expect(desktop.get_by_role("status")).to_contain_text("已确认")


def test_a_reader_clicks_a_citation_and_lands_on_the_article(phone: Page) -> None:
    phone.goto("/bills/dogs/2/articles/art_6")
    phone.get_by_role("link", name="第五条", exact=True).click()
    expect(phone).to_have_url(re.compile(r"/bills/dogs/2#art_5$"))
    expect(phone.locator("#art_5")).to_be_in_viewport()
