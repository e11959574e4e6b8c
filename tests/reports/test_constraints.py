"""Staff's word against the rule's groups: every word held, nothing else moved, no order matters."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.constraints import Contradiction, Told, settle, told
from reports.model import Constraint, ConstraintKind

TOGETHER, APART = ConstraintKind.TOGETHER, ConstraintKind.APART
NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"


def groups(settled: tuple[int, ...]) -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    for place, head in enumerate(settled):
        found.setdefault(head, set()).add(NAMES[place])
    return {frozenset(one) for one in found.values()}


def said(leaders: str, *words: str, before: str = "") -> set[frozenset[str]]:
    """`leaders` has the leader of 甲乙丙… in order; a word reads 甲=乙 or 甲≠乙."""
    places = {name: place for place, name in enumerate(NAMES)}
    constraints = [Constraint(TOGETHER if w[1] == "=" else APART, w[0], w[2]) for w in words]
    stood = [None if one == "-" else one for one in before] or None
    return groups(
        settle(
            [places[name] for name in leaders],
            NAMES[: len(leaders)],
            told(constraints, places),
            stood,
        )
    )


def those(*names: str) -> set[frozenset[str]]:
    return {frozenset(one) for one in names}


def test_without_a_word_the_rule_stands() -> None:
    assert said("甲甲丙丙") == those("甲乙", "丙丁")


def test_two_together_bring_their_groups() -> None:
    assert said("甲甲丙丙", "乙=丁") == those("甲乙丙丁")


def test_one_apart_leaves_alone() -> None:
    assert said("甲甲甲", "乙≠甲") == those("甲丙", "乙")


def test_one_moved_leaves_its_company_and_joins_the_other() -> None:
    assert said("甲甲甲丁丁", "乙≠甲", "乙=丁") == those("甲丙", "乙丁戊")


def test_the_leader_moved_away_leaves_those_who_stood_there_and_takes_newcomers() -> None:
    words = ("甲≠乙", "甲=戊")
    assert said("甲甲甲甲戊", *words, before="二一一-二") == those("乙丙", "甲丁戊")


def test_a_group_that_nobody_spoke_of_keeps_its_leader() -> None:
    words = told([Constraint(APART, "a", "b")], {"a": 0, "b": 1})
    assert settle([0, 0, 3, 3], "wxyz", words)[2:] == (3, 3)


def test_a_chain_that_contradicts_is_named() -> None:
    with pytest.raises(Contradiction) as refused:
        said("甲乙丙丁", "甲=乙", "乙=丙", "丙=丁", "甲≠丙")
    assert refused.value.chain == ("甲", "乙", "丙")


def test_copies_of_one_text_cannot_be_apart() -> None:
    with pytest.raises(Contradiction):
        settle([0], ["甲"], told([Constraint(APART, "1", "2")], {"1": 0, "2": 0}))


def test_a_word_about_another_article_says_nothing_here() -> None:
    assert told([Constraint(TOGETHER, "here", "elsewhere")], {"here": 0}) == ()


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[int], list[Told], list[str | None]]:
    """A star assignment as the leader rule gives it, words without a contradiction, a past."""
    size = draw(st.integers(1, len(NAMES)))
    leads = [place == 0 or draw(st.booleans()) for place in range(size)]
    places = [place for place in range(size) if leads[place]]
    leaders = [
        place if leads[place] else draw(st.sampled_from([p for p in places if p < place]))
        for place in range(size)
    ]
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    drawn = draw(st.lists(st.tuples(st.sampled_from([TOGETHER, APART]), pairs), max_size=8))
    words = [Told(kind, min(pair), max(pair)) for kind, pair in drawn if pair[0] != pair[1]]
    past: list[str | None] = draw(
        st.lists(st.sampled_from(["一", "二", None]), min_size=size, max_size=size)
    )
    try:
        settle(leaders, NAMES[:size], words, past)
    except Contradiction:
        assume(False)
    return leaders, words, past


@given(cases())
def test_every_word_is_held_and_every_text_is_somewhere(
    case: tuple[list[int], list[Told], list[str | None]],
) -> None:
    leaders, words, past = case
    settled = settle(leaders, NAMES[: len(leaders)], words, past)
    assert len(settled) == len(leaders)
    assert all(settled[head] == head for head in settled)
    for word in words:
        assert (settled[word.one] == settled[word.other]) is (word.kind is TOGETHER)


@given(cases())
def test_groups_nobody_spoke_of_stay_as_the_rule_made_them(
    case: tuple[list[int], list[Told], list[str | None]],
) -> None:
    leaders, words, past = case
    settled = settle(leaders, NAMES[: len(leaders)], words, past)
    spoken = {leaders[place] for word in words for place in (word.one, word.other)}
    assert all(
        head == leader
        for head, leader in zip(settled, leaders, strict=True)
        if leader not in spoken
    )


@given(cases(), st.data())
def test_no_order_matters(
    case: tuple[list[int], list[Told], list[str | None]], data: st.DataObject
) -> None:
    leaders, words, past = case
    names = NAMES[: len(leaders)]
    wanted = groups(settle(leaders, names, words, past))
    assert groups(settle(leaders, names, data.draw(st.permutations(words)), past)) == wanted
    order = data.draw(st.permutations(range(len(leaders))))
    place = {old: new for new, old in enumerate(order)}
    moved = settle(
        [place[leaders[old]] for old in order],
        [names[old] for old in order],
        [Told(w.kind, *sorted((place[w.one], place[w.other]))) for w in words],
        [past[old] for old in order],
    )
    renamed: dict[int, set[str]] = {}
    for new, head in enumerate(moved):
        renamed.setdefault(head, set()).add(names[order[new]])
    assert {frozenset(one) for one in renamed.values()} == wanted


@given(cases())
def test_settling_what_is_settled_changes_nothing(
    case: tuple[list[int], list[Told], list[str | None]],
) -> None:
    leaders, words, past = case
    names = NAMES[: len(leaders)]
    once = settle(leaders, names, words, past)
    again = settle(leaders, names, words, [names[head] for head in once])
    assert groups(again) == groups(once)
