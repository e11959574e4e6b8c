"""What departments said stands beside the decision it served: inside, counted, never in public."""

import datetime as dt

import pytest
from msgspec.structs import replace

from reports.advice import Answering, total
from reports.assemble import assemble
from reports.checks import UntrueReport, check
from reports.editions import true_report
from reports.model import Advice, Edition, Material, Outcome
from tests.reports.rounds import MADE_ON, environment, small_round
from tests.reports.test_render import whole

POLICE, PRICES = "市公安局", "市发展改革委"
DUE = dt.date(2026, 4, 10)
WHY = "登记收费没有上位法依据。"


def asked() -> Material:
    """Two departments asked about three clusters; the third is undecided."""
    said = Advice(PRICES, DUE, Outcome.ADOPTED, WHY, "《价格法》第四十七条", DUE)
    late = Advice(POLICE, DUE, Outcome.PARTLY, "建议分步减免。", "", DUE + dt.timedelta(days=1))
    silent = Advice(POLICE, DUE)
    return replace(
        small_round(),
        advice={"k1": (silent,), "k2": (said, late), "k3": (replace(silent, due=MADE_ON),)},
    )


def test_every_request_is_counted_once() -> None:
    report = assemble(asked(), edition=Edition.INTERNAL, made_on=MADE_ON)
    check(report, asked())
    assert report.departments == (
        Answering(POLICE, late=1, waiting=1, unanswered=1),
        Answering(PRICES, in_time=1),
    )
    assert (total(report.departments).asked, total(report.departments).answered) == (4, 2)
    later = assemble(asked(), edition=Edition.INTERNAL, made_on=MADE_ON + dt.timedelta(days=1))
    assert later.departments[0].overdue == 1


def test_the_public_report_says_nothing_of_it() -> None:
    report = assemble(asked(), edition=Edition.PUBLIC, made_on=MADE_ON)
    check(report, asked())
    assert report == assemble(small_round(), edition=Edition.PUBLIC, made_on=MADE_ON)
    assert POLICE not in whole(report, environment())


@pytest.mark.parametrize("edition", list(Edition))
def test_it_is_no_difference_beyond_personal_data(edition: Edition) -> None:
    report = true_report(asked(), edition=edition, made_on=MADE_ON)
    assert bool(report.departments) == (edition is Edition.INTERNAL)


def test_it_stands_beside_the_decision_and_in_a_table() -> None:
    report = assemble(asked(), edition=Edition.INTERNAL, made_on=MADE_ON)
    html = whole(report, environment())
    assert "建议采纳" in html and WHY in html and "依据：《价格法》第四十七条" in html
    assert "2026年4月11日逾期答复" in html and "没有答复（2026年4月10日到期）" in html
    assert html.count("征询部门意见的答复情况") == 1
    env = environment()
    env.globals["language"] = "en"
    english = whole(report, env)
    assert "Clusters departments were asked about" in english and WHY in english
    assert "answered late, on 11 April 2026" in english and "gave no answer" in english


@pytest.mark.parametrize("broken", ["dropped", "added", "miscounted"])
def test_a_report_that_tells_otherwise_is_refused(broken: str) -> None:
    material = asked()
    report = assemble(material, edition=Edition.INTERNAL, made_on=MADE_ON)
    if broken == "dropped":
        report = assemble(small_round(), edition=Edition.INTERNAL, made_on=MADE_ON)
    elif broken == "added":
        material = small_round()
    else:
        report = replace(report, departments=report.departments[:1])
    with pytest.raises(UntrueReport, match="部门意见属实"):
        check(report, material)


def test_the_manifest_has_a_line_for_it_where_it_is_told() -> None:
    inside = assemble(asked(), edition=Edition.INTERNAL, made_on=MADE_ON).manifest
    other = replace(asked(), advice={**asked().advice, "k1": ()})
    changed = assemble(other, edition=Edition.INTERNAL, made_on=MADE_ON).manifest
    assert isinstance(inside.advice, str) and inside.advice != changed.advice
    assert dict(inside.lines)["部门答复"] == inside.advice
    plain = assemble(small_round(), edition=Edition.INTERNAL, made_on=MADE_ON).manifest
    assert "部门答复" not in dict(plain.lines)
