"""Keep a bench's figures beside the code, and show what changed since the last run."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parent / "results"


def record(name: str, figures: dict[str, Any]) -> None:
    """Write `figures` to bench/results/NAME.json and print them; changes go to stderr."""
    path = RESULTS / f"{name}.json"
    before = _flat(json.loads(path.read_text("utf-8"))) if path.exists() else {}
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n", "utf-8")
    print(text)
    for key, value in _flat(figures).items():
        if before and before.get(key) != value:
            print(f"{key}: {before.get(key)} -> {value}", file=sys.stderr)


def apart(module: str, *arguments: str) -> Any:
    """What `module`, run in a process of its own with `arguments`, prints as JSON. A process's
    peak of memory is then that of the one thing it measures."""
    answer = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True
    )
    return json.loads(answer.stdout)


def _flat(figures: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in figures.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat
