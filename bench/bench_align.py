"""Alignment: how often it is right, on invented revisions with known truth and on real ones.

    python -m bench.bench_align

Writes bench/results/align.json. The baselines run on the same revisions, so the figures can be
read as gains: "same number" is what a naive system does, "best match" a greedy one.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from bench.drafting import STRENGTHS, Revision, revise
from bench.laws import local_laws, version_pairs
from bench.record import record
from drafts.aligning.chain import Pair, heaviest
from drafts.matcher import align
from drafts.model import Draft, LinkStatus

SEED = 20260101
ROUNDS = 2
Links = dict[tuple[str, str], bool]
"""The pairs a method found, and whether it is sure of each."""


def ours(old: Draft, new: Draft) -> Links:
    """The product."""
    return {
        (link.old, link.new): link.status is LinkStatus.AUTOMATIC
        for link in align(old, new)
        if link.old is not None and link.new is not None
    }


def same_number(old: Draft, new: Draft) -> Links:
    """第N条 stays 第N条."""
    there = {unit.address for unit in new.articles()}
    return {(u.address, u.address): True for u in old.articles() if u.address in there}


def best_match(old: Draft, new: Draft) -> Links:
    """Every article takes the likest one at .50 or more."""
    texts = {unit.address: unit.text for unit in new.articles()}
    hits = {
        unit.address: process.extractOne(unit.text, texts, scorer=fuzz.ratio, score_cutoff=50)
        for unit in old.articles()
    }
    return {(address, hit[2]): True for address, hit in hits.items() if hit}


def monotone(old: Draft, new: Draft) -> Links:
    """Needleman–Wunsch alone, pairs at .50 or more."""
    left, right = list(old.articles()), list(new.articles())
    texts = {at: unit.text for at, unit in enumerate(right)}
    pairs = [
        Pair(i, j, score)
        for i, unit in enumerate(left)
        for _, score, j in process.extract(
            unit.text, texts, scorer=fuzz.ratio, score_cutoff=50, limit=None
        )
    ]
    return {(left[p.old].address, right[p.new].address): True for p in heaviest(pairs)}


def measure(method: Callable[[Draft, Draft], Links], revisions: list[Revision]) -> dict[str, Any]:
    """Precision, recall and time of one method over all revisions."""
    right = wrong = missed = exact = sure = sure_wrong = articles = 0
    seconds = 0.0
    for revision in revisions:
        start = time.process_time()
        found = method(revision.old, revision.new)
        seconds += time.process_time() - start
        right += len(found.keys() & revision.truth)
        wrong += len(found.keys() - revision.truth)
        missed += len(revision.truth - found.keys())
        exact += found.keys() == revision.truth
        sure += sum(found.values())
        sure_wrong += sum(is_sure and pair not in revision.truth for pair, is_sure in found.items())
        articles += len(list(revision.old.articles()))
    return {
        "f1": round(2 * right / (2 * right + wrong + missed), 4),
        "precision": round(right / (right + wrong), 4),
        "recall": round(right / (right + missed), 4),
        "links_wrong": wrong,
        "links_missed": missed,
        "automatic": sure,
        "automatic_wrong": sure_wrong,
        "automatic_precision": round(1 - sure_wrong / sure, 5),
        "revisions_exact": f"{exact}/{len(revisions)}",
        "ms_per_100_articles": round(seconds * 1e5 / articles, 1),
    }


def invented(laws: list[list[str]], strength: float, look_alikes: float) -> list[Revision]:
    """Revisions of every law, `ROUNDS` times; inserted articles come from other laws."""
    rng = random.Random(SEED)
    return [
        revise(texts, stock, strength, look_alikes, rng)
        for texts in laws * ROUNDS
        if (stock := [text for law in rng.sample(laws, 8) if law is not texts for text in law])
    ]


def real(folder: Path) -> dict[str, Any]:
    """What is found between real editions, and how long it takes: the best of three."""
    changes: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    articles, seconds, slowest, pairs = 0, 0.0, 0.0, 0
    for _, old, new in version_pairs(folder):
        took = float("inf")
        for _ in range(3):
            start = time.process_time()
            links = align(old, new)
            took = min(took, time.process_time() - start)
        size = max(len(list(old.articles())), len(list(new.articles())))
        slowest = max(slowest, took * 1e5 / size)
        articles, seconds, pairs = articles + size, seconds + took, pairs + 1
        changes.update(link.change.value for link in links)
        statuses.update(link.status.value for link in links if link.old and link.new)
    return {
        "pairs": pairs,
        "articles": articles,
        "changes": dict(sorted(changes.items())),
        "links": dict(sorted(statuses.items())),
        "ms_per_100_articles": round(seconds * 1e5 / articles, 1),
        "ms_per_100_articles_slowest_pair": round(slowest, 1),
    }


def main() -> None:
    """Run everything and write the figures."""
    folder, laws = local_laws()
    methods = {"ours": ours, "monotone": monotone, "best_match": best_match, "number": same_number}
    figures: dict[str, Any] = {"seed": SEED, "laws": len(laws), "articles": sum(map(len, laws))}
    for name, strength in STRENGTHS.items():
        revisions = invented(laws, strength, look_alikes=0.0)
        figures[name] = {key: measure(method, revisions) for key, method in methods.items()}
    revisions = invented(laws, STRENGTHS["medium"], look_alikes=0.5)
    figures["medium_with_look_alikes"] = measure(ours, revisions)
    figures["real_versions"] = real(folder)
    record("align", figures)


if __name__ == "__main__":
    main()
