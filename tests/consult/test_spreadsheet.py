"""Tables as offices really send them, and as attackers would."""

import io
import zipfile

import openpyxl
import pytest

from consult.errors import Invalid
from consult.spreadsheet import read_rows


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_xlsx_and_csv_give_the_same_rows() -> None:
    sheet = workbook(
        ("序号", "意见内容", "针对条款"), (1, "太严了", "第三条"), (2, None, None), (3, "好", "")
    )
    table = "序号,意见内容,针对条款\n1,太严了,第三条\n2,,\n3,好,\n".encode("gb18030")
    rows = list(read_rows(sheet, "a.xlsx"))
    assert rows == list(read_rows(table, "a.csv"))
    assert [(r.row, r.cells["text"]) for r in rows] == [(2, "太严了"), (4, "好")]


def test_the_header_may_stand_below_a_title_and_columns_may_be_named() -> None:
    table = "云川市来信登记\n\n编号,老百姓怎么说\n1,太严了\n".encode()
    with pytest.raises(Invalid, match="云川市来信登记"):
        list(read_rows(table, "a.csv"))
    [row] = read_rows(table, "a.csv", {"text": "老百姓怎么说"})
    assert (row.row, row.cells) == (4, {"text": "太严了", "id": "1"})


def test_a_cell_may_hold_line_breaks_and_commas() -> None:
    [row] = read_rows('意见\n"第一行,\n第二行"\n'.encode(), "a.csv")
    assert row.cells["text"] == "第一行,\n第二行"


def test_r17_a_bomb_is_refused_before_it_inflates() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (210 * 1024 * 1024))
    assert len(out.getvalue()) < 1024 * 1024
    with pytest.raises(Invalid, match="太大"):
        list(read_rows(out.getvalue(), "a.xlsx"))


def test_r17_truncated_and_renamed_files_are_refused() -> None:
    whole = workbook(("意见",), ("好",))
    for cut in range(0, len(whole) - 1, 997):
        with pytest.raises(Invalid):
            list(read_rows(whole[:cut], "a.xlsx"))
    for name, data in (("a.exe", b"MZ"), ("a.xlsx", "意见\n好".encode()), ("a.csv", b"a\x00b")):
        with pytest.raises(Invalid):
            list(read_rows(data, name))
