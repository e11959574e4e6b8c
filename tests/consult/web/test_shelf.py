"""Public pages are kept until something changes, are the same for everybody, and never private."""

import asyncio
import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from litestar.testing import TestClient

from consult.lifecycle import SHANGHAI
from consult.services.bills import draft
from consult.web.app import create_app
from consult.web.shelf import Kept, Shelf
from tests.consult.cast import LAST
from tests.site import Seeded, Visitor, settings_for

PUBLIC = (
    "/",
    "/bills/dogs",
    "/bills/dogs/1",
    "/bills/dogs/2?view=changes",
    "/bills/dogs/2/compare",
    "/bills/dogs/1/articles/art_3",
    "/bills/dogs/1/opinions",
)
FORM = "/bills/dogs/2/comment?at=art_4"
SAID = {"kind": "amend", "text": "合租的人也要能登记。", "key": "a-key-of-this-form"}


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The drafts read from the database for a page, in order."""
    read: list[str] = []
    show = draft.show_draft

    async def counted(slug: str, reading: int, now: dt.datetime) -> draft.DraftPage:
        read.append(f"{slug}/{reading}")
        return await show(slug, reading, now)

    monkeypatch.setattr(draft, "show_draft", counted)
    return read


def test_a_page_is_made_once_until_something_changes(visitor: Visitor, reads: list[str]) -> None:
    first, again = visitor.get("/bills/dogs/2"), visitor.get("/bills/dogs/2")
    assert len(reads) == 1
    assert (again.text, again.headers["etag"]) == (first.text, first.headers["etag"])
    assert visitor.get("/en/bills/dogs/2").text != first.text
    assert visitor.get("/bills/dogs/2?view=changes").text != first.text
    visitor.post(FORM, SAID, page=FORM)
    assert "1 条意见" in visitor.get("/bills/dogs/2").text
    assert len(reads) == 4


def test_a_decision_is_public_at_once(visitor: Visitor) -> None:
    assert "写进二审稿" not in visitor.get("/bills/dogs/1/articles/art_3").text
    visitor.sign_in("zhoumin")
    bench = visitor.get("/staff/bills/dogs/1/clusters?at=art_3").text
    cluster = bench.split("/staff/clusters/")[1].split('"')[0]
    page = f"/staff/clusters/{cluster}"
    shown = dict.fromkeys(re.findall(r'name="(k-[0-9a-f]+)"', visitor.get(page).text), "1")
    visitor.post(f"{page}/read", shown, page=page)
    fields = {"outcome": "partly", "reason": "写进二审稿。", "version": "0", "state": "1"}
    visitor.post(f"{page}/disposition", fields, page=page)
    assert "写进二审稿" in visitor.get("/bills/dogs/1/articles/art_3").text


def test_midnight_in_shanghai_turns_the_page(seeded: Seeded, tmp_path: Path) -> None:
    shutil.copytree(seeded.folder, tmp_path / "site")
    last_second = dt.datetime.combine(LAST, dt.time(23, 59, 59), tzinfo=SHANGHAI)
    clock = [last_second]
    app = create_app(settings_for(tmp_path / "site"), clock=lambda: clock[0])
    with TestClient(app) as client:
        assert "今天截止" in client.get("/bills/dogs/1").text
        clock[0] = last_second + dt.timedelta(seconds=1)
        page = client.get("/bills/dogs/1").text
    assert "今天截止" not in page
    assert "已截止" in page


@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_gets_the_same_bytes_and_no_cookie(visitor: Visitor, path: str) -> None:
    visitor.sign_in("root")
    theirs = visitor.get(path)
    visitor.sign_off()
    ours = visitor.get(path)
    assert theirs.content == ours.content
    for answer in (theirs, ours):
        assert "set-cookie" not in answer.headers
        assert "form_token" not in answer.text
        assert "退出" not in answer.text
    known = visitor.get(path, **{"if-none-match": ours.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")


def test_a_page_of_one_person_is_never_kept(visitor: Visitor) -> None:
    shelf = visitor.client.app.state.site.shelf
    seeded = visitor.seeded
    visitor.sign_in("zhoumin")
    for path in (
        f"/receipts/{seeded.number}/{seeded.code}",
        "/receipts",
        FORM,
        "/staff",
        "/staff/bills/dogs/1/clusters?at=art_3",
        "/reports",
        "/nowhere",
        "/bills/dogs/9",
    ):
        assert visitor.get(path).headers["cache-control"] == "no-store"
    assert len(shelf._pages) == 0
    visitor.get("/")
    visitor.get("/?page=" + "1" * 60)
    assert len(shelf._pages) == 1


def test_the_shelf_holds_no_more_than_it_may() -> None:
    shelf = Shelf(most_bytes=1000)
    keys = [("head", "day", "en", f"/{n}", "") for n in range(30)]
    for key in keys:
        shelf.find(keys[0])
        shelf.keep(key, Kept("x" * 100))
        shelf.keep(key, Kept("y" * 100))
    assert len(shelf._pages) == 10
    assert shelf._size == 1000
    assert shelf.find(keys[0]) and not shelf.find(keys[1])


KEY = ("head", "2026-05-20", "zh-CN", "/", "")


def test_r30_a_crowd_has_a_new_page_made_once() -> None:
    shelf, made = Shelf(), []

    async def visit() -> str:
        kept = await shelf.wait(KEY)
        if kept is None:
            await asyncio.sleep(0.02)
            made.append(kept := Kept("<p>新的</p>"))
            shelf.keep(KEY, kept)
        return kept.data.decode()

    async def crowd() -> list[str]:
        return await asyncio.gather(*(visit() for _ in range(50)))

    assert set(asyncio.run(crowd())) == {"<p>新的</p>"}
    assert len(made) == 1


def test_r30_while_a_page_is_made_anew_the_crowd_reads_the_one_before() -> None:
    shelf, later = Shelf(), ("another head", *KEY[1:])

    async def crowd() -> list[Kept | None]:
        shelf.keep(KEY, Kept("<p>旧的</p>"))
        assert await shelf.wait(later) is None, "the first visitor makes it"
        seen = [await asyncio.wait_for(shelf.wait(later), 0.1) for _ in range(3)]
        shelf.keep(later, Kept("<p>新的</p>"))
        return [*seen, await shelf.wait(later)]

    words = [kept.data.decode() for kept in asyncio.run(crowd()) if kept]
    assert words == ["<p>旧的</p>"] * 3 + ["<p>新的</p>"]
    assert shelf._newest == {KEY[1:]: later}


def test_who_fails_to_make_a_page_holds_nobody_up() -> None:
    shelf = Shelf()

    async def fails() -> None:
        assert await shelf.wait(KEY) is None
        await asyncio.sleep(0.01)
        raise ValueError

    async def crowd() -> list[object]:
        failing = asyncio.create_task(fails())
        await asyncio.sleep(0)
        found = await asyncio.wait_for(shelf.wait(KEY), 1)
        return [found, *await asyncio.gather(failing, return_exceptions=True)]

    found, error = asyncio.run(crowd())
    assert found is None
    assert isinstance(error, ValueError)
