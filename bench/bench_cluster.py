"""Clustering beside its peers, on the same seeded comments, in one run; a table.

    python -m bench.bench_cluster [--big] [--small]

Every row is a process of its own: ours by bench/cluster_run.py, a peer by bench/peers/run.py in
the environment var/peers (`make bench-cluster` makes it). Truth are the pairs of rapidfuzz's
`process.cdist`. Writes bench/results/cluster.txt and cluster.json; progress goes to stderr. With
--big a million comments and the newcomers as well (about ten minutes more), with --small ten
thousand comments at most.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from bench.comment_mix import comments
from bench.laws import fixtures
from bench.record import RESULTS, record
from reports.normalize import fold_many

ROOT: Final = Path(__file__).resolve().parent.parent
PEERS: Final = ROOT / "var" / "peers" / "bin" / "python"
TOOLS: Final = (
    *("cdist", "cdist, one core", "datasketch", "rensa", "gaoya"),
    "TF-IDF + sparse_dot_topn",
)
TRIES: Final = 3
BRUTE: Final = 2_000
SMALL, MIDDLE, LARGE, HUGE = 10_000, 100_000, 300_000, 1_000_000
Figures = dict[str, Any]


class Line(msgspec.Struct, frozen=True):
    """One promise of the table: what was measured, whether it is kept."""

    name: str
    promise: str
    measured: str
    kept: bool


class Row(msgspec.Struct, frozen=True):
    """One tool on one corpus."""

    tool: str
    seconds: float
    cpu: float
    megabytes: int
    pairs: int
    recall: float | None = None
    precision: float | None = None


class Runs:
    """Runs of ours and of peers on corpora that are made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Path] = {}

    def comments(self, size: int) -> Path:
        """A file of so many comments."""
        return self._file(f"comments-{size}", lambda: comments(size, fixtures=_fixtures()))

    def distinct(self, size: int) -> Path:
        """A file of the distinct folded texts among them: copies first, then by length."""
        return self._file(f"distinct-{size}", lambda: distinct(self._read(self.comments(size))))

    def ours(self, what: str, size: int, threshold: int) -> Figures:
        """One run of bench/cluster_run.py."""
        folded = what.startswith(("pairs", "rule"))
        source = self.distinct(size) if folded else self.comments(size)
        told(f"{what} {size:,} at {threshold}")
        line = [sys.executable, "-m", "bench.cluster_run", what, str(source), str(threshold)]
        return self._run([*line, str(self.pairs_file("ours"))] if what == "pairs" else line)

    def best(self, what: str, size: int, threshold: int) -> Figures:
        """The quickest of some runs: what else the machine does only ever makes one longer."""
        found = [self.ours(what, size, threshold) for _ in range(TRIES)]
        return min(found, key=lambda one: float(one["seconds"]))

    def peer(self, tool: str, size: int, threshold: int) -> Figures:
        """One run of bench/peers/run.py."""
        source = self.distinct(size)
        told(f"{tool} {size:,} at {threshold}")
        script = str(ROOT / "bench" / "peers" / "run.py")
        target = str(self.pairs_file(tool))
        return self._run([str(PEERS), script, tool, str(source), str(threshold), target])

    def pairs_file(self, tool: str) -> Path:
        """Where the pairs of its last run are."""
        return self._folder / f"pairs-{tool.replace(' ', '-')}.npy"

    def texts(self, size: int) -> list[str]:
        """The distinct folded texts themselves."""
        return self._read(self.distinct(size))

    def _file(self, name: str, make: Any) -> Path:
        if name not in self._made:
            told(f"making {name}")
            path = self._folder / f"{name}.json"
            path.write_text(json.dumps(make(), ensure_ascii=False), "utf-8")
            self._made[name] = path
        return self._made[name]

    def _read(self, path: Path) -> list[str]:
        found: list[str] = json.loads(path.read_text("utf-8"))
        return found

    def _run(self, line: list[str]) -> Figures:
        answer = subprocess.run(line, check=True, stdout=subprocess.PIPE, cwd=ROOT)
        found: Figures = json.loads(answer.stdout)
        return found


def told(words: str) -> None:
    """Say on stderr what comes now."""
    print(f"… {words}", file=sys.stderr, flush=True)


def _fixtures() -> Path | None:
    return fixtures() if fixtures().is_dir() else None


def distinct(texts: list[str]) -> list[str]:
    """Each folded text once, in canonical order."""
    counts: dict[str, int] = {}
    for key in fold_many(texts):
        if key:
            counts[key] = counts.get(key, 0) + 1
    return sorted(counts, key=lambda key: (-counts[key], len(key), key))


