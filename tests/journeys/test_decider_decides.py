"""The decider takes an opinion from a reason kept ready to the words that answer it."""

import pytest
from playwright.sync_api import Page, expect

from tests.site import Seeded

pytestmark = pytest.mark.browser


def test_from_a_reason_to_the_words_of_the_next_draft(
    desktop: Page, server: str, seeded: Seeded
) -> None:
    cookie = {"name": "session", "value": seeded.sessions["zhoumin"], "url": server}
    desktop.context.add_cookies([cookie])  # type: ignore[list-item]
    desktop.goto("/staff/clusters/2")
    desktop.get_by_role("button", name="全部已阅").click()
    desktop.get_by_text("部分采纳", exact=True).first.click()
    desktop.get_by_text("常用理由", exact=True).click()
    desktop.get_by_role("button", name="填入 已吸收所提意见").click()
    reason = desktop.get_by_label("理由", exact=True).first
    reason.fill(reason.input_value().replace("{条}", "第九十九条"))
    desktop.get_by_role("button", name="记下处理").click()
    expect(desktop.locator("#decide")).to_contain_text("“第九十九条”")
    reason.fill("已对第四条作了修改。")
    desktop.get_by_role("button", name="记下处理").click()
    expect(desktop.get_by_text("处理经过：2 次")).to_be_visible()

    desktop.get_by_role("link", name="指出这些字").click()
    desktop.locator("label", has_text="独户居住").get_by_role("checkbox").check()
    desktop.get_by_role("button", name="记下这些字").click()
    expect(desktop.get_by_text("下一稿里的文字已记下。")).to_be_visible()

    desktop.goto(f"/receipts/{seeded.number}/{seeded.code}")
    answer = desktop.locator(".answer").first
    expect(answer).to_contain_text("独户居住")
    expect(answer).not_to_contain_text("五个工作日")
    expect(desktop.get_by_text("已对第四条作了修改。")).to_be_visible()
