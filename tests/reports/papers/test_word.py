"""The Word file: styles, headings, marks, links and page numbers as Word knows them."""

import io
import re
import zipfile

import docx
import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
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
    Style,
    Table,
)
from reports.papers.formats import Format
from reports.papers.rendering import rendered
from reports.papers.word_styles import style_of
from tests.reports.papers.documents import MADE_ON, PAPER, SVG


def opened(document: Document) -> WordFile:
    return docx.Document(io.BytesIO(rendered(document, Format.DOCX, env=environment())))


@pytest.fixture(scope="module")
def word() -> WordFile:
    return opened(PAPER)


def test_headings_and_paragraphs_bear_real_styles(word: WordFile) -> None:
    styles = {one.text: one.style.name for one in word.paragraphs if one.text}
    assert styles["关于《云川市养犬管理条例（草案）》\n征求意见汇总表"] == "Title"
    assert styles["（一）来源"] == "Heading 2"
    assert styles["1. 条文"] == "Heading 3"
    assert styles["第三条　养犬应当登记。"] == "Law"
    assert styles["登记每年一次。"] == "Law"
    assert styles["表一　意见汇总"] == "Caption"
    assert styles["〔图〕图一　意见来源：意见来源：网页12条。"] == "Small"


@pytest.mark.parametrize(
    ("name", "face", "points"),
    [
        ("Title", "宋体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体", 16),
        ("Body", "仿宋", 16),
    ],
)
def test_styles_follow_the_standard(word: WordFile, name: str, face: str, points: int) -> None:
    """GB/T 9704-2012, 7.3: faces of titles, headings and text; 22 lines a page."""
    style = word.styles[name]
    assert style.font.size == Pt(points)
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == face
    if name != "Title":
        assert style.paragraph_format.line_spacing == Pt(28.95)


def test_every_kind_of_paragraph_has_its_style() -> None:
    assert {style_of(style) for style in Style} >= {"Body", "Signature"}


def test_pages_have_the_margins_of_the_standard(word: WordFile) -> None:
    """5.2.1, and left-hand pages mirror right-hand ones."""
    section = word.sections[-1]
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    for side, millimetres in zip(sides, (37, 26, 35, 28), strict=True):
        assert side == pytest.approx(Mm(millimetres), abs=700)
    settings = [one.tag.split("}")[1] for one in word.settings.element]
    assert settings.index("zoom") + 1 == settings.index("mirrorMargins")  # ECMA-376, 17.15.1


def test_page_numbers_stand_outside_between_dashes(word: WordFile) -> None:
    """7.5."""
    section = word.sections[-1]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (line,) = footer.paragraphs
        assert line.text == "— 1 —"
        assert line._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert line._p.xpath("string(.//w:instrText)").strip() == "PAGE"
    assert not word.sections[0].footer.paragraphs[0].text


def test_a_wide_paper_lies_on_its_side() -> None:
    cover, body = opened(replace(PAPER, landscape=True)).sections
    assert cover.page_width < cover.page_height
    assert body.orientation is WD_ORIENT.LANDSCAPE
    assert body.page_width == pytest.approx(Mm(297), abs=700)
    assert body.top_margin == pytest.approx(Mm(28), abs=700)


def test_inserted_and_deleted_words_differ_in_black_and_white(word: WordFile) -> None:
    (table,) = word.tables
    _, deleted, inserted = table.rows[2].cells[2].paragraphs[0].runs
    assert (deleted.text, deleted.font.strike, deleted.font.bold) == ("三十日", True, None)
    assert (inserted.text, inserted.font.bold, inserted.font.underline) == ("十五日", True, True)
    assert not word.element.xpath("//w:ins | //w:del")


def test_a_table_repeats_its_head_and_keeps_its_rows_whole(word: WordFile) -> None:
    (table,) = word.tables
    first, *others = [row._tr.trPr for row in table.rows]
    assert first.find(qn("w:tblHeader")) is not None
    assert all(one.find(qn("w:tblHeader")) is None for one in others)
    assert all(one.find(qn("w:cantSplit")) is not None for one in (first, *others))
    assert [cell.text for cell in table.rows[1].cells] == ["第一章　总则"] * 4
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert sum(widths) == pytest.approx(156 * 1440 / 25.4, abs=2)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "表一　意见汇总"


