"""Workbooks that would end the process that opens them end another one (promise R17)."""

import io
import zipfile

import openpyxl
import pytest

from consult.workbook import Broken, TooLarge, read_apart

SHEET = "xl/worksheets/sheet1.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_rows(rows: str) -> bytes:
    """A workbook whose sheet holds these rows, as XML."""
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            sheet = f'<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'
            archive.writestr(name, sheet.encode() if name == SHEET else source.read(name))
    return out.getvalue()


@pytest.mark.parametrize("corner", ["XFD1048576", "ZZ20000"])
def test_a_sheet_of_two_cells_far_apart_is_refused(corner: str) -> None:
    row = corner.lstrip("XFDZ")
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    with pytest.raises(TooLarge):
        read_apart(with_rows(f'{first}<row r="{row}"><c r="{corner}"><v>1</v></c></row>'))


def test_what_is_no_workbook_is_broken() -> None:
    for data in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        with pytest.raises(Broken):
            read_apart(data)


def test_a_formula_is_read_as_the_value_it_had() -> None:
    [grid] = read_apart(with_rows('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'))
    assert grid.cells == [["2"]]
