"""Numerals are checked over their whole domain, not by sample."""

import pytest

from drafts.numerals import article_label, article_number, to_chinese, to_int


def test_every_number_survives_both_ways() -> None:
    spelled = [to_chinese(number) for number in range(1, 10_000)]
    assert len(set(spelled)) == 9_999
    assert [to_int(word) for word in spelled] == list(range(1, 10_000))


def test_every_number_survives_with_round_zero_signs() -> None:
    for number in range(1, 10_000):
        assert to_int(to_chinese(number).replace("零", "〇")) == number
        assert to_int(str(number)) == number


def test_every_article_label_survives_both_ways() -> None:
    for base in range(1, 10_000):
        for inserted in (0, 1, 6, 12):
            assert article_number(article_label((base, inserted))) == (base, inserted)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (1260, "一千二百六十"),
        (9999, "九千九百九十九"),
    ],
)
def test_it_spells_as_the_statutes_do(number: int, word: str) -> None:
    assert to_chinese(number) == word


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("两", 2),
        ("两百", 200),
        ("一十二", 12),
        ("百", None),
        ("二〇二〇", 2020),
        ("１２", 12),
        ("12", 12),
        ("〇", 0),
        ("", None),
        ("十十", None),
        ("条", None),
        ("九" * 10_000, None),
        ("9" * 10_000, None),
        ("²", None),
    ],
)
def test_it_reads_odd_spellings_or_nothing(word: str, number: int | None) -> None:
    assert to_int(word) == number


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_it_refuses_to_spell_outside_the_domain(number: int) -> None:
    with pytest.raises(ValueError, match="9999"):
        to_chinese(number)


@pytest.mark.parametrize("label", ["第条", "第零条", "十二条", "第十二条之", "第十二条之甲", ""])
def test_it_reads_no_number_from_what_is_no_label(label: str) -> None:
    assert article_number(label) is None
