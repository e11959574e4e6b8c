"""What a department answered reaches the papers as it stood when they were made."""

import datetime as dt

import pytest

from consult.permissions import Actor, Role
from consult.services.decisions import advice, answering, asking, department
from consult.services.papers import material
from consult.services.records import data_head, find
from consult.tables import Asking
from reports.editions import true_report
from reports.model import Advice, Edition, Outcome
from tests.consult.cast import DURING, STAFF
from tests.consult.services.clusters.test_constraint import around, letters
from tests.consult.services.rounds.test_agenda import DUTIES

__all__ = ["letters"]
pytestmark = pytest.mark.anyio
DUE = DURING.date() + dt.timedelta(days=3)
LATE = DURING + dt.timedelta(days=5)


async def head() -> str:
    _, round_ = await find.round_row("dogs", 1)
    return await data_head.of_round(round_["id"], "dogs", 1)


async def test_an_answer_is_in_the_material_until_it_is_taken_back(letters: str) -> None:
    await department.assign(
        STAFF, DURING, slug="dogs", reading=1, filename="a.csv", data=DUTIES.encode()
    )
    [(number, name)] = await asking.departments_of(STAFF, "dogs")
    police = Actor(None, "市公安局", Role.DEPARTMENT, department=number)
    cluster = (await around(1)).id
    heads = [await head()]
    await asking.ask(STAFF, DURING, cluster_id=cluster, department_id=number, due=DUE)
    row = await Asking.select().first()
    assert row is not None
    _, round_ = await find.round_row("dogs", 1)
    assert await advice.of_round(round_["id"]) == {str(cluster): (Advice(name, DUE),)}
    heads.append(await head())
    said = {"reason": "分步减免。", "citation": "《价格法》"}
    await answering.answer(
        police, LATE, asking_id=row["id"], version=0, outcome=Outcome.PARTLY, **said
    )
    gathered, _ = await material.gather("dogs", 1)
    [one] = gathered.advice[str(cluster)]
    for edition in Edition:
        report = true_report(gathered, edition=edition, made_on=LATE.date())
        assert bool(report.departments) == (edition is Edition.INTERNAL)
    assert one == Advice(name, DUE, Outcome.PARTLY, **said, answered_on=LATE.date())
    assert not one.in_time
    heads.append(await head())
    await answering.retract(police, LATE, asking_id=row["id"], version=1)
    assert await advice.of_round(round_["id"]) == {str(cluster): (Advice(name, DUE),)}
    heads.append(await head())
    await asking.withdraw(STAFF, LATE, row["id"])
    assert await advice.of_round(round_["id"]) == {}
    heads.append(await head())
    assert len(set(heads)) == len(heads)
