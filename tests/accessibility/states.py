"""The pages and states of the site: what is at an address, and what a deed leads to."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.consult.parks import BROKEN_DECISION, LAW
from tests.consult.rooms import Furnished
from tests.consult.web.test_campaign import CSV as LETTERS

BROKEN = "条款,意见内容\n第九十九条,这一条不存在。\n第四条,\n"
PUBLIC = (
    "/",
    "/directory",
    "/search",
    "/search?q=独户",
    "/search?q=没有的词",
    "/bills/dogs",
    "/bills/dogs/1",
    "/bills/dogs/2",
    "/bills/dogs/2?changes=inline",
    "/bills/dogs/2?changes=side",
    "/bills/dogs/2/compare",
    "/bills/dogs/2/poster",
    "/bills/dogs/2/poster?at=art_4",
    "/bills/dogs/1/opinions",
    "/bills/dogs/1/articles/art_3",
    "/bills/dogs/2/articles/art_4",
    "/bills/dogs/2/articles/art_4?changes=side",
    "/bills/dogs/2/articles/art_4/passport",
    "/bills/dogs/1/comment",
    "/bills/dogs/2/comment?at=art_4",
    "/receipts",
    "/staff/sign-in",
    "/nowhere",
)
STAFF = (
    "/staff",
    "/staff/bills/dogs/1",
    "/staff/bills/dogs/2",
    "/staff/bills/dogs/3",
    "/staff/bills/dogs/2/links",
    "/staff/bills/dogs/2/review",
    "/staff/bills/dogs/3/review?line=8",
    "/staff/bills/dogs/2/citations",
    "/staff/bills/dogs/2/notes",
    "/staff/bills/dogs/2/notes/art_4",
    "/staff/bills/dogs/1/clusters",
    "/staff/bills/dogs/1/clusters?at=art_3",
    "/staff/bills/dogs/1/report/preview",
    "/staff/clusters/1",
    "/staff/questions",
    "/reports",
)


def public(page: Page, furnished: Furnished) -> Iterator[str]:
    """Every public page and state in turn, open in `page`; yields its name."""
    receipt = f"/receipts/{furnished.seeded.number}/{furnished.seeded.code}"
    yield from _addresses(page, (*PUBLIC, receipt))
    yield from _forms_sent_wrong(page)
    yield from _a_comment(page)


def staff(page: Page) -> Iterator[str]:
    """Every page and state of the desk."""
    yield from _addresses(page, STAFF)
    yield from _letters(page)
    yield from _an_amendment(page)


def room(page: Page, furnished: Furnished) -> Iterator[str]:
    """Every page of the reading room."""
    version = f"/room/reports/{furnished.versions[0]}"
    leaf = f"{version}/articles/{furnished.report.sections[0].anchor}"
    inside = (version, leaf, *(f"{version}/{s}" for s in ("opinions", "comparison", "search?q=独")))
    bare = f"/room/reports/{furnished.bare}"
    yield from _addresses(page, ("/room", "/room/notes", bare, *inside))


def _addresses(page: Page, paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        page.goto(path)
        yield path


def _forms_sent_wrong(page: Page) -> Iterator[str]:
    page.goto("/receipts")
    page.get_by_label("回执编号").fill("2-99999")
    page.get_by_label("查询码").fill("AAAAA")
    page.get_by_role("button", name="查询").click()
    yield "a receipt nobody has"
    page.goto("/staff/sign-in")
    page.get_by_label("账号").fill("nobody")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    yield "a wrong password"


def _a_comment(page: Page) -> Iterator[str]:
    page.goto("/bills/dogs/2/comment?at=art_4")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("请写下您的意见").first).to_be_visible()
    yield "a comment without words"
    page.get_by_label("意见", exact=True).fill("合租的人也有固定住所，建议写明。")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".slip .code")).to_be_visible()
    yield "a receipt just given"
    page.get_by_role("link", name="修改").first.click()
    yield "a comment to amend"


def _letters(page: Page) -> Iterator[str]:
    for name, table in (("a table with errors", BROKEN), ("a table checked", LETTERS)):
        page.goto("/staff/bills/dogs/2")
        page.get_by_label("表格文件").set_input_files(
            {"name": "来信.csv", "mimeType": "text/csv", "buffer": table.encode()}
        )
        page.get_by_role("button", name="先检查").click()
        yield name
    page.get_by_role("button", name="导入这 14 条").click()
    yield "a table taken in"
    page.goto("/staff/bills/dogs/2")
    page.get_by_role("button", name="开始归类").click()
    expect(page.get_by_role("status")).to_contain_text("已重新归类", timeout=30_000)
    yield "a job done"
    yield from _addresses(page, ("/staff/jobs", "/staff/bills/dogs/2/campaigns"))
    page.locator("main a[href*='/campaigns/']").first.click()
    yield "a campaign"
    page.goto("/staff/clusters/1")
    page.get_by_text("部分采纳", exact=True).click()
    page.get_by_role("button", name="记下处理").click()
    yield "a decision without reasons"


def _an_amendment(page: Page) -> Iterator[str]:
    page.goto("/staff")
    page.get_by_text("上面的文件是对现行法的修改决定").click()
    for label, text in (("草案文件", BROKEN_DECISION), ("现行法的文件", LAW)):
        page.get_by_label(label).set_input_files(
            {"name": f"{label}.txt", "mimeType": "text/plain", "buffer": text.encode()}
        )
    page.get_by_label("网址名称").fill("parks")
    page.get_by_role("button", name="载入").click()
    yield "an amendment that does not fit"
