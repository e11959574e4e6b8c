"""The PDF: geometry, outline, labels, fonts, links, no empty boxes, the same bytes each time."""

import hashlib
import io
import os
import subprocess
import sys
from collections import Counter

import pikepdf
import pypdfium2 as pdfium
import pytest

from bench.corpus import material
from reports import pdf
from reports.build import Built, build
from reports.merging.typefaces import StrangeFont
from reports.model import Edition
from tests.reports.rounds import CSS, MADE_ON, ROOT, environment, pages, small_round

POINT = 72 / 25.4
FORBIDDEN_START = set("，。、；：？！）》」』〕”’%")
FORBIDDEN_END = set("（《「『〔“‘")


@pytest.fixture(scope="module")
def built() -> Built:
    return build(
        material(comments=60, articles=12),
        edition=Edition.PUBLIC,
        made_on=MADE_ON,
        env=environment(),
        css=CSS,
    )


@pytest.fixture(scope="module")
def document(built: Built) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(built.pdf))


def lines(page: pdfium.PdfPage) -> list[list[tuple[float, float, str]]]:
    """The characters of a page as (left, baseline, character), line by line from the top."""
    text = page.get_textpage()
    rows: dict[float, list[tuple[float, float, str]]] = {}
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if character.strip():
            left, bottom, _, _ = text.get_charbox(index, loose=True)
            rows.setdefault(round(bottom, 0), []).append((left, bottom, character))
    return [rows[key] for key in sorted(rows, reverse=True)]


@pytest.fixture(scope="module")
def plain() -> pdfium.PdfDocument:
    """Three pages of nothing but 3号 text, in the report's style sheet."""
    html = (
        '<html lang="zh-CN"><title>版心</title><body><div class="body">'
        f'<p style="text-indent:0" id="part-1">{"养" * 28 * 22 * 3}</p></div></body></html>'
    )
    return pdfium.PdfDocument(pages(html, CSS))


def test_a_body_page_holds_22_lines_of_28_characters(plain: pdfium.PdfDocument) -> None:
    """GB/T 9704-2012, 5.2.3."""
    for page in list(plain)[:3]:
        body = [row for row in lines(page) if row[0][2] == "养"]
        assert [len(row) for row in body] == [28] * 22


def test_the_type_area_is_156_by_225_mm_with_mirrored_margins(plain: pdfium.PdfDocument) -> None:
    """GB/T 9704-2012, 5.2.1: 天头 37 mm, 订口 28 mm; the binding is on the left of odd pages."""
    for page, inner in zip(list(plain)[:2], (28, 26), strict=False):
        body = [row for row in lines(page) if row[0][2] == "养"]
        left = body[0][0][0] - page.get_mediabox()[0]
        assert left == pytest.approx(inner * POINT, abs=0.5)
        assert body[0][1][0] - body[0][0][0] == pytest.approx(156 * POINT / 28, abs=0.05)
        step = (body[0][0][1] - body[-1][0][1]) / 21
        assert step == pytest.approx(225 * POINT / 22, abs=0.05)


def test_the_page_number_stands_outside_in_dashes(plain: pdfium.PdfDocument) -> None:
    for number, page in enumerate(list(plain)[:2], start=1):
        last = lines(page)[-1]
        assert "".join(character for _, _, character in last) == f"—{number}—"
        middle = 210 * POINT / 2
        assert (last[0][0] > middle) is (number % 2 == 1)


def test_no_line_begins_or_ends_with_a_forbidden_mark(built: Built) -> None:
    """避头尾."""
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(built.pdf)]
    rows = [row.strip() for text in pages for row in text.splitlines() if row.strip()]
    assert len(rows) > 400
    assert [row for row in rows if row[0] in FORBIDDEN_START] == []
    assert [row for row in rows if row[-1] in FORBIDDEN_END] == []


def test_the_outline_is_three_deep_and_its_clusters_closed(built: Built) -> None:
    marks = list(pdfium.PdfDocument(built.pdf).get_toc())
    assert {mark.level for mark in marks} == {0, 1, 2}
    titles = [mark.get_title() for mark in marks if mark.level == 0]
    assert titles == [
        "目录",
        "一、总体情况",
        "二、逐条意见及处理情况",
        "三、草案修改前后对照表",
        "附件　全部意见",
        "编制说明",
    ]
    clusters = sum(len(section.clusters) for section in built.report.sections)
    assert sum(mark.level == 2 for mark in marks) == clusters
    assert all(mark.get_count() <= 0 for mark in marks if mark.level == 2)


def test_the_contents_give_the_page_where_each_part_begins(built: Built) -> None:
    reader = pdfium.PdfDocument(built.pdf)
    contents = "".join(reader[number].get_textpage().get_text_range() for number in (1, 2))
    for mark in reader.get_toc():
        if mark.level == 0 and mark.get_title() != "目录":
            label = reader.get_page_label(mark.get_dest().get_index())
            printed = next(row for row in contents.splitlines() if mark.get_title()[:6] in row)
            assert printed.rstrip().endswith(label)


def test_front_matter_is_labelled_apart_and_the_body_starts_at_1(built: Built) -> None:
    reader = pdfium.PdfDocument(built.pdf)
    labels = [reader.get_page_label(number) for number in range(len(reader))]
    first = labels.index("1")
    assert labels[:2] == ["i", "ii"]
    assert first % 2 == 0  # a right-hand page
    assert labels[first:] == [str(number) for number in range(1, len(labels) - first + 1)]
    assert "— 1 —" in reader[first].get_textpage().get_text_range()