def keys(path: Path) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The pairs of a run as one number each, sorted."""
    found = np.load(path).astype(np.int64)
    return np.unique(found.min(axis=1) << 32 | found.max(axis=1))


def row(tool: str, figures: Figures, path: Path, truth: Any) -> Row:
    """A run with what it found of the truth."""
    own = keys(path)
    right = len(np.intersect1d(own, truth, assume_unique=True))
    return Row(
        tool=tool,
        seconds=figures["seconds"],
        cpu=figures["cpu_seconds"],
        megabytes=figures["peak_mb"],
        pairs=len(own),
        recall=right / len(truth),
        precision=right / max(1, len(own)),
    )


def beside(runs: Runs, size: int, threshold: int, tools: tuple[str, ...]) -> list[Row]:
    """Ours and the peers, all pairs of the same texts. Truth are the first tool's pairs."""
    rows: list[Row] = []
    ours = runs.best("pairs", size, threshold)
    found = {tool: runs.peer(tool, size, threshold) for tool in tools}
    first = runs.pairs_file("cdist" if "cdist" in tools else "ours")
    truth = keys(first)
    rows.append(row("ours", ours, runs.pairs_file("ours"), truth))
    rows += [row(tool, one, runs.pairs_file(tool), truth) for tool, one in found.items()]
    return rows


def brute_force(texts: list[str], threshold: int) -> list[int]:
    """The leader rule over every distance, `process.cdist` a block of rows at a time."""
    lengths = np.array([len(text) for text in texts])
    leaders: list[int] = []
    found: list[int] = []
    for start in range(0, len(texts), 256):
        rows = texts[start : start + 256]
        gaps = process.cdist(
            rows, texts[: start + len(rows)], scorer=Indel.distance, dtype=np.int32, workers=-1
        )
        for at in range(len(rows)):
            own = start + at
            totals = lengths[leaders] + lengths[own]
            distances = gaps[at, leaders]
            near = distances <= totals * (100 - threshold) // 100
            if near.any():
                found.append(leaders[int(np.argmin(np.where(near, distances / totals, 2.0)))])
            else:
                found.append(own)
                leaders.append(own)
    return found


def small_lines(runs: Runs, tables: dict[str, list[Row]]) -> Iterator[Line]:
    """10,000 comments: exactness, and speed against every peer."""
    for threshold in (80, 90):
        rows = beside(runs, SMALL, threshold, TOOLS)
        tables[f"all pairs of {SMALL:,} comments at {threshold}"] = rows
        of = {one.tool: one for one in rows}
        ours = of["ours"]
        exact = ours.recall == ours.precision == 1
        yield Line(f"10k at {threshold}: pairs of cdist", "identical", f"{ours.pairs:,}", exact)
        for tool, least in (("cdist", 20.0), ("datasketch", 5.0), ("rensa", 1.0), ("gaoya", 1.0)):
            times = of[tool].seconds / ours.seconds
            name = f"10k at {threshold}: against {tool}"
            yield Line(name, f"≥ {least:g}× faster", f"{times:.1f}×", times >= least)
    for threshold in (80, 90):
        texts = runs.texts(BRUTE)
        wrong = sum(
            one != other
            for one, other in zip(
                runs.ours("rule", BRUTE, threshold)["assigned"],
                brute_force(texts, threshold),
                strict=True,
            )
        )
        name = f"2k at {threshold}: leaders of brute force"
        yield Line(name, "identical", f"{wrong} differ", not wrong)
    for threshold in (80, 90):
        for kind in ("group", "default"):
            same = runs.ours(kind, SMALL, threshold)["answer"]
            for how in ("shuffled", "one-thread"):
                other = runs.ours(f"{kind}-{how}", SMALL, threshold)["answer"]
                name = f"10k at {threshold}: {kind}, {how}"
                yield Line(name, "identical", "same" if same == other else "differs", same == other)


def scale_lines(runs: Runs, tables: dict[str, list[Row]], big: bool) -> Iterator[Line]:
    """100,000 comments and more: time, memory, growth."""
    rows = beside(runs, MIDDLE, 90, ("rensa", "gaoya"))
    tables[f"all pairs of {MIDDLE:,} comments at 90 (truth: ours)"] = rows
    share = rows[0].megabytes / max(1, rows[1].megabytes)
    yield Line("100k at 90: memory, against rensa", "≤ 0.5×", f"{share:.2f}×", share <= 0.5)
    first = runs.best("group", SMALL, 90)
    sizes = {SMALL: first, MIDDLE: runs.best("group", MIDDLE, 90)}
    yield from end_to_end("100k at 90", sizes[MIDDLE], 7, 400)
    sizes[LARGE] = runs.ours("group", LARGE, 90)
    yield from end_to_end("300k at 90", sizes[LARGE], 30, None)
    yield from end_to_end("300k at 80", runs.ours("group", LARGE, 80), 90, None)
    if big:
        sizes[HUGE] = runs.ours("group", HUGE, 90)
        yield from end_to_end("1M at 90", sizes[HUGE], 180, 1_200)
    last = max(sizes)
    grown = math.log(sizes[last]["seconds"] / first["seconds"]) / math.log(last / SMALL)
    yield Line(f"growth 10k → {last:,} at 90", "exponent ≤ 1.5", f"{grown:.2f}", grown <= 1.5)
    whole = runs.ours("default", MIDDLE, 90)
    yield Line("100k at 90, default rule", "(no promise)", took(whole), True)
    tables["end to end at 90 by the bare rule (all MB the process held; clusters for pairs)"] = [
        Row(f"{size:,}", one["seconds"], one["cpu_seconds"], one["process_mb"], one["clusters"])
        for size, one in sizes.items()
    ]


