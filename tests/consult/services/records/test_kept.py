"""What takes long is made once for a state, and the oldest goes first."""

import pytest

from consult.services.records.kept import Kept

pytestmark = pytest.mark.anyio


async def test_it_is_made_once_for_a_state_and_anew_for_the_next() -> None:
    kept: Kept[str] = Kept(most=2)
    made: list[str] = []

    async def make() -> str:
        made.append(f"no. {len(made)}")
        return made[-1]

    assert [await kept.get(1, "a", make) for _ in range(3)] == ["no. 0"] * 3
    assert await kept.get(1, "b", make) == "no. 1"
    assert await kept.get(2, "a", make) == "no. 2"
    assert await kept.get(3, "a", make) == "no. 3"
    assert await kept.get(2, "a", make) == "no. 2"
    assert await kept.get(1, "b", make) == "no. 4"
