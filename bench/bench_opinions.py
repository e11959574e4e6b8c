"""Suggested same opinions against what people labelled: B³ over comments, beside simpler rules.

    python -m bench.bench_opinions

Writes bench/results/opinions.json. dogs-a is the tuning set; dogs-b (other opinions on the same
bill) and ebikes (another, invented bill) are only reported. Each set is measured twice: gathered
article by article, and all comments in one as if no article was known. The simpler rules get the
threshold that is best on dogs-a in the same mode.
"""

import time
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from bench.bcubed import Agreement, Labelled, bcubed, labelled
from bench.record import record
from reports import opinions
from reports.normalize import fold
from reports.opinions import Representative
from reports.suggesting.vectors import products, weighted

SETS = ("dogs-a", "dogs-b", "ebikes")
MODES = ("by_article", "all_in_one")
TUNE = "dogs-a"
SCALE = 5_000
_CUTS = np.arange(0.02, 0.9, 0.01)

Matrix = NDArray[np.float64]


def ratio(texts: Sequence[str]) -> Matrix:
    """rapidfuzz's ratio of the folded texts, 0…1."""
    folded = [fold(text) for text in texts]
    return np.asarray(process.cdist(folded, folded, scorer=fuzz.ratio), dtype=float) / 100


def tfidf(texts: Sequence[str]) -> Matrix:
    """Cosine of characters and pairs weighted by rarity."""
    folded = [fold(text) for text in texts]
    counts = [Counter([*one, *map("".join, pairwise(one))]) for one in folded]
    return products(weighted(counts), 0, len(texts))


def scopes(rows: Sequence[Labelled], mode: str) -> list[list[int]]:
    """The rows that are gathered together."""
    if mode == "all_in_one":
        return [list(range(len(rows)))]
    names = sorted({row.article for row in rows})
    return [[at for at, row in enumerate(rows) if row.article == name] for name in names]


def linked(rows: Sequence[Labelled], alike: Matrix, mode: str, cut: float) -> Agreement:
    """Average linkage at a threshold."""
    found: list[Any] = [None] * len(rows)
    for number, own in enumerate(scopes(rows, mode)):
        gaps = 1 - alike[np.ix_(own, own)]
        np.fill_diagonal(gaps, 0)
        tree = linkage(squareform((gaps + gaps.T) / 2, checks=False), "average")
        for at, group in zip(own, fcluster(tree, 1 - cut, "distance"), strict=True):
            found[at] = (number, int(group))
    return bcubed([row.opinion for row in rows], found)


def suggested(rows: Sequence[Labelled], mode: str, meaning: bool) -> Agreement:
    """What the product suggests, taken as if a person accepted all of it."""
    whole = mode == "all_in_one"
    shown = [Representative(row.id, None if whole else row.article, row.text) for row in rows]
    found = {row.id: row.id for row in rows}
    for one in opinions.suggest(shown, meaning=meaning):
        found.update(dict.fromkeys(one.clusters, one.clusters[0]))
    return bcubed([row.opinion for row in rows], [found[row.id] for row in rows])


def figures(agreement: Agreement) -> dict[str, float]:
    """B³ to three decimals."""
    return {
        "f1": round(agreement.f1, 3),
        "precision": round(agreement.precision, 3),
        "recall": round(agreement.recall, 3),
    }


def simple(name: str, sets: dict[str, list[Labelled]]) -> dict[str, Any]:
    """A similarity with average linkage, its threshold best on the tuning set."""
    rule = {"fuzz_ratio": ratio, "tfidf": tfidf}[name]
    alike = {key: rule([row.text for row in rows]) for key, rows in sets.items()}
    found: dict[str, Any] = {}
    for mode in MODES:
        tune = sets[TUNE], alike[TUNE], mode
        cut = max(_CUTS, key=lambda cut, tune=tune: linked(*tune, float(cut)).f1)
        for key, rows in sets.items():
            found.setdefault(key, {})[mode] = figures(linked(rows, alike[key], mode, float(cut)))
    return found


def large(rows: Sequence[Labelled]) -> dict[str, Any]:
    """Seconds and suggestions for one article of 5,000 unlike representatives: sentences of the
    sets put together two by two."""
    texts = [row.text for row in rows]
    pairs = [(at * 7 + at // len(texts) * 13) % len(texts) for at in range(SCALE)]
    shown = [
        Representative(str(at), "art_1", texts[at % len(texts)] + texts[other])
        for at, other in enumerate(pairs)
    ]
    started, cpu = time.perf_counter(), time.process_time()
    found = opinions.suggest(shown)
    return {
        "representatives": SCALE,
        "suggestions": len(found),
        "seconds": round(time.perf_counter() - started, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
    }


def main() -> None:
    """All sets, both modes, every rule."""
    sets = {name: labelled(name) for name in SETS}
    found: dict[str, Any] = {
        "sets": {
            key: {"comments": len(rows), "opinions": len({row.opinion for row in rows})}
            for key, rows in sets.items()
        },
        "singletons": {
            key: figures(bcubed([row.opinion for row in rows], [row.id for row in rows]))
            for key, rows in sets.items()
        },
    }
    for name in ("fuzz_ratio", "tfidf"):
        found[name] = simple(name, sets)
    kinds = [("ours", False)] + [("ours_with_model", True)] * opinions.meaning_available()
    for name, meaning in kinds:
        found[name] = {
            key: {mode: figures(suggested(rows, mode, meaning)) for mode in MODES}
            for key, rows in sets.items()
        }
    found["large"] = large([row for rows in sets.values() for row in rows])
    record("opinions", found)


if __name__ == "__main__":
    main()
