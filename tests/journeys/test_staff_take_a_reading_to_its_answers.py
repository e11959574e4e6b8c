"""周敏 opens the next reading, takes in letters, decides on a cluster, and the public reads why."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.site import PASSWORD

pytestmark = pytest.mark.browser
LETTERS = "条款,意见内容\n第四条,建议明确合租人同意的形式。\n第四条,建议明确合租人同意的方式。\n"


def test_she_goes_all_the_way_from_the_draft_to_the_answer(desktop: Page) -> None:
    desktop.goto("/staff")
    desktop.get_by_label("账号").fill("zhoumin")
    desktop.get_by_label("密码").fill(PASSWORD)
    desktop.get_by_role("button", name="登录").click()
    desktop.get_by_role("link", name="三审").click()
    desktop.get_by_role("link", name="准备征求意见").click()
    desktop.get_by_label("开始日").fill("2026-05-20")
    desktop.get_by_label("截止日").fill("2026-06-19")
    desktop.get_by_role("button", name="发布公告，开始征求意见").click()
    expect(desktop.get_by_role("status")).to_have_text("征求意见已安排。")
    desktop.get_by_label("表格文件").set_input_files(
        {"name": "来信.csv", "mimeType": "text/csv", "buffer": LETTERS.encode()}
    )
    desktop.get_by_role("button", name="先检查").click()
    desktop.get_by_role("button", name="导入新的 2 条").click()
    expect(desktop.get_by_text("新增 2 条")).to_be_visible()
    desktop.locator(".crumbs a").first.click()
    desktop.get_by_role("button", name="开始归类").click()
    expect(desktop).to_have_url(re.compile(r"/staff/jobs/\d+$"))
    expect(desktop.get_by_role("status")).to_contain_text("已重新归类", timeout=20_000)
    desktop.get_by_role("link", name="去处理").click()
    desktop.get_by_role("link", name="第四条").click()
    desktop.locator(".cl a").first.click()
    expect(desktop.locator(".mem")).to_have_count(2)
    form = desktop.locator("form.decide")
    form.get_by_text("部分采纳", exact=True).click()
    form.get_by_role("button", name="记下处理").click()
    expect(desktop.locator("#reason-wrong")).to_be_visible()
    expect(form.get_by_label("部分采纳")).to_be_checked()
    form.get_by_label("理由").fill("书面、口头都可以，规定里不限定。")
    form.get_by_role("button", name="记下处理").click()
    expect(desktop.get_by_role("status")).to_have_text("处理已记下。")
    desktop.goto("/bills/dogs/3/articles/art_4")
    expect(desktop.get_by_text("书面、口头都可以")).to_be_visible()
