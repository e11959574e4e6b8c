"""Eight versions of 27 CFR 447 against another project's parse and its diffs.

    python -m bench.bench_cfr

Writes bench/results/cfr.json. Their diff speaks of nodes, ours of lines of an article, so each of
their operations is looked for among the lines we mark, and what is not there is given its reason.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.laws import fixtures
from bench.laws_abroad import CFR, CFR_LATER, cfr_provisions, cfr_text, cfr_tree, our_provisions
from bench.record import record
from drafts.diff import compare
from drafts.model import Change, Draft, Op, Row
from drafts.splitter import split

VERSIONS = CFR + CFR_LATER


def letters(words: str) -> str:
    """Letters and digits alone: a change of blanks or stops is a change of layout."""
    return re.sub(r"[\W_]", "", words)


def changed_lines(row: Row, side: Op) -> Iterator[str]:
    """The lines of the new (or old) article that an insertion or a deletion touches."""
    line, touched = "", False
    for op, text in row.ops:
        if op not in (Op.KEEP, side):
            touched = touched or bool(letters(text))
            continue
        for at, part in enumerate(text.split("\n")):
            if at:
                if touched:
                    yield letters(line)
                line, touched = "", False
            line += part
            touched = touched or (op is side and bool(letters(part)))
    if touched:
        yield letters(line)


def nodes(tree: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every node of a tree by the name the diff calls it."""
    found = {"-".join(tree["label"]): tree}
    for child in tree["children"]:
        found |= nodes(child)
    return found


def reason(key: str, op: dict[str, Any], ours: set[str], trees: tuple[Any, Any]) -> str:
    """Where one operation of theirs is in our diff, or why it is not."""
    before, after = (tree.get(key, {"text": "", "title": ""}) for tree in trees)
    old, new = letters(before["text"]), letters(after["text"])
    if op["op"] == "modified" and "text" not in op and "title" not in op:
        return "children counted"
    if (new or old) in ours or old in ours:
        return "the same line"
    titles = [letters(one.get("title") or "") for one in (before, after)]
    if any(title and title in ours for title in titles):
        return "the same line"
    if old == new and titles[0] == titles[1]:
        return "blanks or stops only"
    both = [{letters(one["text"]) for one in tree.values()} for tree in trees]
    elsewhere = all((old or new) in words for words in both)
    return "the same words under another key" if elsewhere else "not found"


def pair(folder: Path, old: str, new: str, drafts: dict[str, Draft]) -> dict[str, Any]:
    """Their operations between two versions, by what became of them, and our lines beyond them."""
    path = folder / "en" / "cfr-27-447" / f"diff-{old}--{new}.json"
    theirs = json.loads(path.read_text("utf-8"))
    trees = nodes(cfr_tree(folder, old)), nodes(cfr_tree(folder, new))
    rows = [one for one in compare(drafts[old], drafts[new]) if one.change is not Change.SAME]
    ours = {
        line for row in rows for side in (Op.INSERT, Op.DELETE) for line in changed_lines(row, side)
    }
    found = Counter(reason(key, op, ours, trees) for key, op in theirs.items())
    said = {
        letters(one.get(part) or "")
        for key in theirs
        for tree in trees
        if (one := tree.get(key))
        for part in ("text", "title")
    }
    sections = {key.split("-")[1] for key in theirs if "-" in key}
    changed = {(row.new or row.old or "_").split("_")[1] for row in rows}
    return {
        "operations": len(theirs),
        **dict(sorted(found.items())),
        "our_lines": len(ours),
        "our_lines_not_theirs": len(ours - said),
        "sections_theirs": sorted(sections, key=int),
        "sections_ours": sorted(changed, key=int),
        "not_automatic": sum(row.status.value != "automatic" for row in rows),
    }


def main() -> None:
    """Measure and record."""
    folder = fixtures()
    drafts = {version: split(cfr_text(cfr_tree(folder, version))) for version in VERSIONS}
    figures: dict[str, Any] = {}
    for version, draft in drafts.items():
        tree = cfr_tree(folder, version)
        expected, found = list(cfr_provisions(tree)), list(our_provisions(draft))
        same = [one[:2] for one in expected] == [one[:2] for one in found]
        figures[version] = {"provisions": len(expected), "tree_exact": same}
    for old, new in pairwise(VERSIONS):
        figures[f"{old} to {new}"] = pair(folder, old, new, drafts)
    record("cfr", figures)


if __name__ == "__main__":
    main()
