"""陈委员 signs in, takes the PDF home, and cannot wander onto the staff's desk."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site import PASSWORD

pytestmark = pytest.mark.browser


def sign_in(page: Page, login: str, then: str) -> None:
    page.goto(f"/staff/sign-in?next={then}")
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_he_downloads_the_report_the_office_built(desktop: Page, tmp_path: Path) -> None:
    sign_in(desktop, "zhoumin", "/staff/bills/dogs/1")
    desktop.get_by_role("button", name="生成", exact=True).click(timeout=60_000)
    expect(desktop.get_by_role("status")).to_have_text("报告已生成。", timeout=60_000)
    desktop.get_by_role("button", name="退出").click()
    sign_in(desktop, "chen", "/reports")
    expect(desktop.get_by_role("link", name="待办")).to_have_count(0)
    with desktop.expect_download() as waiting:
        desktop.get_by_role("link", name="下载 PDF").click()
    waiting.value.save_as(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert waiting.value.suggested_filename.endswith(".pdf")


def test_the_desk_is_closed_to_him(desktop: Page) -> None:
    sign_in(desktop, "chen", "/reports")
    answer = desktop.request.get("/staff/bills/dogs/1/clusters")
    assert answer.status == 403
