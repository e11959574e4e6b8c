"""Newcomers against 80,000 leading texts: one at a time, a thousand in a row, and what is close.

The round is the seeded mix of the clustering benches, in one article; the leading texts are those
the leader rule itself made of it. Times are CPU time of one thread: what one core takes when
nobody else is on it. `opinions` is how often somebody who writes sees a comment of their own
opinion among five, on the hand-labelled sets; the threshold was chosen on dogs-a alone.

    python -m bench.bench_newcomers [COMMENTS]
"""

import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.comment_mix import comments
from bench.laws import fixtures
from bench.record import RESULTS, record
from reports import clusterer, similarity
from reports.comparing.distinct import Rules, Text
from reports.model import Comment
from reports.newcomers import CLOSE, COSINE, Newcomers, of_round

COMMENTS = 180_000
NEWCOMERS = 1000
CHECKED = 25
THRESHOLD = 80
ARRIVING_SEED = 11
TRUTH = RESULTS.parent.parent / "tests" / "truth" / "opinions"


def main() -> None:
    """Measure and record."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else COMMENTS
    said = [Comment(str(n), text) for n, text in enumerate(comments(size, fixtures=fixtures()))]
    arriving = comments(NEWCOMERS, ARRIVING_SEED, fixtures())
    clusters = clusterer.group(said, THRESHOLD).clusters
    leading = {
        member.id: member.text_key
        for cluster in clusters
        for member in cluster.members
        if member.text_key == member.leader_key
    }
    before = _memory()
    started = time.process_time()
    index = of_round(said, leading, THRESHOLD)[None]
    index.close(Comment("warm", "登记期限"))
    built = time.process_time() - started
    held = _memory() - before
    figures = {
        "comments": size,
        "leading": len(index),
        "built_cpu_seconds": round(built, 2),
        "memory_mb": round(held),
        "join_ms": _times(index.join, arriving),
        "close_ms": _times(index.close, arriving),
        "thousand_seconds": round(_thousand(index, arriving), 2),
        "agree_with_brute_force": _agreement(said, clusters, index, arriving[:CHECKED]),
        "opinions": {name: _opinions(name) for name in ("dogs-a", "dogs-b", "ebikes")},
        "close_from": {"ratio": CLOSE, "cosine": COSINE},
    }
    record("newcomers", figures)


def _memory() -> float:
    """What the process holds now, in MB (Linux)."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _times(work: Callable[[Comment], object], texts: Iterable[str]) -> dict[str, float]:
    taken = []
    for text in texts:
        started = time.process_time()
        work(Comment("new", text))
        taken.append(1000 * (time.process_time() - started))
    taken.sort()
    return {
        "median": round(statistics.median(taken), 2),
        "p95": round(taken[int(0.95 * len(taken))], 2),
        "worst": round(taken[-1], 2),
    }


def _thousand(index: Newcomers, texts: Sequence[str]) -> float:
    started = time.process_time()
    for text in texts:
        index.join(Comment("new", text))
    return time.process_time() - started


def _agreement(
    said: Sequence[Comment], clusters: Sequence[Any], index: Newcomers, texts: Sequence[str]
) -> str:
    """How many newcomers join whom a plain loop over every leading text says."""
    words = {comment.id: comment for comment in said}
    leaders = [index.text(words[cluster.leader]) for cluster in clusters]
    leaders.sort(key=lambda text: text.digest)
    right = 0
    for text in texts:
        own = index.text(Comment("new", text))
        found = index.join(Comment("new", text))
        right += (found.compared if found else None) == _nearest(own, leaders)
    return f"{right}/{len(texts)}"


def _nearest(own: Text, leaders: Sequence[Text]) -> float | None:
    """The ratio of the nearest leading text of the same stance within the threshold."""
    same = [text for text in leaders if text.core and text.stance == own.stance]
    totals = np.array([len(own.core) + len(text.core) for text in same], np.int64)
    allowed = similarity.Threshold(THRESHOLD).allowed_many(totals)
    gaps = similarity.distances([own.core] * len(same), [text.core for text in same], allowed)
    near = np.flatnonzero((gaps <= allowed) & (totals > 0) & bool(own.core))
    ratios = [
        round(100 * (1 - int(gaps[place]) / int(totals[place])), 1)
        for place in near.tolist()
        if _wholes_match(own, same[place])
    ]
    return max(ratios, default=None)


def _wholes_match(one: Text, other: Text) -> bool:
    if not (one.removed and other.removed) or one.removed == other.removed:
        return True
    most = similarity.Threshold(THRESHOLD).allowed(len(one.whole) + len(other.whole))
    return similarity.distance(one.whole, other.whole, most) <= most


def _opinions(name: str) -> dict[str, float]:
    """Each comment of a labelled set against all others on its article."""
    lines = (TRUTH / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    rules = Rules(similarity.Threshold(THRESHOLD), None)
    texts = {row["id"]: Newcomers(rules).text(Comment(row["id"], row["text"])) for row in rows}
    seen = right = shown = 0
    for row in rows:
        others = {r["id"]: r for r in rows if r["article"] == row["article"] and r is not row}
        index = Newcomers(rules)
        index.add(texts[one] for one in others)
        close = index.close(Comment("new", row["text"]))
        own = [others[one.leader]["opinion"] == row["opinion"] for one in close]
        seen, right, shown = seen + any(own), right + sum(own), shown + len(own)
    return {
        "sees_own": round(seen / len(rows), 3),
        "shown": round(shown / len(rows), 2),
        "of_shown_own": round(right / shown, 3),
    }


if __name__ == "__main__":
    main()
