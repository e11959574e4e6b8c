"""A real server and a real Chromium without scripts; skipped where there is no Chromium."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.conftest import ROOT
from tests.site import Seeded, seeded

__all__ = ["seeded"]

CHROMIUM = os.environ.get("CONSULT_CHROMIUM") or shutil.which("chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def server(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the seeded site."""
    folder = tmp_path_factory.mktemp("journey") / "site"
    shutil.copytree(seeded.folder, folder)
    with serving(folder) as address:
        yield address


@contextmanager
def serving(folder: Path, *more: str) -> Iterator[str]:
    """The address of a server for the site in `folder`; `more` are arguments of `serve`."""
    command = [sys.executable, "-m", "tests.journeys.serve", str(folder), *more]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = f"http://127.0.0.1:{process.stdout.readline().strip()}"
        _wait_for(address)
        yield address
        process.terminate()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"{address}/healthz"):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail("the site did not start")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module: its loop must be gone before tests with loops of their own."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


def open_page(context: BrowserContext, complaints: list[str]) -> Page:
    """A page that notes what the browser complains about, such as broken CSP rules; a 400 is
    how a form with a mistake comes back."""

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "(Bad Request)" not in message.text:
            complaints.append(message.text)

    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("console", note)
    return page


@pytest.fixture
def phone(chromium: Browser, server: str) -> Iterator[Page]:
    """A phone, 390 pixels wide, with scripts switched off."""
    complaints: list[str] = []
    context = chromium.new_context(
        base_url=server, viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    yield open_page(context, complaints)
    context.close()
    assert complaints == []


@pytest.fixture
def desktop(chromium: Browser, server: str) -> Iterator[Page]:
    """A desktop, 1280 pixels wide."""
    complaints: list[str] = []
    context = chromium.new_context(base_url=server, viewport={"width": 1280, "height": 900})
    yield open_page(context, complaints)
    context.close()
    assert complaints == []
