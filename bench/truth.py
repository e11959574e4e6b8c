"""The alignments that were read (tests/truth/alignment) as addresses, and how ours compare."""

import hashlib
from pathlib import Path
from typing import Any, Final

import msgspec

from bench.laws import ROOT, load
from drafts.matcher import align
from drafts.model import Draft, LinkStatus

FOLDER: Final = ROOT / "tests" / "truth" / "alignment"
Pairs = set[tuple[str, str]]


class Truth(msgspec.Struct, frozen=True):
    """Two editions, the articles that live on, and the pairs on which readers can differ."""

    law: str
    old: Path
    new: Path
    hashes: tuple[str, str]
    links: Pairs
    disputed: Pairs


def truths(fixtures: Path) -> list[Truth]:
    """Every pair of versions that was read by eye."""
    return [_truth(path, fixtures) for path in sorted(FOLDER.glob("*.md"))]


def _truth(path: Path, fixtures: Path) -> Truth:
    lines = path.read_text("utf-8").splitlines()
    named = dict(line[2:].split(": ", 1) for line in lines if line.startswith("- "))
    old, new = fixtures / named["old"], fixtures / named["new"]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    links: Pairs = set()
    disputed: Pairs = set()
    for before, after, how, _ in rows[2:]:
        (disputed if how == "disputed" else links).update(_pairs(before, after))
    return Truth(
        lines[0][2:], old, new, (named["old-sha256"], named["new-sha256"]), links, disputed
    )


def _pairs(before: str, after: str) -> Pairs:
    """`3 … 6` against `4 … 7` are four pairs."""
    return {
        (f"art_{old}", f"art_{new}")
        for old, new in zip(_numbers(before), _numbers(after), strict=True)
    }


def _numbers(cell: str) -> list[str]:
    first, _, last = cell.partition(" … ")
    return [str(number) for number in range(int(first), int(last) + 1)] if last else [first]


def same_files(truth: Truth) -> bool:
    """Whether the fixtures still are the files that were read."""
    found = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (truth.old, truth.new))
    return tuple(found) == truth.hashes


def counts(truth: Truth) -> dict[str, Any]:
    """Links found, right, wrong and missed in one pair; disputed ones count neither way."""
    found = _found(load(truth.old), load(truth.new))
    sure = {pair for pair, status in found.items() if status is LinkStatus.AUTOMATIC}
    counted = found.keys() - truth.disputed
    return {
        "law": truth.law,
        "truth": len(truth.links),
        "disputed": len(truth.disputed),
        "automatic": len(sure - truth.disputed),
        "automatic_wrong": len(sure - truth.disputed - truth.links),
        "found": len(counted),
        "wrong": len(counted - truth.links),
        "missed": len(truth.links - counted),
    }


def _found(old: Draft, new: Draft) -> dict[tuple[str, str], LinkStatus]:
    return {
        (link.old, link.new): link.status
        for link in align(old, new)
        if link.old is not None and link.new is not None
    }


def figures(fixtures: Path) -> dict[str, Any]:
    """S9 on the pairs that were read: precision of automatic links, recall with proposals."""
    rows = [counts(truth) for truth in truths(fixtures)]
    total = {key: sum(row[key] for row in rows) for key in rows[0] if key != "law"}
    right = total["found"] - total["wrong"]
    worst = sorted(rows, key=lambda row: -row["wrong"] - row["missed"])[:3]
    return {
        "pairs": len(rows),
        **total,
        "automatic_precision": round(1 - total["automatic_wrong"] / total["automatic"], 4),
        "precision": round(right / total["found"], 4),
        "recall": round(right / total["truth"], 4),
        "worst": [f"{row['law']} (wrong {row['wrong']}, missed {row['missed']})" for row in worst],
    }
