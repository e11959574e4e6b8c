"""[consultation] of office.toml: which rule counts, and what is wrong with it, to the line."""

from pathlib import Path

import pytest

from consult.office import folder
from consult.office.consultation import RULES, Rule
from reports.office import Office


def read(tmp_path: Path, text: str) -> folder.Folder:
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    return folder.read(tmp_path)


def test_a_place_and_a_body_of_its_own(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '[consultation]\njurisdiction = "浙江"\n'
        '[consultation.bodies."甲市人大常委会"]\n'
        'jurisdiction = "其他"\ndays = 40\nsource = "甲条例"\n',
    )
    assert found.flaws == ()
    assert found.consultation.of("乙市人大常委会") == RULES["浙江"]
    assert found.consultation.of("甲市人大常委会") == Rule(40, "甲条例")
    assert found.office == Office()
    assert found.digest == ""


def test_nothing_said_is_the_rule_of_the_country(tmp_path: Path) -> None:
    found = read(tmp_path, "")
    assert (found.consultation.of("甲").days, found.consultation.chosen) == (30, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[consultation]\njurisdiction = "湖心"', "第 2 行：没有“湖心”的规定可用"),
        ('[consultation]\njurisdiction = "其他"\ndays = "30"', "第 3 行：“days”要写成"),
        ('[consultation]\njurisdiction = "其他"\ndays = 30', "第 3 行：写了天数"),
        ("[consultation]\nday = 30", "第 2 行：没有“day”这一项"),
        ('consultation = "浙江"', "第 1 行：“consultation”要写成一节"),
        ('[consultation]\nbodies = "甲"', "第 2 行：每个机关写一节"),
    ],
)
def test_a_flaw_says_where_it_is(tmp_path: Path, text: str, words: str) -> None:
    (flaw,) = read(tmp_path, text).flaws
    assert words in str(flaw)
