"""The blocks of a paper as paragraphs and tables of a Word file, with links between them."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Mark,
    Paragraph,
    Picture,
    Row,
    Run,
    Runs,
    Style,
    Table,
    said,
)
from reports.papers import extent
from reports.papers.proof import anchors_of
from reports.papers.word_styles import (
    CAPTION,
    HEI,
    JUSTIFIED,
    PICTURE,
    TEXT,
    faces,
    heading,
    style_of,
)
from reports.papers.word_xml import made, text

COLOURS = {
    "adopted": "1B7245",
    "partly": "8A5A00",
    "not-adopted": "8C2F39",
    "already": "44535F",
    "study": "4B4E9E",
    "pending": "4D5661",
}
"""The colour of each outcome, as in templates/print/review.css; words and shapes say the same."""
_LINK, _QUIET, _TINT, _HEAD = "1F4E79", "4D5661", "F6F5F1", "F0EFEA"
_UNFIT = re.compile(r"[^0-9A-Za-z_]")
_LONGEST_NAME = 40  # Word's limit for a bookmark's name
_FULL = 5000  # of a table's width, in fiftieths of a percent


class Body:
    """Makes the elements of one paper; knows what its bookmarks are called."""

    def __init__(self, document: Document, width: int, charts: Iterable[str]) -> None:
        self._names = dict(_names(anchor for anchor, _ in anchors_of(document)))
        self._numbers = {anchor: at for at, anchor in enumerate(self._names)}
        self._landscape = document.landscape
        self._width = width  # of the type area, in twips
        self._charts = iter(charts)  # the run that shows each picture, in order

    def elements(self, block: Block, *, begins: bool = False) -> Iterator[str]:
        """A block as paragraphs and tables in order; `begins` a page where asked."""
        match block:
            case Heading():
                runs = said(block.text)
                style = heading(block.level)
                yield self.paragraph(runs, style, anchor=block.anchor, begins=begins)
            case Paragraph():
                style = style_of(block.style)
                yield self.paragraph(block.runs, style, anchor=block.anchor, begins=begins)
            case Picture():
                caption = f"{block.caption}：" if block.caption else ""
                chart = next(self._charts)
                if chart:
                    yield self.paragraph((), PICTURE, begins=begins, around=("", chart))
                told = said(f"〔图〕{caption}{block.alt}")
                yield self.paragraph(told, style_of(Style.SMALL), begins=begins and not chart)
            case Table():
                if block.caption or begins:
                    yield self.paragraph(said(block.caption), CAPTION, begins=begins)
                yield from self._table(block)
                yield self.paragraph((), TEXT)

    def paragraph(
        self,
        runs: Runs,
        style: str,
        *,
        anchor: str = "",
        justified: str = "",
        begins: bool = False,
        around: tuple[str, str] = ("", ""),
    ) -> str:
        """A paragraph; `anchor` makes it a bookmark, `justified` overrides its style's, `begins`
        puts it on a new page, `around` is what stands before and after its runs."""
        properties = made(
            "pPr",
            made("pStyle", val=style),
            made("pageBreakBefore") if begins else "",
            made("jc", val=justified) if justified else "",
        )
        before, after = around
        mark = self._bookmark(anchor) if anchor else ""
        return made("p", properties, mark, before, *map(self._run, runs), after)

    def _bookmark(self, anchor: str) -> str:
        number = self._numbers[anchor]
        start = made("bookmarkStart", id=number, name=self._names[anchor])
        return start + made("bookmarkEnd", id=number)

    def _run(self, run: Run) -> str:
        words = text(run.text, _properties(run))
        if not run.link:
            return words
        return made("hyperlink", words, anchor=self._names[run.link], history=1)

    def _table(self, table: Table) -> Iterator[str]:
        """A table, row after row; the pieces make one element together."""
        widths = _widths(table.columns, self._width)
        grid = made("tblGrid", *(made("gridCol", w=width) for width in widths))
        yield f"<w:tbl>{_table_properties(table)}{grid}"
        head = Row(tuple((said(column.title, Mark.STRONG),) for column in table.columns))
        yield self._row(head, table.columns, widths, head=True)
        room = extent.rooms(table.columns, self._landscape)
        for row in table.rows:
            whole = extent.stays_whole(extent.height(row, room), self._landscape)
            yield self._row(row, table.columns, widths, long=not whole)
        yield "</w:tbl>"

    def _row(
        self,
        row: Row,
        columns: tuple[Column, ...],
        widths: list[int],
        *,
        head: bool = False,
        long: bool = False,
    ) -> str:
        kept = "" if long else made("cantSplit")
        cells: list[str] = []
        for at, cell in enumerate(row.cells):
            width = sum(widths) if row.spanning else widths[at]
            fill = _HEAD if head else _TINT if row.spanning else ""
            properties = made(
                "tcPr",
                made("tcW", w=width, type="dxa"),
                made("gridSpan", val=len(columns)) if row.spanning else "",
                made("shd", val="clear", color="auto", fill=fill) if fill else "",
            )
            side = "center" if head else JUSTIFIED[columns[at].align]
            held = self._cell(cell, side, row.anchor if at == 0 else "", row.total)
            cells.append(made("tc", properties, *held))
        return made("tr", made("trPr", kept, made("tblHeader") if head else ""), *cells)

    def _cell(self, cell: Cell, side: str, anchor: str, total: bool) -> list[str]:
        lines = (said(str(cell)),) if isinstance(cell, int) else cell or ((),)
        if total:
            lines = tuple(tuple(_strong(run) for run in runs) for runs in lines)
        return [
            self.paragraph(runs, TEXT, justified=side, anchor="" if at else anchor)
            for at, runs in enumerate(lines)
        ]


def _strong(run: Run) -> Run:
    return run if run.mark else Run(run.text, Mark.STRONG, run.link, run.verdict)


def _properties(run: Run) -> str:
    """What sets a run apart: bold with a line below for inserted words, a line through deleted
    ones, so that a black-and-white print tells them."""
    strong = run.mark in {Mark.INSERTED, Mark.STRONG}
    colour = COLOURS.get(run.verdict) or (_LINK if run.link else "")
    colour = colour or (_QUIET if run.mark is Mark.QUIET else "")
    line = "single" if run.mark is Mark.INSERTED else "dotted" if run.link else ""
    found = (
        faces(HEI) + made("b") if strong else "",
        made("strike") if run.mark is Mark.DELETED else "",
        made("color", val=colour) if colour else "",
        made("u", val=line) if line else "",
    )
    return made("rPr", *found) if any(found) else ""


def _table_properties(table: Table) -> str:
    name = table.caption or table.name
    return made(
        "tblPr",
        made("tblStyle", val="TableGrid"),
        made("tblW", w=_FULL, type="pct"),
        made("tblLayout", type="fixed"),
        made("tblLook", val="0020", firstRow=1),
        made("tblCaption", val=name) if name else "",
    )


def _widths(columns: Iterable[Column], whole: int) -> list[int]:
    """Column widths in twips that add up to the whole."""
    shares = [column.width for column in columns]
    edges = [round(whole * sum(shares[:at]) / sum(shares)) for at in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _names(anchors: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A name Word allows for each anchor: letters, digits and _ after a letter, no two alike."""
    taken: set[str] = set()
    for at, anchor in enumerate(anchors):
        name = f"a_{_UNFIT.sub('_', anchor)}"[:_LONGEST_NAME]
        if name.lower() in taken:
            name = f"{name[: _LONGEST_NAME - 8]}_{at}"
        taken.add(name.lower())
        yield anchor, name
