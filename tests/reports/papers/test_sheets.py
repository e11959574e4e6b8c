"""The paper as PDF: parts, turned pages, page numbers, tags, links, what could not be printed."""

import hashlib
import io
import os
import re
import subprocess
import sys

import pikepdf
import pypdfium2 as pdfium
import pytest
from msgspec.structs import replace

from bench.corpus import material
from consult import templating
from reports.assemble import assemble
from reports.document import (
    Column,
    Document,
    Heading,
    Mark,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    cell,
    said,
)
from reports.merging.metadata import attachments
from reports.merging.sheets import page_count
from reports.model import Edition
from reports.papers import extent, summary
from reports.papers.kinds import Source
from reports.papers.proof import tables
from reports.papers.rendering import Format, rendered
from reports.papers.sheets import PAGES, STYLES, body
from reports.pdf import Press
from tests.conftest import ROOT
from tests.reports.papers.documents import HOSTILE, PAPER
from tests.reports.papers.test_rendering import made, runs_of

CSS = "".join(map(templating.read, STYLES))
POINT = 72 / 25.4
BLANK = re.compile(r"\s")
LONG = Table(
    (Column("序号", 1), Column("意见", 8)),
    tuple(
        Row((cell(f"第{number}组"),), spanning=True)
        if number % 30 == 0
        else Row((number, cell("建议缩短登记期限，方便群众办理。" * (number % 7 + 1))))
        for number in range(900)
    ),
    caption="全部意见",
)


def printed(document: Document) -> bytes:
    return rendered(document, Format.PDF, env=templating.environment(), css=CSS)


def texts(data: bytes) -> list[str]:
    """The text of each page without blanks: lines end where the page does."""
    reader = pdfium.PdfDocument(data)
    return [texts_of(reader, at) for at in range(len(reader))]


def texts_of(reader: pdfium.PdfDocument, at: int) -> str:
    """The text of one page without blanks."""
    return BLANK.sub("", reader[at].get_textpage().get_text_range())


def corner(page: pdfium.PdfPage, words: str) -> tuple[float, float]:
    """Where words stand on the sheet, in millimetres from its left and lower edge."""
    text = page.get_textpage()
    at, _ = text.search(words).get_next()
    left, bottom, _, _ = text.get_charbox(at)
    box = page.get_mediabox()
    return (left - box[0]) / POINT, (bottom - box[1]) / POINT


@pytest.fixture(scope="module")
def upright() -> bytes:
    return printed(PAPER)


@pytest.fixture(scope="module")
def turned() -> bytes:
    return printed(replace(PAPER, landscape=True))


def test_it_says_every_word(upright: bytes) -> None:
    text = "".join(texts(upright))
    for _, words in runs_of(PAPER):
        assert BLANK.sub("", words) in text
    for line in (*PAPER.title, *PAPER.note, PAPER.body):
        assert BLANK.sub("", line) in text


def test_a_wide_paper_is_a_portrait_one_turned(turned: bytes) -> None:
    """GB/T 9704-2012, 8: the type area is 225 x 156 mm, 28 mm (26 mm on left-hand pages) below
    the upper edge, which is the left one of the paper."""
    cover, _, first, second = pdfium.PdfDocument(turned)
    assert cover.get_width() < cover.get_height()
    for page in (first, second):
        assert [round(side / POINT) for side in page.get_size()] == [297, 210]
    left, up = corner(first, "、总体情况")
    line = 28.99 / POINT
    assert left == pytest.approx(35 + 3 * 15.79 / POINT, abs=0.5)  # after two blanks and 一
    assert 210 - up == pytest.approx(28 + line / 2, abs=line / 2)
    assert corner(second, "、汇总表") == pytest.approx((left, up + 2), abs=0.3)


def test_page_numbers_of_a_turned_page_stand_where_portrait_ones_do(
    upright: bytes, turned: bytes
) -> None:
    """8: 页码位置与公文其他页码保持一致. Turned back anticlockwise, the corner is the same."""
    for at in (2, 3):
        number = f"{at - 1} —"
        left, bottom = corner(pdfium.PdfDocument(upright)[at], number)
        across, up = corner(pdfium.PdfDocument(turned)[at], number)
        # A glyph's box turns with it, so its corners differ by its height or width: 5 mm at most.
        assert across == pytest.approx(bottom, abs=5)
        assert up == pytest.approx(210 - left, abs=5)
        assert (left > 105) is (at == 2)


