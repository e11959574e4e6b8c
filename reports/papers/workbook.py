"""The tables of a paper as a workbook: a sheet a table, texts as texts, numbers as numbers."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Any, TypeAlias

import xlsxwriter

from reports.document import Align, Cell, Column, Document, Mark, Row, Table, said
from reports.export import neutral
from reports.papers import extent
from reports.papers.archive import repacked
from reports.papers.data import NoTable
from reports.papers.proof import tables

LIMIT = 32_000
"""UTF-16 units of a cell before its text goes on in the next row; Excel holds 32,767."""
GOES_ON, WENT_ON = "……（这一格写不下，接下一行）", "（接上一行）"
_COLOURS = {
    "adopted": "#1B7245",
    "partly": "#8A5A00",
    "not-adopted": "#8C2F39",
    "already": "#44535F",
    "study": "#4B4E9E",
    "pending": "#4D5661",
}
_MARKS: dict[Mark, dict[str, object]] = {
    Mark.PLAIN: {},
    Mark.STRONG: {"bold": True},
    Mark.INSERTED: {"bold": True, "underline": 1},
    Mark.DELETED: {"font_strikeout": True},
    Mark.QUIET: {"font_color": "#4D5661"},
}
_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_HEAD = {"bold": True, "bg_color": "#F0EFEA", "align": "center", "valign": "vcenter"}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_SHEET_NAME = 31
_RESERVED = "history"
_HEADER = 200  # of the 255 characters a print header may have
_A4 = 9
_LINE, _TALLEST = 15.0, 409.0
_WIDTH, _NARROWEST, _WIDEST, _PER_COLUMN = 120.0, 6.0, 100.0, 14.0

Piece: TypeAlias = tuple[Mark, str, str]
"""A mark, the outcome whose colour it takes, and the words."""


def to_xlsx(document: Document) -> bytes:
    """The tables of the paper as .xlsx; the same paper gives the same bytes.

    No cell can run: every text is written as a string, and what a spreadsheet would take for a
    formula when it is edited bears a quote prefix. A text longer than a cell can hold goes on
    below, and both cells say so. Raises `NoTable`.
    """
    found = tables(document)
    if not found:
        raise NoTable(document)
    file = io.BytesIO()
    options = {"in_memory": True} | dict.fromkeys(
        ("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False
    )
    book = xlsxwriter.Workbook(file, options)
    _describe(book, document)
    looks = _Looks(book)
    for name, table in zip(sheet_names(found), found, strict=True):
        _Sheet(book.add_worksheet(name), table, looks).fill(document)
    book.close()
    return repacked(file.getvalue())


def sheet_names(found: Sequence[Table]) -> list[str]:
    """A name for each table's sheet: as the table's, without what Excel forbids, no two alike."""
    names: list[str] = []
    for at, table in enumerate(found, start=1):
        wanted = _FORBIDDEN.sub(" ", table.name or table.caption).strip(" '") or f"表{at}"
        name, number = _cut(wanted, _SHEET_NAME), 1
        while name.lower() in {_RESERVED, *(one.lower() for one in names)}:
            number += 1
            ending = f"（{number}）"
            name = _cut(wanted, _SHEET_NAME - len(ending)) + ending
        names.append(name)
    return names


def _describe(book: Any, document: Document) -> None:
    title = "".join(document.title)
    book.set_properties(
        {
            "title": title[:255],
            "subject": "；".join(document.note)[:255],
            "author": document.body[:255],
            "category": document.kind,
            "created": dt.datetime(*document.made_on.timetuple()[:3]),  # noqa: DTZ001 - no zone there
        }
    )


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def get(self, **look: object) -> Any:
        key = repr(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {"font_name": "宋体", "font_size": 10.5, **look}
            )
        return self._made[key]

    def of(self, mark: Mark, verdict: str, **look: object) -> Any:
        colour = {"font_color": _COLOURS[verdict]} if verdict in _COLOURS else {}
        return self.get(**{**look, **_MARKS[mark], **colour})


class _Sheet:
    """One sheet while it is filled: the head in row 0, then a row or more for each row."""

    def __init__(self, sheet: Any, table: Table, looks: _Looks) -> None:
        self._sheet, self._table, self._looks = sheet, table, looks
        self._next = 1
        self._widths = _widths(table.columns)

    def fill(self, document: Document) -> None:
        last = len(self._table.columns) - 1
        for at, (column, width) in enumerate(zip(self._table.columns, self._widths, strict=True)):
            self._sheet.set_column(at, at, width)
            self._text(0, at, [(Mark.PLAIN, "", column.title)], _HEAD)
        for row in self._table.rows:
            if row.spanning and last:
                self._spanning(row, last)
            else:
                self._row(row)
        filtered = self._next - 1
        for row in reversed(self._table.rows):
            if not row.total:
                break
            filtered -= 1
        self._sheet.autofilter(0, 0, max(filtered, 0), last)
        self._sheet.freeze_panes(1, 0)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._print(document)

    def _print(self, document: Document) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        title = "".join((*document.title, *(f"　{line}" for line in document.note)))
        sheet.set_header("&C" + title.replace("\n", " ")[:_HEADER].replace("&", "&&")[:_HEADER])
        sheet.set_footer("&C— &P —")

    def _row(self, row: Row) -> None:
        held: list[list[Any]] = [
            [cell] if isinstance(cell, int) else list(chunks(_pieces(cell), LIMIT))
            for cell in row.cells
        ]
        for cells in zip_longest(*held):
            for at, cell in enumerate(cells):
                look = {"align": _SIDES[self._table.columns[at].align], **_total(row)}
                if isinstance(cell, int):
                    self._sheet.write_number(self._next, at, cell, self._format([], look))
                else:
                    self._text(self._next, at, cell or [], look)
            self._next += 1

    def _spanning(self, row: Row, last: int) -> None:
        """One cell over the whole width, as high as its text: Excel does not see to it there."""
        look = {"align": "left", "bg_color": "#F6F5F1", **_total(row)}
        for pieces in chunks(_pieces(row.cells[0]), LIMIT):
            format_ = self._format(pieces, look)
            self._sheet.merge_range(self._next, 0, self._next, last, "", format_)
            self._text(self._next, 0, pieces, look)
            text = "".join(words for _, _, words in pieces)
            room = sum(self._widths) / 2 - 2
            lines = sum(max(1, -int(-extent.width(line) // room)) for line in text.split("\n"))
            self._sheet.set_row(self._next, min(_TALLEST, lines * _LINE + 3))
            self._next += 1

    def _text(self, at: int, column: int, pieces: list[Piece], look: dict[str, object]) -> None:
        format_ = self._format(pieces, look)
        if len(pieces) < 2:
            words = pieces[0][2] if pieces else ""
            if words:
                self._sheet.write_string(at, column, words, format_)
            else:
                self._sheet.write_blank(at, column, None, format_)
            return
        fragments: list[object] = []
        for mark, verdict, words in pieces:
            fragments += [self._looks.of(mark, verdict), words]
        self._sheet.write_rich_string(at, column, *fragments, format_)

    def _format(self, pieces: list[Piece], look: dict[str, object]) -> Any:
        """A cell's format; it bears the mark itself where there is one piece alone."""
        words = "".join(one for _, _, one in pieces)
        around = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#6B7480"}
        quoted = {"quote_prefix": True} if neutral(words) != words else {}
        mark, verdict, _ = pieces[0] if len(pieces) == 1 else (Mark.PLAIN, "", "")
        return self._looks.of(mark, verdict, **{**around, **quoted, **look})


