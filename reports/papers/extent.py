"""How much room a table's text will take, reckoned before anything is laid out."""

import unicodedata
from collections.abc import Sequence

from reports.document import Cell, Column, Row, Table
from reports.papers.legible import cell_text

# Type area of GB/T 9704 (156 x 225 mm) in characters of 10.5 pt and in lines of 16 pt.
_PORTRAIT = (42.1, 39)
_LANDSCAPE = (60.7, 27)
CROWDED = 10
"""Columns from which a table is set smaller (templates/print/document_section.html)."""
_SMALLER = 10.5 / 9
_PADDING = 1.0  # characters that a column's padding takes
_AROUND = 0.4  # lines that a row's padding takes
_WHOLE = 1 / 3  # of a page: what is shorter does not break
_HELD = 2 / 3  # of a page: what is longer is not moved to the next one together


def lines_of_page(landscape: bool) -> int:
    """How many lines of a table a page holds."""
    return (_LANDSCAPE if landscape else _PORTRAIT)[1]


def stays_whole(lines: float, landscape: bool) -> bool:
    """Whether a row or table of so many lines is kept on one page: what is longer would leave too
    much of the page before it empty."""
    return lines <= _WHOLE * lines_of_page(landscape)


def rooms(columns: Sequence[Column], landscape: bool) -> list[float]:
    """How many characters a line of each column holds."""
    characters, _ = _LANDSCAPE if landscape else _PORTRAIT
    if len(columns) > CROWDED:
        characters *= _SMALLER
    whole = sum(column.width for column in columns)
    return [max(1.0, characters * column.width / whole - _PADDING) for column in columns]


def heights(table: Table, landscape: bool) -> list[float]:
    """The lines every row takes."""
    room = rooms(table.columns, landscape)
    return [height(row, room) for row in table.rows]


def height(row: Row, room: Sequence[float]) -> float:
    """The lines a row takes where a line of each column holds `room` characters."""
    if row.spanning:
        return _lines(row.cells[0], sum(room)) + _AROUND
    return max(map(_lines, row.cells, room)) + _AROUND


def held(table: Table, landscape: bool) -> list[bool]:
    """For every row whether it stays on the page of the next: a spanning row does with the row it
    is the title of, unless the two are so long that a page would be left empty for them. (Rows
    that do not fit below a repeated head would make WeasyPrint leave out the head.)"""
    lines = heights(table, landscape)
    most = _HELD * lines_of_page(landscape)
    found = [False] * len(lines)
    below = 0.0
    for at in reversed(range(len(lines))):
        if not table.rows[at].spanning:
            below = lines[at] if stays_whole(lines[at], landscape) else most
            continue
        below += lines[at]
        found[at] = at + 1 < len(lines) and below <= most
    return found


def width(text: str) -> float:
    """The width of a text in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.55 for one in text)


def _lines(cell: Cell, room: float) -> int:
    return sum(max(1, -int(-width(line) // room)) for line in cell_text(cell).split("\n"))
