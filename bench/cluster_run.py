"""One run of ours on one file of texts, in a process of its own, as bench/peers/run.py is a peer's.

    python -m bench.cluster_run WHAT TEXTS.json THRESHOLD [PAIRS.npy]

Prints JSON: seconds, CPU seconds, the memory the work added and the most the process ever held.
WHAT is `pairs` (all pairs of distinct texts), `rule` (the leader rule over them), `group` (comments
in, clusters out, by the bare rule) or `default` (with boilerplate cut and the stance guard). Behind
the last three may stand `-one-thread`, `-shuffled`, and `-dask-1`, `-dask-2`: with the help of so
many workers, each a process of one thread on this machine.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from reports import clusterer
from reports.comparing.encoding import Entry
from reports.comparing.leaders import assign
from reports.comparing.pairs import matching
from reports.model import Comment
from reports.scattering import workers_of
from reports.similarity import Threshold

THREADS = 2
SEED = 7
SHOWN = 10_000
Figures = dict[str, Any]


def peak() -> float:
    """The most memory this process has had, in MB. Linux tells it of this program alone; the usual
    counter also knows what its parent held when it began."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text("ascii").splitlines() if "VmHWM" in one)
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(work: Callable[[], Any]) -> tuple[Any, Figures]:
    """The answer of `work` and what it took."""
    before, wall, cpu = peak(), time.perf_counter(), time.process_time()
    answer = work()
    return answer, {
        "seconds": round(time.perf_counter() - wall, 3),
        "cpu_seconds": round(time.process_time() - cpu, 3),
        "peak_mb": round(peak() - before),
        "process_mb": round(peak()),
    }


def pairs(texts: list[str], threshold: float, target: str) -> Figures:
    """All pairs of distinct folded texts, written down as (earlier, later)."""
    entries = [Entry(text, text) for text in texts]
    found, figures = measured(lambda: matching(entries, Threshold(threshold), workers=THREADS))
    np.save(target, np.stack([found.columns, found.rows], axis=1))
    return figures | {"pairs": len(found)}


def rule(texts: list[str], threshold: float, how: set[str]) -> Figures:
    """The leader rule over distinct folded texts in canonical order."""
    entries = [Entry(text, text) for text in texts]
    limit, threads = Threshold(threshold), _threads(how)
    with _helpers(how) as helpers:
        found, figures = measured(lambda: assign(entries, limit, workers=threads, helpers=helpers))
    return figures | {
        "texts": len(entries),
        "leaders": len(set(found.leaders)),
        "pairs_verified": found.pairs_verified,
        "answer": sha256(msgspec.json.encode(found)).hexdigest(),
        "assigned": found.leaders if len(entries) <= SHOWN else None,
    }


def group(texts: list[str], threshold: float, how: set[str]) -> Figures:
    """Comments in, clusters out."""
    comments = [Comment(f"{number:07}", text) for number, text in enumerate(texts)]
    del texts[:]
    if "shuffled" in how:
        random.Random(SEED).shuffle(comments)
    bare = "default" not in how
    with _helpers(how) as helpers:
        found, figures = measured(
            lambda: clusterer.group(
                comments,
                threshold,
                keep_boilerplate=bare,
                ignore_stance=bare,
                workers=_threads(how),
                helpers=helpers,
            )
        )
    return figures | {
        "comments": len(comments),
        "clusters": len(found.clusters),
        "pairs_verified": found.pairs_verified,
        "answer": sha256(msgspec.json.encode(found)).hexdigest(),
    }


def _threads(how: set[str]) -> int:
    return 1 if "one" in how else THREADS


def _helpers(how: set[str]) -> AbstractContextManager[Any]:
    return dask(int(max(how & {"1", "2"}))) if "dask" in how else nullcontext()


@contextmanager
def dask(workers: int) -> Any:
    """A cluster of that many worker processes on this machine."""
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as cluster,
        workers_of(cluster.scheduler_address) as found,
    ):
        yield found


def main() -> None:
    """Do one run and print its figures."""
    what, source, threshold, *target = sys.argv[1:]
    texts: list[str] = json.loads(Path(source).read_text("utf-8"))
    limit = float(threshold)
    how = set(what.split("-"))
    if "pairs" in how:
        figures = pairs(texts, limit, *target)
    elif "rule" in how:
        figures = rule(texts, limit, how)
    else:
        figures = group(texts, limit, how)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
