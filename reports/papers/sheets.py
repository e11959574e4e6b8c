"""A paper as parts for the press: each section begins a part, long tables go on in further ones."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

import jinja2
from msgspec.structs import replace

from reports.chinese import long_date
from reports.document import (
    Block,
    Column,
    Document,
    Heading,
    Mark,
    Paragraph,
    Row,
    Style,
    Table,
    said,
)
from reports.merging.sheets import Matter
from reports.papers import extent
from reports.papers.legible import plain
from reports.papers.proof import anchors_of, blocks
from reports.parts import Part
from reports.review import Replacement

STYLES = ("print/review.css", "print/document.css")
"""The style sheets of a paper, in this order."""
TEMPLATE = "print/document.html"
PAGES = 20
"""How many pages of a table a part holds, as reckoned from its text."""
_LONGEST_MARK = 30
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def body(document: Document, env: jinja2.Environment) -> tuple[Part, ...]:
    """The parts of the paper in order; the first bears the title where there is no cover."""
    found: list[Part] = []
    bare = not document.cover and not any(isinstance(one, Heading) for one in blocks(document))
    above = 1 if bare else 0
    for section in document.sections:
        for at, held in enumerate(_parts(section.blocks, document.landscape)):
            begins = not found
            html = _page(
                document, env, "section", blocks=held, begins=begins, bare=bare, goes_on=at > 0
            )
            levels = [block.level for block in held if isinstance(block, Heading)]
            level = min(levels, default=1 if begins else above + 1)
            found.append(Part(section.name, html, level=level))
            above = levels[-1] if levels else above
    return tuple(found)


def front(document: Document, env: jinja2.Environment, numbers: Mapping[str, int]) -> list[Part]:
    """Cover and contents of a paper that has a cover; nothing for one that has none."""
    if not document.cover:
        return []
    found = [Part("封面", _page(document, env, "cover"), Matter.COVER)]
    lines = [one for one in blocks(document) if isinstance(one, Heading) and one.level < 3]
    if lines:
        html = _page(document, env, "contents", lines=lines, numbers=numbers)
        found.append(Part("目录", html, Matter.FRONT))
    return found


def words(document: Document) -> dict[str, str]:
    """What stands where an anchor leads, for those who hear a link."""
    return dict(anchors_of(document))


def with_codes(document: Document, replaced: Sequence[Replacement]) -> Document:
    """The paper with a last note of the characters that could not be printed, if there were any."""
    if not replaced:
        return document
    notes = [
        Paragraph(said(f"{what}：{'、'.join(listed)}。"), Style.SMALL)
        for omitted, what in ((False, "以编码代替的字符"), (True, "略去的不可见字符"))
        if (listed := [f"{r.code}（{r.times}次）" for r in replaced if r.omitted is omitted])
    ]
    *before, last = document.sections
    return replace(document, sections=(*before, replace(last, blocks=(*last.blocks, *notes))))


def date_of(document: Document) -> str:
    """The date of the paper as its language writes it."""
    day = document.made_on
    if document.language.startswith("zh"):
        return long_date(day)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _page(document: Document, env: jinja2.Environment, piece: str, **more: object) -> str:
    template = env.get_template(TEMPLATE)
    if not env.autoescape:
        raise ValueError("the environment must have autoescape on")
    return template.render(
        document=document,
        piece=piece,
        picture=_picture,
        width_of=width_of,
        measured=lambda table: _measured(table, document.landscape),
        mark_of=_mark_of,
        date=date_of(document),
        **more,
    )


def _measured(table: Table, landscape: bool) -> tuple[bool, list[str]]:
    """Whether the table stays on one page, and how each row is kept: the classes of its tag."""
    lines = extent.heights(table, landscape)
    whole = [extent.stays_whole(height, landscape) for height in lines]
    held = extent.held(table, landscape)
    kept = [
        ("" if short else " long") + (" held" if with_next else "")
        for short, with_next in zip(whole, held, strict=True)
    ]
    return extent.stays_whole(sum(lines), landscape), kept


def width_of(column: Column, columns: Sequence[Column]) -> float:
    """The width of a column in percent of the table's."""
    return round(100 * column.width / sum(one.width for one in columns), 3)


def _parts(held: Sequence[Block], landscape: bool) -> Iterator[tuple[Block, ...]]:
    """The blocks of a section, cut inside its tables wherever a part is full."""
    room = limit = float(PAGES * extent.lines_of_page(landscape))
    part: list[Block] = []
    for block in held:
        if not isinstance(block, Table):
            part.append(block)
            continue
        pieces = list(_cut(block, room, limit, landscape))
        for piece in pieces[:-1]:
            yield (*part, piece)
            part = []
        part.append(pieces[-1])
        left = (limit if len(pieces) > 1 else room) - sum(extent.heights(pieces[-1], landscape))
        room = max(1.0, left)
    yield tuple(part)


def _cut(table: Table, room: float, limit: float, landscape: bool) -> Iterator[Table]:
    """The table in pieces: the first fills `room` lines, others `limit`; a title stays with what
    it is the title of."""
    heights = extent.heights(table, landscape)
    start = 0
    filled = 0.0
    for at, height in enumerate(heights):
        filled += height
        if filled > room and at > start:
            end = at
            while end > start + 1 and table.rows[end - 1].spanning:
                end -= 1
            yield _piece(table, start, end)
            start, room = end, limit
            filled = sum(heights[end : at + 1])
    yield _piece(table, start, len(table.rows))


def _piece(table: Table, start: int, end: int) -> Table:
    caption = table.caption if start == 0 or not table.caption else f"{table.caption}（续）"
    return replace(table, rows=table.rows[start:end], caption=caption)


def _mark_of(row: Row) -> str:
    """What the outline and running heads call the rows below: the words it begins with in bold."""
    cell = row.cells[0]
    if isinstance(cell, int):
        return str(cell)
    first = cell[0] if cell else ()
    bold = tuple(takewhile(lambda run: run.mark is Mark.STRONG, first))
    return plain(bold or first).strip()[:_LONGEST_MARK]


def _picture(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
