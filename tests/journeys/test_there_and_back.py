"""小王 finds a draft, reads, says one thing about one article and comes back with number and code;
she amends, withdraws, and after the decision reads which words answered. On a phone and at a desk,
with scripts and without."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import open_page
from tests.site import Seeded

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
HOW = {
    "phone, scripts": {**PHONE, "java_script_enabled": True},
    "phone, plain": {**PHONE, "java_script_enabled": False},
    "desk, scripts": {**DESK, "java_script_enabled": True},
    "desk, plain": {**DESK, "java_script_enabled": False},
}
SAID = "五个工作日太短，建议十日。"
AMENDED = "五个工作日太短，建议七日。"


@pytest.fixture(params=HOW.values(), ids=HOW)
def page(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    """小王's browser."""
    complaints: list[str] = []
    context = chromium.new_context(base_url=server, **request.param)
    yield open_page(context, complaints)
    context.close()
    assert complaints == []


def press(page: Page, name: str, role: str = "button") -> None:
    """With a finger where there is one, else with the mouse."""
    found = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    if page.viewport_size == PHONE["viewport"]:
        found.tap()
    else:
        found.click()


def test_she_says_it_comes_back_amends_and_withdraws(page: Page) -> None:
    page.goto("/")
    press(page, "云川市犬只管理规定", "link")
    press(page, "读草案、提意见", "link")
    expect(page.locator("#art_4")).to_contain_text("有固定住所")
    press(page, "对本条提意见 第四条", "link")
    page.get_by_label("意见", exact=True).fill(SAID)
    press(page, "提交")
    expect(page).to_have_url(re.compile(r"/receipts/2-\d+/[0-9A-Z-]{29}$"))
    number = page.locator(".slip .no").inner_text()
    code = page.locator(".slip .code").inner_text()

    page.goto("/")
    press(page, "查回执", "link")
    page.get_by_label("回执编号").fill(number)
    page.get_by_label("查询码").fill(code)
    press(page, "查询")
    expect(page.get_by_text(SAID)).to_be_visible()
    expect(page.get_by_role("heading", name="等待处理")).to_be_visible()

    press(page, "修改或撤回", "link")
    page.get_by_label("意见", exact=True).fill(AMENDED)
    press(page, "改为这些文字")
    expect(page.get_by_role("status").first).to_contain_text("已改为新的文字")
    expect(page.get_by_text(AMENDED)).to_be_visible()
    expect(page.get_by_text(SAID)).not_to_be_visible()
    page.get_by_text("修改过 1 次").click()
    expect(page.get_by_text(SAID)).to_be_visible()

    press(page, "修改或撤回", "link")
    press(page, "撤回")
    expect(page.get_by_text("这条意见已经撤回。")).to_be_visible()
    expect(page.get_by_role("link", name="修改或撤回")).to_have_count(0)


def test_staff_decide_and_she_reads_the_reason_and_the_words(
    page: Page, desktop: Page, server: str, seeded: Seeded
) -> None:
    reason = f"合租也是固定住所，二审稿删去了独户（{id(page)}）。"  # each browser finds its own
    _decide(desktop, server, seeded, reason)
    page.goto("/receipts")
    page.get_by_label("回执编号").fill(seeded.number)
    page.get_by_label("查询码").fill(seeded.code)
    press(page, "查询")
    expect(page.get_by_role("heading", name=re.compile("^处理：.*部分采纳$"))).to_be_visible()
    expect(page.get_by_text(reason)).to_be_visible()
    expect(page.locator("del", has_text="且为独户居住")).to_be_visible()
    press(page, "看这一类", "link")
    expect(page.get_by_text(reason)).to_be_visible()


def test_staff_publish_the_results_and_she_finds_hers_counted(
    chromium: Browser, desktop: Page, server: str, seeded: Seeded
) -> None:
    _decide(desktop, server, seeded, "合租也是固定住所。")
    _decide_the_rest(desktop)
    desktop.goto("/staff/bills/dogs/1/results")
    desktop.get_by_role("button", name="发布通报").click()
    expect(desktop.get_by_role("status").first).to_contain_text("通报已经发布。")

    complaints: list[str] = []
    context = chromium.new_context(
        base_url=server,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        java_script_enabled=False,
    )
    page = open_page(context, complaints)
    page.goto(f"/receipts/{seeded.number}/{seeded.code}")
    press(page, "看征求意见情况通报", "link")
    expect(page.get_by_role("heading", name="征求意见情况通报", exact=True)).to_be_visible()
    row = page.locator("#outcomes ~ div tr", has_text="部分采纳")
    counted = row.get_by_role("link", name=re.compile("条$"))
    told = int(re.sub(r"\D", "", counted.inner_text()))
    counted.tap()
    mine = page.locator("article.op", has_text=seeded.number)
    expect(mine).to_contain_text("建议删去独户居住")
    expect(page.locator(".sum .comments")).to_have_text(f"{told} 条")
    context.close()
    assert complaints == []


def _decide_the_rest(desk: Page) -> None:
    """周敏 leaves what else there is to further study."""
    groups: set[str] = set()
    for at in ("art_3", "art_4", "whole"):
        desk.goto(f"/staff/bills/dogs/1/clusters?at={at}")
        links = desk.locator('.cl a[href^="/staff/clusters/"]').all()
        groups |= {link.get_attribute("href") or "" for link in links}
    for group in sorted(groups):
        desk.goto(group)
        read = desk.get_by_role("button", name=re.compile("全部已阅$"))
        if read.count():
            read.first.click()
        form = desk.locator("form.decide")
        if form.get_by_label("理由").input_value():
            continue
        form.get_by_text("另行研究", exact=True).click()
        form.get_by_label("理由").fill("留待研究。")
        form.get_by_role("button", name="记下处理").click()
        expect(desk.get_by_role("status").first).to_have_text("处理已记下。")


def _decide(desk: Page, server: str, seeded: Seeded, reason: str) -> None:
    """周敏 reads what is unread in the cluster and records a decision."""
    cookie = {"name": "session", "value": seeded.sessions["zhoumin"], "url": server}
    desk.context.add_cookies([cookie])  # type: ignore[list-item]
    desk.goto(f"/receipts/{seeded.number}/{seeded.code}")
    group = desk.get_by_role("link", name="看这一类").get_attribute("href") or ""
    desk.goto(f"/staff/clusters/{group.rpartition('-')[2]}")
    read = desk.get_by_role("button", name=re.compile("全部已阅$"))
    if read.count():
        read.first.click()
    form = desk.locator("form.decide")
    form.get_by_text("部分采纳", exact=True).click()
    form.get_by_label("理由").fill(reason)
    form.get_by_role("button", name="记下处理").click()
    expect(desk.get_by_role("status").first).to_have_text("处理已记下。")
