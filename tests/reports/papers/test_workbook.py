"""The workbook: texts as texts, numbers as numbers, nothing runs, nothing is lost."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl.cell.rich_text import CellRichText, TextBlock

from consult.templating import environment
from reports.document import Column, Document, Mark, Row, Run, Section, Table, cell
from reports.export import neutral
from reports.papers.formats import Format
from reports.papers.rendering import rendered
from reports.papers.workbook import GOES_ON, LIMIT, WENT_ON, chunks, sheet_names
from tests.reports.papers.documents import HOSTILE, MADE_ON, PAPER


def made(document: Document) -> bytes:
    return rendered(document, Format.XLSX, env=environment())


def opened(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made(document)), rich_text=True)


def of(*tables: Table) -> Document:
    return replace(PAPER, cover=False, sections=(Section("一", tables),))


def column(*rows: Row, name: str = "") -> Table:
    return Table((Column("栏"), Column("数")), rows, name=name)


@pytest.mark.parametrize("hostile", [*HOSTILE, '=HYPERLINK("http://a","b")', "=cmd|' /C calc'!A0"])
def test_no_text_becomes_a_formula_or_a_link(hostile: str) -> None:
    data = made(of(column(Row((cell(hostile), 1)))))
    held = openpyxl.load_workbook(io.BytesIO(data)).active["A2"]
    assert (held.value, held.data_type, held.hyperlink) == (hostile, "s", None)
    assert held.quotePrefix is (neutral(hostile) != hostile)  # stays text when somebody edits it
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert not [name for name in archive.namelist() if "vba" in name or "externalLink" in name]


def test_numbers_add_up_and_texts_of_digits_stay_texts() -> None:
    sheet = opened(of(column(Row((cell("0012"), 12)), Row((cell("1-0003"), 3))))).active
    assert [sheet["B2"].value, sheet["B3"].value] == [12, 3]
    assert sheet["A2"].value == "0012"


def test_marks_are_seen_in_the_cell() -> None:
    sheet = opened(PAPER)["意见汇总"]
    rich = sheet["C3"].value
    assert isinstance(rich, CellRichText)
    fonts = {piece.text: piece.font for piece in rich if isinstance(piece, TextBlock)}
    assert fonts["三十日"].strike
    assert fonts["十五日"].b
    assert fonts["十五日"].u == "single"
    assert fonts["○未采纳"].color.rgb == "FF8C2F39"
    assert str(rich) == "期限为三十日十五日\n○未采纳"


def test_a_cell_of_one_mark_bears_it_itself() -> None:
    runs = (Run("删去", Mark.DELETED),)
    sheet = opened(of(column(Row(((runs,), 1))))).active
    assert sheet["A2"].value == "删去"
    assert sheet["A2"].font.strike


def test_a_sheet_is_ready_to_read_filter_and_print() -> None:
    sheet = opened(PAPER)["意见汇总"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D4"  # the sum stays out of it
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet["C3"].alignment.wrap_text
    assert sheet.column_dimensions["C"].width > 3 * sheet.column_dimensions["A"].width
    assert "征求意见汇总表" in sheet.oddHeader.center.text
    assert "A2:D2" in {str(one) for one in sheet.merged_cells.ranges}
    assert sheet["A5"].font.b


def test_it_says_what_it_is() -> None:
    known = opened(PAPER).properties
    assert known.title == "".join(PAPER.title)
    assert known.creator == PAPER.body
    assert known.created.date() == MADE_ON


def test_a_text_longer_than_a_cell_goes_on_below() -> None:
    long = "".join(f"第{number}句𠮷。" for number in range(9_000))
    sheet = opened(of(column(Row((cell(long), 7)), Row((cell("下一行"), 8))))).active
    held = [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)]
    *parts, last = [str(value) for value in held]
    assert last == "下一行"
    assert len(parts) == 3
    assert all(len(part.encode("utf-16-le")) // 2 <= 32_767 for part in parts)
    assert "".join(p.removeprefix(WENT_ON).removesuffix(GOES_ON) for p in parts) == long
    assert [sheet.cell(row, 2).value for row in range(2, 6)] == [7, None, None, 8]


@given(
    st.lists(
        st.tuples(st.sampled_from(Mark), st.just(""), st.text("字𠮷a", min_size=1, max_size=90))
    ),
    st.integers(4, 40),
)
def test_chunks_lose_nothing(pieces: list[tuple[Mark, str, str]], limit: int) -> None:
    found = list(chunks(pieces, limit))
    said = [words for part in found for _, _, words in part if words not in {GOES_ON, WENT_ON}]
    assert "".join(said) == "".join(words for _, _, words in pieces)
    for part in found:
        held = "".join(words for _, _, words in part if words not in {GOES_ON, WENT_ON})
        assert len(held.encode("utf-16-le")) // 2 <= limit
    assert LIMIT + len(GOES_ON) + len(WENT_ON) <= 32_767


def test_sheets_have_names_excel_takes() -> None:
    names = (
        "甲/乙:丙*?[丁]\\",
        "History",
        "长" * 40,
        "长" * 40,
        "",
        "'引'",
        "表5",
        "a\nb",
        "A\nB",
        "𠮷" * 20,
    )
    found = sheet_names([column(name=name) for name in names])
    assert len({name.lower() for name in found}) == len(names)
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\\n")
        assert not name.startswith("'") and not name.endswith("'")
    tables = [column(Row((cell("一"), 1)), name=name) for name in names]
    assert opened(of(*tables)).sheetnames == found
