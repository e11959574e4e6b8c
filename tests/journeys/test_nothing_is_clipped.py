"""Every page on a narrow phone: nothing sticks out of the screen or is cut off."""

import pytest
from playwright.sync_api import Browser, Page

from tests.site import Seeded

pytestmark = pytest.mark.browser
PUBLIC = (
    "/",
    "/bills/dogs",
    "/bills/dogs/1",
    "/bills/dogs/2",
    "/bills/dogs/2?view=changes",
    "/bills/dogs/2/compare",
    "/bills/dogs/1/opinions",
    "/bills/dogs/1/articles/art_3",
    "/bills/dogs/2/articles/art_4",
    "/bills/dogs/2/articles/art_4/passport",
    "/bills/dogs/2/comment?at=art_4",
    "/bills/dogs/1/comment",
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
    "/staff/bills/dogs/1/clusters",
    "/staff/bills/dogs/1/clusters?at=art_3",
    "/staff/clusters/1",
    "/reports",
)
STICKING_OUT = """
() => {
  const wide = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll("body *")].filter((e) => {
    if (e.closest(".vh, .skip, .scroll")) return false;
    const sides = [...e.getClientRects()].filter((r) => r.width > 1);
    return sides.some((r) => r.right > wide + 0.5 || r.left < -0.5);
  });
  if (document.documentElement.scrollWidth > wide) out.unshift(document.documentElement);
  return out.map((e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 30)}`);
}
"""


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_page_is_wider_than_a_phone(
    chromium: Browser, server: str, seeded: Seeded, width: int, prefix: str
) -> None:
    context = chromium.new_context(base_url=server, viewport={"width": width, "height": 740})
    page = context.new_page()
    paths = [*PUBLIC, f"/receipts/{seeded.number}/{seeded.code}"]
    found = {path: sticking_out(page, prefix + path) for path in paths}
    cookie = {"name": "session", "value": seeded.sessions["zhoumin"], "url": server}
    context.add_cookies([cookie])  # type: ignore[list-item]
    found |= {path: sticking_out(page, prefix + path) for path in STAFF}
    context.close()
    assert {path: out for path, out in found.items() if out} == {}


def sticking_out(page: Page, path: str) -> list[str]:
    """What reaches beyond an edge of the screen."""
    page.goto(path.removesuffix("/") or "/")
    found: list[str] = page.evaluate(STICKING_OUT)
    return found
