"""`consult worker`: background work, apart from the process that answers people."""

import asyncio
import multiprocessing
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from cli.application import now, run
from cli.argument import Whole
from cli.command import command
from cli.text import _, say

if TYPE_CHECKING:
    from consult.services.work.workshop import Workshop

AT_ONCE = 2


@command(
    "worker",
    help=_("做后台工作：归类、生成报告。网站自己带起一个；工作多时可以在几台机器上各运行几个。"),
    example="consult worker\nconsult worker --jobs 4\nconsult worker --once",
)
@click.option("--once", is_flag=True, help=_("做完正在等的工作就结束"))
@click.option(
    "--jobs", type=Whole(1, 32), default=AT_ONCE, metavar="N", help=_("同时做几项，默认 2")
)
def worker(once: bool, jobs: int) -> None:
    """Do what waits in the job table until told to stop, or `once`."""
    if not once:
        click.echo(_("等待工作，Ctrl-C 停止。"), err=True)
    done = _work(once=once, at_once=jobs)
    if once:
        click.echo(say("做了 {n} 项工作。", n=done))


def along() -> None:
    """A worker that ends with the process that started it: what `consult serve` brings along."""
    with suppress(KeyboardInterrupt):
        _work(once=False, at_once=AT_ONCE)


def _work(*, once: bool, at_once: int) -> int:
    from consult.config import with_secret
    from consult.services.work.workshop import Workshop
    from consult.web import log

    log.to_stderr()
    return run(
        lambda settings: _until_told(
            Workshop(with_secret(settings), now, at_once=at_once), once=once
        )
    )


async def _until_told(workshop: "Workshop", *, once: bool) -> int:
    """Work until a signal comes or the parent is gone: what is under way is then handed back."""
    loop, working = asyncio.get_running_loop(), asyncio.create_task(workshop.run(once=once))
    for told in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(told, working.cancel)
    parent = multiprocessing.parent_process()
    if parent is not None:
        loop.add_reader(parent.sentinel, working.cancel)
    try:
        with suppress(asyncio.CancelledError):
            await working
    finally:
        if parent is not None:
            loop.remove_reader(parent.sentinel)
    return workshop.done
