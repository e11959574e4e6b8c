"""Pages from key to key: nothing twice, nothing passed over, also while others write."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.services.records.keyset import FIRST, Key, Slice, Turn, cut, heard, leaf

numbers = st.sets(st.integers(0, 500), max_size=60)


def page(items: set[int], turn: Turn, size: int) -> Slice[int]:
    return cut(sorted(items), lambda n: (n,), turn, size)


@given(items=numbers, size=st.integers(1, 9), more=st.lists(numbers, min_size=70, max_size=70))
def test_what_stood_all_along_is_met_once_while_others_write(
    items: set[int], size: int, more: list[set[int]]
) -> None:
    met: list[int] = []
    now, turn, steps = set(items), FIRST, iter(more)
    while True:
        shown = page(now, turn, size)
        met += shown.items
        if not shown.after:
            break
        turn = Turn(after=shown.after)
        now = items | next(steps, set())
        if max(now) <= met[-1]:
            break  # what the key led to is gone: the last page again, nothing new
    assert [n for n in met if n in items] == sorted(items)


@given(items=numbers, size=st.integers(1, 9), place=st.integers(0, 59))
def test_ways_forth_and_back_agree(items: set[int], size: int, place: int) -> None:
    everything = sorted(items)
    shown = cut(everything, lambda n: (n,), FIRST, size, min(place, max(0, len(items) - 1)))
    here = [*shown.items]
    assert shown.total == len(items)
    assert here == everything[max(0, shown.first - 1) :][: len(here)]
    assert place >= len(items) or everything[place] in here
    if shown.after:
        following = page(items, Turn(after=shown.after), size)
        assert following.first == shown.first + size
        assert page(items, Turn(before=following.before), size) == shown
    last = page(items, Turn(last=True), size)
    assert not last.after
    assert [*last.items] == (everything[last.first - 1 :] if items else [])


@pytest.mark.parametrize("said", ["x", "1~2", "2.5", "~", "9" * 50, "-"])
def test_what_is_no_key_gives_a_page(said: str) -> None:
    assert page({1, 2, 3}, Turn(after=said), 2).total == 3
    assert page({1, 2, 3}, Turn(before=said), 2).first in (1, 2)


def test_a_key_that_is_gone_marks_its_place_only_where_keys_are_in_order() -> None:
    assert page({1, 5, 9}, Turn(after="4"), 1).items == [5]
    assert cut([9, 1, 5], lambda n: (n,), Turn(after="4"), 1).items == [9]


TURNS = [FIRST, Turn(last=True), *(Turn(after=str(n)) for n in range(0, 100, 7))]
TURNS += [Turn(before=turn.after) for turn in TURNS[2:]]


@pytest.mark.anyio
@pytest.mark.parametrize("size", [1, 3, 5])
@pytest.mark.parametrize("many", [0, 1, 5, 14])
async def test_a_list_too_long_to_read_whole_comes_in_the_same_pages(many: int, size: int) -> None:
    everything = [n * n % 97 for n in range(1, many + 1)]
    everything.sort()

    async def near(key: Key | None, back: bool, most: int) -> list[int]:
        if back:
            return [n for n in reversed(everything) if key is None or (n,) < key][:most]
        return [n for n in everything if key is None or (n,) > key][:most]

    async def ahead(key: Key) -> int:
        return sum((n,) < key for n in everything)

    for turn in TURNS:
        shown = await leaf(turn, size, many, lambda n: (n,), like=(0,), near=near, ahead=ahead)
        whole = msgspec.structs.replace(page({*everything}, turn, size), here="")
        assert (turn, shown) == (turn, whole)


@pytest.mark.parametrize("said", ["9" * 19, "-" + "9" * 30, "9" * 5000, ""])
def test_a_number_no_database_holds_is_no_key(said: str) -> None:
    assert heard(said, (1,)) is None
    assert heard("nan", (1.5,)) is heard("inf", (1.5,)) is None
    assert heard("1.5~三", (0.0, "")) == (1.5, "三")
