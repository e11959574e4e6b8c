"""Those who come are placed in a moment, together, and what goes wrong there stays there."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from consult.services.clusters import newcomer
from consult.web.arrivals import Arrivals
from tests.consult.cast import DURING

pytestmark = pytest.mark.anyio


async def test_a_burst_is_placed_at_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    placed: list[tuple[str, Sequence[str]]] = []

    async def join(_indexes: Any, _now: Any, *, slug: str, reading: int, numbers: Any) -> int:
        placed.append((f"{slug}/{reading}", tuple(numbers)))
        if len(placed) == 1:
            arrivals.place(slug, reading, ["1-0004"])  # somebody comes meanwhile
            raise RuntimeError("the index is broken")
        return len(numbers)

    monkeypatch.setattr(newcomer, "join", join)
    arrivals = Arrivals(lambda: DURING)
    arrivals.place("dogs", 1, ["1-0001"])
    await asyncio.sleep(0)
    arrivals.place("dogs", 1, ["1-0002", "1-0003"])
    await arrivals.settled()
    assert placed == [("dogs/1", ("1-0001", "1-0002", "1-0003")), ("dogs/1", ("1-0004",))]
    arrivals.place("dogs", 1, ["1-0005"])
    await arrivals.close()
    await arrivals.settled()
    assert len(placed) == 2
