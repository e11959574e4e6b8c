"""Tables: what the header says, what is suggested, what a person chooses."""

import io

import openpyxl
import pytest

from consult.errors import Invalid
from consult.sources import read_source
from consult.sources.source import SourceKind
from tests.consult.test_spreadsheet import workbook


def test_it_says_what_the_columns_seem_to_be() -> None:
    data = "云川市来信登记\n\n编号,备注,意见内容,\n1,x,太严了,y\n,,,\n".encode("utf-16")
    source = read_source(data, "登记.csv")
    assert (source.kind, source.header) == (SourceKind.TABLE, ("编号", "备注", "意见内容", "第4列"))
    assert source.suggested == {"id": "编号", "text": "意见内容"}
    assert [(one.row, one.cells) for one in source.rows] == [(4, {"id": "1", "text": "太严了"})]
    assert [(one.row, one.cells) for one in source.lines] == [(4, ("1", "x", "太严了", "y"))]


def test_without_a_known_column_nothing_is_read_until_a_person_names_it() -> None:
    data = "编号,老百姓怎么说,备注\n1,太严了,无\n".encode()
    source = read_source(data, "a.csv")
    assert (source.rows, source.suggested) == ((), {"id": "编号"})
    assert [(one.row, "老百姓怎么说" in str(one.message)) for one in source.flaws] == [(1, True)]
    named = read_source(data, "a.csv", {"text": "老百姓怎么说", "id": ""})
    assert [one.cells for one in named.rows] == [{"text": "太严了"}]
    assert named.signature == source.signature
    assert not named.flaws


def test_a_column_chosen_for_one_name_is_not_taken_for_another() -> None:
    data = "意见内容,原因,类别\n太严,重,修改\n".encode()
    [row] = read_source(data, "a.csv", {"reason": "类别", "kind": ""}).rows
    assert row.cells == {"text": "太严", "reason": "修改"}


def test_headers_of_the_same_name_are_told_apart() -> None:
    source = read_source("意见,意见\n一,二\n".encode(), "a.csv", {"text": "意见（2）"})
    assert source.header == ("意见", "意见（2）")
    assert [row.cells["text"] for row in source.rows] == ["二"]


def test_the_sheet_with_opinions_is_read_and_another_can_be_chosen() -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(("本表由翠屏街道填报",))
    for name in ("一季度", "二季度"):
        book.create_sheet(name).append(("意见内容",))
        book[name].append((name,))
    out = io.BytesIO()
    book.save(out)
    source = read_source(out.getvalue(), "a.xlsx")
    assert (source.sheet, source.sheets) == ("一季度", ("说明", "一季度", "二季度"))
    assert "二季度" in str(source.notes[0])
    chosen = read_source(out.getvalue(), "a.xlsx", sheet="二季度")
    assert [row.cells["text"] for row in chosen.rows] == ["二季度"]
    with pytest.raises(Invalid, match="三季度"):
        read_source(out.getvalue(), "a.xlsx", sheet="三季度")


def test_a_merged_name_is_the_name_of_every_row_but_a_merged_opinion_is_one() -> None:
    book = openpyxl.Workbook()
    for row in (("姓名", "意见内容"), ("陈一", "太严"), (None, "太贵"), (None, None)):
        book.active.append(row)
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("B3:B4")
    out = io.BytesIO()
    book.save(out)
    source = read_source(out.getvalue(), "a.xlsx")
    said = [(row.row, row.cells.get("name"), row.cells.get("text")) for row in source.rows]
    assert said == [(2, "陈一", "太严"), (3, "陈一", "太贵")]
    assert "2 处" in str(source.notes[0])


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(Invalid, match="空的"):
        read_source(workbook(), "a.xlsx")
