"""The worker's rounds: mail goes out beside the jobs, and a dead server holds nothing up."""

import asyncio
import datetime as dt
import socket
import time
from itertools import pairwise
from pathlib import Path

import pytest

from consult.config import Settings
from consult.permissions import terminal
from consult.services.mailing import due, outbox, post, subscription
from consult.services.mailing.postman import Postman
from consult.services.work import job
from consult.services.work.errand import ClustersRequest
from consult.services.work.job import JobState
from consult.services.work.workshop import Workshop
from consult.tables import Notice
from tests.consult.cast import ADMIN, DURING, SECRET
from tests.consult.post_office import open_office

pytestmark = pytest.mark.anyio
FROM = "lifa@example.org"


def settings(url: str, folder: Path) -> Settings:
    return Settings(data_dir=folder, secret_key=SECRET, smtp_url=url, mail_from=FROM)


async def until(seen: object, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not seen():  # type: ignore[operator]
        assert time.monotonic() < end
        await asyncio.sleep(0.02)


async def test_an_idle_worker_sends_what_is_due(dogs: str, tmp_path: Path) -> None:
    await subscription.ask(DURING, "li@example.net", "zh-CN", slug="dogs")
    with open_office() as office:
        workshop = Workshop(settings(office.url, tmp_path), lambda: DURING, poll=0.02)
        working = asyncio.create_task(workshop.run())
        try:
            await until(lambda: office.letters)
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
    assert office.letters[0]["To"] == "li@example.net"


async def test_a_server_that_is_silent_holds_no_job_up(
    dogs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post, "TIMEOUT", 1.5)
    await subscription.ask(DURING, "li@example.net", "zh-CN", slug="dogs")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        workshop = Workshop(settings(url, tmp_path), lambda: DURING, poll=0.02)
        working = asyncio.create_task(workshop.run())
        try:
            await asyncio.sleep(0.2)
            asked = await job.start(
                terminal(), DURING, errand=ClustersRequest(), slug="dogs", reading=1
            )
            began = time.monotonic()
            await until(lambda: workshop.done)
            assert time.monotonic() - began < 10
            assert (await job.show(ADMIN, asked.id)).state is JobState.DONE
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)


async def test_a_server_that_is_away_costs_no_letter_a_try(dogs: str, tmp_path: Path) -> None:
    await subscription.ask(DURING, "li@example.net", "zh-CN", slug="dogs")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"smtp://127.0.0.1:{taken.getsockname()[1]}"
    told = await outbox.send(terminal(), DURING, settings(url, tmp_path))
    assert told == outbox.Sent(0, 1, reached=False)
    [row] = await Notice.select(Notice.tries, Notice.due_at, Notice.sent_at)
    assert (row["tries"], row["sent_at"]) == (0, None)
    assert row["due_at"] - DURING < dt.timedelta(seconds=1)


async def test_it_waits_longer_each_time_nobody_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [outbox.Sent(0, 1, reached=False)] * 3 + [outbox.Sent(1, 0)]
    rounds: list[float] = []

    async def answer(*_: object) -> outbox.Sent:
        rounds.append(asyncio.get_running_loop().time())
        return answers[len(rounds) - 1]

    monkeypatch.setattr(outbox, "send", answer)
    postman = Postman(settings("smtp://nowhere", tmp_path), lambda: DURING, every=0.05)
    end = time.monotonic() + 5
    while len(rounds) < len(answers):
        assert time.monotonic() < end
        postman.look()
        await asyncio.sleep(0.005)
    await postman.stop()
    pauses = [after - before for before, after in pairwise(rounds)]
    assert all(pause >= 0.1 * 2**n for n, pause in enumerate(pauses))


async def test_while_much_is_due_the_next_round_comes_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = [outbox.Sent(due.AT_ONCE, 0), outbox.Sent(1, 0), outbox.Sent(0, 0)]
    made: list[outbox.Sent] = []

    async def answer(*_: object) -> outbox.Sent:
        made.append(rounds[len(made)])
        return made[-1]

    monkeypatch.setattr(outbox, "send", answer)
    postman = Postman(settings("smtp://nowhere", tmp_path), lambda: DURING, every=60)
    for _ in range(20):
        postman.look()
        await asyncio.sleep(0.01)
    assert len(made) == 2


async def test_without_a_server_nobody_looks(tmp_path: Path) -> None:
    postman = Postman(Settings(data_dir=tmp_path), lambda: DURING)
    postman.look()
    await postman.stop()
    assert postman.idle
