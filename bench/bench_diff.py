"""Diff of two texts: lossless, readable, fast. On the changed articles of real revisions.

    python -m bench.bench_diff

Writes bench/results/diff.json. difflib runs on the same pairs in the same run.
"""

import difflib
import time
from collections.abc import Callable
from typing import Any

from rapidfuzz.distance import Indel

from bench.laws import fixtures, version_pairs
from bench.record import record
from drafts.diff import ops
from drafts.matcher import align
from drafts.model import Op

Steps = list[tuple[Op, str]]


def ours(old: str, new: str) -> Steps:
    """The product."""
    return list(ops(old, new))


def by_difflib(old: str, new: str) -> Steps:
    """The standard library, character by character."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return _steps(old, new, matcher.get_opcodes())


def by_indel(old: str, new: str) -> Steps:
    """The raw opcodes the product starts from."""
    return _steps(old, new, [op_tuple(step) for step in Indel.opcodes(old, new)])


def op_tuple(step: Any) -> tuple[str, int, int, int, int]:
    """One rapidfuzz opcode in the shape of difflib's."""
    return step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end


def _steps(old: str, new: str, opcodes: list[tuple[str, int, int, int, int]]) -> Steps:
    steps: Steps = []
    for tag, old_start, old_end, new_start, new_end in opcodes:
        if tag == "equal":
            steps.append((Op.KEEP, old[old_start:old_end]))
            continue
        steps.append((Op.DELETE, old[old_start:old_end]))
        steps.append((Op.INSERT, new[new_start:new_end]))
    return [step for step in steps if step[1]]


def measure(method: Callable[[str, str], Steps], pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Hunks, islands and ink a pair, milliseconds for 150 characters, and what was lost."""
    start = time.process_time()
    results = [method(old, new) for old, new in pairs]
    seconds = time.process_time() - start
    lost = sum(
        "".join(text for op, text in steps if op is not Op.INSERT) != old
        or "".join(text for op, text in steps if op is not Op.DELETE) != new
        for steps, (old, new) in zip(results, pairs, strict=True)
    )
    characters = sum(len(old) + len(new) for old, new in pairs) / 2
    count = len(pairs)
    return {
        "lossy_pairs": lost,
        "hunks_per_pair": round(sum(map(hunks, results)) / count, 3),
        "islands_per_pair": round(sum(map(islands, results)) / count, 3),
        "marked_per_pair": round(sum(map(marked, results)) / count, 1),
        "ms_per_pair": round(seconds * 1e3 / count, 4),
        "ms_per_150_characters": round(seconds * 1e3 * 150 / characters, 4),
    }


def hunks(steps: Steps) -> int:
    """How many places are marked: runs of steps that are not kept."""
    kept = [op is Op.KEEP for op, _ in steps]
    return sum(not now and (at == 0 or kept[at - 1]) for at, now in enumerate(kept))


def islands(steps: Steps) -> int:
    """How many single kept characters stand between two marked places, punctuation aside."""
    return sum(
        op is Op.KEEP and len(text) == 1 and text not in "。；！？\n" and 0 < at < len(steps) - 1
        for at, (op, text) in enumerate(steps)
    )


def marked(steps: Steps) -> int:
    """How many characters are marked."""
    return sum(len(text) for op, text in steps if op is not Op.KEEP)


def main() -> None:
    """Run everything and write the figures."""
    pairs: list[tuple[str, str]] = []
    for _, old, new in version_pairs(fixtures()):
        for link in align(old, new):
            before, after = old.find(link.old or ""), new.find(link.new or "")
            if before is not None and after is not None and before.text != after.text:
                pairs.append((before.text, after.text))
    methods = {"ours": ours, "indel": by_indel, "difflib": by_difflib}
    figures: dict[str, Any] = {
        "pairs": len(pairs),
        "characters_per_text": round(sum(len(a) + len(b) for a, b in pairs) / 2 / len(pairs), 1),
    }
    figures |= {name: measure(method, pairs) for name, method in methods.items()}
    record("diff", figures)


if __name__ == "__main__":
    main()
