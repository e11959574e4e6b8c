"""`consult worker`: work that waits is done, by whoever is alive, once."""

import asyncio
import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from consult.permissions import terminal
from consult.services.records import schema
from consult.services.work import claiming, job
from consult.services.work.errand import ClustersRequest, PaperRequest
from consult.services.work.job import JobState, JobView
from consult.tables import AuditEntry, Cluster, Job, Report
from reports.model import Edition
from tests.cli.test_serve import fetch, free_port
from tests.conftest import ROOT
from tests.site import PASSWORD, TOKEN, Seeded, seeded, settings_for

__all__ = ["seeded"]
OFFICE = terminal()
T = TypeVar("T")


@pytest.fixture
def folder(seeded: Seeded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seeded site, and an environment that points to it."""
    place = Path(shutil.copytree(seeded.folder, tmp_path / "site"))
    monkeypatch.setenv("CONSULT_DATABASE_URL", settings_for(place).database_url)
    monkeypatch.setenv("CONSULT_DATA_DIR", str(place))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return place


def inside(folder: Path, work: Callable[[], Awaitable[T]]) -> T:
    """`work` with the database of the site open."""

    async def go() -> T:
        async with schema.database(settings_for(folder).database_url):
            return await work()

    return asyncio.run(go())


def ask(folder: Path, *errands: ClustersRequest | PaperRequest) -> list[int]:
    """Jobs that wait."""

    async def go() -> list[int]:
        now = dt.datetime.now(dt.UTC)
        return [
            (await job.start(OFFICE, now, errand=errand, slug="dogs", reading=1)).id
            for errand in errands
        ]

    return inside(folder, go)


def seen(folder: Path, number: int) -> JobView:
    """How a job stands."""
    return inside(folder, lambda: job.show(OFFICE, number))


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it does not come to be"
        time.sleep(0.1)


@pytest.fixture
def workers() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Worker processes, ended with the test."""
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.kill()
        process.wait()


def begin(*words: str) -> subprocess.Popen[bytes]:
    """A command line of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "cli.main", *words], stderr=subprocess.DEVNULL, cwd=ROOT
    )


def once(*options: str) -> str:
    """What `consult worker --once` says."""
    command = [sys.executable, "-m", "cli.main", "worker", "--once", *options]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def test_once_does_what_waits_and_ends(folder: Path) -> None:
    numbers = ask(folder, ClustersRequest(), PaperRequest(edition=Edition.INTERNAL))
    assert once("--jobs", "1") == "做了 2 项工作。\n"
    states = [seen(folder, number) for number in numbers]
    assert [one.state for one in states] == [JobState.DONE] * 2
    assert states[0].result is None
    kept = inside(folder, lambda: Report.select(Report.id, Report.edition, Report.sha256))
    (file,) = (folder / "reports").iterdir()
    assert kept == [{"id": states[1].result, "edition": "internal", "sha256": file.stem}]
    assert once() == "做了 0 项工作。\n"


_RACE = """
import asyncio, datetime as dt, sys
from consult.permissions import terminal
from consult.services.work import claiming
from consult.services.records import schema

async def race():
    async with schema.database(sys.argv[1]):
        print("ready", flush=True)
        sys.stdin.readline()
        while task := await claiming.take(dt.datetime.now(dt.UTC), sys.argv[2]):
            await claiming.finish(terminal(), dt.datetime.now(dt.UTC), task.claim)

asyncio.run(race())
"""


def test_two_processes_that_race_get_each_of_fifty_jobs_once(
    folder: Path, workers: list[subprocess.Popen[bytes]]
) -> None:
    """On one SQLite file; a job done twice would have two entries in the chain."""
    ask(folder, ClustersRequest())

    async def fifty() -> None:
        row = await Job.select().first()
        assert row
        del row["id"]
        await Job.insert(*(Job(**row) for _ in range(49)))

    inside(folder, fifty)
    address = settings_for(folder).database_url
    for name in ("one", "two"):
        workers.append(
            subprocess.Popen(
                [sys.executable, "-c", _RACE, address, name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        )
    for process in workers:
        assert process.stdout
        with process.stdout as heard:
            assert heard.readline() == b"ready\n"
    for process in workers:
        assert process.stdin
        process.stdin.write(b"go\n")
        process.stdin.close()
    assert [process.wait(60) for process in workers] == [0, 0]

    async def told() -> tuple[int, list[str]]:
        ends = await AuditEntry.count().where(AuditEntry.action == "job.finish")
        claims = await AuditEntry.select(AuditEntry.detail).where(AuditEntry.action == "job.claim")
        return int(ends), [row["detail"] for row in claims]

    ends, claims = inside(folder, told)
    assert (ends, len(claims)) == (50, 50)


def test_a_killed_worker_leaves_nothing_and_the_next_does_its_job(
    folder: Path, workers: list[subprocess.Popen[bytes]]
) -> None:
    """R16: kill -9 in the middle of a report."""
    (number,) = ask(folder, PaperRequest())
    workers.append(begin("worker"))
    until(lambda: seen(folder, number).step in ("编写并排版", "汇编", "编排", "制版"))
    helpers = children(workers[0].pid)
    workers[0].kill()
    workers[0].wait()
    until(lambda: not any(Path(f"/proc/{one}").exists() for one in helpers))
    assert seen(folder, number).state is JobState.RUNNING
    assert not list((folder / "reports").glob("*"))
    later = dt.datetime.now(dt.UTC) + claiming.SILENCE * 2
    assert inside(folder, lambda: claiming.sweep(later)) == 1
    again = begin("worker", "--once")
    workers.append(again)
    assert again.wait(60) == 0
    done = seen(folder, number)
    assert (done.state, str(done.failure)) == (JobState.DONE, "None")
    assert len(list((folder / "reports").glob("*.pdf"))) == 1
    assert inside(folder, Report.count().run) == 1


def test_a_worker_that_is_told_to_stop_hands_its_job_back(
    folder: Path, workers: list[subprocess.Popen[bytes]]
) -> None:
    (number,) = ask(folder, PaperRequest())
    workers.append(begin("worker"))
    until(lambda: seen(folder, number).step != "")
    workers[0].send_signal(signal.SIGTERM)
    assert workers[0].wait(20) == 0
    assert seen(folder, number).state is JobState.WAITING
    assert inside(folder, Report.count().run) == 0


def test_the_site_brings_a_worker_along_and_another_when_it_dies(
    folder: Path, workers: list[subprocess.Popen[bytes]]
) -> None:
    port = free_port()
    workers.append(begin("serve", "--port", str(port)))
    fetch(f"http://127.0.0.1:{port}/healthz")
    first = worker_of(workers[0].pid)
    os.kill(first, signal.SIGKILL)
    until(lambda: worker_of(workers[0].pid) not in (0, first))
    (number,) = ask(folder, ClustersRequest())
    until(lambda: seen(folder, number).state is JobState.DONE)
    assert inside(folder, Cluster.count().run) > 0
    second = worker_of(workers[0].pid)
    workers[0].kill()
    workers[0].wait()
    until(lambda: not Path(f"/proc/{second}").exists())


def test_the_site_stops_though_somebody_watches(
    folder: Path, workers: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULT_WORKERS", "0")
    (number,) = ask(folder, ClustersRequest())
    site = f"http://127.0.0.1:{free_port()}"
    workers.append(begin("serve", "--port", site.rpartition(":")[2]))
    fetch(f"{site}/healthz")
    assert worker_of(workers[0].pid) == 0
    with httpx.Client(base_url=site, timeout=20) as browser:
        token = TOKEN.search(browser.get("/staff/sign-in").text)
        assert token
        fields = {"form_token": token[1], "login": "zhoumin", "password": PASSWORD}
        assert browser.post("/staff/sign-in", data=fields).status_code == 303
        with browser.stream("GET", f"/staff/jobs/{number}/events") as answer:
            lines = answer.iter_lines()
            assert next(lines).startswith("id: ")
            workers[0].send_signal(signal.SIGINT)
            assert workers[0].wait(10) == 0
            assert "event: end" not in list(lines)


def children(pid: int) -> list[int]:
    """The processes a process started."""
    found = Path(f"/proc/{pid}/task")
    if not found.exists():
        pytest.skip("this system does not list a process's children under /proc")
    return [
        int(child)
        for thread in found.iterdir()
        for child in (thread / "children").read_text("ascii").split()
    ]


def worker_of(pid: int) -> int:
    """The worker a site brought along, 0 while there is none."""
    for child in children(pid):
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
            return child
    return 0
