"""Personal data typed into comments: how much is found, and how much is hidden for nothing.

    python -m bench.bench_privacy

Judged on tests/truth/personal: secrets in disguises, and harmless sentences. A secret counts as
found when it is marked as what it is and none of its last six letters and digits is left in a row.
A mark in a harmless sentence is a false alarm. Writes bench/results/privacy.json.
"""

import json
import re
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.record import record
from reports.privacy import find, mask

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "truth" / "personal"
_TAIL = 6


def rows(name: str) -> list[dict[str, str]]:
    """The lines of positives or negatives."""
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def is_hidden(row: dict[str, str]) -> bool:
    """Whether the secret of a line is marked as its kind and gone."""
    masked = mask(row["text"])
    tail = re.sub(r"\W|_", "", row["secret"])[-_TAIL:]
    return f"〔{row['kind']}已隐去〕" in masked and tail not in re.sub(r"\W|_", "", masked)


def figures() -> dict[str, Any]:
    """Everything this bench measures."""
    positives, negatives = rows("positives"), rows("negatives")
    started = perf_counter()
    missed = [row for row in positives if not is_hidden(row)]
    alarms = [row for row in negatives if find(row["text"])]
    seconds = perf_counter() - started
    found = len(positives) - len(missed)
    kinds, lost = Counter(r["kind"] for r in positives), Counter(r["kind"] for r in missed)
    harmless = Counter(r["kind"] for r in negatives)
    wrong = Counter(r["kind"] for r in alarms)
    return {
        "positives": len(positives),
        "negatives": len(negatives),
        "recall": round(found / len(positives), 4),
        "precision": round(found / (found + len(alarms)), 4),
        "recall_by_kind": {
            kind: f"{count - lost[kind]}/{count}" for kind, count in sorted(kinds.items())
        },
        "false_alarms": {kind: f"{wrong[kind]}/{n}" for kind, n in sorted(harmless.items())},
        "missed": [row["text"] for row in missed],
        "alarms": [row["text"] for row in alarms],
        "ms_per_1000": round(seconds * 1e6 / (len(positives) + len(negatives))),
    }


def main() -> None:
    """Measure and write the figures."""
    record("privacy", figures())


if __name__ == "__main__":
    main()
