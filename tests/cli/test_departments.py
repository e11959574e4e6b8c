"""`consult departments`."""

from pathlib import Path

import pytest

from consult.sample.comments import duties, reading_text
from tests.cli.conftest import Terminal

PLACE = ("--bill", "dogs", "--reading", "1")


@pytest.fixture
def asked(office: Terminal) -> Terminal:
    """A terminal where the sample's first reading is before the public."""
    Path("1.txt").write_text(reading_text(1), encoding="utf-8")
    Path("责任清单.csv").write_bytes(duties())
    office("load", "1.txt", *PLACE, "--body", "云川市人大常委会")
    office("open", "dogs", "1")
    return office


def test_it_keeps_the_sample_and_lists_it(asked: Terminal) -> None:
    done = asked("departments", "责任清单.csv", *PLACE, "--json").data
    assert (done["errors"], done["changed"], done["already"]) == ([], 0, 0)
    listed = asked("departments", *PLACE)
    assert listed.out.startswith("全文  协办  市司法局  立法技术和与上位法的衔接\n")
    assert (
        "\n第九条  主办  市农业农村局  犬只免疫、检疫、电子标识和动物诊疗  2026-04-30\n"
        in listed.out
    )
    assert listed.out.endswith(f"责任清单共 {done['added']} 行。\n")
    data = asked("departments", *PLACE, "--json").data
    assert (len(data["duties"]), data["lost"]) == (done["added"], [])


def test_it_says_what_was_done(asked: Terminal) -> None:
    checked = asked("departments", "责任清单.csv", *PLACE, "--dry-run")
    assert checked.out.startswith("检查完毕，没有存入：新增 ")
    asked("departments", "责任清单.csv", *PLACE)
    again = asked("departments", "责任清单.csv", *PLACE)
    assert "新增 0 项分工，更改 0 项" in again.out


def test_a_bad_row_is_told_by_its_number(asked: Terminal) -> None:
    Path("错.csv").write_text("条款,部门\n第九十九条,市公安局\n第一条,市公安局\n", encoding="utf-8")
    done = asked("departments", "错.csv", *PLACE)
    assert done.err == "第 2 行：草案中没有“第九十九条”，请核对条款号。\n"
    assert "新增 1 项分工" in done.out


def test_what_did_not_follow_is_told(asked: Terminal) -> None:
    Path("附件.csv").write_text("条款,部门\n附件一,市公安局\n", encoding="utf-8")
    asked("departments", "附件.csv", *PLACE)
    Path("2.txt").write_text(reading_text(2), encoding="utf-8")
    second = ("--bill", "dogs", "--reading", "2")
    asked("load", "2.txt", *second)
    listed = asked("departments", *second)
    assert listed.out == "责任清单共 0 行。\n"
    assert listed.err == (
        "没有跟过来：第1次审议的附件一，市公安局。请核对条文对应，或者另行写明。\n"
    )
