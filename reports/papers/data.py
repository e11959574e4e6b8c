"""A paper for machines: JSON of all of it, CSV of its tables."""

import csv
import io
from typing import Any

import msgspec

from reports.document import Document, Mark, Run, Runs, Table
from reports.export import neutral
from reports.papers.proof import tables

_SIGNS = {Mark.INSERTED: "增", Mark.DELETED: "删"}


class NoTable(Exception):
    """A paper of words alone has nothing to say in a table."""

    def __init__(self, document: Document) -> None:
        title = "".join(document.title)
        super().__init__(f"《{title}》没有表格，不能导出为表格文件；请改用 PDF、Word 或网页。")


def to_json(document: Document) -> bytes:
    """The whole paper, UTF-8, keys in a fixed order: the same paper, the same bytes."""
    encoded = msgspec.json.encode(document, order="deterministic")
    return msgspec.json.format(encoded, indent=1) + b"\n"


def to_csv(document: Document) -> bytes:
    """Every table, UTF-8 with BOM for spreadsheets (RFC 4180); several are parted by an empty
    line and begin with their name.

    Text has no look here: inserted words stand in 【增：】, deleted ones in 【删：】. No cell can
    run as a formula. Raises `NoTable`.
    """
    found = tables(document)
    if not found:
        raise NoTable(document)
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    for at, table in enumerate(found):
        if len(found) > 1:
            writer.writerows([[]] if at else [])
            writer.writerow([neutral(table.caption or table.name or f"表{at + 1}")])
        _write(writer, table)
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()


def _write(writer: Any, table: Table) -> None:
    writer.writerow(neutral(column.title) for column in table.columns)
    for row in table.rows:
        writer.writerow(
            cell if isinstance(cell, int) else neutral(_words(cell)) for cell in row.cells
        )


def _words(lines: tuple[Runs, ...]) -> str:
    return "\n".join("".join(map(_marked, runs)) for runs in lines)


def _marked(run: Run) -> str:
    sign = _SIGNS.get(run.mark)
    return f"【{sign}：{run.text}】" if sign and run.text else run.text
