"""CSV and JSON of a report: safe to open, complete, and the same bytes every time."""

import csv
import io

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reports.assemble import assemble
from reports.export import neutral, original, to_csv, to_json
from reports.model import Edition
from reports.review import ReviewReport
from tests.reports.rounds import MADE_ON, cluster, comment, small_round

_LEADS = ["", " ", "\u3000", "\u200b", "\ufeff", "\u202e", "\t", "\n"]
_SIGNS = list("=+-@＝＋－＠\t\r")


def report() -> ReviewReport:
    return assemble(small_round(), edition=Edition.INTERNAL, made_on=MADE_ON)


@given(st.sampled_from(_LEADS), st.sampled_from(_SIGNS), st.text())
def test_no_cell_can_begin_a_formula(lead: str, sign: str, rest: str) -> None:
    assert neutral(lead + sign + rest).startswith("'")


@given(st.text())
def test_neutral_can_be_undone(cell: str) -> None:
    assert original(neutral(cell)) == cell


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_a_comment_survives_the_spreadsheet(text: str) -> None:
    one = comment(1, text)
    material = replace(
        small_round(), comments=(one,), clusters=(cluster("k", one),), dispositions={}
    )
    made = assemble(material, edition=Edition.INTERNAL, made_on=MADE_ON)
    sheet = io.StringIO(to_csv(made).decode("utf-8-sig"), newline="")
    (row,) = csv.DictReader(sheet)
    assert original(row["意见"]) == text


def test_csv_has_a_row_for_every_comment() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(report()).decode("utf-8-sig"), newline="")))
    assert [row["编号"] for row in rows] == [
        "1-0006",
        "1-0001",
        "1-0002",
        "1-0003",
        "1-0004",
        "1-0005",
    ]
    assert rows[4]["建议改为"] == "养犬登记不收费。"
    assert rows[4]["处理情况"] == "未采纳"


def test_json_reads_back_as_the_same_report() -> None:
    assert msgspec.json.decode(to_json(report()), type=ReviewReport) == report()
    assert to_json(report()) == to_json(report())