def test_the_contents_lead_to_the_pages(upright: bytes) -> None:
    pages = texts(upright)
    assert "目录" in pages[1]
    assert re.search(r"一、总体情况[·.]*1", pages[1])
    assert re.search(r"二、汇总表[·.]*2", pages[1])
    reader = pdfium.PdfDocument(upright)
    assert [reader.get_page_label(at) for at in range(len(reader))] == ["i", "ii", "1", "2"]
    marks = [(mark.level, mark.get_title()) for mark in reader.get_toc()]
    assert (0, "一、总体情况") in marks
    assert (1, "（一）来源") in marks
    assert [title for level, title in marks if level == 0][-1] == "二、汇总表"


def test_heads_have_a_scope_and_pictures_their_words(upright: bytes) -> None:
    with pikepdf.open(io.BytesIO(upright)) as document:
        tags = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        heads = [one for one in tags if one.get("/S") == "/TH"]
        figures = [one for one in tags if one.get("/S") == "/Figure"]
        assert [str(one.A.Scope) for one in heads] == ["/Column"] * 4
        assert [str(one.Alt) for one in figures] == ["意见来源：网页12条。"]
        levels = [str(one.S) for one in tags if str(one.get("/S", "")).startswith("/H")]
        assert {"/H1", "/H2", "/H3", "/H4"} <= set(levels)


def test_links_go_both_ways(upright: bytes) -> None:
    with pikepdf.open(io.BytesIO(upright)) as document:
        links = [link for page in document.pages for link in page.obj.get("/Annots", [])]
        said_there = {str(link.Dest): str(link.Contents) for link in links}
    assert said_there["row-1"] == "1"
    assert said_there["part-1"] == "一、总体情况"


def test_the_data_are_inside(upright: bytes) -> None:
    with pikepdf.open(io.BytesIO(upright)) as document:
        files = attachments(document)
    alone = {f"summary.{form}": made(PAPER, form) for form in (Format.JSON, Format.CSV)}
    assert files == alone


def test_a_paper_without_cover_begins_with_its_title() -> None:
    words = Paragraph(said("现将有关情况通报如下。"))
    document = replace(PAPER, cover=False, sections=(Section("一", (words,)),))
    (page,) = texts(printed(document))
    assert page.startswith(BLANK.sub("", "".join((*document.title, *document.note))))
    assert page.endswith("—1—")


def test_hostile_cells_print_as_they_are() -> None:
    table = Table((Column("栏"),), tuple(Row((cell(text),)) for text in HOSTILE))
    document = replace(PAPER, cover=False, sections=(Section("一", (table,)),))
    page = "".join(texts(printed(document)))
    for text in HOSTILE:
        assert BLANK.sub("", text) in page


def test_what_no_font_has_is_shown_by_its_code_and_listed() -> None:
    words = Paragraph(said("养\u1820犬\u200b证"))
    document = replace(PAPER, cover=False, sections=(Section("一", (words,)),))
    text = "".join(texts(printed(document)))
    assert "养〔U+1820〕犬证" in text
    assert "以编码代替的字符：U+1820（1次）。" in text
    assert "略去的不可见字符：U+200B（1次）。" in text


def test_a_long_table_goes_on_in_further_parts() -> None:
    document = replace(PAPER, cover=False, sections=(Section("一", (Heading(1, "一", "a"), LONG)),))
    parts = body(document, templating.environment())
    press = Press(CSS)
    pages = [page_count(press.sheets(part.html)) for part in parts]
    assert len(parts) > 1
    assert all(count <= 1.3 * PAGES for count in pages)
    assert all(count >= 0.6 * PAGES for count in pages[:-1])
    assert [("（续）" in part.html) for part in parts] == [False] + [True] * (len(parts) - 1)
    assert {re.search("<colgroup>.*</colgroup>", part.html)[0] for part in parts} == {
        '<colgroup><col style="width:11.111%"><col style="width:88.889%"></colgroup>'
    }
    shown = [
        int(n) for part in parts for n in re.findall(r'<td class="left"[^>]*>(\d+)</td>', part.html)
    ]
    assert shown == [number for number in range(900) if number % 30]
    for part in parts[:-1]:  # no part ends with the title of what the next one begins with
        assert 'class="group' not in part.html[part.html.rindex("<tr") :]


