"""小王 reads a draft on her phone, says one thing about one item, and comes back for the answer."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.site import Seeded

pytestmark = pytest.mark.browser
PATHS = (
    "/",
    "/bills/dogs",
    "/bills/dogs/2",
    "/bills/dogs/2/compare",
    "/bills/dogs/1/articles/art_3",
    "/bills/dogs/2/comment?at=art_4",
    "/receipts",
    "/en/bills/dogs/2",
)
CONTROLS = "button:visible, .btn:visible, .dock a:visible, .seg label:visible"
SAID = "建议写明集体宿舍怎么办。"


def test_she_comments_on_one_item_and_finds_it_again(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("link", name="云川市犬只管理规定").click()
    phone.get_by_role("link", name="读草案、提意见").click()
    phone.get_by_role("link", name="对第四条（二）提意见").click()
    expect(phone.locator("#standing")).to_have_text("有固定住所；")
    phone.get_by_text("疑问", exact=True).click()
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("请写下您的意见").first).to_be_visible()
    phone.get_by_label("意见", exact=True).fill(SAID)
    phone.get_by_role("button", name="提交").click()
    expect(phone).to_have_url(re.compile(r"/receipts/2-\d+/[0-9A-Z-]{29}$"))
    number = phone.locator(".slip .no").inner_text()
    code = phone.locator(".slip .code").inner_text()
    phone.get_by_role("link", name="查回执").click()
    phone.get_by_label("回执编号").fill(number)
    phone.get_by_label("查询码").fill(code.lower())
    phone.get_by_role("button", name="查询").click()
    expect(phone.get_by_text(SAID)).to_be_visible()
    expect(phone.get_by_text("疑问")).to_be_visible()


def test_she_sees_which_words_answered_her(phone: Page, seeded: Seeded) -> None:
    phone.goto(f"/receipts/{seeded.number}/{seeded.code}")
    expect(phone.get_by_text("二审稿第四条")).to_be_visible()
    expect(phone.locator("del", has_text="且为独户居住")).to_be_visible()
    phone.get_by_role("link", name="看两稿对照").first.click()
    expect(phone.get_by_role("heading", name="一审稿与二审稿对照")).to_be_visible()


def test_she_reads_a_comparison_as_one_text_and_he_as_two(phone: Page, desktop: Page) -> None:
    for page, together in ((phone, True), (desktop, False)):
        page.goto("/bills/dogs/2/compare")
        row = page.locator("#art_4")
        expect(row.locator(".merged")).to_be_visible(visible=together)
        for cell in row.locator(".apart").all():
            expect(cell).to_be_visible(visible=not together)
        expect(page.get_by_text("第一条 → 第一条")).not_to_be_visible()
        page.get_by_text("条文字没有变").click()
        expect(page.get_by_text("第一条 → 第一条")).to_be_visible()


def test_the_contents_open_and_close_without_scripts(phone: Page) -> None:
    phone.goto("/bills/dogs/2")
    phone.get_by_role("link", name="目录", exact=True).click()
    expect(phone.locator("#contents")).to_be_visible()
    phone.locator("#contents").get_by_role("link", name="第四条").click()
    expect(phone.locator("#contents")).not_to_be_visible()
    expect(phone.locator("#art_4")).to_be_in_viewport()


def test_nothing_is_wider_than_her_phone_and_every_control_fits_a_thumb(phone: Page) -> None:
    for path in PATHS:
        phone.goto(path)
        box = phone.locator("main").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390, path
        for control in phone.locator(CONTROLS).all():
            size = control.bounding_box()
            assert size and size["height"] >= 44, f"{path}: {control.inner_text()}"


def test_a_link_checker_gets_the_head_of_a_page_from_the_real_server(server: str) -> None:
    with httpx.Client(base_url=server) as checker:
        for path in ("/", "/bills/dogs/2", "/nowhere", "/bills/a%00"):
            head, whole = checker.head(path), checker.get(path)
            assert head.status_code == whole.status_code
            assert head.content == b""
