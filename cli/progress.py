"""A progress bar on a terminal's standard error; silence anywhere else."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PERCENT = re.compile(r"(\d+)%\Z")


@contextmanager
def progress(title: str) -> Iterator[Callable[[str], None]]:
    """A function to call with the name of each step as it begins.

    The bar moves for as long as the block runs, whether or not the work names its steps, and
    is gone afterwards. A step that ends in a percentage fills the bar, which then says how much
    time is left.
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("/"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def hear(step: str) -> None:
            done = _PERCENT.search(step)
            if done:
                bar.update(task, description=title, total=100, completed=int(done[1]))
            else:
                bar.update(task, description=f"{title}  {step}", total=None)

        yield hear


def in_percent(hear: Callable[[str], None]) -> Callable[[float], None]:
    """For work that tells the share done, 0…1: each percent once."""
    said = -1

    def heard(share: float) -> None:
        nonlocal said
        percent = int(share * 100)
        if percent > said:
            said = percent
            hear(f"{percent}%")

    return heard


def _silent(_step: str) -> None:
    """For output nobody watches."""
