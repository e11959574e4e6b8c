"""Annexes in the table before/after."""

from msgspec.structs import replace

from drafts.annexes import compare_annexes
from drafts.diff import compare
from drafts.splitter import split
from reports.assemble import assemble
from reports.model import Edition
from tests.reports.rounds import MADE_ON, small_round

BODY = "某条例\n第一条　甲。\n第二条　乙。\n"
OLD = split(f"{BODY}附件一　名录\n一、獒犬；\n二、狼犬。\n附件二　表\n丙。\n附件三　图\n丁。\n")
NEW = split(f"{BODY}附件一　名录\n一、獒犬；\n二、猎犬。\n附件二　图\n丁。\n附件三　新\n戊。\n")


def test_each_annex_has_a_row_behind_the_articles_and_is_counted_apart() -> None:
    rows = (*compare(OLD, NEW), *compare_annexes(OLD, NEW))
    material = replace(
        small_round(), draft=OLD, next_draft=NEW, changes=rows, comments=(), clusters=()
    )
    made = assemble(material, edition=Edition.INTERNAL, made_on=MADE_ON).comparison
    assert made is not None
    assert [(one.old_label, one.new_label, one.note) for one in made.rows] == [
        ("第一条、第二条", "第一条、第二条", "未修改。"),
        ("附件一", "附件一", "文字修改。"),
        ("附件三", "附件二", "仅附件序号变动，文字未修改。"),
        ("", "附件三", "新增附件。"),
        ("附件二", "", "删去本附件。"),
    ]
    assert made.summary == ("未修改2条，修改1个附件，新增1个附件，删去1个附件，仅条序变动1个附件")
