"""The same data gives the same bytes: a report made many times, each in a process of its own.

    python -m bench.bench_same_bytes [TIMES]

Every process has another hash seed, time zone, locale and working directory. Writes
bench/results/same_bytes.json: how many of how many made the bytes the first one made.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.record import record

ROOT = Path(__file__).resolve().parents[1]
TIMES = 50
ZONES = ("Asia/Shanghai", "UTC", "America/New_York", "Pacific/Chatham", "Africa/Nairobi")
LOCALES = ("C", "C.UTF-8", "zh_CN.UTF-8", "en_US.UTF-8", "tr_TR.UTF-8")
MAKE = """
import hashlib
from bench.corpus import material
from consult import templating
from reports.build import build
from reports.model import Edition
from reports.office import Office
import datetime as dt
made = build(
    material(comments=40, articles=8),
    edition=Edition.PUBLIC,
    made_on=dt.date(2026, 4, 20),
    env=templating.paper_environment(Office(), {}),
    css=templating.read("print/review.css"),
)
print(hashlib.sha256(made.pdf).hexdigest())
"""


def digest(number: int) -> str:
    """SHA-256 of the report as one more process makes it."""
    with tempfile.TemporaryDirectory() as folder:
        answer = subprocess.run(
            [sys.executable, "-c", MAKE],
            capture_output=True,
            text=True,
            check=True,
            cwd=folder,
            env=os.environ
            | {
                "PYTHONPATH": str(ROOT),
                "PYTHONHASHSEED": str(number),
                "TZ": ZONES[number % len(ZONES)],
                "LC_ALL": LOCALES[number % len(LOCALES)],
            },
        )
    return answer.stdout.strip()


def main() -> None:
    """Make it and count."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    made = [digest(number) for number in range(times)]
    same = sum(one == made[0] for one in made)
    record("same_bytes", {"times": times, "same": same, "sha256": made[0]})
    print(json.dumps({"times": times, "same": same}), file=sys.stderr)


if __name__ == "__main__":
    main()
