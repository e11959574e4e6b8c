"""A computation in a process of its own: heard, answered, and gone with whoever waits."""

import asyncio
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from consult.errors import Conflict
from consult.services.work.worker import Say, in_process, silent

pytestmark = pytest.mark.anyio


def count_to(most: int, say: Say) -> int:
    for n in range(most):
        say(f"第{n}步")
    return os.getpid()


def refuse(_say: Say) -> None:
    raise Conflict("还有 {n} 条。", n=2)


def die(_say: Say) -> None:
    os._exit(3)


def sleep_on(pid_file: Path, _say: Say) -> None:
    pid_file.write_text(str(os.getpid()))
    time.sleep(60)


async def test_a_process_names_its_steps_and_answers() -> None:
    heard: list[str] = []
    pid = await in_process(count_to, 3, say=heard.append)
    assert pid != os.getpid()
    assert heard == ["第0步", "第1步", "第2步"]


def interrupt_me(_say: Say) -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return "still here"


async def test_ctrl_c_is_for_whoever_started_it() -> None:
    assert await in_process(interrupt_me, say=silent) == "still here"


async def test_what_a_process_raises_arrives_whole() -> None:
    with pytest.raises(Conflict, match="还有 2 条"):
        await in_process(refuse, say=silent)


async def test_a_process_that_dies_does_not_keep_anybody_waiting() -> None:
    with pytest.raises(RuntimeError, match="without an answer"):
        await asyncio.wait_for(in_process(die, say=silent), 20)


async def test_a_cancelled_wait_kills_its_process(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    waiting = asyncio.create_task(in_process(sleep_on, note, say=silent))
    while not (note.exists() and note.read_text()):
        await asyncio.sleep(0.05)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert multiprocessing.active_children() == []
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)
