"""Letters cut by machine against the same letters cut by hand: seen ones and ones not seen.

    python -m bench.bench_letters [--misses]

tests/truth/letters was in view when reports/letters was written; letters_unseen and letters_third
were mended for afterwards; letters_fourth was never in view. A proposal is right when its address
is and six tenths of both spans are shared. Writes bench/results/letters.json; with --misses also
says, on stderr, what was wrong or missed.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.record import record
from drafts.model import Draft
from drafts.reader import read
from drafts.splitter import split
from reports.letters.cutting import Cut, cut

ROOT = Path(__file__).resolve().parent.parent
TRUTH = ROOT / "tests" / "truth"
SAMPLE = ROOT / "consult" / "sample" / "readings" / "1.txt"
FOLDERS = ("letters", "letters_unseen", "letters_third", "letters_fourth")
_SHARED = 0.6


def alike(one: Cut, wanted: dict[str, Any]) -> bool:
    """The same address and the same words."""
    return one.address == wanted["address"] and same_words(one, wanted)


def same_words(one: Cut, wanted: dict[str, Any]) -> bool:
    """At least six tenths of what either covers is covered by both."""
    shared = min(one.end, wanted["end"]) - max(one.start, wanted["start"])
    whole = max(one.end, wanted["end"]) - min(one.start, wanted["start"])
    return bool(shared >= _SHARED * whole)


def matched(
    made: tuple[Cut, ...], wanted: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[Cut], list[dict[str, Any]]]:
    """What was found of the wanted cuts; proposals that are wrong; wanted cuts not found."""
    found, wrong, left = [], [], list(wanted)
    for one in made:
        if right := next((each for each in left if alike(one, each)), None):
            left.remove(right)
            found.append(right)
        else:
            wrong.append(one)
    return found, wrong, left


def figures(folder: str, draft: Draft) -> dict[str, Any]:
    """Precision and recall over a folder of letters, and recall by how a place is named."""
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    made = letters = open_ = 0
    for letter in _letters(folder):
        proposals = cut(letter["text"], draft)
        right, wrong, left = matched(proposals, letter["cuts"])
        open_ += sum(one.address is None and any(same_words(one, w) for w in left) for one in wrong)
        letters, made = letters + 1, made + len(proposals)
        wanted.update(each["by"] for each in letter["cuts"])
        found.update(each["by"] for each in right)
    return {
        "letters": letters,
        "proposed": made,
        "wanted": wanted.total(),
        "right": found.total(),
        "precision": round(found.total() / made, 4),
        "recall": round(found.total() / wanted.total(), 4),
        "cut_right_place_left_open": open_,
        "found_by": {by: f"{found[by]} of {wanted[by]}" for by in sorted(wanted)},
    }


def misses(folder: str, draft: Draft) -> Iterator[str]:
    """A line for every wrong proposal (+) and every cut not found (-)."""
    for letter in _letters(folder):
        text = letter["text"]
        _, wrong, left = matched(cut(text, draft), letter["cuts"])
        for one in wrong:
            yield f"{letter['name']} + {one.address} {text[one.start : one.end]!r}"
        for each in left:
            yield f"{letter['name']} - {each['address']} {text[each['start'] : each['end']]!r}"


def _letters(folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((TRUTH / folder).glob("*.json")):
        yield {"name": f"{folder}/{path.stem}"} | json.loads(path.read_text("utf-8"))


def main() -> None:
    """Measure and write the figures."""
    draft = split(read(SAMPLE.read_bytes(), SAMPLE.name))
    if "--misses" in sys.argv[1:]:
        for folder in FOLDERS:
            print(*misses(folder, draft), sep="\n", file=sys.stderr)
    record("letters", {folder: figures(folder, draft) for folder in FOLDERS})


if __name__ == "__main__":
    main()
