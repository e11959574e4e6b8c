"""Each verb of an amendment decision, carried out on a small law."""

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from drafts.amendment import Applied, apply
from drafts.splitter import split

GOLDEN = Path(__file__).parents[2] / "golden" / "amendment"
CASES = [
    pytest.param(*case[2:], id=f"{page.stem} line {case[0]}: {case[1]}")
    for page in sorted(GOLDEN.glob("*.md"))
    for case in read_fixture_file(page)
]


def told(applied: Applied) -> str:
    """The new law, then what a person must look at and what was not done."""
    lines = [applied.text.rstrip("\n")]
    notes = [row.note for row in applied.rows if row.note]
    lines += [f"◇ {note}" for note in notes]
    lines += [f"※ {one.instruction} → {one.reason}" for one in applied.failed]
    return "\n".join(lines)


@pytest.mark.parametrize(("texts", "want"), CASES)
def test_the_law_reads_as_the_decision_says(texts: str, want: str) -> None:
    old, decision = texts.rstrip("\n").split("\n→\n")
    assert told(apply(split(old), decision)) == want.rstrip("\n")
