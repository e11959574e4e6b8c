"""Every rendering of a paper says what the paper says, and the same in any process."""

import csv
import hashlib
import html
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import docx
import jinja2
import msgspec
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from consult.templating import environment
from reports.document import (
    Column,
    Document,
    Heading,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Table,
    cell,
    said,
)
from reports.export import original
from reports.papers.data import NoTable
from reports.papers.formats import FORMATS, MEDIA_TYPES, Format
from reports.papers.kinds import Kind
from reports.papers.legible import in_lines
from reports.papers.proof import Unsound, blocks, tables
from reports.papers.rendering import rendered
from tests.conftest import ROOT
from tests.reports.papers.documents import PAPER, SVG, papers

WORDS = replace(PAPER, sections=PAPER.sections[:1])
WORDS = replace(
    WORDS, sections=(replace(WORDS.sections[0], blocks=(Paragraph(said("一句话。")),)),)
)


def made(document: Document, form: Format) -> bytes:
    return rendered(document, form, env=environment())


def runs_of(document: Document) -> Iterator[tuple[bool, str]]:
    """The words of every run, heading, caption and number, and whether they stand in a table."""
    for block in blocks(document):
        match block:
            case Heading():
                yield False, block.text
            case Paragraph():
                yield from ((False, run.text) for run in block.runs)
            case Table():
                yield from ((True, column.title) for column in block.columns)
                for row in block.rows:
                    for held in row.cells:
                        if isinstance(held, int):
                            yield True, str(held)
                        else:
                            yield from ((True, run.text) for line in held for run in line)


def word_text(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    said_there = []
    for paragraph in body.iter(qn("w:p")):
        said_there.append(
            "".join(
                {qn("w:t"): node.text or "", qn("w:tab"): "\t", qn("w:br"): "\n"}.get(node.tag, "")
                for node in paragraph.iter()
                if node.getparent().tag == qn("w:r")
            )
        )
    return "\n".join(said_there)


def sheet_text(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def page_text(data: bytes) -> str:
    main = data.decode().split("<main", 1)[1]
    return html.unescape(re.sub(r"</?(?:a|ins|del|strong|span|p)\b[^>]*>", "", main))


@given(document=papers())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_word_is_in_every_rendering(document: Document) -> None:
    """Paged renderings have a paragraph a line; what machines read keeps the breaks."""
    said_there = list(runs_of(document))
    word = word_text(made(document, Format.DOCX))
    page = page_text(made(document, Format.HTML))
    lines = [text for _, text in runs_of(in_lines(document))]
    sheet = sheet_text(made(document, Format.XLSX))
    rows = csv.reader(io.StringIO(made(document, Format.CSV).decode("utf-8-sig"), newline=""))
    table = "\n".join(original(value) for row in rows for value in row)
    for text in lines:
        assert text in word
        assert text in page
    for in_table, text in said_there:
        if in_table:
            assert text in sheet
            assert text in table
    again = msgspec.json.decode(made(document, Format.JSON), type=Document)
    assert again == document


_AGAIN = """
import hashlib
from consult.templating import environment
from reports.papers.formats import Format
from reports.papers.rendering import rendered
from tests.reports.papers.documents import PAPER
for form in Format:
    if form is not Format.PDF:
        print(form, hashlib.sha256(rendered(PAPER, form, env=environment())).hexdigest())
"""


def test_the_same_paper_gives_the_same_bytes_in_any_process() -> None:
    """R12: other hash seed, other time zone, other language."""
    answers = {
        subprocess.run(
            [sys.executable, "-c", _AGAIN],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": language},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone, language in (("1", "America/New_York", "C"), ("2", "Asia/Tokyo", "C.UTF-8"))
    }
    here = "".join(
        f"{form} {hashlib.sha256(made(PAPER, form)).hexdigest()}\n"
        for form in Format
        if form is not Format.PDF
    )
    assert answers == {here}


def test_what_no_file_can_hold_is_shown_by_its_code() -> None:
    odd = (
        Paragraph(said("甲\x00乙\ud800丙\r\n丁")),
        Table((Column("栏"),), (Row((cell("\x0b"),)),)),
    )
    document = replace(WORDS, sections=(Section("一", odd),))
    for text in (word_text(made(document, Format.DOCX)), page_text(made(document, Format.HTML))):
        assert "甲〔U+0000〕乙〔U+D800〕丙\n" in text.replace("</p>", "").replace("丁", "\n丁")
        assert "〔U+000B〕" in text
    assert "〔U+000B〕" in sheet_text(made(document, Format.XLSX))


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_a_paper_of_words_is_no_workbook(form: Format) -> None:
    with pytest.raises(NoTable, match="没有表格"):
        made(WORDS, form)


def test_each_kind_says_which_files_it_can_be() -> None:
    assert set(FORMATS) == set(Kind)
    assert FORMATS[Kind.ANNEX] == (Format.PDF,)
    assert Format.XLSX in FORMATS[Kind.LEDGER]
    assert Format.XLSX not in FORMATS[Kind.ANNOUNCEMENT]
    assert set(MEDIA_TYPES) == set(Format)


@pytest.mark.parametrize(
    ("block", "why"),
    [
        (Paragraph((Run("见", link="nowhere"),)), "不存在的位置"),
        (Table((Column("栏"),), (Row(((said("见", link="nowhere"),),)),)), "不存在的位置"),
        (Table((Column("栏"), Column("栏")), (Row((cell("一"),)),)), "格数与列数不同"),
        (Table((), ()), "没有列"),
        (Heading(4, "四级"), "不是一至三级"),
        (Picture(SVG, " "), "没有文字说明"),
        (Heading(1, "重复", "part-1"), "不知指向哪一处"),
    ],
)
def test_an_unsound_paper_is_refused_in_every_format(
    block: Heading | Paragraph | Table | Picture, why: str
) -> None:
    document = replace(PAPER, sections=(*PAPER.sections, Section("坏", (block,))))
    for form in (Format.DOCX, Format.JSON, Format.HTML):
        with pytest.raises(Unsound, match=why):
            made(document, form)


def test_a_page_needs_an_environment_that_escapes() -> None:
    loader = environment().loader
    with pytest.raises(ValueError, match="autoescape"):
        rendered(PAPER, Format.HTML, env=jinja2.Environment(loader=loader))  # noqa: S701 - the point


def test_hostile_words_stay_words_on_the_page() -> None:
    hostile = "<script>alert(1)</script>"
    document = replace(PAPER, title=(hostile,), body=hostile, note=(hostile,))
    block = Table((Column(hostile),), (Row((cell(hostile),)),), caption=hostile)
    picture = Picture(SVG, '"><script>', hostile)
    document = replace(document, sections=(Section("一", (block, picture, Heading(1, hostile))),))
    page = made(document, Format.HTML).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_page_needs_nothing_from_outside() -> None:
    page = made(PAPER, Format.HTML).decode()
    assert re.findall(r'(?:src|href)="(?!#|data:image/svg\+xml,)', page) == []
    assert "url(" not in page
    assert len(tables(PAPER)) == page.count("<table>")
    assert page.count('scope="col"') == 4
