"""S7: every citation of the real laws resolved, and the alarm after renumbering.

    python -m bench.sweep_citations

Writes bench/results/citations.json, with the place of every citation that leads nowhere.
"""

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from bench.laws import fixtures, load, version_pairs
from bench.record import record
from bench.renumber import Edit, renumbered, simple_articles
from drafts.citations import find
from drafts.matcher import align
from drafts.model import Draft
from drafts.renumbering import alarm
from drafts.splitter import split

SEED: Final = 20260301
FEWEST: Final = 10
FOLDERS: Final = {
    "statutes-raw": "statutes-raw/*.txt",
    "local-regulations": "local-regulations/*/*.md",
    "versions": "versions/*/*.md",
}
DEFECTS: Final = {
    ("济南市名泉保护条例(2017-03-29).md", "附件"): "《济南市名泉名录》 is not in the file",
}
"""Citations of what the file itself does not hold, each looked up in it; they are counted apart."""
_NUMBERED: Final = re.compile(r"第[^条]{1,12}条")
_NAMED: Final = re.compile(r"本[^，。；、]{1,8}$")


def sweep(drafts: Iterable[tuple[str, Draft]]) -> dict[str, Any]:
    """What the citations of some drafts come to; those that lead nowhere by place.

    `share_resolved` is of all own citations, `share_of_what_is_there` without the DEFECTS.
    """
    counts: Counter[str] = Counter()
    dangling: list[dict[str, str | None]] = []
    for name, draft in drafts:
        counts["drafts"] += 1
        counts["characters"] += len(draft.source)
        start = time.process_time()
        found = find(draft)
        counts["microseconds"] += round((time.process_time() - start) * 1e6)
        for one in found:
            if one.law is not None:
                counts["other_laws"] += 1
                continue
            counts["own"] += 1
            counts[f"own_{one.kind.value}"] += 1
            counts["resolved"] += bool(one.targets)
            before = draft.source[max(0, one.start - 12) : one.start]
            plainly = _NUMBERED.match(one.text) is not None and _NAMED.search(before) is not None
            counts["own_by_name"] += plainly
            counts["own_by_name_resolved"] += plainly and bool(one.targets)
            if one.dangling:
                defect = DEFECTS.get((name, one.text))
                counts["not_in_the_file"] += defect is not None
                place = {"file": name, "at": one.at, "text": one.text, "why": one.dangling}
                dangling.append({**place, "defect_of_the_file": defect})
    answer: dict[str, Any] = dict(sorted(counts.items()))
    answer["share_resolved"] = _share(counts["resolved"], counts["own"])
    there = counts["own"] - counts["not_in_the_file"]
    answer["share_of_what_is_there"] = _share(counts["resolved"], there)
    answer["dangling"] = dangling
    return answer


def _share(part: int, whole: int) -> float:
    return round(part / whole, 5) if whole else 1.0


def edited(laws: list[Draft]) -> dict[str, Any]:
    """One article inserted into or removed from each law; what the alarm finds of what went wrong.

    `left`: the citations stay as they were. `put_right`: all that can be are corrected.
    """
    answer: dict[str, Any] = {}
    dice = random.Random(SEED)
    places = [dice.randrange(2, len(simple_articles(law)) - 2) for law in laws]
    for edit in Edit:
        for updated in (False, True):
            counts: Counter[str] = Counter()
            for law, at in zip(laws, places, strict=True):
                _judge(law, at, edit, updated, counts)
            answer[f"{edit.value}_{'put_right' if updated else 'left'}"] = dict(counts)
    return answer


def _judge(law: Draft, at: int, edit: Edit, updated: bool, counts: Counter[str]) -> None:
    after = renumbered(law, at, edit, updated=updated)
    new = split(after.source)
    told = {one.start: one for one in alarm(law, new, align(law, new))}
    already = {one.text for one in find(law) if one.dangling}
    counts["citations"] += sum(one.law is None for one in find(new))
    counts["wrong"] += len(after.stale)
    counts["found"] += len(after.stale & told.keys())
    false = [
        one
        for start, one in told.items()
        if start not in after.stale and one.text not in already and _NUMBERED.search(one.text)
    ]
    counts["false_alarms"] += len(false)
    for one in false:
        print(f"false: {law.title} {edit} {at} {one.at} {one.message}", file=sys.stderr)
    for start in after.stale - told.keys():
        words = new.source[max(0, start - 20) : start + 20].replace("\n", " ")
        print(f"missed: {law.title} {edit} {at} {words}", file=sys.stderr)


def versions(folder: Path) -> dict[str, Any]:
    """The alarms of the real revisions, whose citations their drafters have put right."""
    counts: Counter[str] = Counter()
    for law, old, new in version_pairs(folder):
        counts["pairs"] += 1
        counts["citations"] += sum(one.law is None for one in find(new))
        for one in alarm(old, new, align(old, new)):
            counts[one.kind.value] += 1
            print(f"{law} {one.kind.value} {one.at} {one.text}: {one.message}", file=sys.stderr)
    return dict(counts)


def _drafts(pattern: str) -> Iterator[tuple[str, Draft]]:
    for path in sorted((fixtures() / "zh").glob(pattern)):
        yield path.name, load(path)


def main() -> None:
    """Measure and record."""
    swept = {name: list(_drafts(pattern)) for name, pattern in FOLDERS.items()}
    every = [pair for pairs in swept.values() for pair in pairs]
    local = [law for _, law in swept["local-regulations"] if len(simple_articles(law)) >= FEWEST]
    figures = {name: sweep(pairs) for name, pairs in {**swept, "all": every}.items() if pairs}
    record(
        "citations",
        {**figures, "edited": edited(local), "revisions": versions(fixtures())},
    )


if __name__ == "__main__":
    main()
