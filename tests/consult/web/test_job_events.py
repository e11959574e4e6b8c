"""GET /staff/jobs/{id}/events"""

import asyncio
import json
import shutil
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Collection
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from consult.errors import TooManyTries
from consult.services.clusters import cluster
from consult.services.work.errand import ClustersRequest
from consult.services.work.job import JobKind, JobState, JobView
from consult.services.work.worker import Say
from consult.services.work.workshop import Workshop
from consult.web import watch
from consult.web.app import create_app
from consult.web.watch import MOST_EACH, Watch
from tests.site import NOW, TOKEN, Seeded, Visitor, settings_for

DESK = "/staff/bills/dogs/1"


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Clustering that says the steps put here, and ends when one is "end"."""
    said: list[str] = ["比较意见 37%"]

    async def rebuild(*_: object, progress: Say, **__: object) -> None:
        while said[-1] != "end":
            progress(said[-1])
            await asyncio.sleep(0.02)

    monkeypatch.setattr(cluster, "rebuild", rebuild)
    return said


@pytest.fixture
async def browser(seeded: Seeded, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """周敏 at the seeded site behind a real server, a worker beside it."""
    settings = settings_for(shutil.copytree(seeded.folder, tmp_path / "site"))
    app = create_app(settings, clock=lambda: NOW)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.02)
        working = asyncio.create_task(Workshop(settings, lambda: NOW, poll=0.05).run())
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        cookies = {"session": seeded.sessions["zhoumin"]}
        async with httpx.AsyncClient(base_url=address, cookies=cookies, timeout=20) as client:
            yield client
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        await app.state.site.watch.close()
        server.should_exit = True
        await serving


async def begin(browser: httpx.AsyncClient) -> str:
    page = await browser.get(DESK)
    token = TOKEN.search(page.text)
    assert token
    answer = await browser.post(f"{DESK}/clusters", data={"form_token": token[1]})
    return str(answer.headers["location"])


async def read(lines: AsyncIterator[str]) -> dict[str, Any]:
    """The next event of a stream, its data read; empty when there is none."""
    event: dict[str, Any] = {}
    async for line in lines:
        if not line and event:
            return event
        if line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            event[name] = json.loads(value) if name == "data" else value
    return event


@pytest.mark.anyio
async def test_it_tells_each_step_and_the_end(browser: httpx.AsyncClient, gate: list[str]) -> None:
    place, events = await begin(browser), list[dict[str, Any]]()
    async with browser.stream("GET", f"/en{place}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["x-accel-buffering"] == "no"
        assert answer.headers["cache-control"] == "no-cache"
        lines = answer.aiter_lines()
        while not events or events[-1]["event"] != "end":
            events.append(await read(lines))
            if events[-1]["data"]["percent"] == 37:
                gate.append("end")
        assert await read(lines) == {}  # the stream is over
    told = next(event for event in events if event["data"]["percent"] == 37)
    assert (told["event"], told["retry"]) == ("progress", "2000")
    assert told["data"] == {
        "state": "running",
        "words": "In progress: Comparing comments: 37%",
        "name": "Comparing comments",
        "percent": 37,
        "seconds": 0,
    }
    assert events[-1]["data"]["state"] == "done"
    ids = [int(event["id"]) for event in events]
    assert ids == sorted(set(ids))


@pytest.mark.anyio
async def test_a_browser_that_leaves_gives_its_seat_back(
    browser: httpx.AsyncClient, gate: list[str]
) -> None:
    place = await begin(browser)
    for _ in range(MOST_EACH + 1):
        async with browser.stream("GET", f"{place}/events") as answer:
            assert answer.status_code == 200
            await read(answer.aiter_lines())
        await asyncio.sleep(0.1)
    gate.append("end")


def test_who_comes_back_hears_what_is_new_and_always_the_end(staff: Visitor) -> None:
    answer = staff.post(f"{DESK}/clusters", {}, page=DESK)
    staff.wait(answer)
    place = answer.headers["location"]
    first = staff.get(f"{place}/events").text
    last = first.split("id: ")[1].split("\r")[0]
    again = staff.get(f"{place}/events", **{"last-event-id": last}).text
    assert again.count("event: end") == first.count("event: end") == 1
    assert staff.get(f"{place}/events", **{"last-event-id": "-1; x"}).status_code == 200


def test_it_belongs_to_those_who_may_see_the_job(staff: Visitor) -> None:
    place = staff.post(f"{DESK}/clusters", {}, page=DESK).headers["location"]
    assert staff.get("/staff/jobs/999/events").status_code == 404
    staff.sign_in("chen")
    assert staff.get(f"{place}/events").status_code == 403
    staff.sign_off()
    assert staff.get(f"{place}/events").status_code == 303


def view(number: int, revision: int, state: JobState = JobState.RUNNING) -> JobView:
    return JobView(
        id=number,
        kind=JobKind.CLUSTERS,
        errand=ClustersRequest(),
        state=state,
        slug="dogs",
        reading=1,
        draft_title="草案",
        step="",
        failure=None,
        result=None,
        revision=revision,
        started_by="周敏",
        started_at=NOW,
        begun_at=NOW,
        ended_at=None,
    )


class Base:
    """A database with jobs that counts how often it is asked."""

    def __init__(self) -> None:
        self.jobs = {n: view(n, 1) for n in range(30)}
        self.asked: list[int] = []

    async def look(self, ids: Collection[int]) -> list[JobView]:
        self.asked.append(len(ids))
        return [self.jobs[n] for n in ids]


@pytest.mark.anyio
async def test_one_look_serves_everybody() -> None:
    base = Base()
    watching = Watch(base.look, every=0.05)
    streams = [watching.follow(n, n, None) for n in range(30)]
    assert [got.revision for got in await asyncio.gather(*map(anext, streams)) if got] == [1] * 30
    waits = [asyncio.ensure_future(anext(stream)) for stream in streams]
    await asyncio.sleep(0.22)
    assert not any(wait.done() for wait in waits)
    base.jobs |= {n: view(n, 2, JobState.DONE) for n in range(30)}
    assert all(got and got.ended for got in await asyncio.gather(*waits))
    assert 3 <= len(base.asked) <= 12
    assert set(base.asked) == {30}
    for stream in streams:
        with pytest.raises(StopAsyncIteration):
            await anext(stream)
    await asyncio.sleep(0.1)
    asked = len(base.asked)
    await asyncio.sleep(0.1)
    assert len(base.asked) == asked  # nobody watches: nobody looks
    await watching.close()


@pytest.mark.anyio
async def test_a_quiet_stream_says_that_it_lives() -> None:
    watching = Watch(Base().look, every=0.05, quiet=0.05)
    stream = watching.follow(1, "周敏", 1)
    assert await anext(stream) is None
    assert await anext(stream) is None
    await stream.aclose()
    await watching.close()


@pytest.mark.anyio
async def test_a_stream_lasts_so_long_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LONGEST", 0.1)
    watching = Watch(Base().look, every=0.02, quiet=0.02)
    heard = [got async for got in watching.follow(1, "周敏", 1)]
    assert 2 <= len(heard) <= 8
    await watching.close()


@pytest.mark.anyio
async def test_when_the_site_stops_every_stream_ends() -> None:
    watching = Watch(Base().look)
    streams = [watching.follow(n, n, 1) for n in range(5)]
    waits = [asyncio.ensure_future(anext(stream)) for stream in streams]
    await asyncio.sleep(0)
    await watching.close()
    ended = await asyncio.wait_for(asyncio.gather(*waits, return_exceptions=True), 1)
    assert all(isinstance(end, StopAsyncIteration) for end in ended)


@pytest.mark.anyio
async def test_a_database_that_is_away_ends_no_stream() -> None:
    base, away = Base(), [True]

    async def look(ids: Collection[int]) -> list[JobView]:
        if away:
            away.clear()
            raise OSError("away")
        return await base.look(ids)

    watching = Watch(look, every=0.02)
    stream = watching.follow(1, "周敏", None)
    got = await asyncio.wait_for(anext(stream), 1)
    assert got and got.revision == 1
    await stream.aclose()
    await watching.close()


@pytest.mark.anyio
async def test_nobody_takes_every_connection() -> None:
    watching = Watch(Base().look)
    streams: list[AsyncGenerator[JobView | None]] = []
    for _ in range(MOST_EACH):
        watching.admit("周敏")
        streams.append(watching.follow(1, "周敏", None))
        await anext(streams[-1])
    with pytest.raises(TooManyTries):
        watching.admit("周敏")
    watching.admit("陈立")
    for stream in streams:
        await stream.aclose()
    watching.admit("周敏")
    await watching.close()
