"""What stands on the pages of a PDF: lines of words with their places, and ruled tables.

The only door to PDFium.
"""

import ctypes
import re
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from drafts.formats.file_reading import MOST_CHARACTERS, Unreadable
from drafts.formats.pdf_lines import PageLine
from drafts.formats.pdf_tables import Grid, Segment, grids
from drafts.splitting.markers import BLANKS
from drafts.splitting.pieces import join

MOST_PAGES: Final = 2_000
MOST_SEGMENTS: Final = 20_000
_HYPHENS: Final = (0x02, 0xFFFE)  # what PDFium makes of a hyphen at the end of a line
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_UNSAID: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Page:
    """The lines of one page in reading order, and the widths of their first Han characters."""

    def __init__(self, document: Any, number: int) -> None:
        """Read a page. Raises Unreadable."""
        self.lines: list[PageLine] = []
        self.ems: list[float] = []
        self._number = number
        page = document[number]
        self._text = page.get_textpage()
        count = self._text.count_chars()
        if count > MOST_CHARACTERS:
            raise Unreadable(f"第{number + 1}页的字太多。请确认选对了文件。")
        codes = (pdfium.FPDFText_GetUnicode(self._text, index) for index in range(count))
        self._chars = ["-" if code in _HYPHENS else chr(code) for code in codes]
        self._tables = [_Table(grid) for grid in grids(list(_segments(page)))]
        begin = 0
        for index in range(count + 1):
            if index == count or self._chars[index] in "\r\n":
                self._take(begin, index)
                begin = index + 1
        for table in self._tables:
            if table.place is not None:
                self.lines[table.place] = table.line(number)

    def _take(self, begin: int, end: int) -> None:
        """Give a printed line to the tables it runs through, and the rest to the lines."""
        left = begin
        for index in range(begin, end if self._tables else begin):
            table, cell = self._cell(index)
            if table is None or cell is None:
                continue
            self._line(left, index)
            left = index + 1
            if table.place is None:
                table.place = len(self.lines)
                self.lines.append(table.line(self._number))
            table.add(cell, begin, self._chars[index])
        self._line(left, end)

    def _cell(self, index: int) -> tuple["_Table | None", tuple[int, int] | None]:
        x0, y0, x1, y1 = self._text.get_charbox(index, loose=True)
        for table in self._tables:
            cell = table.grid.cell((x0 + x1) / 2, (y0 + y1) / 2)
            if cell:
                return table, cell
        return None, None

    def _line(self, begin: int, end: int) -> None:
        while begin < end and _is_blank(self._chars[begin]):
            begin += 1
        while end > begin and _is_blank(self._chars[end - 1]):
            end -= 1
        if begin == end:
            return
        left, bottom, _right, top = self._text.get_charbox(begin, loose=True)
        right = self._text.get_charbox(end - 1, loose=True)[2]
        words = _UNSAID.sub("", "".join(self._chars[begin:end]))
        line = PageLine(self._number, left, max(left, right), bottom, top, words)
        self.lines.append(line)
        first = next((one for one in range(begin, end) if _HAN.match(self._chars[one])), None)
        if first is not None:
            box = self._text.get_charbox(first, loose=True)
            self.ems.append(box[2] - box[0])


class _Table:
    """The cells of one ruled table while its words come in; `place` is where it stands."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.place: int | None = None
        self._cells: dict[tuple[int, int], dict[int, list[str]]] = {}

    def add(self, cell: tuple[int, int], line: int, char: str) -> None:
        """A character of the printed line that begins at `line`."""
        self._cells.setdefault(cell, {}).setdefault(line, []).append(char)

    def line(self, page: int) -> PageLine:
        """The table as one line of its page."""
        grid = self.grid
        rows = tuple(
            tuple(self._words(row, column) for column in range(grid.columns))
            for row in range(grid.rows)
        )
        return PageLine(page, grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1], "", rows)

    def _words(self, row: int, column: int) -> str:
        parts = self._cells.get((row, column), {}).values()
        return join([_UNSAID.sub("", "".join(part)).strip(BLANKS) for part in parts])


def pages(data: bytes) -> list[Page]:
    """Every page of a PDF. Raises Unreadable."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_reason()) from error
    with document:
        if len(document) > MOST_PAGES:
            raise Unreadable(f"超过{MOST_PAGES}页。请确认选对了文件，或者分成几个文件。")
        return [Page(document, number) for number in range(len(document))]


def _reason() -> str:
    if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
        return "文件加了密码。请去掉密码，另存后再上传。"
    return "PDF 不完整或者已损坏（可能没有传完）。请在阅读器里打开，另存后再上传。"


def _segments(page: Any) -> Iterator[Segment]:
    """The straight strokes of a page; none of a page that is a drawing."""
    found: list[Segment] = []
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        count = pdfium.FPDFPath_CountSegments(path)
        if count + len(found) > MOST_SEGMENTS:
            return
        found.extend(_strokes(path, count))
    yield from found


def _strokes(path: Any, count: int) -> Iterator[Segment]:
    x, y = ctypes.c_float(), ctypes.c_float()
    matrix = path.get_matrix()
    first = last = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield (*last, *point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield (*point, *first)
        last = point


def _is_blank(char: str) -> bool:
    return char in BLANKS or _UNSAID.match(char) is not None
