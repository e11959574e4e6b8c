"""The heaviest chain, against every chain there is."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from drafts.aligning.chain import Pair, heaviest

PAIRS = st.lists(
    st.builds(Pair, st.integers(0, 5), st.integers(0, 5), st.integers(1, 9).map(float)),
    max_size=8,
    unique_by=lambda pair: (pair.old, pair.new),
)


def weight(chain: tuple[Pair, ...] | list[Pair]) -> float:
    return sum(pair.score for pair in chain)


def is_chain(chain: tuple[Pair, ...] | list[Pair], *, shared: bool) -> bool:
    if shared:
        return all(a.old <= b.old and a.new <= b.new for a, b in pairwise(chain))
    return all(a.old < b.old and a.new < b.new for a, b in pairwise(chain))


def every_choice(pairs: list[Pair]) -> list[tuple[Pair, ...]]:
    ordered = sorted(pairs)
    return [some for size in range(len(ordered) + 1) for some in combinations(ordered, size)]


@given(PAIRS, st.booleans())
def test_no_chain_is_heavier(pairs: list[Pair], shared: bool) -> None:
    found = heaviest(pairs, shared=shared)
    assert is_chain(found, shared=shared)
    chains = [some for some in every_choice(pairs) if is_chain(some, shared=shared)]
    assert weight(found) == max(map(weight, chains))


@given(PAIRS)
def test_the_order_of_the_input_does_not_matter(pairs: list[Pair]) -> None:
    assert heaviest(pairs) == heaviest(pairs[::-1])
