"""How papers tell what people ask: golden cases a lawyer can add to."""

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from reports.papers.wording import opinion

GOLDEN = Path(__file__).parents[2] / "golden" / "papers" / "opinion.md"
CASES = [
    pytest.param(label.strip(), sentence.strip(), id=f"{line} {title}")
    for line, title, label, sentence in read_fixture_file(GOLDEN)
]


@pytest.mark.parametrize(("label", "sentence"), CASES)
def test_golden(label: str, sentence: str) -> None:
    assert opinion(label) == sentence