def end_to_end(name: str, found: Figures, seconds: float, megabytes: int | None) -> Iterator[Line]:
    """Comments in, clusters out, by the bare rule. Memory is all the process ever held."""
    most = f"≤ {seconds:g} s" + (f", ≤ {megabytes:,} MB" if megabytes else "")
    kept = found["seconds"] <= seconds
    kept = kept and (megabytes is None or found["process_mb"] <= megabytes)
    yield Line(f"{name}: end to end", most, took(found), kept)


def took(found: Figures) -> str:
    """Time and memory of a run."""
    return f"{found['seconds']:.1f} s ({found['cpu_seconds']:.1f} CPU), {found['process_mb']:,} MB"


def dask_lines(runs: Runs, tables: dict[str, list[Row]]) -> Iterator[Line]:
    """The leader rule on a Dask cluster of one and of two processes on this machine."""
    kinds = ("rule-one-thread", "rule", "rule-one-thread-dask-1", "rule-one-thread-dask-2")
    found = {kind: runs.ours(kind, LARGE, 80) for kind in kinds}
    same = len({one["answer"] for one in found.values()}) == 1
    yield Line("300k at 80: Dask, one and two", "identical", "same" if same else "differs", same)
    alone, both = (found[kind]["seconds"] for kind in kinds[2:])
    yield Line("300k at 80: two workers for one", "(no promise)", f"{alone / both:.2f}×", True)
    tables[f"the leader rule, {LARGE:,} comments at 80, alone and on Dask (pairs compared)"] = [
        Row(kind, one["seconds"], one["cpu_seconds"], one["process_mb"], one["pairs_verified"])
        for kind, one in found.items()
    ]
    yield from estimate(found[kinds[0]])


def estimate(one: Figures) -> Iterator[Line]:
    """What the rule costs for each pair of distinct texts; docs/scale.md reckons with it."""
    cost = 1e9 * one["cpu_seconds"] / one["texts"] ** 2
    yield Line("300k at 80: CPU for texts²", "(no promise)", f"{cost:.2f} ns", True)


def newcomer_lines(again: bool) -> Iterator[Line]:
    """What bench/bench_newcomers.py last wrote down."""
    if again:
        told("newcomers")
        line = [sys.executable, "-m", "bench.bench_newcomers"]
        subprocess.run(line, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    path = RESULTS / "newcomers.json"
    if path.exists():
        found = json.loads(path.read_text("utf-8"))
        worst = max(found["join_ms"]["worst"], found["close_ms"]["worst"])
        name = f"newcomer against {found['leading']:,}"
        yield Line(name, "≤ 30 ms", f"{worst} ms at worst", worst <= 30)


def report(lines: list[Line], tables: dict[str, list[Row]]) -> str:
    """The promises in columns, then each table."""
    parts = [
        f"{one.name:36} {one.promise:20} {one.measured:34} {'KEPT' if one.kept else 'NOT KEPT'}"
        for one in lines
    ]
    for title, rows in tables.items():
        parts += [
            "",
            title,
            f"{'':26} {'s':>9} {'CPU s':>9} {'MB':>7} {'pairs':>12}  recall  prec.",
        ]
        for one in rows:
            found = "" if one.recall is None else f"  {one.recall:6.4f}  {one.precision:6.4f}"
            parts.append(
                f"{one.tool:26} {one.seconds:9.2f} {one.cpu:9.2f} {one.megabytes:7,} "
                f"{one.pairs:12,}{found}"
            )
    return "\n".join(parts) + "\n"


def main() -> None:
    """Measure, print the table, record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--big", action="store_true", help="a million comments as well")
    parser.add_argument("--small", action="store_true", help="ten thousand comments at most")
    asked = parser.parse_args()
    if not PEERS.exists():
        sys.exit(f"no peers at {PEERS.relative_to(ROOT)}: run make bench-cluster")
    tables: dict[str, list[Row]] = {}
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder))
        lines = list(small_lines(runs, tables))
        if not asked.small:
            lines += scale_lines(runs, tables, asked.big)
            lines += dask_lines(runs, tables)
    lines += newcomer_lines(asked.big)
    text = report(lines, tables)
    (RESULTS / "cluster.txt").write_text(text, "utf-8")
    record(
        "cluster",
        {
            "table": {one.name: f"{one.measured} (promised {one.promise})" for one in lines},
            "not_kept": [one.name for one in lines if not one.kept],
            "tables": {
                title: {one.tool: msgspec.to_builtins(one) for one in rows}
                for title, rows in tables.items()
            },
        },
    )
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
