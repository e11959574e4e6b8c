"""What a page costs to lay out, by kind of page, with WeasyPrint as it comes and as we teach it.

    python -m bench.bench_page_cost

Both ways take turns on the same HTML in the same run, each in processes of its own; CPU seconds,
the median of five, because the machine is shared. "plain" leaves out what reports/quicker.py does
(chosen so that the bytes stay the same) and looks through the whole process for garbage after
each part, as was done before; the leaner markup of the templates is in both.
"""

import gc
import json
import statistics
import sys
import time
from collections import defaultdict
from typing import Any

import jinja2
import weasyprint

from bench.bench_report import TEMPLATES
from bench.corpus import material
from bench.record import apart, record
from reports import fonts, parts, pdf, quicker
from reports.assemble import assemble
from reports.merging.sheets import page_count
from reports.model import Edition
from reports.parts import Part

COMMENTS, ARTICLES, TURNS = 600, 30, 5
WAYS = ("plain", "taught")
Costs = dict[str, list[float]]


def laid_out(way: str) -> Costs:
    """CPU seconds and pages of each kind of part, laid out one `way`."""
    if way == "plain":
        quicker.install = lambda *_: False
        pdf._reader = _stock
    press = pdf.Press((TEMPLATES / "print" / "review.css").read_text("utf-8"))
    body = _parts()
    press.sheets(body[-1].html)
    found: Costs = defaultdict(lambda: [0.0, 0])
    for part in body:
        start = time.process_time()
        sheets = press.sheets(part.html)
        if way == "plain":
            gc.collect()
        cost = found[part.name.partition("：")[0]]
        cost[0] += time.process_time() - start
        cost[1] += page_count(sheets)
    return found


def _stock(css: str) -> Any:  # noqa: ARG001 - in the place of `pdf._reader`
    return weasyprint.HTML


def _parts() -> list[Part]:
    round_ = material(comments=COMMENTS, articles=ARTICLES)
    report = assemble(round_, edition=Edition.PUBLIC, made_on=round_.facts.closes.date())
    report = fonts.printable(report, fonts.coverage())
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return [
        parts.overview(report, env),
        *parts.articles(report, env),
        parts.comparison(report, env, whole=True),
        *parts.appendix(report, env),
        parts.notes(report, env),
    ]


def main() -> None:
    """Turn about, and the medians."""
    runs: dict[str, list[Costs]] = {way: [] for way in WAYS}
    for _ in range(TURNS):
        for way in WAYS:
            runs[way].append(apart("bench.bench_page_cost", way))
    figures = {way: _medians(found) for way, found in runs.items()}
    ratio = figures["taught"]["all"]["ms_a_page"] / figures["plain"]["all"]["ms_a_page"]
    record("page_cost", {"comments": COMMENTS, **figures, "ratio": round(ratio, 3)})


def _medians(runs: list[Costs]) -> dict[str, Any]:
    together = [{**run, "all": [sum(v) for v in zip(*run.values(), strict=True)]} for run in runs]
    return {
        kind: {
            "pages": int(pages),
            "ms_a_page": round(1000 * statistics.median(r[kind][0] for r in together) / pages, 1),
        }
        for kind, (_, pages) in together[0].items()
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(laid_out(sys.argv[1]), ensure_ascii=False))
    else:
        main()
