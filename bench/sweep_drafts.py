"""Every promise about drafts, S1 to S11, measured over everything in the folder of fixtures.

    python -m bench.sweep_drafts [--reuse]

Prints a table and the worst files, writes bench/results/drafts.json. The other sweeps are run first
when they are there; with --reuse their last recorded figures are taken. The promises: S1–S11 of the
measurements the design rests on.
"""

import argparse
import gc
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import msgspec

from bench.bench_split import HOSTILE, SEED, defects, real_laws, seconds, speed, tree_of
from bench.laws import fixtures
from bench.laws_abroad import CFR, CFR_LATER, akn_act, cfr_text, cfr_tree
from bench.record import RESULTS, record
from bench.restyle import STYLES, lines_of_law
from bench.truth import figures as alignment_read
from drafts.model import Draft
from drafts.reader import read
from drafts.splitter import MOST_LINES, split

OTHERS: Final = {
    "align": "bench.bench_align",
    "diff": "bench.bench_diff",
    "cfr": "bench.bench_cfr",
    "citations": "bench.sweep_citations",
    "amendments": "bench.sweep_amendments",
    "formats": "bench.sweep_formats",
    "outlines": "bench.outlines",
}
WORST: Final = 8
LARGEST: Final = 500_000
DOUBLINGS: Final = 3
TRIES: Final = 5
READABLE: Final = 0.003
UNINDENTED: Final = ("wrapped", "wrapped_glued")
INDENTED: Final = ("wrapped_indented", "wrapped_pages")


