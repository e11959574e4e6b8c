"""小王 reads a draft on a phone: larger letters, chapters folded, a link to one item; with scripts
and without."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
DRAFT = "/bills/dogs/2"
ITEM = "art_4__para_1__item_2"


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    """A phone with scripts, which may write to its clipboard."""
    context = chromium.new_context(
        base_url=server,
        viewport={"width": 390, "height": 740},
        permissions=["clipboard-read", "clipboard-write"],
        java_script_enabled=True,
    )
    yield context.new_page()
    context.close()


def letters(page: Page) -> float:
    """The size of the law's letters in pixels."""
    size: str = page.locator("#art_1 p").first.evaluate("e => getComputedStyle(e).fontSize")
    return float(size.removesuffix("px"))


def test_the_size_of_letters_is_remembered(page: Page) -> None:
    page.goto(DRAFT)
    plain = letters(page)
    page.get_by_role("button", name="特大字").click()
    assert letters(page) == pytest.approx(1.5 * plain)
    page.goto("/bills/dogs/2/articles/art_1")
    assert letters(page) == pytest.approx(1.5 * plain)
    expect(page.get_by_role("button", name="特大字")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="标准字").click()
    assert letters(page) == pytest.approx(plain)


def test_a_link_opens_the_folded_chapter_and_marks_the_item(page: Page) -> None:
    page.goto(DRAFT)
    page.get_by_role("button", name="各章全部收起").click()
    expect(page.locator(f"#{ITEM}")).to_be_hidden()
    expect(page.get_by_role("button", name="各章全部展开")).to_be_visible()
    page.evaluate("at => { location.hash = at }", ITEM)
    expect(page.locator(f"#{ITEM}")).to_be_in_viewport()
    assert page.locator(f"#{ITEM}").evaluate("e => e.matches(':target')")


def test_the_mark_behind_an_item_copies_its_link(page: Page) -> None:
    page.goto(DRAFT)
    page.get_by_role("link", name="第四条（二）的链接").click()
    expect(page.locator("#copied")).to_have_text("已复制这一处的链接")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith(f"{DRAFT}#{ITEM}")


def test_paper_has_the_folded_chapters_too(page: Page) -> None:
    page.goto(DRAFT)
    page.get_by_role("button", name="各章全部收起").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#art_6")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#art_6")).to_be_hidden()


def test_changes_are_said_to_a_screen_reader_and_never_copied(page: Page) -> None:
    for prefix, added, deleted in (("", "［新增］", "［删去］"), ("/en", "[added]", "[deleted]")):
        page.goto(f"{prefix}{DRAFT}?changes=inline")
        article = page.locator("#art_4")
        told = article.aria_snapshot()
        assert added in told
        assert deleted in told
        assert added not in article.inner_text()
        assert added not in page.evaluate(
            "() => { getSelection().selectAllChildren(document.getElementById('art_4'));"
            " return getSelection().toString(); }"
        )


def test_a_poster_is_one_sheet(page: Page) -> None:
    for path in (f"{DRAFT}/poster", f"{DRAFT}/poster?at=art_4"):
        page.goto(path)
        with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
            assert len(pdf.pages) == 1
            assert [round(float(edge)) for edge in pdf.pages[0].mediabox[2:]] == [595, 842]


def test_the_contents_of_a_phone_are_folded_and_lead_to_the_article(page: Page) -> None:
    page.goto(DRAFT)
    page.get_by_role("link", name="目录").click()
    contents = page.get_by_role("navigation", name="目录")
    expect(contents.get_by_role("link", name="第四条")).to_be_hidden()
    contents.get_by_text("第二章 登记").click()
    contents.get_by_role("link", name="第四条").click()
    expect(page.locator("#art_4")).to_be_in_viewport()
    expect(contents).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(DRAFT)
    expect(contents.get_by_role("link", name="第四条")).to_be_visible()


def test_without_scripts_chapters_fold_and_nothing_that_needs_them_shows(
    chromium: Browser, server: str
) -> None:
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{DRAFT}#{ITEM}")
    expect(page.locator(f"#{ITEM}")).to_be_in_viewport()
    expect(page.locator("#reading")).to_be_hidden()
    page.locator("summary", has=page.locator("h2", has_text="登记")).click()
    expect(page.locator("#art_6")).to_be_hidden()
    context.close()