def test_the_outline_leads_to_groups_by_the_words_in_bold() -> None:
    group = (Run("第一条　目的", Mark.STRONG), Run("　10条，3类"))
    rows = (Row(((group, said("养犬应当登记。")),), spanning=True, anchor="g"), LONG.rows[1])
    table = replace(LONG, rows=rows)
    document = replace(PAPER, cover=False, sections=(Section("一", (Heading(1, "一"), table)),))
    marks = [
        (one.level, one.get_title()) for one in pdfium.PdfDocument(printed(document)).get_toc()
    ]
    assert marks == [(0, "一"), (1, "第一条　目的")]


def test_heads_are_repeated_on_every_page_of_a_table() -> None:
    table = replace(LONG, rows=LONG.rows[1:120])
    document = replace(PAPER, cover=False, sections=(Section("一", (table,)),))
    pages = texts(printed(document))
    assert len(pages) > 3
    assert all("序号意见" in page for page in pages)


def test_a_long_table_alone_has_an_outline() -> None:
    document = replace(PAPER, cover=False, sections=(Section("一", (LONG,)),))
    reader = pdfium.PdfDocument(printed(document))
    marks = [(one.level, one.get_title(), one.get_dest().get_index()) for one in reader.get_toc()]
    (top, title, first), *others = marks
    assert (top, title, first) == (0, "".join(PAPER.title), 0)
    assert others
    for level, number, page in others:  # where a part begins
        assert level == 1
        assert texts_of(reader, page).split("序号意见")[1].startswith(number)


def test_no_page_of_a_table_lacks_its_head() -> None:
    """WeasyPrint leaves a head out where what is kept together does not fit below it."""
    round_ = material(comments=200, articles=12)
    report = assemble(round_, edition=Edition.INTERNAL, made_on=PAPER.made_on)
    document = summary.write(Source(round_, report))
    _first, *pages = texts(printed(document))
    (table,) = tables(document)
    head = "".join(column.title for column in table.columns)
    assert len(pages) > 20
    assert [page[:40] for page in pages if head not in page] == []


def test_titles_stay_with_what_fits_beside_them() -> None:
    def title(lines: int) -> Row:
        return Row((cell(*["条文。"] * lines),), spanning=True)

    def row(lines: int) -> Row:
        return Row((cell("1"), cell(*["意见。"] * lines)))

    rows = (title(1), title(2), row(5), title(1), row(30), title(40), row(2), title(1))
    table = replace(LONG, rows=rows)
    assert extent.held(table, False) == [True, True, *[False] * 6]


def test_the_room_a_table_takes_is_reckoned_near_enough() -> None:
    table = replace(LONG, rows=LONG.rows[1:400])
    for landscape in (False, True):
        document = replace(PAPER, landscape=landscape, sections=(Section("一", (table,)),))
        (part, *_) = body(document, templating.environment())
        reckoned = sum(extent.heights(table, landscape)) / extent.lines_of_page(landscape)
        measured = page_count(Press(CSS).sheets(part.html))
        assert min(reckoned, PAGES) == pytest.approx(measured, rel=0.35)


def test_the_reckoning_counts_what_is_said() -> None:
    (table,) = tables(PAPER)
    assert extent.heights(table, False) == [1.4, 2.4, 1.4, 1.4]
    assert extent.width("养犬ab") == pytest.approx(3.1)


_AGAIN = """
import hashlib
from bench.corpus import material
from consult import templating
from reports.assemble import assemble
from reports.papers.rendering import Format, rendered
from reports.papers.sheets import STYLES
from tests.reports.papers.documents import PAPER
css = "".join(map(templating.read, STYLES))
data = rendered(PAPER, Format.PDF, env=templating.environment(), css=css)
print(hashlib.sha256(data).hexdigest())
"""


def test_the_same_paper_gives_the_same_pdf_in_any_process(upright: bytes) -> None:
    """R12: other hash seed, other time zone, other language."""
    answer = subprocess.run(
        [sys.executable, "-c", _AGAIN],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/New_York", "LANG": "C"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert answer == hashlib.sha256(upright).hexdigest() + "\n"
