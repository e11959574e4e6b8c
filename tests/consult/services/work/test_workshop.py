"""What a worker does with a job, and what it does not let happen to it; on both engines."""

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from consult.config import Settings
from consult.permissions import Actor, Role, terminal
from consult.services.clusters import cluster
from consult.services.people import account
from consult.services.work import claiming, job
from consult.services.work.errand import ClustersRequest, PaperRequest
from consult.services.work.job import JobState, JobView
from consult.services.work.workshop import Workshop
from consult.tables import Account, Job
from tests.consult.cast import ADMIN, DURING, STAFF

pytestmark = pytest.mark.anyio
OFFICE = terminal()
DOGS: dict[str, Any] = {"slug": "dogs", "reading": 1}


async def ask(actor: Actor = OFFICE) -> int:
    return (await job.start(actor, DURING, errand=ClustersRequest(), **DOGS)).id


async def worked(tmp_path: Path) -> None:
    """Everything that waits is done."""
    workshop = Workshop(Settings(data_dir=tmp_path), lambda: DURING, poll=0.01)
    await asyncio.wait_for(workshop.run(once=True), 20)


async def seen(number: int) -> JobView:
    return await job.show(ADMIN, number)


async def test_what_waits_is_done_for_whoever_asked(dogs: str, tmp_path: Path) -> None:
    number = await ask()
    await worked(tmp_path)
    assert (await seen(number)).state is JobState.DONE


async def test_nothing_is_done_for_an_account_that_was_shut(dogs: str, tmp_path: Path) -> None:
    await account.add_account(
        ADMIN,
        DURING,
        login="li",
        name="李强",
        role=Role.STAFF,
        password="一二三四五六七八九十甲乙",
    )
    row = await Account.select(Account.id).where(Account.login == "li").first()
    assert row
    li = Actor(row["id"], "李强", Role.STAFF)
    number = await ask(li)
    assert await account.standing(li) == li
    await account.disable_account(ADMIN, DURING, "li")
    await worked(tmp_path)
    ended = await seen(number)
    assert (ended.state, str(ended.failure)) == (
        JobState.FAILED,
        "李强的账号已经停用，这项工作不再做。",
    )


async def test_what_a_newer_program_asked_for_ends_in_a_sentence(dogs: str, tmp_path: Path) -> None:
    number, other = await ask(), (await job.start(STAFF, DURING, errand=PaperRequest(), **DOGS)).id
    await job.cancel(STAFF, DURING, other)
    await Job.update({Job.request: '{"type":"paper","kind":"hologram"}'}).where(Job.id == number)
    assert (await job.page_of_jobs(STAFF)).total == len(await job.list_jobs(STAFF)) == 2
    await worked(tmp_path)
    ended = await seen(number)
    assert ended.state is JobState.FAILED
    assert "告诉管理员" in str(ended.failure)


async def test_a_beat_that_is_missed_ends_no_work(
    dogs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missed = []

    async def beat(now: dt.datetime, *_: object) -> None:
        missed.append(now)
        raise OSError("the database is away")

    async def rebuild(*_: object, progress: Any, **__: object) -> None:
        progress("比较意见")
        while not missed:
            await asyncio.sleep(0.01)

    monkeypatch.setattr(claiming, "beat", beat)
    monkeypatch.setattr(cluster, "rebuild", rebuild)
    number = await ask()
    await worked(tmp_path)
    assert missed
    assert (await seen(number)).state is JobState.DONE


async def test_at_most_so_many_at_a_time(
    dogs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, most = [0], [0]

    async def rebuild(*_: object, **__: object) -> None:
        now[0] += 1
        most[0] = max(most[0], now[0])
        await asyncio.sleep(0.05)
        now[0] -= 1

    monkeypatch.setattr(cluster, "rebuild", rebuild)
    await ask()
    row = await Job.select().first()
    assert row
    del row["id"]
    await Job.insert(*(Job(**row) for _ in range(5)))
    await worked(tmp_path)
    assert most == [2]
    assert all(one.state is JobState.DONE for one in await job.list_jobs(STAFF))


async def test_a_silent_job_is_found_while_another_is_done(dogs: str, tmp_path: Path) -> None:
    number = await ask()
    assert await claiming.take(DURING - 2 * claiming.SILENCE, "dead")
    await worked(tmp_path)
    assert (await seen(number)).state is JobState.DONE
