"""Every page and state without scripts: on a screen 320 pixels wide, unfolded; and on paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.accessibility import states
from tests.accessibility.test_axe import sign_in
from tests.consult.rooms import Furnished
from tests.journeys.test_nothing_is_clipped import STICKING_OUT

pytestmark = pytest.mark.browser
UNFOLD = 'document.querySelectorAll("details").forEach((one) => { one.open = true; })'
# The contents of a paper are part of the paper.
FURNITURE = """
() => {
  const shown = (e) => e.checkVisibility() && e.getClientRects().length > 0;
  const moving = "nav:not(.paper-contents), button, .btn, .skip, .foot";
  const out = [...document.querySelectorAll(moving)].filter(shown);
  const wrong = out.map((e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 30)}`);
  const style = getComputedStyle(document.documentElement);
  if (style.backgroundColor !== "rgb(255, 255, 255)" || style.color !== "rgb(0, 0, 0)")
    wrong.push(`${style.color} on ${style.backgroundColor}`);
  if (style.getPropertyValue("--adopted").trim() !== "#1b7245") wrong.push("colours of the dark");
  const heads = [...document.querySelectorAll("h1, [role=heading][aria-level='1']")];
  if (!heads.some(shown)) wrong.push("the heading is missing");
  return wrong;
}
"""


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    """The narrowest phone, in the dark, its scripts switched off."""
    context = chromium.new_context(
        base_url=server,
        viewport={"width": 320, "height": 640},
        java_script_enabled=False,
        color_scheme="dark",
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def test_the_public_pages(page: Page, furnished: Furnished) -> None:
    assert _all(page, states.public(page, furnished, scripts=False)) == {}


def test_the_desk(page: Page, furnished: Furnished, server: str) -> None:
    sign_in(page, furnished, server, "zhoumin")
    assert _all(page, states.staff(page)) == {}


def test_the_reading_room(page: Page, furnished: Furnished, server: str) -> None:
    sign_in(page, furnished, server, "chen")
    assert _all(page, states.room(page, furnished)) == {}


def _all(page: Page, names: Iterator[str]) -> dict[str, list[str]]:
    found = {name: _wrong(page) for name in names}
    return {name: wrong for name, wrong in found.items() if wrong}


def _wrong(page: Page) -> list[str]:
    page.wait_for_load_state()
    sticking_out: list[str] = page.evaluate(STICKING_OUT)
    page.emulate_media(media="print", color_scheme="dark")
    furniture: list[str] = page.evaluate(FURNITURE)
    page.emulate_media(media="screen", color_scheme="dark")
    page.evaluate(UNFOLD)
    unfolded: list[str] = page.evaluate(STICKING_OUT)
    told = (("wide", sticking_out), ("unfolded", unfolded), ("printed", furniture))
    return [f"{how}: {what}" for how, found in told for what in found]
