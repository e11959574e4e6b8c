"""修改前后对照表: both texts side by side, what was inserted and deleted marked, and why.

For members: 立法法 (2023) art. 58 (a bill that amends a law comes with 修改前后的对照文本). Layout
after the BMJ's Handbuch der Rechtsförmlichkeit, part F.
"""

from collections.abc import Iterator

from drafts.model import Op
from reports.comparison import against_law
from reports.document import (
    Column,
    Document,
    Heading,
    Mark,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    cell,
    said,
)
from reports.papers.kinds import Kind, Source
from reports.papers.refusals import NothingToCompare
from reports.papers.tables import sheet, shown
from reports.papers.wording import section
from reports.review import Cited, Comparison, ComparisonRow

_WIDTHS = (38.0, 38.0, 24.0)
_MARKS = {Op.KEEP: Mark.PLAIN, Op.INSERT: Mark.INSERTED, Op.DELETE: Mark.DELETED}


def write(source: Source) -> Document:
    """This draft against the next one; where it amends a law in force, that law against it too.

    Raises NothingToCompare when there is neither a next draft nor a law.
    """
    main = source.report.comparison
    if main is None:
        before = "与上一稿的对照，请在上一审次的材料中生成。" if source.material.came else ""
        raise NothingToCompare(
            f"{source.report.reading}还没有下一稿，也没有与之对照的现行法规，编不出对照表。"
            f"请先载入下一审次的文本。{before}"
        )
    law = None if main.law else against_law(source.material)
    tables = [(main, "d"), (law, "l")] if law else [(main, "d")]
    blocks = [
        block
        for number, (one, mark) in enumerate(tables, start=1)
        if one
        for block in _table(one, source.report.bill, mark, number if law else None)
    ]
    return sheet(source, Kind.COMPARISON, *blocks)


def _table(
    table: Comparison, bill: str, mark: str, number: int | None
) -> Iterator[Heading | Paragraph | Table]:
    """The head and the rows; `mark` keeps the anchors of two tables apart."""
    named = f"《{table.law or bill}》{table.old_name}与{table.new_name}对照"
    if number is not None:
        yield section(number, f"{table.old_name}与{table.new_name}对照")
    yield Paragraph(_legend(table, named))
    titles = (table.old_name, table.new_name, "说明")
    yield Table(
        columns=tuple(Column(title, width) for title, width in zip(titles, _WIDTHS, strict=True)),
        rows=tuple(_row(row, mark) for row in table.rows),
        name=f"{table.old_name}与{table.new_name}",
    )


def _legend(table: Comparison, named: str) -> Runs:
    cites = "" if table.law else "；“说明”栏列出本条已采纳或者部分采纳的同类意见"
    return (
        Run(f"{named}。{table.summary}。"),
        Run("加粗加下划线", Mark.INSERTED),
        Run("的为新增文字，"),
        Run("加删除线", Mark.DELETED),
        Run(f"的为删去文字{cites}。"),
    )


def _row(row: ComparisonRow, mark: str) -> Row:
    anchor = f"{mark}{row.anchor[1:]}"
    if row.collapsed:
        return Row((cell(row.old_label), cell(row.new_label), cell(row.note)), anchor=anchor)
    return Row(
        (
            _side(row.old_label, row.old, "（原文见上）"),
            _side(row.new_label, row.new, "（条文见上）"),
            (said(row.note), *map(_cited, row.cites)),
        ),
        anchor=anchor,
    )


def _side(label: str, ops: tuple[tuple[Op, str], ...], above: str) -> tuple[Runs, ...]:
    """One column of a row: the label, and the text in paragraphs. Of a split or merged article the
    text stands in its first row only."""
    head = (Run(f"{label}　", Mark.STRONG),) if label else ()
    if not ops:
        return ((*head, Run(above)),) if label else ()
    paragraphs: list[list[Run]] = [list(head)]
    for op, text in ops:
        first, *more = text.split("\n")
        paragraphs[-1] += said(first, _MARKS[op])
        paragraphs += [list(said(line, _MARKS[op])) for line in more]
    return tuple(tuple(runs) for runs in paragraphs if runs)


def _cited(cited: Cited) -> Runs:
    codes = "、".join(link.text for link in cited.links)
    more = f"等{cited.clusters}类" if cited.more else ""
    return (shown(cited.verdict), Run(f"{cited.comments}条：{codes}{more}"))
