"""A staff member looks over how a file was split: keys on a desktop, taps on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.consult.cast import FIRST
from tests.site import Seeded

pytestmark = pytest.mark.browser
TORN = FIRST.replace("第五条　违反", "第九条　违反").replace("第二条　", "第 二 条　")


def _load(page: Page, seeded: Seeded, server: str, slug: str) -> None:
    cookie = {"name": "session", "value": seeded.sessions["zhoumin"], "url": server}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto("/staff")
    file = {"name": "1.txt", "mimeType": "text/plain", "buffer": TORN.encode()}
    page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    page.locator("#slug").fill(slug)
    page.locator("#reading").fill("1")
    page.get_by_role("button", name="载入").click()
    page.get_by_role("link", name="逐处核对").click()


def _press_access_key(page: Page, key: str) -> None:
    """Alt and a key, with the character the browser matches access keys by."""
    session = page.context.new_cdp_session(page)
    event = {"key": key, "code": f"Key{key.upper()}", "unmodifiedText": key, "text": key}
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "modifiers": 1, **event})


def test_on_a_desktop_one_key_accepts_and_the_next_doubt_is_ready(
    desktop: Page, server: str, seeded: Seeded
) -> None:
    _load(desktop, seeded, server, "keys")
    assert desktop.get_by_role("heading", name="2 处要核对").is_visible()
    _press_access_key(desktop, "a")
    desktop.get_by_role("heading", name="1 处要核对").wait_for()
    desktop.keyboard.press("Enter")
    desktop.get_by_role("heading", name="没有要核对的地方").wait_for()


def test_on_a_phone_a_line_is_tapped_and_cut(phone: Page, server: str, seeded: Seeded) -> None:
    _load(phone, seeded, server, "taps")
    row = phone.locator("tr", has_text="登记机关应当在十个工作日内办结。").first
    row.get_by_role("link").click()
    phone.get_by_role("button", name="并入上一段").last.click()
    expect(phone.get_by_role("status")).to_have_text("已并入上一段。")
    row = phone.locator("tr", has_text="为了规范养犬行为").first
    row.get_by_role("link").click()
    phone.locator("tr.tools select[name=kind]").last.select_option("section")
    phone.get_by_role("button", name="改层级").last.click()
    expect(phone.get_by_text("已作的决定")).to_be_visible()
