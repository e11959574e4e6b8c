"""load --base: a law in force and a decision become the text of a reading."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.consult.parks import BROKEN_DECISION, DECISION, LAW

ON_BILL = ("--bill", "parks", "--reading", 1)
TITLE = "云川市人民代表大会常务委员会关于修改《云川市公园管理条例》的决定（草案）"


@pytest.fixture
def files(office: Terminal) -> Terminal:
    """An office with the law and two decisions in its folder."""
    for name, text in (("法.txt", LAW), ("决定.txt", DECISION), ("坏.txt", BROKEN_DECISION)):
        Path(name).write_text(text, encoding="utf-8")
    return office


def test_it_stores_the_consolidated_text(files: Terminal) -> None:
    answer = files("load", "决定.txt", "--base", "法.txt", *ON_BILL)
    assert answer.out == f"已存入：{TITLE}，共 9 条。\n改动 8 处，没有套用 0 处。\n"
    again = files("load", "决定.txt", "--base", "法.txt", *ON_BILL, "--json")
    assert again.data["already"] is True
    assert (again.data["changed"], again.data["failed"]) == (8, 0)


def test_it_refuses_what_it_cannot_apply_until_told_otherwise(files: Terminal) -> None:
    refused = files("load", "坏.txt", "--base", "法.txt", *ON_BILL)
    assert refused.status == 1
    assert "有 2 处没有套用" in refused.err and "“游泳”" in refused.err
    taken = files("load", "坏.txt", "--base", "法.txt", *ON_BILL, "--partly")
    assert taken.status == 0
    assert taken.out.count("存疑：修改决定里的") == 2


def test_one_law_of_several_is_named(files: Terminal) -> None:
    both = DECISION.replace("修改《云川市公园管理条例》的", "修改《甲条例》等二部条例的").replace(
        "对《云川市公园管理条例》作", "对《甲条例》等二部条例作"
    )
    body = both.replace("一、将第四条", "一、修改《甲条例》\n1.将第四条").partition("\n\n二、")[0]
    Path("两部.txt").write_text(body, encoding="utf-8")
    assert files("load", "两部.txt", "--base", "法.txt", *ON_BILL).status == 1
    named = files("load", "两部.txt", "--base", "法.txt", *ON_BILL, "--law", "甲条例")
    assert "改动 1 处" in named.out


def test_options_that_make_no_sense_are_explained(files: Terminal) -> None:
    for words in (("--partly",), ("--law", "甲条例")):
        answer = files("load", "决定.txt", *ON_BILL, *words)
        assert (answer.status, "--base" in answer.err) == (2, True)
    answer = files("load", "-", "--base", "-", *ON_BILL, stdin=b"x")
    assert (answer.status, "标准输入只能读一次" in answer.err) == (2, True)
    assert files("load", "决定.txt", "--base", "没有.txt", *ON_BILL).status == 1
