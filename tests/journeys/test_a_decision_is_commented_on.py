"""Staff load a decision with the law it amends; a citizen reads what changes and comments on it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.consult.parks import BROKEN_DECISION, DECISION, LAW
from tests.journeys.test_nothing_is_clipped import sticking_out
from tests.site import Seeded

pytestmark = pytest.mark.browser
HERE = "/bills/parks/1"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """The law and two decisions as files."""
    made = {}
    for name, text in (("法", LAW), ("决定", DECISION), ("坏决定", BROKEN_DECISION)):
        made[name] = tmp_path / f"{name}.txt"
        made[name].write_text(text, encoding="utf-8")
    return made


def _send(page: Page, law: Path, decision: Path) -> None:
    page.goto("/staff")
    page.get_by_text("上面的文件是对现行法的修改决定").click()
    page.get_by_label("草案文件").set_input_files(decision)
    page.get_by_label("现行法的文件").set_input_files(law)
    page.get_by_label("网址名称").fill("parks")
    page.get_by_role("button", name="载入").click()


def test_from_two_files_to_a_comment(
    chromium: Browser,
    server: str,
    seeded: Seeded,
    desktop: Page,
    phone: Page,
    files: dict[str, Path],
) -> None:
    cookie = {"name": "session", "value": seeded.sessions["zhoumin"], "url": server}
    desktop.context.add_cookies([cookie])  # type: ignore[list-item]
    _send(desktop, files["法"], files["坏决定"])
    expect(desktop.get_by_role("heading", name="决定里有 2 处没有套用")).to_be_visible()
    _send(desktop, files["法"], files["决定"])
    expect(desktop.get_by_role("row", name="第六条 ± 修改现行第五条")).to_be_visible()
    for width in (1280, 390, 320):
        desktop.set_viewport_size({"width": width, "height": 800})
        assert desktop.evaluate("document.documentElement.scrollWidth") <= width
    desktop.get_by_role("button", name="存入合并后的文本").click()
    desktop.get_by_role("link", name="下一步：安排征求意见").click()
    desktop.get_by_role("link", name="准备征求意见").click()
    desktop.get_by_label("开始日").fill("2026-05-20")
    desktop.get_by_label("截止日").fill("2026-06-30")
    desktop.get_by_role("button", name="发布公告，开始征求意见").click()
    expect(desktop.get_by_role("status").first).to_have_text("征求意见已安排。")

    phone.goto(HERE)
    changed = phone.locator("#art_6")
    expect(changed.locator("del")).to_have_text("禁止")
    expect(changed.locator("ins")).to_have_text("的，应当使用牵引绳")
    folded = phone.locator("#art_1")
    expect(folded.locator("p").first).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.locator("p").first).to_contain_text("为了加强公园管理")
    changed.get_by_role("link", name="对本条提意见").click()
    expect(phone.locator("#standing")).to_have_text("携带犬只进入公园的，应当使用牵引绳。")
    phone.get_by_label("意见", exact=True).fill("牵引绳应当写明长度。")
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("回执编号").first).to_be_visible()

    for width in (390, 320):
        context = chromium.new_context(base_url=server, viewport={"width": width, "height": 740})
        narrow = context.new_page()
        for path in (HERE, f"{HERE}?view=plain", f"{HERE}/amendment", f"{HERE}/articles/art_6"):
            for prefix in ("", "/en"):
                assert sticking_out(narrow, prefix + path) == []
        context.close()
