"""The leader rule against brute force; order, ties, stance and what was cut by hand."""

import random
from fractions import Fraction

import pytest

from reports.comparing.encoding import Entry
from reports.comparing.leaders import assign
from reports.similarity import Threshold
from tests.reports.comparing import oracle, texts

EIGHTY = Threshold(80)


def entries(*texts: str) -> list[Entry]:
    return [Entry(text, text) for text in texts]


@pytest.mark.parametrize("percent", ["60", "70", "82.5", "90", "66.667", "95", "100", "33.333"])
@pytest.mark.parametrize("kind", texts.KINDS)
def test_it_is_brute_force(kind: object, percent: str) -> None:
    dice = random.Random(f"{kind.__name__} {percent}")  # type: ignore[attr-defined]
    made = texts.entries(dice, kind(dice, 250))  # type: ignore[operator]
    found = assign(made, Threshold(float(percent)))
    assert list(found.leaders) == oracle.leaders(made, Fraction(percent))


def test_a_text_joins_its_most_similar_leader_not_its_first() -> None:
    found = assign(entries("abcdefghij", "ABCDEfghij", "ABCDefghij"), Threshold(60))
    assert found.leaders == (0, 1, 1)
    assert found.distances == (0, 0, 2)


def test_on_a_tie_the_earlier_leader_wins() -> None:
    found = assign(entries("abcdefgXYZ", "XYZabcdefg", "abcdefg"), Threshold(75))
    assert found.leaders == (0, 1, 0)


def test_members_lead_nobody() -> None:
    """No chains: the third text is near the second, which is a member, not a leader."""
    found = assign(entries("abcdefghij", "abcdefghijKL", "abcdefghijKLMNO"), EIGHTY)
    assert found.leaders == (0, 0, 0)
    found = assign(entries("abcdefghij", "abcdefghijKLM", "abcdefghijKLMNOP"), EIGHTY)
    assert found.leaders == (0, 0, 2)


def test_stances_never_meet_and_empty_texts_stay_alone() -> None:
    same = [Entry("abc", "abc", "support-"), Entry("abc", "abc"), Entry("", ""), Entry("", "")]
    assert assign(same, EIGHTY).leaders == (0, 1, 2, 3)
    assert assign([], EIGHTY).leaders == ()


def test_different_heads_cut_off_must_match_as_well() -> None:
    """「延长期限。老人不会用」 and 「简化材料。老人不会用」 differ in what they demand."""
    one = Entry("老人不会用手机", "延长期限老人不会用手机", removed="延长期限")
    two = Entry("老人不会用手机", "简化材料老人不会用手机", removed="简化材料")
    bare = Entry("老人不会用手机", "老人不会用手机")
    assert assign([one, two], EIGHTY).leaders == (0, 1)
    assert assign([one, bare], EIGHTY).leaders == (0, 0)
