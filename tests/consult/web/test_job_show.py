"""GET /staff/jobs/{id}"""

import asyncio
import re
import time
from pathlib import Path

import pytest

from consult.services.clusters import cluster
from consult.services.records import schema
from consult.services.work import job
from consult.services.work.worker import Say
from tests.consult.cast import STAFF
from tests.site import REFRESH, Seeded, Visitor, settings_for, visiting

DESK = "/staff/bills/dogs/1"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clustering that says a step and never ends by itself."""

    async def rebuild(*_: object, progress: Say, **__: object) -> None:
        progress("制版 37%")
        await asyncio.Event().wait()

    monkeypatch.setattr(cluster, "rebuild", rebuild)


def begin(staff: Visitor) -> str:
    answer = staff.post(f"{DESK}/clusters", {}, page=DESK)
    assert answer.status_code == 303
    return str(answer.headers["location"])


@pytest.mark.usefixtures("slow")
def test_while_it_runs_the_page_says_the_step_and_loads_itself_again(staff: Visitor) -> None:
    place = begin(staff)
    page = staff.get(place)
    assert REFRESH in page.text
    while "制版 37%" not in page.text:
        time.sleep(0.1)
        page = staff.get(place)
    assert REFRESH in page.text
    assert page.headers["cache-control"] == "no-store"
    assert f'href="{place}"' in page.text
    assert "In progress: laying out pages 37%" in staff.get("/en" + place).text


@pytest.mark.usefixtures("slow")
def test_asking_twice_shows_the_one_that_runs(staff: Visitor) -> None:
    place = begin(staff)
    assert begin(staff) == place
    assert f'href="{place}"' in staff.get(DESK).text
    assert "/staff/jobs/" not in staff.get("/staff/bills/dogs/2").text


def test_a_fault_of_ours_is_said_and_does_not_leak(
    staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(cluster, "rebuild", broken)
    page = staff.wait(staff.post(f"{DESK}/clusters", {}, page=DESK))
    assert "再做一次" in page
    assert "disk full" not in page


@pytest.mark.usefixtures("slow")
def test_when_the_worker_stops_its_work_waits_for_the_next(seeded: Seeded, tmp_path: Path) -> None:
    with visiting(seeded, tmp_path / "site") as staff:
        staff.sign_in("zhoumin")
        place = begin(staff)
    number = int(re.findall(r"\d+", place)[-1])
    state = asyncio.run(_state(tmp_path / "site", number))
    assert state == "waiting"


def test_it_belongs_to_the_staff(staff: Visitor) -> None:
    assert staff.get("/staff/jobs/999").status_code == 404
    staff.sign_in("chen")
    assert staff.get("/staff/jobs/1").status_code == 403


async def _state(folder: Path, number: int) -> str:
    async with schema.database(settings_for(folder).database_url):
        return (await job.show(STAFF, number)).state.value
