"""`consult annotations import` and `consult export --format annotations`."""

import json
from pathlib import Path

from reports.annotating.reading import Annotation, read
from reports.annotating.rules import CONTEXT
from tests.cli.conftest import Terminal
from tests.consult.cast import FIRST

PLACE = ("--bill", "dogs", "--reading", "1")
GOOD = {
    "@context": CONTEXT,
    "id": "http://a.org/1",
    "type": "Annotation",
    "body": {"type": "TextualBody", "value": "绳子太短，打13800138000。"},
    "target": {
        "source": "http://a.org/articles/art_4",
        "selector": {"type": "TextQuoteSelector", "exact": "一点五米"},
    },
}


def test_annotations_come_in_and_go_out_again(office: Terminal) -> None:
    Path("1.txt").write_text(FIRST, encoding="utf-8")
    office("load", "1.txt", *PLACE, "--body", "云川市人大常委会")
    office("open", "dogs", "1")
    Path("批注.json").write_text(json.dumps([GOOD, {**GOOD, "id": "no"}]), encoding="utf-8")
    command = ("annotations", "import", "批注.json", *PLACE, "--channel", "web")
    checked = office(*command, "--dry-run", "--json").data
    assert (checked["added"], checked["already"]) == (1, 0)
    taken = office(*command)
    assert "新增 1 条，原已收录 0 条，有误 1 行" in taken.out
    assert "第 2 行：“[1].id”不是网址（IRI）。" in taken.err
    office("cluster", "dogs", "1")
    answer = office("export", "dogs", "1", "--format", "annotations", "--out", "out.json")
    assert answer.status == 0, answer.err
    [found] = read(Path("out.json").read_bytes())
    assert isinstance(found, Annotation)
    assert "13800138000" not in found.text
    assert found.quote and found.quote.exact == "一点五米"
    assert found.source.endswith("/bills/dogs/1/articles/art_4")


def test_what_is_no_annotation_is_refused_with_a_sentence(office: Terminal) -> None:
    Path("1.txt").write_text(FIRST, encoding="utf-8")
    office("load", "1.txt", *PLACE, "--body", "云川市人大常委会")
    office("open", "dogs", "1")
    Path("x.json").write_text("{}", encoding="utf-8")
    answer = office("annotations", "import", "x.json", *PLACE, "--channel", "web")
    assert answer.status == 1
    assert "@context" in answer.err
