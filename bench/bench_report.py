"""From frozen material to PDF: CPU time a step, pages, bytes, memory.

    python -m bench.bench_report

Writes bench/results/report.json. CPU seconds, because the machine is shared; each size runs in a
process of its own, so that the peak memory is that size's.
"""

import datetime as dt
import io
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jinja2
import pikepdf

from bench.corpus import material
from bench.record import record
from reports.build import build
from reports.model import Edition

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
SIZES = (0, 60, 240, 1000)


def measure(comments: int) -> dict[str, Any]:
    """Build one report of a seeded round and say what it cost."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    css = (TEMPLATES / "print" / "review.css").read_text("utf-8")
    round_ = material(comments=comments, articles=30)
    steps: dict[str, float] = {}
    last = [("", time.process_time())]

    def tick(step: str) -> None:
        now = time.process_time()
        name, since = last[0]
        if name:
            steps[name] = steps.get(name, 0.0) + now - since
        last[0] = ("制版" if step.startswith("第") else step, now)

    start = time.process_time()
    made = build(
        round_,
        edition=Edition.INTERNAL,
        made_on=dt.date(2026, 4, 20),
        env=env,
        css=css,
        progress=tick,
    )
    tick("")
    spent = time.process_time() - start
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        pages = len(document.pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "clusters": len(round_.clusters),
        "pages": pages,
        "cpu_seconds": round(spent, 2),
        "ms_a_page": round(1000 * spent / pages, 1),
        "steps": {name: round(seconds, 3) for name, seconds in steps.items()},
        "kilobytes": len(made.pdf) // 1024,
        "peak_megabytes": peak // 1024,
    }


def main() -> None:
    """Every size in a process of its own."""
    figures: dict[str, Any] = {}
    for size in SIZES:
        answer = subprocess.run(
            [sys.executable, "-m", "bench.bench_report", str(size)],
            capture_output=True,
            text=True,
            check=True,
        )
        figures[f"{size} comments"] = json.loads(answer.stdout)
    record("report", figures)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1])), ensure_ascii=False))
    else:
        main()
