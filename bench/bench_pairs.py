"""Public labelled pairs, as they are: what `consult group` finds of them at four thresholds.

    python -m bench.bench_pairs

febrl: 1,000 synthetic person records, 500 duplicate pairs. early_childhood: messy rows about
Chicago's early-childhood sites with the true site of each. A record's text is its fields joined
by blanks; two records of one cluster are a pair found. paws_x: 2,000 Chinese sentence pairs of
nearly the same words, 1 = same meaning; each pair is compared alone, with the stance guard and
without. Neither records nor translated encyclopaedia are what grouping is made for; the figures
are reported as they come. Writes bench/results/pairs.json.
"""

import csv
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.laws import fixtures
from bench.record import record
from reports import clusterer
from reports.model import Comment
from reports.normalize import fold
from reports.similarity import Threshold, distance
from reports.stance import stance

THRESHOLDS = (70, 80, 85, 90)
Pair = tuple[str, str]


def febrl(folder: Path) -> tuple[list[Comment], set[Pair]]:
    """The records and the pairs of one person: rec-N-org with rec-N-dup-M."""
    with (folder / "pairs" / "febrl-dataset1.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, skipinitialspace=True))
    names = [name for name in rows[0] if name != "rec_id"]
    comments = [Comment(row["rec_id"], _joined(row, names)) for row in rows]
    return comments, _pairs([(row["rec_id"], row["rec_id"].split("-")[1]) for row in rows])


def early_childhood(folder: Path) -> tuple[list[Comment], set[Pair]]:
    """The records and the pairs of one site."""
    path = folder / "pairs" / "early-childhood-sites-true-ids.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = ["Site name", "Address", "Zip", "Phone"]
    comments = [Comment(str(number), _joined(row, names)) for number, row in enumerate(rows)]
    return comments, _pairs([(str(number), row["True Id"]) for number, row in enumerate(rows)])


def paws_x(folder: Path) -> list[tuple[str, str, bool]]:
    """The sentence pairs and whether they mean the same."""
    lines = (folder / "pairs" / "paws-x-zh-dev.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [(one, other, label == "1") for _, one, other, label in rows]


def _joined(row: dict[str, str], names: Sequence[str]) -> str:
    return " ".join(row[name].strip() for name in names if row[name].strip())


def _pairs(homes: Sequence[tuple[str, str]]) -> set[Pair]:
    groups: dict[str, list[str]] = {}
    for one, home in homes:
        groups.setdefault(home, []).append(one)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def score(wanted: int, found: int, right: int) -> dict[str, float]:
    """Precision, recall and F1 of pairs."""
    return {
        "found": found,
        "precision": round(right / found, 4) if found else 1.0,
        "recall": round(right / wanted, 4),
        "f1": round(2 * right / (wanted + found), 4),
    }


def records(
    comments: list[Comment], wanted: set[Pair], *, bare: bool, at: float
) -> dict[str, float]:
    """`group` on records, by the default rule or by the bare one."""
    made = clusterer.group(comments, at, keep_boilerplate=bare, ignore_stance=bare)
    found = _pairs([(m.id, cluster.id) for cluster in made.clusters for m in cluster.members])
    return score(len(wanted), len(found), len(found & wanted))


def sentences(pairs: list[tuple[str, str, bool]], at: float) -> dict[str, Any]:
    """What would be joined of the sentence pairs, and what the stance guard keeps apart."""
    limit = Threshold(at)
    same = sum(label for _, _, label in pairs)
    near = [pair for pair in pairs if _near(fold(pair[0]), fold(pair[1]), limit)]
    kept = [pair for pair in near if stance(pair[0]) != stance(pair[1])]
    right, lost = sum(pair[2] for pair in near), sum(pair[2] for pair in kept)
    return {
        "bare": score(same, len(near), right),
        "guarded": score(same, len(near) - len(kept), right - lost),
        "kept_apart": len(kept),
        "of_other_meaning": len(kept) - lost,
    }


def _near(one: str, other: str, limit: Threshold) -> bool:
    allowed = limit.allowed(len(one) + len(other))
    return distance(one, other, allowed) <= allowed


def figures(folder: Path) -> dict[str, Any]:
    """Everything this bench measures."""
    found: dict[str, Any] = {}
    for name, (comments, wanted) in (
        ("febrl", febrl(folder)),
        ("early_childhood", early_childhood(folder)),
    ):
        found[name] = {"records": len(comments), "pairs": len(wanted)}
        for rule, bare in (("default", False), ("bare", True)):
            found[name][rule] = {
                str(at): records(comments, wanted, bare=bare, at=at) for at in THRESHOLDS
            }
    pairs = paws_x(folder)
    found["paws_x"] = {"pairs": len(pairs), "same_meaning": sum(label for _, _, label in pairs)}
    found["paws_x"] |= {str(at): sentences(pairs, at) for at in THRESHOLDS}
    return found


def main() -> None:
    """Measure and write the figures."""
    record("pairs", figures(fixtures()))


if __name__ == "__main__":
    main()
