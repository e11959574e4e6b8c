"""One long computation in a process of its own: it cannot hold up the people being answered,
names its steps, and dies with whoever waits for it."""

import asyncio
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

T = TypeVar("T")
Say = Callable[[str], None]
_SPAWN = multiprocessing.get_context("spawn")


def silent(_step: str) -> None:
    """For callers who do not want to hear."""


async def in_process(function: Callable[..., T], *args: object, say: Say) -> T:
    """`function(*args, say)` in a new process; `say` hears its steps here.

    The function stands at the top of a module; it, its arguments and its answer are pickled.
    When the wait is cancelled the process is killed. Raises what the function raises.
    """
    here, there = _SPAWN.Pipe()
    worker = _SPAWN.Process(target=_work, args=(there,))
    start_deaf(worker)
    there.close()
    loop = asyncio.get_running_loop()

    def hear(step: str) -> None:
        loop.call_soon_threadsafe(say, step)

    try:
        answer: T = await asyncio.to_thread(_ask, here, function, args, hear)
        return answer
    finally:
        worker.kill()
        worker.join()


def start_deaf(process: BaseProcess) -> None:
    """Start a process that Ctrl-C does not reach, nor those it starts: whoever started it ends it,
    and nobody reads the traceback of every helper."""
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def follow_parent() -> None:
    """Die with the process that started this one: whoever is killed leaves nobody behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def _ask(
    here: "Connection[Any, Any]", function: object, args: tuple[object, ...], hear: Say
) -> Any:
    """Hand the work over and listen until the answer comes. Runs in a thread of the caller."""
    try:
        here.send((function, args))
        while True:
            step, answer, error = here.recv()
            if error is not None:
                raise error
            if step is None:
                return answer
            hear(step)
    except (EOFError, BrokenPipeError) as error:
        raise RuntimeError("the worker process ended without an answer") from error


def _work(there: "Connection[Any, Any]") -> None:
    """The process: one question, steps, one answer."""
    follow_parent()
    function, args = there.recv()
    try:
        there.send((None, function(*args, lambda step: there.send((step, None, None))), None))
    except Exception as error:  # whatever it is, the caller raises it
        there.send((None, None, error))
