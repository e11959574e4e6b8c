"""Floors under what grouping finds of public labelled pairs, one test a set."""

from pathlib import Path

from bench import bench_pairs


def test_person_records(corpus: Path) -> None:
    comments, wanted = bench_pairs.febrl(corpus)
    found = bench_pairs.records(comments, wanted, bare=False, at=80)
    assert found["precision"] >= 0.99
    assert found["recall"] >= 0.93


def test_early_childhood_sites(corpus: Path) -> None:
    comments, wanted = bench_pairs.early_childhood(corpus)
    found = bench_pairs.records(comments, wanted, bare=False, at=80)
    assert found["precision"] >= 0.94
    assert found["recall"] >= 0.48


def test_sentences_of_nearly_the_same_words(corpus: Path) -> None:
    found = bench_pairs.sentences(bench_pairs.paws_x(corpus), 80)
    assert found["guarded"]["precision"] >= 0.59
    assert found["guarded"]["recall"] >= 0.33
    assert found["kept_apart"] <= 70
