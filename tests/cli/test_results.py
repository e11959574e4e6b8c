"""`consult results publish`."""

from pathlib import Path

from consult.sample.comments import reading_text
from tests.cli.conftest import Terminal

LETTERS = "条款,意见内容\n第一条,建议写明立法依据。\n"


def test_it_publishes_interim_results_and_refuses_final_ones_without_decisions(
    office: Terminal,
) -> None:
    Path("1.txt").write_text(reading_text(1), encoding="utf-8")
    Path("来信.csv").write_text(LETTERS, encoding="utf-8")
    place = ("--bill", "dogs", "--reading", "1")
    office("load", "1.txt", *place, "--body", "云川市人大常委会")
    office("open", "dogs", "1")
    office("collect", "来信.csv", *place, "--channel", "letter")
    waiting = office("results", "publish", "dogs", "1")
    assert waiting.status == 1
    assert "没有归类" in waiting.err
    office("cluster", "dogs", "1")
    assert office("results", "publish", "dogs", "1").out == "已发布第 1 版通报，共 1 条意见。\n"
    again = office("results", "publish", "dogs", "1")
    assert (again.status, "第 1 版一样" in again.err) == (1, True)
    office("close", "dogs", "1", "--reason", "会议提前")
    final = office("results", "publish", "dogs", "1", "--json")
    assert final.status == 1
    assert "还有 1 类、1 条意见没有处理结果" in final.err
