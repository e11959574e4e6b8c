"""The leader rule against brute force; order, ties, stance and what was cut by hand."""

import random
import threading
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from reports.comparing import leaders
from reports.comparing.encoding import Entry
from reports.comparing.leaders import assign
from reports.similarity import Threshold
from tests.reports.comparing import oracle, texts

EIGHTY = Threshold(80)


def entries(*texts: str) -> list[Entry]:
    return [Entry(text, text) for text in texts]


@pytest.mark.parametrize("percent", ["60", "70", "82.5", "90", "66.667", "95", "100", "33.333"])
@pytest.mark.parametrize("kind", texts.KINDS)
def test_it_is_brute_force(kind: texts.Kind, percent: str) -> None:
    dice = random.Random(f"{kind.__name__} {percent}")
    made = texts.entries(dice, kind(dice, 250))
    found = assign(made, Threshold(float(percent)))
    assert list(found.leaders) == oracle.leaders(made, Fraction(percent))
    for place, (leader, gap) in enumerate(zip(found.leaders, found.distances, strict=True)):
        assert gap == Indel.distance(made[place].core, made[leader].core)


@pytest.mark.parametrize("percent", [60, 70, 80, 90, 95])
def test_a_thousand_texts(percent: int) -> None:
    dice = random.Random(percent)
    each = (texts.family(dice, 800), texts.on_the_bound(dice, 300), texts.odd(dice, 100))
    made = texts.entries(dice, [text for part in each for text in part])
    dice.shuffle(made)
    found = assign(made[:1000], Threshold(percent))
    assert list(found.leaders) == oracle.leaders(made[:1000], Fraction(percent))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text("ab建议\ud800", max_size=14), max_size=14),
    st.sampled_from(["", "support-"]),
    st.integers(1000, 100_000),
    st.randoms(use_true_random=False),
)
def test_any_texts_at_any_threshold(
    cores: list[str], stance: str, share: int, dice: random.Random
) -> None:
    made = [
        Entry(core, removed + core, dice.choice(("", stance)), removed)
        for core in dict.fromkeys(cores)
        for removed in [dice.choice(("", "甲", "乙丙丁戊"))]
    ]
    found = assign(made, Threshold(share / 1000))
    assert list(found.leaders) == oracle.leaders(made, Fraction(share, 1000))


@pytest.mark.parametrize("percent", [80, 90])
def test_halves_and_threads_change_nothing(percent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small leaves make many levels of halving; one leaf of everything makes none."""
    dice = random.Random(percent)
    made = texts.entries(dice, texts.family(dice, 1500))
    once = assign(made, Threshold(percent))
    monkeypatch.setattr(leaders, "_THREADED", 10)
    assert assign(made, Threshold(percent), workers=2) == once
    for leaf in (8, 5000):
        monkeypatch.setattr(leaders, "_LEAF", leaf)
        assert assign(made, Threshold(percent)).leaders == once.leaders
        assert assign(made, Threshold(percent)).distances == once.distances


def test_progress_rises_to_the_end_and_what_it_raises_ends_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dice = random.Random(1)
    made = texts.entries(dice, texts.family(dice, 1500))
    monkeypatch.setattr(leaders, "_THREADED", 10)
    heard: list[float] = []
    assign(made, EIGHTY, workers=2, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == pytest.approx(1)
    threads = threading.active_count()

    class Cancelled(Exception):
        pass

    def cancel(share: float) -> None:
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        assign(made, EIGHTY, workers=2, progress=cancel)
    assert threading.active_count() == threads


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
