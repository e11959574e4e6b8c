"""One report of 1,000 comments set by us, plain WeasyPrint, Chromium and Typst, in one run.

    python -m bench.bench_papers

Plain WeasyPrint and Chromium print the very HTML our parts are made of, in one document with the
same style sheet; Typst sets the same data with bench/peers/paper.typ. Typst is run when the
environment var/peers has it, Chromium when it is installed. CPU seconds, start of the program
included, the median of three turns; Chromium's are those of all its processes, its peak that of
the largest. `forbidden` counts lines that begin with a mark that must not (避头尾).
"""

import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import pypdfium2

from bench.bench_report import TEMPLATES
from bench.corpus import material
from bench.record import record
from reports import breakdowns, charts, fonts, parts
from reports.assemble import assemble
from reports.merging.metadata import About
from reports.model import Edition
from reports.parts import Part
from reports.review import ReviewReport

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "var" / "peers" / "bin" / "python"
CSS = TEMPLATES / "print" / "review.css"
COMMENTS, TURNS = 1_000, 3
FORBIDDEN = set("，。、；：？！）》」』〕”’%")
_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)


def main() -> None:
    """Every tool in its turn, each in processes of its own."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        report = _report()
        _write(report, work)
        runs: dict[str, list[dict[str, Any]]] = {}
        for _ in range(TURNS):
            for name, run in _tools().items():
                runs.setdefault(name, []).append(run(work, work / f"{name}.pdf"))
        figures = {name: _told(found, work / f"{name}.pdf") for name, found in runs.items()}
    record("papers", {"comments": COMMENTS, "load": round(os.getloadavg()[0], 1), **figures})


def _tools() -> dict[str, Any]:
    tools: dict[str, Any] = {"ours": _inside, "weasyprint": _inside}
    if shutil.which("chromium"):
        tools["chromium"] = _chromium
    if PEERS.exists() and not _run([str(PEERS), "-c", "import typst"]).returncode:
        tools["typst"] = _typst
    return tools


def _report() -> ReviewReport:
    round_ = material(comments=COMMENTS, articles=30)
    report = assemble(round_, edition=Edition.PUBLIC, made_on=round_.facts.closes.date())
    return fonts.printable(report, fonts.coverage())


def _parts(report: ReviewReport) -> list[Part]:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    listed = [parts.overview(report, env), *parts.articles(report, env)]
    if report.comparison:
        listed.append(parts.comparison(report, env, whole=True))
    return [*listed, *parts.appendix(report, env), parts.notes(report, env)]


def _write(report: ReviewReport, work: Path) -> None:
    """What the tools are given: parts, one HTML page, JSON with the Typst file beside it."""
    body = _parts(report)
    (work / "parts.json").write_bytes(msgspec.json.encode([part.html for part in body]))
    inside = "".join(found[1] for part in body if (found := _BODY.search(part.html)))
    page = (
        f"<!doctype html><html lang='zh-CN'><meta charset='utf-8'><title>报告</title><body>{inside}"
    )
    page = page.replace('href="x-consult:', 'href="#')
    (work / "page.html").write_text(f"{page}<style>{CSS.read_text('utf-8')}</style>", "utf-8")
    data = msgspec.to_builtins(report)
    drawn = [charts.channel_bars(report.figures), breakdowns.kind_bar(report.figures)]
    drawn += [breakdowns.region_bars(report.figures), *charts.verdict_bars(report.sections)]
    data["charts"] = [{"svg": one.svg, "alt": one.alt} for one in drawn if one]
    (work / "report.json").write_bytes(msgspec.json.encode(data))
    shutil.copy(ROOT / "bench" / "peers" / "paper.typ", work)


def _inside(work: Path, out: Path) -> dict[str, Any]:
    answer = _run([sys.executable, "-m", "bench.bench_papers", str(work), str(out)])
    answer.check_returncode()
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def _typst(work: Path, out: Path) -> dict[str, Any]:
    script = str(ROOT / "bench" / "peers" / "set_paper.py")
    answer = _run([str(PEERS), script, str(work), str(out)])
    answer.check_returncode()
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def _chromium(work: Path, out: Path) -> dict[str, Any]:
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    target = ["--no-pdf-header-footer", f"--print-to-pdf={out}", (work / "page.html").as_uri()]
    child = subprocess.Popen(
        ["chromium", *quiet, *target], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(child.pid, 0)
    spent = usage.ru_utime + usage.ru_stime
    return {"cpu_seconds": round(spent, 2), "peak_megabytes": usage.ru_maxrss // 1024}


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def set_here(work: Path, out: Path) -> dict[str, Any]:
    """Ours, or WeasyPrint as it comes, by the name of the file; and what it cost."""
    if out.stem == "ours":
        _ours(json.loads((work / "parts.json").read_text("utf-8")), out)
    else:
        import weasyprint

        document = weasyprint.HTML(filename=str(work / "page.html"))
        document.write_pdf(str(out), pdf_variant="pdf/ua-1")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"cpu_seconds": round(time.process_time(), 2), "peak_megabytes": peak}


def _ours(pages: list[str], out: Path) -> None:
    from reports.paper import printed
    from reports.pdf import Press

    about = About(
        "报告", "报告", "机关", "一审稿", material(comments=0, articles=1).facts.opens.date()
    )
    body = [Part("部分", html) for html in pages]
    press = Press(CSS.read_text("utf-8"))
    out.write_bytes(printed(body, lambda _: (), press=press, about=about, words={}))


def _told(runs: list[dict[str, Any]], out: Path) -> dict[str, Any]:
    document = pypdfium2.PdfDocument(out)
    texts = [page.get_textpage().get_text_range() for page in document]
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    spent = statistics.median(run["cpu_seconds"] for run in runs)
    return {
        "pages": len(texts),
        "cpu_seconds": spent,
        "ms_a_page": round(1000 * spent / len(texts), 1),
        "peak_megabytes": max(run["peak_megabytes"] for run in runs),
        "megabytes": round(out.stat().st_size / 1e6, 2),
        "lines": len(lines),
        "forbidden": sum(line[0] in FORBIDDEN for line in lines),
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(set_here(Path(sys.argv[1]), Path(sys.argv[2]))))
    else:
        main()
