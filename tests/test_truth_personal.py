"""The invented personal data of tests/truth/personal: enough of it, found, and little else is."""

from bench.bench_privacy import figures, rows
from reports.privacy import DataKind, mask


def test_the_set_is_large_and_has_every_kind() -> None:
    positives = rows("positives")
    assert len(positives) >= 300
    assert {row["kind"] for row in positives} == set(DataKind)
    assert all(row["secret"] in row["text"] for row in positives)
    assert len({row["text"] for row in rows("negatives")}) >= 1000


def test_r25_recall_and_precision() -> None:
    measured = figures()
    assert measured["recall"] >= 0.98, measured["missed"]
    assert measured["precision"] >= 0.98, measured["alarms"]


def test_masking_twice_is_masking_once() -> None:
    for row in [*rows("positives"), *rows("negatives")]:
        once = mask(row["text"])
        assert mask(once) == once
