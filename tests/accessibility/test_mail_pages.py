"""axe-core over the pages of a site that sends mail: subscribing, confirming, ending it."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from consult.services.mailing import subscription
from tests.accessibility.axe import violations
from tests.consult.cast import SECRET
from tests.journeys.conftest import serving
from tests.site import Seeded, seeded

__all__ = ["seeded"]

pytestmark = pytest.mark.browser


def test_the_pages_of_a_subscription(chromium: Browser, seeded: Seeded, tmp_path: Path) -> None:
    folder = shutil.copytree(seeded.folder, tmp_path / "site")
    with serving(folder, "alone", "mailing") as address:
        context = chromium.new_context(base_url=address, viewport={"width": 390, "height": 844})
        page = context.new_page()
        found = {name: violations(page) for name in _states(page, folder)}
        context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def _states(page: Page, folder: Path) -> Iterator[str]:
    page.goto("/bills/dogs")
    page.get_by_role("link", name="用邮件订阅").click()
    yield "the form"
    page.get_by_label("邮箱地址").fill("li@")
    page.get_by_role("button", name="订阅").press("Enter")
    expect(page.get_by_label("邮箱地址")).to_be_focused()
    yield "no address"
    page.get_by_label("邮箱地址").fill("li@example.net")
    page.get_by_role("button", name="订阅").click()
    expect(page.get_by_role("heading", name="请看邮箱")).to_be_visible()
    yield "the answer"
    with sqlite3.connect(folder / "consult.db") as database:
        [(key,)] = database.execute("SELECT key FROM subscription")
    links = subscription.links(SECRET, key)
    page.goto(links.confirm)
    yield "the question"
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_text("订阅好了")).to_be_visible()
    yield "subscribed"
    page.goto(links.leave)
    yield "the question whether to end it"
    page.get_by_role("button", name="退订").click()
    expect(page.get_by_text("已经退订")).to_be_visible()
    yield "ended"
