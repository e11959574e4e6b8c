"""axe-core finds nothing on any page, in any state, on a phone or a desktop, light or dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.accessibility import states
from tests.accessibility.axe import violations
from tests.accessibility.own_states import own
from tests.consult.rooms import Furnished

pytestmark = pytest.mark.browser


def test_a_bad_page_is_found_out(page: Page) -> None:
    page.set_content('<p style="color: #999; background: #fff">太淡的字</p><input>')
    rules = {line.split(": ")[1].split(" (")[0] for line in violations(page)}
    assert {"color-contrast", "label", "html-has-lang"} <= rules


def test_the_public_pages(page: Page, furnished: Furnished) -> None:
    assert _all(page, states.public(page, furnished)) == {}


def test_the_desk(page: Page, furnished: Furnished, server: str) -> None:
    sign_in(page, furnished, server, "zhoumin")
    assert _all(page, states.staff(page)) == {}


def test_the_reading_room(page: Page, furnished: Furnished, server: str) -> None:
    sign_in(page, furnished, server, "chen")
    assert _all(page, states.room(page, furnished)) == {}


def test_ones_own_account(page: Page) -> None:
    assert _all(page, own(page)) == {}


def sign_in(page: Page, furnished: Furnished, server: str, login: str) -> None:
    token = furnished.seeded.sessions[login]
    cookie = {"name": "session", "value": token, "url": server}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def _all(page: Page, names: Iterator[str]) -> dict[str, list[str]]:
    found = {name: violations(page) for name in names}
    return {name: wrong for name, wrong in found.items() if wrong}
