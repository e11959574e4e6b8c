"""What a keyboard reaches: the way past the furniture, the field that is wrong, what is folded."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_first_key_leads_past_the_furniture(page: Page) -> None:
    for path in ("/", "/bills/dogs/2", "/receipts", "/nowhere"):
        page.goto(path)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="跳到正文")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_a_form_sent_back_puts_one_into_the_field_that_is_wrong(page: Page) -> None:
    page.goto("/bills/dogs/2/comment?at=art_4")
    page.get_by_role("button", name="提交").press("Enter")
    field = page.get_by_label("意见", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("请写下您的意见"))
    expect(field).to_be_focused()


def test_what_is_folded_opens_with_a_key(page: Page) -> None:
    page.goto("/bills/dogs/2/comment?at=art_4")
    inside = page.get_by_label("怎么称呼您")
    expect(inside).not_to_be_visible()
    page.get_by_text("留下姓名或联系方式").press("Enter")
    expect(inside).to_be_visible()


def test_focus_is_always_seen_and_never_caught(page: Page) -> None:
    page.goto("/bills/dogs/2/comment?at=art_4")
    seen: list[str] = []
    while len(seen) < 80:
        page.keyboard.press("Tab")
        name, width = page.evaluate(FOCUSED)
        if name == "BODY":
            break
        assert width >= 2, f"{name}: no outline"
        seen.append(name)
    assert len(seen) > 10
    assert len(seen) < 80


FOCUSED = """
() => {
  const e = document.activeElement;
  const at = e.matches(".seg input, .vh") ? e.parentElement.querySelector("label") || e : e;
  const drawn = [e, e.nextElementSibling, at].filter(Boolean).map((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  });
  const name = e.tagName === "BODY" ? "BODY" : `${e.tagName}#${e.id}.${e.className}`;
  return [name, Math.max(...drawn)];
}
"""