def test_it_is_tagged_named_and_in_chinese(document: pikepdf.Pdf) -> None:
    assert document.Root.Lang == "zh-CN"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert document.Root.PageMode == "/UseOutlines"
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert "征求意见情况的报告" in metadata["dc:title"]


def test_every_picture_has_words_and_every_header_cell_a_scope(document: pikepdf.Pdf) -> None:
    tags = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
    figures = [tag for tag in tags if tag.S == "/Figure"]
    assert len(figures) == 5
    assert all(str(tag.Alt) for tag in figures)
    headers = [tag for tag in tags if tag.S == "/TH"]
    assert headers
    assert all(tag.A.Scope in {"/Column", "/Row"} for tag in headers)


def fonts_of(document: pikepdf.Pdf) -> set[tuple[str, bool]]:
    """Every font: its name without the subset tag, and whether its file is inside."""
    return {
        (
            str(one["/FontName"]).split("+")[-1],
            any(key in one for key in ("/FontFile2", "/FontFile3")),
        )
        for one in document.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    }


def test_only_allowed_fonts_and_all_embedded(document: pikepdf.Pdf) -> None:
    fonts = fonts_of(document)
    assert {name.split("-Bold")[0] for name, _ in fonts} == {
        "Noto-Serif-CJK-SC",
        "Noto-Sans-CJK-SC",
        "LXGW-WenKai",
    }
    assert all(embedded for _, embedded in fonts)


def test_every_link_leads_to_a_page(document: pikepdf.Pdf) -> None:
    pairs = list(document.Root.Names.Dests.Names)
    names = {str(name) for name in pairs[::2]}
    links = [
        annotation
        for page in document.pages
        for annotation in page.obj.get("/Annots", [])
        if annotation.Subtype == "/Link"
    ]
    assert len(links) > 200
    assert all(link.F == 4 for link in links)
    assert {str(link.Dest if "/Dest" in link else link.A.D) for link in links} <= names


def test_every_comment_is_in_the_appendix_once(built: Built) -> None:
    text = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(built.pdf)]
    start = next(at for at, page in enumerate(text) if "每条意见列一次" in page)
    rows = [row.split()[0] for page in text[start:] for row in page.splitlines() if row.strip()]
    counted = Counter(row for row in rows if row.startswith("1-0"))
    assert counted == Counter(f"1-{number:04d}" for number in range(1, 61))


def test_the_public_edition_holds_no_telephone_number() -> None:
    made = build(small_round(), edition=Edition.PUBLIC, made_on=MADE_ON, env=environment(), css=CSS)
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(made.pdf))
    assert "13800138000" not in text
    assert "联系我：〔手机号已隐去〕" in text


@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="http://127.0.0.1:9/x" alt="x">',
        '<img src="data:text/html,x" alt="x">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        "<style>@import url(http://127.0.0.1:9/x.css);</style>",
        '<p style="background:url(file:///etc/hostname)">x</p>',
    ],
)
def test_nothing_is_fetched(hostile: str) -> None:
    html = f'<html lang="zh-CN"><title>试</title><body>{hostile}</body></html>'
    with pytest.raises(pdf.Unprintable):
        pages(html, CSS)


def test_a_style_sheet_may_not_fetch_either() -> None:
    html = '<html lang="zh-CN"><title>试</title><body><p>试</p></body></html>'
    with pytest.raises(pdf.Unprintable):
        pages(html, CSS + '@font-face{font-family:X;src:url("file:///x.ttf")} p{font-family:X}')


def test_a_character_no_font_has_fails_the_job() -> None:
    html = '<html lang="zh-CN"><title>试</title><body><p>试\u1820</p></body></html>'
    with pytest.raises((pdf.Unprintable, StrangeFont)):
        pages(html, CSS)


def test_a_face_with_thousands_of_characters_is_still_subset() -> None:
    """HarfBuzz 6 gives up on LXGW WenKai's GDEF table beyond some 900 characters."""
    words = "".join(map(chr, range(0x4E00, 0x4E00 + 1500)))
    html = f'<html lang="zh-CN"><title>楷</title><body><p class="words">{words}</p></body></html>'
    assert len(pages(html, CSS)) < 1_500_000


def test_a_font_outside_the_list_is_refused() -> None:
    html = '<html lang="zh-CN"><title>试</title><body><p style="font-family:DejaVu Sans">ok</p>'
    with pytest.raises(StrangeFont, match="DejaVu Sans"):
        pages(html, CSS)


_AGAIN = """
import hashlib, sys
from reports.build import build
from reports.model import Edition
from tests.reports.rounds import CSS, MADE_ON, environment, small_round
made = build(small_round(), edition=Edition.PUBLIC, made_on=MADE_ON, env=environment(), css=CSS)
print(hashlib.sha256(made.pdf).hexdigest())
"""


def test_the_same_round_gives_the_same_bytes_in_any_process() -> None:
    """R12: other hash seed, other time zone, other language."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", _AGAIN],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone, language in (
            ("1", "America/New_York", "C"),
            ("2", "Asia/Tokyo", "zh_CN.UTF-8"),
        )
    }
    here = build(small_round(), edition=Edition.PUBLIC, made_on=MADE_ON, env=environment(), css=CSS)
    assert digests == {hashlib.sha256(here.pdf).hexdigest() + "\n"}
