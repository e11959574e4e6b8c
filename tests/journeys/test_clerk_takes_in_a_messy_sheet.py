"""周敏 gets a sheet with odd headers and three rows that are wrong: she names the columns, takes in
what is good, sends it once more by mistake, and takes the batch back."""

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.journeys.conftest import open_page
from tests.site import Seeded

pytestmark = pytest.mark.browser
INTAKE = "/staff/bills/dogs/1/intake"
SHEET = """云川市犬只管理规定征求意见汇总,,
说的是哪儿,老百姓怎么说,哪天
第三条,登记应当可以在网上办,2026-03-12
第九十九条,没有这一条,2026-03-12
第四条,犬绳再放长一些,前天
第五条,罚款太轻了,2026-03-13
某条,不知道是哪一条,2026-03-13
"""


def test_from_a_messy_sheet_to_a_batch_and_back(
    chromium: Browser, server: str, seeded: Seeded
) -> None:
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    context.add_cookies([{"name": "session", "value": seeded.sessions["zhoumin"], "url": server}])
    complaints: list[str] = []
    page = open_page(context, complaints)
    sheet: FilePayload = {
        "name": "汇总.csv",
        "mimeType": "text/csv",
        "buffer": SHEET.encode("gb18030"),
    }

    page.goto(INTAKE)
    page.get_by_label("文件", exact=True).set_input_files(sheet)
    page.get_by_label("来件渠道").select_option("hotline")
    page.get_by_label("来源").fill("三月汇总")
    page.get_by_role("button", name="先检查").click()
    expect(page.get_by_text("读出 0 条")).to_be_visible()
    page.get_by_label("意见内容").select_option("老百姓怎么说")
    page.get_by_label("针对条款").select_option("说的是哪儿")
    page.get_by_label("收到日期").select_option("哪天")
    page.get_by_role("button", name="照这样再检查一次").click()
    expect(page.get_by_text("读出 2 条，3 行有问题")).to_be_visible()
    page.get_by_role("link", name="有问题 3").click()
    expect(page.locator("td.num")).to_have_text(["4", "5", "7"])
    page.get_by_role("button", name="导入新的 2 条").click()
    expect(page.get_by_role("status")).to_contain_text("新增 2 条，0 条以前已经导入")

    page.get_by_role("link", name="再导入一份").click()
    page.get_by_label("文件", exact=True).set_input_files(sheet)
    page.get_by_label("来件渠道").select_option("hotline")
    page.get_by_role("button", name="先检查").click()
    expect(page.get_by_text("表头和以前的一样")).to_be_visible()
    expect(page.get_by_text("这份文件已经导入过：第 1-P001 批")).to_be_visible()
    page.get_by_role("button", name="没有新的").click()
    expect(page.get_by_role("status")).to_contain_text("新增 0 条，2 条以前已经导入")

    page.get_by_role("link", name="导入记录").click()
    page.get_by_role("link", name="1-P001").click()
    page.get_by_text("撤销这一批").click()
    page.get_by_label("为什么撤销").fill("传到了别的审次")
    page.get_by_role("button", name="撤销这 2 条").click()
    expect(page.get_by_role("status")).to_contain_text("都记为撤回")
    expect(page.get_by_role("cell", name="已撤回")).to_have_count(2)
    assert complaints == []
    context.close()
