"""`consult agenda`."""

import json
from pathlib import Path

from consult.sample.comments import reading_text
from tests.cli.conftest import Terminal


def test_it_lists_what_is_left_and_what_stops_the_report(office: Terminal) -> None:
    Path("1.txt").write_text(reading_text(1), encoding="utf-8")
    Path("来信.csv").write_text("条款,意见内容\n第一条,建议写明依据。\n", encoding="utf-8")
    place = ("--bill", "dogs", "--reading", "1")
    office("load", "1.txt", *place, "--body", "云川市人大常委会")
    before = json.loads(office("agenda", "dogs", "1", "--json").out)
    assert (before["level"], before["blocked"]) == ([], 0)
    office("open", "dogs", "1")
    office("collect", "来信.csv", *place, "--channel", "letter")
    said = office("agenda", "dogs", "1").out
    assert "1  归类新收的意见" in said
    assert "云川市人大常委会 意见：收到1，已答复0" in said
    told = json.loads(office("agenda", "dogs", "1", "--json").out)
    [line] = [one for one in told["lines"] if one["task"] == "ungrouped"]
    assert (line["count"], line["stops"]) == (1, "report")
    assert line["path"] == "/staff/bills/dogs/1"
    assert told["level"][0]["opinions"]["received"] == 1
    assert told["done"] + told["left"] == len(told["lines"])
    assert office("agenda", "cats", "1").status == 1
