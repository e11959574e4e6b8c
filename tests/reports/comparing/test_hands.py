"""Work shared with a second process: the same answers, whatever happens to it."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reports.comparing.hands import each
from tests.conftest import ROOT

LARGE = 40_000  # characters: more than a pipe holds


def double(piece: str) -> str:
    return piece * 2


def deadly(piece: str) -> str:
    """Kills the process it is done in, unless that is the one the tests run in."""
    if multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return piece * 2


def picky(piece: str) -> str:
    if piece == "9":
        raise LookupError(piece)
    return piece


def silent(_share: float) -> None:
    return


def test_two_processes_give_what_one_gives() -> None:
    pieces = [str(number) * LARGE for number in range(60)]
    heard: list[float] = []
    alone = each(double, pieces, helped=False, say=silent)
    assert each(double, pieces, helped=True, say=heard.append) == alone
    assert heard == sorted(heard)
    assert not multiprocessing.active_children()
    assert each(double, [], helped=True, say=silent) == []


def test_what_a_lost_process_held_is_still_done() -> None:
    pieces = [str(number) for number in range(60)]
    assert each(deadly, pieces, helped=True, say=silent) == [piece * 2 for piece in pieces]
    assert not multiprocessing.active_children()


def test_what_goes_wrong_there_is_raised_here() -> None:
    with pytest.raises(LookupError):
        each(picky, [str(number) for number in range(20)], helped=True, say=silent)
    assert not multiprocessing.active_children()


def test_cancelled_work_leaves_no_process() -> None:
    def cancel(share: float) -> None:
        if share > 0.5:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        each(double, ["甲"] * 50, helped=True, say=cancel)
    assert not multiprocessing.active_children()


def test_a_script_without_a_guard_is_not_run_twice(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "print('begins', flush=True)\n"
        "from reports.comparing.hands import each\n"
        "from tests.reports.comparing.test_hands import slow\n"
        "print(len(each(slow, list('abcdef'), helped=True, say=lambda share: None)))\n"
    )
    run = subprocess.run(
        [sys.executable, script], capture_output=True, check=True, cwd=ROOT, env=environment()
    )
    assert run.stdout.decode().split() == ["begins", "6"]
    assert run.stderr == b""


def slow(piece: str) -> str:
    time.sleep(0.5)
    return piece


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}
