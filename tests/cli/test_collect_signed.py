"""`consult collect … --contact-point … --signed-by …`: the batch has a receipt of its own."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.consult.cast import FIRST

PLACE = ("--bill", "dogs", "--reading", "1")
SIGNED = ("--contact-point", "松岭镇联系点", "--signed-by", "方静", "--on-paper", "2")
COLLECT = ("collect", "联系点.csv", *PLACE, "--channel", "contact-point", *SIGNED)


@pytest.fixture
def opened(office: Terminal) -> Terminal:
    """A round of a small draft, and the sheet of a 联系点."""
    Path("1.txt").write_text(FIRST, encoding="utf-8")
    Path("联系点.csv").write_text("条款,意见\n第三条,太长\n第九十条,没有\n", encoding="utf-8")
    office("load", "1.txt", *PLACE, "--body", "云川市人大常委会")
    office("open", "dogs", "1")
    return office


def test_it_says_number_and_code_once_the_sheet_is_in(opened: Terminal) -> None:
    assert "查询码" not in opened(*COLLECT, "--dry-run").out
    none = opened(*COLLECT, "--whole")
    assert (none.status, "一行也没有导入" in none.err) == (1, True)
    answer = opened(*COLLECT)
    assert "新增 1 条，原已收录 0 条，有误 1 行" in answer.out
    assert "批次编号 1-P001，查询码 " in answer.out
    again = opened(*COLLECT, "--json").data
    assert (again["added"], again["batch"], again["code"]) == (0, "", "")
    assert again["before"] == ["1-P001"]
