"""POST /staff/jobs/{id}/cancel"""

import asyncio
import time
from typing import Any

import pytest

from consult.services.clusters import cluster
from consult.services.work.worker import Say
from tests.site import REFRESH, Visitor

DESK = "/staff/bills/dogs/1"


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Clustering that never ends by itself, and notes that it was ended."""
    how: list[str] = []

    async def rebuild(*_: object, progress: Say, **__: object) -> None:
        progress("比较意见 37%")
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            how.append("cancelled")
            raise

    monkeypatch.setattr(cluster, "rebuild", rebuild)
    return how


def patiently(holds: Any) -> bool:
    return any(holds() or time.sleep(0.1) for _ in range(50))


def test_work_is_called_off_and_the_page_says_by_whom(staff: Visitor, ended: list[str]) -> None:
    place = staff.post(f"{DESK}/clusters", {}, page=DESK).headers["location"]
    assert patiently(lambda: "比较意见 37%" in staff.get(place).text)
    assert "Comparing comments: 37%" in staff.get("/en" + place).text
    assert f'action="{place}/cancel"' in staff.get(place).text
    answer = staff.post(f"{place}/cancel", {}, page=place)
    assert (answer.status_code, answer.headers["location"]) == (303, place)
    page = staff.get(place)
    assert REFRESH not in page.text
    assert "取消了这项工作" in page.text
    assert "cancelled this work" in staff.get("/en" + place).text
    assert patiently(lambda: ended == ["cancelled"])
    again = staff.post(f"{DESK}/clusters", {}, page=DESK).headers["location"]
    assert again != place


def test_what_has_ended_stays_as_it_is(staff: Visitor) -> None:
    answer = staff.post(f"{DESK}/clusters", {}, page=DESK)
    assert "已重新归类" in staff.wait(answer)
    place = answer.headers["location"]
    staff.post(f"{place}/cancel", {}, page=DESK)
    assert "已重新归类" in staff.get(place).text
    assert staff.post("/staff/jobs/999/cancel", {}, page=DESK).status_code == 404
