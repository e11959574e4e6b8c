"""A table of opinions: its header as it is, what its columns seem to be, its rows."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from consult.errors import Invalid
from consult.sources.source import Flaw, Line, Note, Source, SourceKind
from consult.spreadsheet import OPINIONS, SheetRow, find_header, fold, grids
from consult.workbook import Grid

_SPOKEN_ONCE = frozenset({"text", "proposed", "reason", "id"})
"""Columns in which a merged cell is one row's, not every row's it spans."""


def read_table(
    data: bytes, filename: str, columns: Mapping[str, str] | None = None, sheet: str = ""
) -> Source:
    """The rows of a table, read from the columns of `columns` (our names to the headers of the
    file, "" for one not to be taken) and else from those that are recognised; of the sheet called
    `sheet`, or the first with a column of opinions. Raises Invalid.

    Without such a column there are no rows: a flaw says so, and `columns` can name it.
    """
    found = grids(data, filename)
    grid = _chosen(found, columns or {}, sheet)
    start, _ = find_header(grid.cells, columns or {}, OPINIONS)
    cells, notes = _spread(grid, start, columns or {})
    header = _titles(cells[start] if cells else [], width=max(map(len, cells), default=0))
    at = _columns(header, columns or {})
    lines = tuple(
        Line(number, tuple(row))
        for number, row in enumerate(cells[start + 1 :], start=start + 2)
        if any(grid.cells[number - 1])
    )
    return Source(
        SourceKind.TABLE,
        rows=tuple(_rows(lines, at)) if OPINIONS.needed <= at.keys() else (),
        header=header,
        signature=hashlib.sha256("\x1f".join(map(fold, header)).encode()).hexdigest(),
        flaws=() if OPINIONS.needed <= at.keys() else (_lacking(start, header),),
        notes=(*_other_sheets(found, grid), *notes),
        lines=lines,
        suggested={name: header[place] for name, place in at.items()},
        sheets=tuple(one.name for one in found if any(map(any, one.cells))),
        sheet=grid.name,
    )


def holds_opinions(data: bytes, columns: Mapping[str, str] | None) -> bool:
    """Whether a .txt is a table: it has a column of opinions and another. Raises Invalid."""
    cells = grids(data, ".txt")[0].cells
    _, header = find_header(cells, columns or {}, OPINIONS)
    return len(header) > 1 and OPINIONS.needed <= header.keys()


def _chosen(found: Sequence[Grid], columns: Mapping[str, str], sheet: str) -> Grid:
    if sheet:
        for grid in found:
            if grid.name == sheet:
                return grid
        raise Invalid("文件里没有叫“{sheet}”的工作表。", field="sheet", sheet=sheet[:40])
    full = [grid for grid in found if any(map(any, grid.cells))]
    if not full:
        raise Invalid("这个表格是空的。请确认选对了文件。", field="file")
    usable = (
        g for g in full if OPINIONS.needed <= find_header(g.cells, columns, OPINIONS)[1].keys()
    )
    return next(usable, full[0])


def _titles(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """The headers, each different from the others: 意见, 意见（2）; one without words is 第3列."""
    seen: Counter[str] = Counter()
    titles = []
    for at in range(width):
        title = " ".join(cells[at].split()) if at < len(cells) and cells[at] else f"第{at + 1}列"
        seen[fold(title)] += 1
        titles.append(title if seen[fold(title)] == 1 else f"{title}（{seen[fold(title)]}）")
    return tuple(titles)


def _columns(header: tuple[str, ...], columns: Mapping[str, str]) -> dict[str, int]:
    """Our names and the columns they are read from; a column named for one is not guessed for
    another."""
    given = {fold(title) for title in columns.values() if title}
    _, named = find_header([header], columns, OPINIONS)
    return {
        name: at for name, at in named.items() if name in columns or fold(header[at]) not in given
    }


def _rows(lines: Iterable[Line], at: Mapping[str, int]) -> Iterable[SheetRow]:
    for line in lines:
        cells = {
            name: line.cells[place]
            for name, place in at.items()
            if place < len(line.cells) and line.cells[place]
        }
        if cells.keys() - {"id"}:
            yield SheetRow(line.row, cells)


def _spread(
    grid: Grid, start: int, columns: Mapping[str, str]
) -> tuple[list[list[str]], tuple[Note, ...]]:
    """The cells with what a merged cell says in every row it spans: one name beside three
    opinions is the name of all three."""
    below = [(a, b) for a, b in grid.merged if a[0] > start and b[0] > a[0]]
    if not below:
        return grid.cells, ()
    cells = [list(row) for row in grid.cells]
    width = max(map(len, cells), default=0)
    at = _columns(_titles(cells[start], width), columns)
    once = {place for name, place in at.items() if name in _SPOKEN_ONCE}
    for (top, left), (bottom, _) in below:
        words = cells[top][left] if top < len(cells) and left < len(cells[top]) else ""
        for row in cells[top + 1 : bottom + 1]:
            if left not in once and left < len(row) and not row[left]:
                row[left] = words
    return cells, (
        Note(
            "表里有 {n} 处跨行合并的单元格：意见以外的列，合并的内容按每一行都有读取。",
            n=len(below),
        ),
    )


def _other_sheets(found: Sequence[Grid], grid: Grid) -> tuple[Note, ...]:
    others = [one.name for one in found if one is not grid and any(map(any, one.cells))]
    if not others:
        return ()
    return (
        Note(
            "文件有 {n} 个工作表，读的是“{sheet}”；没有读的：{others}。",
            n=len(others) + 1,
            sheet=grid.name,
            others="、".join(others)[:200],
        ),
    )


def _lacking(start: int, header: tuple[str, ...]) -> Flaw:
    return Flaw(start + 1, OPINIONS.lacking("、".join(header)[:200] or "（空）"))
