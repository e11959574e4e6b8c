"""What the characters of two texts say about how alike they can be."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from drafts.aligning.bags import Bags

TEXTS = st.lists(st.text("犬只登记，。收容", max_size=12), max_size=6)


@given(TEXTS, TEXTS, st.sampled_from([0.3, 0.5, 0.75, 1.0]))
def test_nothing_alike_enough_is_left_out(old: list[str], new: list[str], ratio: float) -> None:
    bags = Bags(dict(enumerate(old)), dict(enumerate(new)))
    for i, text in enumerate(old):
        alike = {j for j, other in enumerate(new) if fuzz.ratio(text, other) >= ratio * 100}
        assert alike <= set(bags.reaching(i, ratio))


def test_what_has_other_characters_is() -> None:
    bags = Bags({3: "养犬登记"}, {0: "养犬免疫", 1: "公共交通", 2: "养养养养"})
    assert bags.reaching(3, 0.5) == [0]
    assert bags.reaching(3, 0.0) == [0, 1, 2]
