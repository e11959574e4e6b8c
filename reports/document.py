"""A paper as data: headings, paragraphs, tables and pictures, before it is a PDF, a Word file, a
workbook or a web page. Every rendering says the same because it says only this.

Runs and rows are out of the garbage collector's sight: a paper is a tree without cycles, and one
of 45,000 rows took three times as long to write under it.
"""

import datetime as dt
from enum import StrEnum
from typing import TypeAlias

import msgspec

from reports.model import Edition


class Mark(StrEnum):
    """How a stretch of text differs from its neighbours; each survives black-and-white printing."""

    PLAIN = ""
    STRONG = "strong"
    INSERTED = "inserted"
    DELETED = "deleted"
    QUIET = "quiet"


class Run(msgspec.Struct, frozen=True, gc=False):
    """Text with one mark. `link` is the anchor it leads to; `verdict` the key of the outcome whose
    colour it takes (`reports.review.VERDICTS`)."""

    text: str
    mark: Mark = Mark.PLAIN
    link: str = ""
    verdict: str = ""


Runs: TypeAlias = tuple[Run, ...]


class Style(StrEnum):
    """What a paragraph is; templates and Word styles bear these names."""

    BODY = "body"
    LAW = "law"
    QUOTE = "quote"
    LEAD = "lead"
    SMALL = "small"
    ADDRESS = "address"
    SIGNATURE = "signature"


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """One paragraph. ADDRESS is the line of those it is sent to, SIGNATURE the lines of who
    signs and when; neither is indented."""

    runs: Runs
    style: Style = Style.BODY
    anchor: str = ""


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A heading of level 1 (一、), 2 (（一）) or 3 (1.), numbered by whoever writes the paper."""

    level: int
    text: str
    anchor: str = ""


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Column(msgspec.Struct, frozen=True):
    """A column: `width` is its share of the table against the other columns'."""

    title: str
    width: float = 1.0
    align: Align = Align.LEFT


Cell: TypeAlias = tuple[Runs, ...] | int
"""Paragraphs of runs, or a number that a workbook can add up."""


class Row(msgspec.Struct, frozen=True, gc=False):
    """A row. `spanning` rows hold one cell over the whole width: the title of those below."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    spanning: bool = False
    total: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table whose head is repeated on every page. `name` names its sheet in a workbook."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    name: str = ""


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A chart as SVG with what it shows in words."""

    svg: str
    alt: str
    caption: str = ""


Block: TypeAlias = Paragraph | Heading | Table | Picture


class Section(msgspec.Struct, frozen=True):
    """Blocks that begin on a new page and are laid out, kept and replaced together. `name` is
    for progress and for people who look for a page."""

    name: str
    blocks: tuple[Block, ...]


class Document(msgspec.Struct, frozen=True):
    """A paper. `title` is broken in lines by meaning (GB/T 9704-2012, 7.3.1); `note` are lines
    under it (draft, period, edition); `cover` gives it a page of its own and a contents;
    `landscape` turns its pages (横排表格)."""

    kind: str
    title: tuple[str, ...]
    sections: tuple[Section, ...]
    body: str
    made_on: dt.date
    edition: Edition
    note: tuple[str, ...] = ()
    cover: bool = False
    landscape: bool = False
    language: str = "zh-CN"


def said(text: str, mark: Mark = Mark.PLAIN, *, link: str = "", verdict: str = "") -> Runs:
    """Text as runs: one, or none where there is nothing to say."""
    return (Run(text, mark, link, verdict),) if text else ()


def cell(*lines: str) -> tuple[Runs, ...]:
    """A cell of plain paragraphs, those without text left out."""
    return tuple(said(line) for line in lines if line)
