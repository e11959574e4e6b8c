"""From frozen material to PDF: CPU time a step, pages, bytes, memory.

    python -m bench.bench_report

Writes bench/results/report.json: seeded rounds of several sizes and, where `make demo` has left
its database under var/demo, the rounds of the demo. CPU seconds, because the machine is shared;
each report is made in a process of its own, so that the peak memory is its own.
"""

import asyncio
import datetime as dt
import io
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import jinja2
import pikepdf

from bench.corpus import material
from bench.record import apart, record
from consult.services.papers.material import gather
from consult.services.records import schema
from reports.build import build
from reports.model import Edition, Material

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
DEMO = ROOT / "var" / "demo" / "consult.db"
SLUG = "yunchuan-dogs"
SIZES = (0, 3, 60, 240, 1000)
READINGS = (1, 2, 3)


def round_of(name: str) -> Material:
    """The round of a name `main` gives: "240 comments" or "demo 1"."""
    words = name.split()
    if words[0] == "demo":
        return asyncio.run(_demo(int(words[1])))
    return material(comments=int(words[0]), articles=30)


async def _demo(reading: int) -> Material:
    async with schema.database(f"sqlite:///{DEMO}"):
        return (await gather(SLUG, reading))[0]


def measure(round_: Material) -> dict[str, Any]:
    """Build one report of a round and say what it cost."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    css = (TEMPLATES / "print" / "review.css").read_text("utf-8")
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
        made_on=round_.facts.closes.date() + dt.timedelta(days=18),
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
        "comments": len(round_.comments),
        "clusters": len(round_.clusters),
        "pages": pages,
        "cpu_seconds": round(spent, 2),
        "ms_a_page": round(1000 * spent / pages, 1),
        "steps": {name: round(seconds, 3) for name, seconds in steps.items()},
        "kilobytes": len(made.pdf) // 1024,
        "peak_megabytes": peak // 1024,
    }


def main() -> None:
    """Every round in a process of its own."""
    names = [f"{size} comments" for size in SIZES]
    if DEMO.exists():
        names += [f"demo {reading}" for reading in READINGS]
    else:
        print(f"没有 {DEMO}，先运行 make demo 才能量示例。", file=sys.stderr)
    record("report", {name: apart("bench.bench_report", name) for name in names})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(round_of(sys.argv[1])), ensure_ascii=False))
    else:
        main()
