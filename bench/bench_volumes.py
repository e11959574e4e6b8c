"""A large round on paper: the bounded report and its annex in volumes.

    python -m bench.bench_volumes [COMMENTS …]

Each paper is made in a process of its own with as many laying-out processes as said. Writes
bench/results/volumes.json: pages, wall and CPU seconds (all processes), CPU of binding alone,
peak memory of the one that binds and of the largest that lays out.
"""

import datetime as dt
import io
import json
import os
import re
import resource
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pikepdf

from bench.corpus import material
from bench.record import apart, record
from consult import templating
from consult.services.papers.pressroom import Pressroom
from reports.build import build
from reports.model import Edition
from reports.office import Office

ARTICLES = 60
SIZES = (45_000, 100_000)
BINDING = "装订"


def measure(comments: int, annex: bool, workers: int) -> dict[str, Any]:
    """Make one paper of a seeded round and say what it took. The round itself is not counted."""
    round_ = material(comments=comments, articles=ARTICLES)
    css = templating.read("print/review.css")
    binding, last = 0.0, ("", time.process_time())

    def tick(step: str) -> None:
        nonlocal binding, last
        now = time.process_time()
        if last[0] == BINDING:
            binding += now - last[1]
        last = (step, now)

    base = resource.getrusage(resource.RUSAGE_SELF)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as shelf, _Watch() as watch:
        made = build(
            round_,
            edition=Edition.PUBLIC,
            made_on=round_.facts.closes.date() + dt.timedelta(days=18),
            env=templating.paper_environment(Office(), {}),
            css=css,
            progress=tick,
            lay_out=Pressroom(css, Path(shelf), workers, tick),
            annex=annex,
        )
    tick("")
    wall = time.monotonic() - start
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    pages = [_pages(volume) for volume in made.volumes]
    spent = own.ru_utime + own.ru_stime - base.ru_utime - base.ru_stime
    return {
        "comments": comments,
        "volumes": len(pages),
        "pages": sum(pages),
        "wall_seconds": round(wall, 1),
        "cpu_seconds": round(spent + others.ru_utime + others.ru_stime, 1),
        "ms_a_page": round(1000 * (spent + others.ru_utime + others.ru_stime) / sum(pages), 1),
        "binding_cpu_seconds": round(binding, 1),
        "peak_megabytes": own.ru_maxrss // 1024,
        "worker_peak_megabytes": watch.peak // 1024,
        "megabytes": round(sum(map(len, made.volumes)) / 1e6, 1),
    }


class _Watch:
    """The largest peak of any process this one started, in kilobytes, looked at every half second.

    The kernel's own figure for children counts what the parent held when it forked them.
    """

    def __init__(self) -> None:
        self.peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.5):
            for status in Path("/proc").glob("[0-9]*/status"):
                try:
                    told = dict(re.findall(r"^(PPid|VmHWM):\s+(\d+)", status.read_text(), re.M))
                except OSError:  # it is gone
                    continue
                if told.get("PPid") == str(os.getpid()):
                    self.peak = max(self.peak, int(told.get("VmHWM", 0)))


def _pages(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def main() -> None:
    """Every paper apart; one laying-out process against two for the first size."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    figures = {}
    for size in sizes:
        figures[f"{size} report"] = _apart(size, "report", 2)
        figures[f"{size} annex"] = _apart(size, "annex", 2)
    figures[f"{sizes[0]} annex, one worker"] = _apart(sizes[0], "annex", 1)
    record("volumes", figures)


def _apart(comments: int, paper: str, workers: int) -> dict[str, Any]:
    found: dict[str, Any] = apart("bench.bench_volumes", "one", str(comments), paper, str(workers))
    print(paper, found, file=sys.stderr)
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        print(json.dumps(measure(int(sys.argv[2]), sys.argv[3] == "annex", int(sys.argv[4]))))
    else:
        main()
