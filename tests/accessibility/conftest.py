"""One site with sealed reports, a campaign and finished work; one browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.consult.rooms import Furnished, furnished
from tests.journeys.conftest import chromium, server
from tests.site import Seeded

__all__ = ["chromium", "furnished", "server"]


@pytest.fixture(scope="session")
def seeded(furnished: Furnished) -> Seeded:
    """The site of these tests has reports to read."""
    return furnished.seeded


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    """A browser nobody has signed in to."""
    context = chromium.new_context(base_url=server, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()