class Line(msgspec.Struct, frozen=True):
    """One row of the table: the promise, what was measured, whether it is kept."""

    name: str
    promise: str
    measured: str
    kept: bool


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the folder: Chinese, German and English."""
    folder = fixtures()
    for path in sorted([*folder.glob("zh/**/*"), *folder.glob("de/**/*")]):
        if path.suffix in {".md", ".txt"}:
            yield str(path.relative_to(folder)), read(path.read_bytes(), path.name)
    for version in CFR + CFR_LATER:
        yield f"en/cfr-27-447/{version}", cfr_text(cfr_tree(folder, version))
    for name in ("uk_pga-2014-27-enacted-data.xml", "us_Act_2011-11-29.xml"):
        yield f"en/akn/{name}", akn_act(folder / "en" / "akn" / name)[0]


def lost(draft: Draft) -> int:
    """How many characters the top-level units do not give back."""
    joined = "".join(draft.source[unit.start : unit.end] for unit in draft.units)
    return 0 if joined == draft.source else max(1, len(draft.source) - len(joined))


def whole() -> dict[str, Any]:
    """S1 on the texts as they are, and which texts have most findings."""
    counts: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for name, source in texts():
        draft = split(source)
        counts["texts"] += 1
        counts["characters"] += len(source)
        counts["lost"] += lost(draft)
        told[name] = len(draft.findings)
    most = [f"{name}: {count}" for name, count in told.most_common(WORST) if count]
    return {**counts, "most_findings": most}


def restyled(laws: list[Draft]) -> dict[str, Any]:
    """S1 to S4 in fifteen layouts: shares by layout, and the laws that go wrong in most."""
    wrong: Counter[str] = Counter()
    answer: dict[str, Any] = {}
    truths = [tree_of(law) for law in laws]
    for name, style in STYLES.items():
        counts: Counter[str] = Counter()
        for law, truth in zip(laws, truths, strict=True):
            draft = split(style(lines_of_law(law), random.Random(f"{SEED} {law.title}")))
            found = tree_of(draft)
            counts["lost"] += lost(draft)
            counts["articles"] += found.numbers == truth.numbers
            counts["outline"] += found.headings == truth.headings
            if found.numbers == truth.numbers:
                pairs = list(zip(found.shapes, truth.shapes, strict=True))
                bad = [at for at, (ours, theirs) in enumerate(pairs) if ours != theirs]
                counts["compared"] += len(pairs)
                counts["missed"] += len(bad)
                counts["flagged"] += _flagged(draft, bad)
            if found != truth:
                wrong[law.title] += 1
        answer[name] = dict(counts)
    return {"laws": len(laws), "styles": answer, "worst": wrong.most_common(WORST)}


def _flagged(draft: Draft, articles: list[int]) -> int:
    units = list(draft.articles())
    doubts = [one.start for one in draft.findings]
    return sum(any(units[at].start <= one < units[at].end for one in doubts) for at in articles)


def growth() -> dict[str, float]:
    """How the time of each hostile text grows with a doubling, over three of them.

    Processor time, the best of some tries, and without the garbage collector, as timeit does: it
    visits everything that lives, not only what splitting made. A text that is split too fast for
    the clock is left out.
    """
    ratios = {}
    gc.disable()
    try:
        for name, piece in HOSTILE.items():
            written = piece(LARGEST).count("\n")
            size = LARGEST if written < MOST_LINES else LARGEST * MOST_LINES // (written + 1)
            small, large = piece(size // 2**DOUBLINGS), piece(size)
            one = min(seconds(small) for _ in range(TRIES))
            if one > READABLE:
                most = min(seconds(large) for _ in range(TRIES))
                ratios[name] = round((most / one) ** (1 / DOUBLINGS), 2)
            gc.collect()
    finally:
        gc.enable()
    return ratios


def others(reuse: bool) -> dict[str, Any]:
    """What the other sweeps found; one that is not there is left out."""
    found = {}
    for name, module in OTHERS.items():
        if find_spec(module) is None:
            continue
        if not reuse:
            print(f"{module} …", file=sys.stderr)
            subprocess.run([sys.executable, "-m", module], check=True, stdout=subprocess.DEVNULL)
        path = RESULTS / f"{name}.json"
        if path.exists():
            found[name] = json.loads(path.read_text("utf-8"))
    return found


def splitting(laws: list[Draft], texts_whole: dict[str, Any]) -> tuple[list[Line], dict[str, Any]]:
    """S1 to S6."""
    layouts = restyled(laws)
    styles = layouts["styles"]
    count = layouts["laws"]
    articles = min(styles.values(), key=lambda one: one["articles"])["articles"] / count
    outlines = min(styles.values(), key=lambda one: one["outline"])["outline"] / count
    away = texts_whole["lost"] + sum(one.get("lost", 0) for one in styles.values())
    kept = _shapes(styles, set(styles) - {*UNINDENTED, *INDENTED})
    indented, bare = _shapes(styles, INDENTED), _shapes(styles, UNINDENTED)
    flags = _flags(styles)
    seeded = defects(laws)
    total = sum(one["seeded"] for one in seeded.values())
    silent = sum(one["silent"] for one in seeded.values())
    alarms = sum(1 for law in laws if law.findings)
    fast = speed()
    grown = growth()
    worst, ratio = max(grown.items(), key=lambda one: one[1])
    characters = f"{texts_whole['characters']:,}"
    lines = [
        Line("S1 lossless", "0 characters lost", f"{away} of {characters}", not away),
        Line("S2 articles, worst style", "≥ 99.9 %", f"{articles:.2%} of {count} laws",
             articles >= 0.999),
        Line("S3 outline, style to style", "≥ 99.8 %", f"{outlines:.2%} of {count} laws",
             outlines >= 0.998),
        Line("S4 款/项, paragraphs kept", "≥ 99.95 %", f"{kept:.3%}", kept >= 0.9995),
        Line("S4 wrapped and indented", "≥ 99.8 %", f"{indented:.3%}", indented >= 0.998),
        Line("S4 wrapped, no indent", "≥ 98 %", f"{bare:.3%}", bare >= 0.98),
        Line("S4 of these flagged", "≥ 99 %", f"{flags:.2%}", flags >= 0.99),
        Line("S5 seeded defects", "≥ 99.5 % told", f"{1 - silent / total:.2%} of {total}",
             silent <= 0.005 * total),
        Line("S5 false alarms", "≤ 1 in 10 laws", f"{alarms} of {count}", alarms * 10 <= count),
        Line("S6 code of 1,260 articles", "≤ 0.5 s", f"{fast['code_seconds']} s",
             fast["code_seconds"] <= 0.5),
        Line("S6 hostile megabyte", "≤ 2 s", f"{fast['hostile_megabyte_worst']} s",
             fast["hostile_megabyte_worst"] <= 2),
        Line("S6 doubling", "≤ 2.3", f"{ratio} ({worst})", ratio <= 2.3),
    ]  # fmt: skip
    return lines, {"layouts": layouts, "defects": seeded, "speed": fast, "growth": grown}


def _shapes(styles: dict[str, Any], names: Iterable[str]) -> float:
    counts = [styles[name] for name in names]
    missed = sum(int(one.get("missed", 0)) for one in counts)
    return 1 - missed / sum(int(one["compared"]) for one in counts)


def _flags(styles: dict[str, Any]) -> float:
    counts = [styles[name] for name in UNINDENTED]
    missed = sum(int(one.get("missed", 0)) for one in counts)
    flagged = sum(int(one.get("flagged", 0)) for one in counts)
    return flagged / missed if missed else 1.0


def outlines(found: dict[str, Any]) -> list[Line]:
    """S3 against the marks of the sources: where a mark is wrong, what was read counts."""
    laws = found["laws"]
    raw, adjudicated = (
        min(one[key] for one in found["styles"].values()) / laws for key in ("raw", "read")
    )
    corrected = found["laws_corrected"]
    return [
        Line("S3 outline, marks as read", "≥ 99.8 %", f"{adjudicated:.2%} of {laws} laws",
             adjudicated >= 0.998),
        Line("S3 outline, marks as found", "(no promise)",
             f"{raw:.2%}, {corrected} laws ill marked", True),
    ]  # fmt: skip


def elsewhere(found: dict[str, Any], read_by_eye: dict[str, Any]) -> list[Line]:
    """S3 and S7 to S11, as far as their sweeps are there."""
    lines = outlines(found["outlines"]) if "outlines" in found else []
    if cited := found.get("citations"):
        every = cited["all"]
        share, absent = every["share_resolved"], every.get("not_in_the_file", 0)
        told = f"{share:.2%} of {every['own']}, {absent} to what the file lacks"
        lines.append(Line("S7 own citations", "≥ 99.9 %", told, share >= 0.999))
    if amended := found.get("amendments"):
        share = amended["real decisions"]["verbatim share"]
        wrong = amended["spoilt"]["wrong silent edits"]
        lines.append(Line("S8 replaced verbatim", "≥ 99 %", f"{share:.2%}", share >= 0.99))
        lines.append(Line("S8 wrong silent edits", "0", str(wrong), wrong == 0))
    if aligned := found.get("align"):
        for name, least in (("light", 0.995), ("medium", 0.99), ("heavy", 0.98)):
            value = aligned[name]["ours"]["f1"]
            lines.append(Line(f"S9 F1, {name} edits", f"≥ {least}", str(value), value >= least))
        slow = aligned["real_versions"]["ms_per_100_articles_slowest_pair"]
        lines.append(Line("S9 slowest pair", "≤ 100 ms per 100", f"{slow} ms", slow <= 100))
    sure, recall = read_by_eye["automatic_precision"], read_by_eye["recall"]
    pairs = f"{read_by_eye['pairs']} pairs read"
    lines.append(Line("S9 automatic precision", "≥ .999", f"{sure} ({pairs})", sure >= 0.999))
    lines.append(Line("S9 recall with proposals", "≥ .97", f"{recall} ({pairs})", recall >= 0.97))
    if compared := found.get("diff"):
        ours = compared["ours"]
        lines.append(
            Line("S10 lossless", "0 lossy", str(ours["lossy_pairs"]), not ours["lossy_pairs"])
        )
        islands, slow = ours["islands_per_pair"], ours["ms_per_150_characters"]
        lines.append(Line("S10 islands a pair", "≤ .05", str(islands), islands <= 0.05))
        lines.append(Line("S10 time", "≤ 0.2 ms", f"{slow} ms", slow <= 0.2))
    if formats := found.get("formats"):
        for name, one in formats["formats"].items():
            told = f"{one['same']} of {formats['laws']}"
            lines.append(Line(f"S11 {name}", "identical", told, one["same"] == formats["laws"]))
    if regulation := found.get("cfr"):
        trees = [one["tree_exact"] for one in regulation.values() if "tree_exact" in one]
        lost_ops = sum(one.get("not found", 0) for one in regulation.values())
        lines.append(
            Line("27 CFR 447 trees", "theirs", f"{sum(trees)} of {len(trees)}", all(trees))
        )
        lines.append(Line("27 CFR 447 changes", "all found", f"{lost_ops} not found", not lost_ops))
    return lines


def table(lines: list[Line]) -> str:
    """The rows in columns."""
    rows = [(one.name, one.promise, one.measured, "" if one.kept else "NOT KEPT") for one in lines]
    return "\n".join(f"{a:28} {b:18} {c:28} {d}".rstrip() for a, b, c, d in rows)


def main() -> None:
    """Measure everything, print the table, record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reuse", action="store_true", help="do not run the other sweeps again")
    found = others(parser.parse_args().reuse)
    texts_whole = whole()
    lines, details = splitting(real_laws(), texts_whole)
    read_by_eye = alignment_read(fixtures())
    lines += elsewhere(found, read_by_eye)
    figures = {
        "table": {one.name: f"{one.measured} (promised {one.promise})" for one in lines},
        "not_kept": [one.name for one in lines if not one.kept],
        "texts": texts_whole,
        **details,
        "alignment_read": read_by_eye,
    }
    with Path(RESULTS / "drafts.txt").open("w", encoding="utf-8") as out:
        out.write(table(lines) + "\n")
    record("drafts", figures)
    print(table(lines), file=sys.stderr)
    for title, worst in (
        ("laws wrong in most layouts", details["layouts"]["worst"]),
        ("texts with most findings", texts_whole["most_findings"]),
        ("alignments furthest from what was read", read_by_eye["worst"]),
    ):
        print(f"\n{title}:", *worst, sep="\n  ", file=sys.stderr)


if __name__ == "__main__":
    main()
