"""The workers that `consult serve` brings along: started with it, started again when one dies,
ended with it."""

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cli.worker import along
from consult.services.work.worker import start_deaf

_SPAWN = multiprocessing.get_context("spawn")
_PAUSE = 2.0
_PATIENCE = 15.0


@contextmanager
def crew(size: int) -> Iterator[None]:
    """`size` worker processes for as long as the block runs."""
    over = threading.Event()
    keepers = [threading.Thread(target=_keep_one, args=(over,)) for _ in range(size)]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        over.set()
        for keeper in keepers:
            keeper.join()


def _keep_one(over: threading.Event) -> None:
    """See to it that one worker lives until it is `over`, then give it time to hand its jobs
    back."""
    while not over.is_set():
        worker = _SPAWN.Process(target=along)
        start_deaf(worker)
        while worker.is_alive() and not over.wait(0.5):
            pass
        worker.terminate()
        worker.join(_PATIENCE)
        worker.kill()
        worker.join()
        over.wait(_PAUSE)
