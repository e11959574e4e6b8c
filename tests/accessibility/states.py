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
    "/directory?by=name",
    "/directory?by=state",
    "/search",
    "/search?q=独户",
    "/search?q=独户+没有的词",
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
    "/bills/dogs/2/comment?at=art_4&quote=固定住所",
    "/bills/dogs/2/comment?at=art_4&quote=没有的字",
    "/bills/dogs/2/articles/art_6?mark=2-7",
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
    "/staff/bills/dogs/1/letter",
    "/staff/bills/dogs/1/intake",
    "/staff/bills/dogs/2/notes/art_4",
    "/staff/bills/dogs/1/clusters",
    "/staff/bills/dogs/1/clusters?at=art_3",
    "/staff/bills/dogs/1/clusters?at=art_3&open=2",
    "/staff/bills/dogs/1/clusters/readers",
    "/staff/bills/dogs/1/agenda",
    "/staff/bills/dogs/2/agenda",
    "/staff/bills/dogs/2/carried",
    "/staff/bills/dogs/1/report/preview",
    "/staff/clusters/1",
    "/staff/clusters/1/words",
    "/staff/bills/dogs/1/clusters/decide",
    "/staff/bills/dogs/1/clusters/carrying",
    "/staff/reasons",
    "/staff/me",
    "/staff/roles",
    "/staff/questions",
    "/staff/calendar",
    "/staff/bills/dogs/2/round",
    "/staff/bills/dogs/3/open",
    "/staff/bills/dogs/3/open/preview",
    "/staff/bills/dogs/3/open/preview?page=announcement",
    "/staff/bills/dogs/3/explanation",
    "/reports",
)


def public(page: Page, furnished: Furnished, *, scripts: bool = True) -> Iterator[str]:
    """Every public page and state in turn, open in `page`; yields its name."""
    receipt = f"/receipts/{furnished.seeded.number}/{furnished.seeded.code}"
    yield from _addresses(page, (*PUBLIC, receipt))
    yield from _forms_sent_wrong(page)
    yield from _a_comment(page)
    if scripts:
        yield from _words(page)


def staff(page: Page) -> Iterator[str]:
    """Every page and state of the desk."""
    yield from _addresses(page, STAFF)
    yield from _a_note(page)
    yield from _letters(page)
    yield from _judged(page)
    yield from _an_amendment(page)
    yield from _files(page)


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


def _words(page: Page) -> Iterator[str]:
    page.goto("/bills/dogs/2")
    line = "art_4__para_1__item_2"
    page.evaluate("id => getSelection().selectAllChildren(document.getElementById(id))", line)
    button = page.get_by_role("link", name="对这几个字提意见")
    expect(button).to_be_visible()
    yield "words selected"
    button.click()
    page.get_by_label("意见", exact=True).fill("请写明租住算不算。")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator("mark")).to_be_visible()
    yield "a receipt with the words spoken of"


def _a_comment(page: Page) -> Iterator[str]:
    page.goto("/bills/dogs/2/comment?at=art_4")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("请写下您的意见").first).to_be_visible()
    yield "a comment without words"
    page.get_by_label("意见", exact=True).fill("合租的人也有固定住所，建议写明。")
    words = page.get_by_label("建议改为")
    words.fill(words.input_value().replace("固定住所", "固定住所或者合租"))
    page.get_by_role("button", name="预览").click()
    yield "a comment as it would be sent"
    page.get_by_role("button", name="再对另一条").click()
    yield "comments written and not sent"
    page.get_by_label("再对哪一条").select_option("art_5")
    page.get_by_role("button", name="写这一条").click()
    yield "one comment more"
    page.get_by_role("button", name="全部提交").click()
    expect(page.locator(".slip .code")).to_be_visible()
    yield "a receipt just given"
    page.get_by_role("link", name="修改").first.click()
    yield "a comment to amend"


