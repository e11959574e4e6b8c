"""GET /staff/jobs"""

import asyncio

import pytest

from consult.services.clusters import cluster
from tests.site import CANARY, Visitor

DESK = "/staff/bills/dogs/1"


def test_it_says_what_waits_runs_and_has_ended(
    staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "还没有后台工作" in staff.get("/staff/jobs").text
    assert 'href="/staff/jobs"' in staff.get("/staff").text
    staff.wait(staff.post(f"{DESK}/clusters", {}, page=DESK))

    async def endless(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(cluster, "rebuild", endless)
    staff.post(f"{DESK}/clusters", {}, page=DESK)
    page = staff.get("/staff/jobs").text
    assert page.index("/staff/jobs/2") < page.index("/staff/jobs/1")
    assert 'action="/staff/jobs/2/cancel"' in page
    assert 'action="/staff/jobs/1/cancel"' not in page
    assert "已完成" in page
    assert "zhoumin于" in page
    assert CANARY not in page
    assert "Background work" in staff.get("/en/staff/jobs").text
    assert staff.get("/staff/jobs?page=99").status_code == 200


def test_it_belongs_to_the_staff(staff: Visitor) -> None:
    staff.sign_in("chen")
    assert staff.get("/staff/jobs").status_code == 403
