"""陈委员 reads a sealed report on his phone, writes to himself, asks the office and is answered."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.consult.rooms import Furnished, furnished
from tests.journeys.test_committee_reads_the_report import sign_in
from tests.journeys.test_nothing_is_clipped import sticking_out
from tests.site import Seeded

__all__ = ["furnished"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def seeded(furnished: Furnished) -> Seeded:
    """The site of these journeys has reports to read."""
    return furnished.seeded


def seated(browser: Browser, server: str, width: int, furnished: Furnished) -> BrowserContext:
    """陈委员's browser, signed in."""
    context = browser.new_context(base_url=server, viewport={"width": width, "height": 900})
    token = furnished.seeded.sessions["chen"]
    context.add_cookies([{"name": "session", "value": token, "url": server}])
    return context


def test_he_reads_notes_asks_and_is_answered_without_scripts(phone: Page, desktop: Page) -> None:
    sign_in(phone, "chen", "/room")
    phone.get_by_role("link", name=re.compile("^开始读.*公开版")).click()
    phone.get_by_role("link", name="逐条读").click()
    phone.get_by_role("button", name="读完这一条").click()
    phone.get_by_text("记一笔").last.click()
    phone.get_by_label("只有您自己看得到").last.fill("周五前再看一遍。")
    phone.get_by_role("button", name="保存笔记").last.click()
    expect(phone.get_by_role("status")).to_have_text("笔记已保存。")
    phone.get_by_text("问工作人员").last.click()
    phone.get_by_label("问题").last.fill("这一条与上位法一致吗？")
    phone.get_by_role("button", name="发给工作人员").last.click()
    expect(phone.get_by_role("status")).to_have_text("问题已发给工作人员。")
    phone.get_by_role("link", name="目录").first.click()
    expect(phone.get_by_text("已读 1 条")).to_be_visible()

    sign_in(desktop, "zhoumin", "/staff")
    desktop.get_by_role("link", name="1 个委员提问等待答复").click()
    expect(desktop.get_by_text("周五前再看一遍。")).to_have_count(0)
    desktop.get_by_label("答复").fill("一致，见说明第三部分。")
    desktop.get_by_role("button", name="发出答复").click()
    expect(desktop.get_by_role("status")).to_have_text("答复已发出。")

    phone.goto("/room")
    expect(phone.get_by_text("一致，见说明第三部分。")).to_be_visible()
    phone.get_by_role("button", name="知道了").click()
    expect(phone.get_by_role("heading", name="新的答复")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_of_the_room_is_wider_than_the_screen(
    chromium: Browser, server: str, furnished: Furnished, width: int
) -> None:
    context = seated(chromium, server, width, furnished)
    page = context.new_page()
    version = f"/room/reports/{furnished.versions[0]}"
    leaves = [f"/articles/{one.anchor}" for one in furnished.report.sections]
    parts = ["", "/opinions", "/comparison", "/search?q=独户", *leaves]
    paths = [
        "/room",
        "/room/notes",
        f"/room/reports/{furnished.bare}",
        *(version + p for p in parts),
    ]
    found = {path: sticking_out(page, prefix + path) for prefix in ("", "/en") for path in paths}
    context.close()
    assert {path: out for path, out in found.items() if out} == {}
