"""Shared heads and tails on real comments: how much they change the clusters when not cut.

    python -m bench.bench_boilerplate

The docket is fixtures/comments/regulations-gov: 198 comments, 161 of which end in one subject
line, 13 of which hold the placeholder of the form. Three groupings are compared with the default
rule's, as `measure` says: the same comments with heads and tails cut by hand
(tests/truth/boilerplate), with invented heads and tails put on every comment, and, for contrast,
the bare rule, which cuts nothing. Writes bench/results/boilerplate.json.
"""

import csv
import json
import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from bench.bcubed import bcubed
from bench.record import record
from reports import clusterer
from reports.boilerplate import Boilerplate
from reports.model import Comment, Grouping
from reports.normalize import fold

ROOT = Path(__file__).resolve().parent.parent
TRUTH = ROOT / "tests" / "truth" / "boilerplate" / "usda.json"
FIXTURES = Path(os.environ.get("CONSULT_FIXTURES", ROOT.parent / "shared" / "fixtures"))
DOCKET = Path("comments", "regulations-gov", "USDA-2017-0002.csv")
SEEDS = (1, 2, 3)
_HEADS = (
    "Dear Sir or Madam,\n",
    "Hello,\n",
    "Subject: Identifying regulatory reform initiatives, request for information\n",
    "Docket ID: USDA-2017-0002-0001\n",
    "I am writing with regard to the notice published by the department last summer. ",
)
_TAILS = (
    "\nThank you for your time.",
    "\nSincerely,\nA. Resident",
    "\nThis message was sent to the department through the web page of the association.",
    "\nRe: Identifying Regulatory Reform Initiatives (Docket No. USDA-2017-0002)",
    "\nSee attached file(s)",
)


def docket(fixtures: Path) -> list[Comment]:
    """The comments of the docket."""
    with (fixtures / DOCKET).open(encoding="utf-8", newline="") as lines:
        return [Comment(row["id"], row["comment"]) for row in csv.DictReader(lines)]


def cut_by_hand(comments: Sequence[Comment]) -> list[Comment]:
    """The comments without what a person takes for head, tail or placeholder."""
    spans = json.loads(TRUTH.read_text("utf-8"))
    return [msgspec.structs.replace(one, text=one.text[slice(*spans[one.id])]) for one in comments]


def with_ends(comments: Sequence[Comment], seed: int) -> list[Comment]:
    """The comments, each with an invented head and tail out of five each."""
    dice = random.Random(seed)
    return [
        msgspec.structs.replace(one, text=dice.choice(_HEADS) + one.text + dice.choice(_TAILS))
        for one in comments
    ]


def measure(comments: Sequence[Comment], one: Grouping, other: Grouping) -> dict[str, float]:
    """How far two groupings of the same comments are from each other.

    `sizes_changed`: both lists of cluster sizes from the largest to the smallest, their
    differences summed, as a share of the comments; 0 when the sizes are the same. `bcubed_f1` is
    of the second grouping against the first. `count_changed` compares the numbers of clusters.
    """
    sizes = [sorted((c.size for c in made.clusters), reverse=True) for made in (one, other)]
    longest = max(map(len, sizes))
    first, second = ([*found, *[0] * (longest - len(found))] for found in sizes)
    moved = sum(abs(a - b) for a, b in zip(first, second, strict=True))
    homes = [{m.id: c.id for c in made.clusters for m in c.members} for made in (one, other)]
    agreement = bcubed(*([home[comment.id] for comment in comments] for home in homes))
    return {
        "clusters": len(other.clusters),
        "largest": max(sizes[1]),
        "sizes_changed": round(moved / len(comments), 4),
        "count_changed": round(abs(len(other.clusters) / len(one.clusters) - 1), 4),
        "bcubed_f1": round(agreement.f1, 4),
    }


def cores_as_by_hand(comments: Sequence[Comment]) -> float:
    """The share of comments of which exactly what a person leaves is compared."""
    learnt = Boilerplate(comment.text for comment in comments)
    same = [
        learnt.cut(one.text).core == fold(hand.text)
        for one, hand in zip(comments, cut_by_hand(comments), strict=True)
    ]
    return round(sum(same) / len(same), 4)


def figures(fixtures: Path) -> dict[str, Any]:
    """Everything this bench measures."""
    comments = docket(fixtures)
    default = clusterer.group(comments)
    bare = clusterer.group(comments, keep_boilerplate=True)
    seeded = [clusterer.group(with_ends(comments, seed)) for seed in SEEDS]
    bare_seeded = clusterer.group(with_ends(comments, SEEDS[0]), keep_boilerplate=True)
    return {
        "comments": len(comments),
        "clusters": len(default.clusters),
        "largest": max(cluster.size for cluster in default.clusters),
        "cores_as_by_hand": cores_as_by_hand(comments),
        "cut_by_hand": measure(comments, default, clusterer.group(cut_by_hand(comments))),
        "ends_added": {
            f"seed_{seed}": measure(comments, default, made)
            for seed, made in zip(SEEDS, seeded, strict=True)
        },
        "nothing_cut": measure(comments, default, bare),
        "ends_added_nothing_cut": measure(comments, default, bare_seeded),
    }


def main() -> None:
    """Measure and write the figures."""
    record("boilerplate", figures(FIXTURES))


if __name__ == "__main__":
    main()
