"""All pairs against a matrix of all distances."""

import random
from fractions import Fraction

import numpy as np
import pytest
from rapidfuzz import process
from rapidfuzz.distance import Indel

from reports.comparing.encoding import Entry
from reports.comparing.pairs import matching
from reports.similarity import Threshold
from tests.reports.comparing import oracle, texts


@pytest.mark.parametrize("percent", ["60", "79.999", "80", "90", "95"])
@pytest.mark.parametrize("kind", texts.KINDS)
def test_every_pair_is_found(kind: texts.Kind, percent: str) -> None:
    dice = random.Random(f"pairs {kind.__name__} {percent}")
    made = texts.entries(dice, kind(dice, 200))
    found = matching(made, Threshold(float(percent)))
    pairs = zip(found.columns.tolist(), found.rows.tolist(), strict=True)
    wanted = oracle.pairs(made, Fraction(percent))
    assert dict(zip(pairs, found.distances.tolist(), strict=True)) == wanted


@pytest.mark.parametrize("percent", [60, 70, 80, 90, 95])
def test_a_thousand_texts_against_the_matrix(percent: int) -> None:
    dice = random.Random(percent)
    cores = [text for text in dict.fromkeys(texts.family(dice, 1600)) if text][:1000]
    found = matching([Entry(core, core) for core in cores], Threshold(percent), workers=2)
    lengths = np.array([len(core) for core in cores])
    gaps = process.cdist(cores, cores, scorer=Indel.distance, dtype=np.int32)
    totals = lengths[:, None] + lengths[None, :]
    rows, columns = np.nonzero(np.tril(gaps * 100 <= totals * (100 - percent), -1))
    assert (found.rows.tolist(), found.columns.tolist()) == (rows.tolist(), columns.tolist())
    assert found.distances.tolist() == gaps[rows, columns].tolist()
