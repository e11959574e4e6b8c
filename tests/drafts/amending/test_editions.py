"""Two real editions: a decision from the older to the newer one gives the newer one back."""

from pathlib import Path
from random import Random

import pytest

from bench.decisions import decision
from bench.laws import version_pairs
from bench.sweep_amendments import real_decisions
from drafts.amendment import apply
from drafts.splitter import split

pytestmark = pytest.mark.fixtures


def test_a_decision_gives_the_newer_edition_back(corpus: Path) -> None:
    for law, old, new in version_pairs(corpus):
        applied = apply(old, decision(old, new, Random(7)))
        have = [(one.number, one.text) for one in split(applied.text).articles()]
        assert have == [(one.number, one.text) for one in new.articles()], law
        assert applied.failed == (), law


def test_real_decisions_put_what_they_quote_into_the_law(corpus: Path) -> None:
    figures = real_decisions(corpus)
    assert figures["instructions"] == 346
    assert figures["not carried out"] == 1
    assert figures["verbatim"] == figures["quoted texts"] > 300
