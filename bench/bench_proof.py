"""Proof of work: how long a browser needs for it, and how long the server needs to check it.

    python -m bench.bench_proof

Chromium runs templates/js/proof.js as its pages do, in a worker, on an http:// address that is no
secure context: the median of 20 fresh challenges for each difficulty. Beside it, what the browser's
own crypto.subtle makes of the same sums, on an address where it has one. Needs Debian's chromium.
Writes bench/results/proof.json.
"""

import base64
import datetime as dt
import http.server
import json
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.record import record
from consult.services.submissions.challenge import issue, solved

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
HOST = "office.test"
DIFFICULTIES = (10_000, 50_000, 200_000)
TIMES = 20
CHECKS = 2000
SECRET = "s" * 40
NOW = dt.datetime(2026, 5, 20, 9, 30, tzinfo=dt.UTC)
SOLVE = """async (task) => {
  const began = performance.now();
  const number = await new Promise((found, failed) => {
    const worker = new Worker("/proof.js");
    worker.onmessage = (event) => { worker.terminate(); found(event.data); };
    worker.onerror = (event) => failed(new Error(event.message));
    worker.postMessage(task);
  });
  return [number, performance.now() - began, isSecureContext];
}"""
SUBTLE = """async ([salt, many]) => {
  const write = new TextEncoder();
  const began = performance.now();
  for (let n = 0; n < many; n += 1) await crypto.subtle.digest("SHA-256", write.encode(salt + n));
  return performance.now() - began;
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the script and an empty page, and says nothing."""

    def do_GET(self) -> None:
        """The script, or a page to run it from."""
        script = self.path == "/proof.js"
        data = (ROOT / "templates/js/proof.js").read_bytes() if script else b"<!doctype html>"
        self.send_response(200)
        self.send_header("content-type", "text/javascript" if script else "text/html")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def pages() -> Iterator[tuple[Page, Page]]:
    """A page on an http:// address of an office, and one on the machine's own address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        args.append(f"--host-resolver-rules=MAP {HOST} 127.0.0.1")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
            plain, secure = browser.new_page(), browser.new_page()
            plain.goto(f"http://{HOST}:{server.server_port}/")
            secure.goto(f"http://127.0.0.1:{server.server_port}/")
            yield plain, secure
            browser.close()
        server.shutdown()


def solving(page: Page, difficulty: int) -> dict[str, Any]:
    """Milliseconds a page needs, worker and all, and what it sends back for the last one."""
    took, tried, proof = [], 0, ""
    for n in range(TIMES):
        task = json.loads(issue(SECRET, f"bench-{n}", NOW, difficulty))
        number, milliseconds, secure = page.evaluate(SOLVE, task)
        assert not secure
        sent = {name: task[name] for name in ("algorithm", "challenge", "salt", "signature")}
        proof = base64.b64encode(json.dumps({**sent, "number": number}).encode()).decode()
        assert solved(SECRET, f"bench-{n}", proof, NOW)
        took.append(milliseconds)
        tried += number + 1
    return {
        "median_ms": round(statistics.median(took)),
        "longest_ms": round(max(took)),
        "hashes_per_second": round(tried / sum(took) * 1000),
    }


def checking() -> dict[str, float]:
    """Microseconds the server needs for issuing one and for refusing or taking one."""
    task = json.loads(issue(SECRET, "bench", NOW, 1000))
    wrong = {name: task[name] for name in ("algorithm", "challenge", "salt", "signature")}
    forged = base64.b64encode(json.dumps({**wrong, "number": 1001}).encode()).decode()
    return {
        "issue_us": _each(partial(issue, SECRET, "bench", NOW, 50_000)),
        "refuse_us": _each(partial(solved, SECRET, "bench", forged, NOW)),
    }


def _each(work: Any) -> float:
    began = perf_counter()
    for _ in range(CHECKS):
        work()
    return round((perf_counter() - began) / CHECKS * 1e6, 1)


def main() -> None:
    """Measure and write the figures."""
    with pages() as (plain, secure):
        figures = {str(one): solving(plain, one) for one in DIFFICULTIES}
        salt = json.loads(issue(SECRET, "bench", NOW, 1000))["salt"]
        subtle = 20_000 / secure.evaluate(SUBTLE, [salt, 20_000]) * 1000
    record(
        "proof",
        {
            "difficulty": figures,
            "crypto_subtle_hashes_per_second": round(subtle),
            "server": checking(),
            "script_bytes": (ROOT / "templates/js/proof.js").stat().st_size,
        },
    )


if __name__ == "__main__":
    main()