def test_a_row_longer_than_a_page_may_break() -> None:
    table = Table((Column("栏"),), (Row((((Run("字" * 2000),),),)),))
    document = replace(PAPER, cover=False, sections=(Section("一", (table,)),))
    row = opened(document).tables[0].rows[1]._tr
    assert row.trPr.find(qn("w:cantSplit")) is None


def test_links_lead_to_bookmarks(word: WordFile) -> None:
    names = [one.get(qn("w:name")) for one in word.element.xpath("//w:bookmarkStart")]
    assert len(names) == len({name.lower() for name in names})
    links = {
        "".join(node.text for node in one.iter(qn("w:t"))): one.get(qn("w:anchor"))
        for one in word.element.xpath("//w:hyperlink")
    }
    assert set(links.values()) <= set(names)
    assert links["汇总表"] == "a_row_1"
    assert links["（一）来源"] == "a_sources"  # a line of the contents


def test_anchors_no_bookmark_may_be_called_get_names_of_their_own() -> None:
    anchors = ("a-1", "a_1", "A.1", "长" * 50, "x" * 60, "x" * 60 + "y")
    blocks = tuple(Heading(1, name, name) for name in anchors)
    links = (Paragraph(tuple(Run(name, link=name) for name in anchors)),)
    word = opened(replace(PAPER, cover=False, sections=(Section("一", (*blocks, *links)),)))
    names = [one.get(qn("w:name")) for one in word.element.xpath("//w:bookmarkStart")]
    assert len({name.lower() for name in names}) == len(anchors)
    assert all(len(name) <= 40 and name.isascii() for name in names)
    assert [one.get(qn("w:anchor")) for one in word.element.xpath("//w:hyperlink")] == names


def test_a_chart_is_drawn_and_told(word: WordFile) -> None:
    (shown,) = word.inline_shapes
    assert (shown.width, shown.height) == (Pt(200), Pt(40))
    assert shown._inline.docPr.get("descr") == "意见来源：网页12条。"
    svg = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
    (drawn,) = shown._inline.iter(svg)
    part = word.part.related_parts[drawn.get(qn("r:embed"))]
    assert (part.content_type, part.blob.decode()) == ("image/svg+xml", SVG)
    around = [one.style.name for one in word.paragraphs]
    at = around.index("Picture")
    assert around[at + 1] == "Small"  # the words


def test_a_wide_chart_fits_the_page_and_one_without_size_is_told() -> None:
    wide = Picture(SVG.replace("200pt", "900pt"), "宽图")
    told = Picture('<svg xmlns="http://www.w3.org/2000/svg"/>', "无尺寸的图")
    word = opened(replace(PAPER, sections=(Section("一", (wide, told, wide)),)))
    assert [one.width for one in word.inline_shapes] == [pytest.approx(Mm(156), abs=700)] * 2
    assert len({one._inline.docPr.get("id") for one in word.inline_shapes}) == 2
    assert [one.text for one in word.paragraphs if one.text.startswith("〔图〕")] == [
        "〔图〕宽图",
        "〔图〕无尺寸的图",
        "〔图〕宽图",
    ]


def test_every_section_begins_a_page(word: WordFile) -> None:
    begun = [one.text for one in word.paragraphs if one.paragraph_format.page_break_before]
    assert begun == ["一、总体情况", "二、汇总表"]  # the first is the contents' first line


def test_it_says_what_it_is(word: WordFile) -> None:
    known = word.core_properties
    assert known.title == "".join(PAPER.title)
    assert known.author == PAPER.body
    assert known.created.date() == MADE_ON
    assert known.language == "zh-CN"
    language = word.styles.element.xpath("//w:rPrDefault//w:lang")[0]
    assert language.get(qn("w:eastAsia")) == "zh-CN"


def test_nothing_in_it_runs_or_calls_out() -> None:
    data = rendered(PAPER, Format.DOCX, env=environment())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        relations = b"".join(archive.read(name) for name in names if name.endswith(".rels"))
        fields = archive.read("word/document.xml").decode().split("<w:instrText")[1:]
    assert b'TargetMode="External"' not in relations
    assert not [name for name in names if re.search("vba|thumbnail|WithEffects", name)]
    assert [one.split(">")[1].split("<")[0].split()[0] for one in fields] == ["TOC"]