def chunks(pieces: list[Piece], limit: int) -> Iterator[list[Piece]]:
    """The pieces of a cell, cut where a cell is full; each cut is told on both sides of it."""
    room = limit
    held: list[Piece] = []
    for mark, verdict, words in pieces:
        rest = words
        while _units(rest) > room:
            fits = _cut(rest, room)
            rest = rest[len(fits) :]
            yield [*held, *([(mark, verdict, fits)] if fits else []), (Mark.QUIET, "", GOES_ON)]
            held, room = [(Mark.QUIET, "", WENT_ON)], limit
        if rest:
            held.append((mark, verdict, rest))
            room -= _units(rest)
    yield held


def _pieces(cell: Cell) -> list[Piece]:
    """The paragraphs of a cell in one text, neighbours of one look together."""
    held = (said(str(cell)),) if isinstance(cell, int) else cell
    runs = [run for at, line in enumerate(held) for run in (*said("\n" if at else ""), *line)]
    grouped = groupby((run for run in runs if run.text), key=lambda run: (run.mark, run.verdict))
    return [(mark, verdict, "".join(one.text for one in run)) for (mark, verdict), run in grouped]


def _total(row: Row) -> dict[str, object]:
    return {"bold": True, "top": 2} if row.total else {}


def _widths(columns: Sequence[Column]) -> list[float]:
    """Column widths in characters, as the paper shares them out."""
    whole = max(_WIDTH, _PER_COLUMN * len(columns))
    total = sum(column.width for column in columns)
    return [
        round(min(_WIDEST, max(_NARROWEST, whole * column.width / total)), 2) for column in columns
    ]


def _units(text: str) -> int:
    """The length of a text as Excel counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str, units: int) -> str:
    """As much of a text as has at most so many units."""
    kept = text[:units]
    while _units(kept) > units:
        kept = kept[: len(kept) - max(1, (_units(kept) - units) // 2)]
    return kept
