"""A small site to test against: seeded once, copied for each test, the cast signed in."""

import asyncio
import datetime as dt
import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from consult.config import Settings
from consult.lifecycle import SHANGHAI
from consult.permissions import Role, terminal
from consult.services.bills import draft
from consult.services.clusters import cluster
from consult.services.people import account, signing
from consult.services.records import schema
from consult.services.rounds import round as rounds
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from consult.services.work.workshop import Workshop
from consult.web.app import create_app, furnish
from reports.model import CommentKind
from tests.consult.cast import DURING, FIRST, LAST, OPENING, SECOND, SECRET

PASSWORD = "一只导盲犬过马路要看绿灯"
CAST = {"zhoumin": Role.STAFF, "chen": Role.COMMITTEE, "root": Role.ADMINISTRATOR}
SECOND_OPENING = dt.date(2026, 5, 10)
NOW = dt.datetime(2026, 5, 20, 9, 30, tzinfo=SHANGHAI)
CANARY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
REFRESH = '<noscript><meta http-equiv="refresh"'
TOKEN = re.compile(r'name="form_token" value="([0-9a-f]+)"')


class Seeded(msgspec.Struct, frozen=True):
    """A database file, the session tokens of the cast, and one receipt."""

    folder: Path
    sessions: dict[str, str]
    number: str
    code: str


def settings_for(folder: Path) -> Settings:
    """Settings of a site whose data lie in `folder`."""
    return Settings(
        database_url=f"sqlite:///{folder / 'consult.db'}", data_dir=folder, secret_key=SECRET
    )


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """The seeded site, made once a run; import this fixture where it is wanted."""
    return seed(tmp_path_factory.mktemp("seeded"))


def seed(folder: Path) -> Seeded:
    """One bill: reading 1 closed with clusters, reading 2 open; reading 3 has no round.

    In a thread of its own: Playwright keeps a loop running in the main one.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _seed(folder)).result()


async def _seed(folder: Path) -> Seeded:
    office = terminal()
    async with schema.database(settings_for(folder).database_url):
        await schema.migrate()
        await _load(1, FIRST)
        await rounds.open_round(
            office, DURING, slug="dogs", reading=1, first_day=OPENING, last_day=LAST
        )
        first = await _say("art_3__para_1__item_2", "合租的人也有固定住所，建议删去独户居住。", 1)
        await _say("art_3", "合租的人也有固定住所，建议删去独户居住！" + CANARY, 2)
        await _say("art_4", "犬绳一点五米太短。电话13800138000。", 3)
        await _say(None, "总体赞成，希望早日施行。", 4)
        await _say("art_3", "合租的人也有固定住所，建议删去独户居住。请尽快。", 5)
        await cluster.rebuild(office, NOW, slug="dogs", reading=1)
        await _load(2, SECOND)
        await rounds.open_round(
            office,
            NOW,
            slug="dogs",
            reading=2,
            first_day=SECOND_OPENING,
            last_day=SECOND_OPENING + dt.timedelta(days=30),
        )
        await _load(3, SECOND.replace("二次", "三次").replace("二百元", "三百元"))
        sessions = {}
        for login, role in CAST.items():
            await account.add_account(
                office, NOW, login=login, name=login, role=role, password=PASSWORD
            )
            sessions[login] = (await signing.sign_in(NOW, login, PASSWORD)).token
    return Seeded(folder, sessions, first.number, first.code)


async def _load(reading: int, text: str) -> None:
    await draft.load_draft(
        terminal(),
        NOW,
        slug="dogs",
        reading=reading,
        filename=f"{reading}.txt",
        data=text.encode(),
        body="云川市人大常委会" + CANARY,
    )


async def _say(address: str | None, text: str, n: int) -> comment.Receipt:
    form = CommentInput(
        text=text, kind=CommentKind.AMEND, proposed="有固定住所；" if n == 1 else ""
    )
    return await comment.submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address=address,
        form=form,
        key=f"seeded-key-{n:08d}",
    )


class Visitor:
    """A browser without scripts: keeps cookies, fills forms with the token of their page."""

    def __init__(self, client: TestClient[Any], seeded: Seeded) -> None:
        self.client = client
        self.seeded = seeded

    def sign_in(self, login: str) -> None:
        """Hold the session the cast member already has."""
        self.sign_off()
        self.client.cookies.set("session", self.seeded.sessions[login], domain="testserver.local")

    def sign_off(self) -> None:
        """Hold no session."""
        kept = [cookie for cookie in self.client.cookies.jar if cookie.name != "session"]
        self.client.cookies.jar.clear()
        for cookie in kept:
            self.client.cookies.jar.set_cookie(cookie)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """A page, redirects shown as they are."""
        return self.client.get(path, headers=headers, follow_redirects=False)

    def token(self, page: str) -> str:
        """The form token of a page."""
        found = TOKEN.search(self.get(page).text)
        assert found, f"no form on {page}"
        return found[1]

    def post(
        self, path: str, fields: dict[str, str], *, page: str, files: Any = None
    ) -> httpx.Response:
        """Send the form found on `page`."""
        data = {"form_token": self.token(page), **fields}
        return self.client.post(path, data=data, files=files, follow_redirects=False)

    def wait(self, answer: httpx.Response) -> str:
        """The page of a job that `answer` leads to, once the job has ended."""
        assert answer.status_code == 303, answer.text
        for _ in range(600):
            page = self.get(answer.headers["location"])
            if REFRESH not in page.text:
                return page.text
            time.sleep(0.1)
        raise AssertionError("the job does not end")


@contextmanager
def visiting(seeded: Seeded, folder: Path, now: dt.datetime = NOW) -> Iterator[Visitor]:
    """A visitor on a fresh copy of the seeded site at the moment `now`, a worker beside it."""
    shutil.copytree(seeded.folder, folder, dirs_exist_ok=True)
    settings = settings_for(folder)
    app = _app()
    app.state.site = furnish(settings, lambda: now)
    with TestClient(app) as client:
        working = client.blocking_portal.call(_begin, Workshop(settings, lambda: now, poll=0.05))
        try:
            yield Visitor(client, seeded)
        finally:
            client.blocking_portal.call(_end, working)


@cache
def _app() -> Litestar:
    """The routes, built once a process: that takes four times as long as most tests. Each visit
    furnishes it with a site of its own."""
    return create_app(settings_for(Path("nowhere")))


async def _begin(workshop: Workshop) -> "asyncio.Task[None]":
    return asyncio.create_task(workshop.run())


async def _end(working: "asyncio.Task[None]") -> None:
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