def _a_note(page: Page) -> Iterator[str]:
    page.goto("/staff/bills/dogs/2/notes/art_4")
    page.get_by_label("说明", exact=True).fill("**谁**能办证：\n\n- 成年人\n\n见[第五条](#art_5)。")
    page.get_by_role("button", name="预览").click()
    yield "a note looked at"
    page.get_by_role("button", name="保存并公开").click()
    yield "a note kept"
    yield from _addresses(page, ("/bills/dogs/2", "/bills/dogs/2/articles/art_4"))


def _letters(page: Page) -> Iterator[str]:
    for name, table in (("a table with errors", BROKEN), ("a table checked", LETTERS)):
        page.goto("/staff/bills/dogs/2")
        page.get_by_label("表格文件").set_input_files(
            {"name": "来信.csv", "mimeType": "text/csv", "buffer": table.encode()}
        )
        page.get_by_role("button", name="先检查").click()
        yield name
    page.get_by_role("button", name="导入新的 14 条").click()
    yield "a table taken in"
    yield from _addresses(page, ("/staff/bills/dogs/2/intake/log",))
    page.locator("main td a").first.click()
    yield "a batch"
    page.goto("/staff/bills/dogs/2")
    page.get_by_role("button", name="开始归类").click()
    expect(page.get_by_role("status")).to_contain_text("已重新归类", timeout=30_000)
    yield "a job done"
    yield from _addresses(page, ("/staff/jobs", "/staff/bills/dogs/2/campaigns"))
    page.locator("main a[href*='/campaigns/']").first.click()
    yield "a campaign"
    page.goto("/staff/clusters/1")
    page.locator("form.decide").get_by_text("部分采纳", exact=True).click()
    page.get_by_role("button", name="记下处理").click()
    yield "a decision without reasons"


def _judged(page: Page) -> Iterator[str]:
    queue = "/staff/bills/dogs/1/moderation"
    page.goto(f"{queue}?number=1-0003")
    page.get_by_role("button", name="不公开 1-0003").click()
    yield "hiding without a reason"
    page.get_by_label("理由").first.fill("写了电话号码")
    page.get_by_role("button", name="不公开 1-0003").click()
    yield "a comment hidden"
    yield from _addresses(page, ("/bills/dogs/1/articles/art_4", f"{queue}?state=hidden"))
    if not page.locator("label:has([name=from][value=hidden])").is_visible():  # unfolded by a test
        page.get_by_text("新的一批").click()
    page.locator("label:has([name=from][value=hidden])").click()
    page.get_by_label("都含有这些词").fill("犬绳")
    page.get_by_role("button", name="存下，先看有多少条").click()
    yield "a batch to look at"
    page.get_by_role("button", name="把这 1 条改为：公开").click()
    yield "a batch carried out"


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


def _files(page: Page) -> Iterator[str]:
    page.goto("/staff/bills/dogs/3/open")
    if page.get_by_label("开始日").count():
        page.get_by_text("表单上问什么").click()
        yield "what a form may ask"
        page.get_by_label("行业或职业").first.check()
        page.get_by_label("收附件").check()
        page.get_by_label("开始日").fill("2026-05-20")
        page.get_by_label("截止日").fill("2026-06-20")
        page.get_by_role("button", name="发布公告，开始征求意见").click()
        expect(page.get_by_role("status").first).to_have_text("征求意见已安排。")
    page.goto("/bills/dogs/3/comment?at=art_5")
    page.get_by_text("留下姓名").click()
    yield "a form that asks"
    page.get_by_label("意见", exact=True).fill("附上邻居们的签名。")
    page.get_by_label("怎么称呼您").fill("王五")
    page.get_by_label("我同意").check()
    page.get_by_role("button", name="提交", exact=True).click()
    for name, data in (("a.zip", b"PK\x03\x04"), ("签名.txt", "王五、赵六".encode())):
        page.get_by_label("添一份附件").set_input_files(
            {"name": name, "mimeType": "text/plain", "buffer": data}
        )
        page.get_by_role("button", name="上传").click()
        yield f"a receipt after {name}"
    yield from _addresses(page, ("/staff/bills/dogs/3/attachments",))
