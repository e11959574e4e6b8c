"""Workbooks (xlsx, xls, ods) opened in a child process: a hostile one can hurt nothing but it.

A sheet with a cell in its last corner makes the reader ask for half a terabyte, and the process
that asks is ended: it must not be the one that serves.
"""

import datetime as dt
import io
import subprocess
import sys
from typing import Final

import msgspec
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from drafts.formats import sandbox

MOST_CELLS: Final = 5_000_000
_MOST_MEMORY: Final = 2 * 1024**3
_MOST_PROCESSOR_SECONDS: Final = 30
_MOST_SECONDS: Final = 60.0
_BROKEN: Final = 3


class Broken(Exception):
    """The workbook is damaged or locked."""


class TooLarge(Exception):
    """The workbook asks for more memory or time than there is for one."""


class Grid(msgspec.Struct, frozen=True):
    """A sheet as it is: its name, its cells as text, and the ranges merged in it, each as the row
    and column it begins in and those it ends in, counted from 0."""

    name: str
    cells: list[list[str]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


def read_apart(data: bytes) -> tuple[Grid, ...]:
    """The sheets of a workbook, read in a child process. Raises Broken, TooLarge."""
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, words of our own
            [sys.executable, "-m", __name__],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_MOST_SECONDS,
            env=sandbox.environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLarge from error
    if child.returncode == _BROKEN:
        raise Broken
    if child.returncode:
        raise TooLarge
    return msgspec.json.decode(child.stdout, type=tuple[Grid, ...])


def grids(data: bytes) -> tuple[Grid, ...]:
    """The sheets of a workbook. Raises Broken, TooLarge; may end the process: see `read_apart`."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return tuple(_grid(book.get_sheet_by_index(at)) for at in range(len(book.sheet_names)))
    except (CalamineError, IndexError, ValueError, OSError) as error:
        raise Broken from error


def _grid(sheet: CalamineSheet) -> Grid:
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise TooLarge
    rows = sheet.to_python(skip_empty_area=False)
    cells = [[_plain(cell) for cell in row] for row in rows]
    return Grid(sheet.name, cells, tuple(sheet.merged_cell_ranges or ()))


def _plain(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell).strip()


def main() -> int:
    """Read the workbook on standard input and print its sheets; say by the status what failed."""
    sandbox.confine(_MOST_MEMORY, _MOST_PROCESSOR_SECONDS)
    try:
        sys.stdout.buffer.write(msgspec.json.encode(grids(sys.stdin.buffer.read())))
    except Broken:
        return _BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
