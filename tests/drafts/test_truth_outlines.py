"""The outlines of real laws against the marks of their source, set right by reading."""

from pathlib import Path
from random import Random

import pytest

from bench.outlines import Edit, corrected, corrections, marked_laws, outline_of
from bench.restyle import STYLES
from drafts.splitter import split


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit("乙", "乙二", ""), ["甲", "乙二", "丙"]),
        (Edit("乙", "", ""), ["甲", "丙"]),
        (Edit("乙 …", "", ""), ["甲"]),
        (Edit("", "丁", "丙"), ["甲", "乙", "丁", "丙"]),
        (Edit("", "丁", ""), ["甲", "乙", "丙", "丁"]),
    ],
)
def test_a_correction_replaces_takes_out_or_puts_in(edit: Edit, expected: list[str]) -> None:
    assert corrected(["甲", "乙", "丙"], [edit]) == expected


def test_every_correction_says_what_and_why() -> None:
    rows = [edit for edits in corrections().values() for edit in edits]
    assert rows
    assert all(edit.old or edit.new for edit in rows)


@pytest.mark.fixtures
def test_every_outline_is_the_one_that_was_read(corpus: Path) -> None:
    read_by_eye = corrections()
    laws = marked_laws(corpus)
    assert read_by_eye.keys() <= {law.name for law in laws}
    for law in laws:
        right = corrected(law.outline, read_by_eye.get(law.name, []))
        styles = STYLES if law.name in read_by_eye else ("clean", "markdown")
        for name in styles:
            draft = split(STYLES[name](law.lines, Random(law.name)))
            assert outline_of(draft) == right, (law.name, name)
