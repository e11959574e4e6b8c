"""Word files: numbers Word counts, tables, notes, tracked changes, and what is left out."""

import io

import pytest
from docx import Document

from drafts.formats.file_reading import Changes, Reading
from drafts.formats.word import read_docx
from drafts.formats.word_numbers import written
from drafts.splitter import split
from tests.drafts.word_files import W, document, docx, level, listed, numbering, packed, paragraph

ARTICLES = level(0, "第%1章") + level(1, "第%2条", more='<w:lvlRestart w:val="0"/>')


def read(body: str, changes: Changes = Changes.ACCEPT, **parts: str) -> Reading:
    """A document read; `numbering` and `styles` are further parts."""
    return read_docx(
        docx(body, **{f"word/{name}.xml": xml for name, xml in parts.items()}), changes
    )


def lines(body: str, changes: Changes = Changes.ACCEPT, **parts: str) -> list[str]:
    return read(body, changes, **parts).text.splitlines()


def rules(reading: Reading) -> list[str]:
    return [one.rule for one in reading.findings]


def test_an_article_that_is_only_a_list_number_is_not_lost() -> None:
    body = listed("总则", 1) + listed("甲。", 1, 1) + listed("罚则", 1) + listed("乙。", 1, 1)
    text = read(body, numbering=numbering(ARTICLES)).text
    assert text == "第一章　总则\n第一条　甲。\n第二章　罚则\n第二条　乙。\n"
    assert [unit.address for unit in split(text).articles()] == ["art_1", "art_2"]


def test_deeper_levels_begin_again_below_an_outer_one() -> None:
    levels = level(0, "%1.", "decimal") + level(1, "%1.%2", "decimal") + level(2, "（%3）")
    places = [(0, "甲"), (1, "乙"), (1, "丙"), (2, "丁"), (0, "戊"), (1, "己"), (2, "庚")]
    body = "".join(listed(words, 1, index) for index, words in places)
    assert lines(body, numbering=numbering(levels)) == [
        *("1.　甲", "1.1　乙", "1.2　丙", "（一）　丁", "2.　戊", "2.1　己", "（一）　庚"),
    ]


def test_a_second_use_of_a_list_counts_on_unless_it_says_where_to_begin() -> None:
    uses = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    body = "".join(listed(words, use) for words, use in zip("甲乙丙丁", (1, 2, 3, 3), strict=True))
    answer = lines(body, numbering=numbering(level(0, "第%1条"), uses))
    assert answer == ["第一条　甲", "第二条　乙", "第七条　丙", "第八条　丁"]


def test_a_list_begins_where_its_level_says() -> None:
    levels = level(0, "第%1条").replace('start w:val="1"', 'start w:val="205"')
    assert lines(listed("甲", 1), numbering=numbering(levels)) == ["第二百零五条　甲"]


def test_legal_numbering_writes_every_level_in_digits() -> None:
    levels = level(0, "第%1章") + level(1, "%1.%2", more="<w:isLgl/>")
    answer = lines(listed("甲", 1) + listed("乙", 1, 1), numbering=numbering(levels))
    assert answer == ["第一章　甲", "1.1　乙"]


@pytest.mark.parametrize(
    ("suffix", "expected"), [("tab", "一、　甲"), ("space", "一、 甲"), ("nothing", "一、甲")]
)
def test_what_follows_the_number_is_kept(suffix: str, expected: str) -> None:
    levels = level(0, "%1、", more=f'<w:suff w:val="{suffix}"/>')
    assert lines(listed("甲", 1), numbering=numbering(levels)) == [expected]


def test_a_style_brings_its_list_and_its_level() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Tiao"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Tiao"/></w:style>'
        "</w:styles>"
    )
    own = '<w:pStyle w:val="Tiao"/>'
    levels = level(0, "第%1章") + level(1, "第%2条", more=own)
    body = paragraph("甲", '<w:pStyle w:val="Tiao"/>') + paragraph(
        "乙", '<w:pStyle w:val="Child"/>'
    )
    off = paragraph("丙", '<w:pStyle w:val="Tiao"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    answer = lines(body + off, numbering=numbering(levels), styles=styles)
    assert answer == ["第一条　甲", "第二条　乙", "丙"]


def test_a_style_that_is_based_on_itself_ends() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="a">'
        '<w:basedOn w:val="a"/></w:style></w:styles>'
    )
    assert lines(paragraph("甲", '<w:pStyle w:val="a"/>'), styles=styles) == ["甲"]


@pytest.mark.parametrize(
    ("form", "number", "expected"),
    [
        *(("chineseCounting", 12, "十二"), ("chineseCountingThousand", 105, "一百零五")),
        *(("ideographDigital", 20, "二〇"), ("chineseLegalSimplified", 12, "拾贰")),
        *(("ideographTraditional", 3, "丙"), ("ideographZodiac", 1, "子")),
        *(("decimalEnclosedCircle", 3, "③"), ("decimalEnclosedCircle", 21, "21")),
        *(("upperLetter", 28, "BB"), ("lowerRoman", 14, "xiv"), ("upperRoman", 4000, "4000")),
        *(("decimalZero", 7, "07"), ("decimalFullWidth", 12, "１２"), ("none", 1, "")),
        *(("chineseCounting", 10_000, "10000"), ("chineseCounting", 0, "0"), ("hebrew1", 5, "5")),
    ],
)
def test_numbers_are_written_as_word_writes_them(form: str, number: int, expected: str) -> None:
    assert written(number, form) == expected


def test_tables_are_pipes_and_a_frame_is_no_table() -> None:
    file = Document()
    table = file.add_table(2, 3)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(0, 2).text = "种类", "金|额", "备\n注"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "合并"
    file.add_table(1, 1).cell(0, 0).text = "第一条　框里的条文。"
    data = io.BytesIO()
    file.save(data)
    text = read_docx(data.getvalue()).text
    assert text.splitlines() == [
        *("| 种类 | 金｜额 | 备 注 |", "| --- | --- | --- |", "| 合并 |  |  |"),
        "第一条　框里的条文。",
    ]


def test_a_footnote_is_kept_as_a_note_that_is_no_part_of_the_article() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"/>'
        f'<w:footnote w:id="2">{paragraph("见上位法--第三条。")}</w:footnote></w:footnotes>'
    )
    run = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph("第一条　甲。").replace("</w:p>", run + "</w:p>") + paragraph("第二款。")
    reading = read(body + paragraph("第二条　乙。"), footnotes=notes)
    assert "<!-- 脚注：见上位法－－第三条。 -->" in reading.text.splitlines()
    assert rules(reading) == ["footnote"]
    first = next(split(reading.text).articles())
    assert first.text == "甲。\n第二款。"


def test_tracked_changes_are_accepted_and_told() -> None:
    body = (
        "<w:p><w:r><w:t>第一条　罚</w:t></w:r><w:del><w:r><w:delText>五</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>十</w:t></w:r></w:ins><w:r><w:t>元。</w:t></w:r></w:p>"
    )
    reading = read(body)
    assert reading.text == "第一条　罚十元。\n"
    assert "增加1字、删去1字" in reading.findings[0].message
    both = read(body, Changes.BOTH)
    assert both.text == "第一条　罚〔删去：五〕〔增加：十〕元。\n"
    assert rules(both) == ["tracked-change"]


def test_a_deleted_paragraph_mark_joins_and_a_deleted_article_is_not_counted() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = "<w:del><w:r><w:delText>旧条。</w:delText></w:r></w:del>"
    body = (
        listed("甲。", 1)
        + f"<w:p><w:pPr>{number}{gone}</w:pPr>{deleted}</w:p>"
        + paragraph("乙，", number + gone)
        + paragraph("丙。", number)
    )
    levels = numbering(level(0, "第%1条"))
    assert lines(body, numbering=levels) == ["第一条　甲。", "第二条　乙，丙。"]
    shown = lines(body, Changes.BOTH, numbering=levels)
    assert shown[1:3] == ["第二条　〔删去：旧条。〕", "第三条　乙，"]


@pytest.mark.parametrize(
    ("run", "rule"),
    [
        (f"<w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict>", "text-box"),
        ("<w:drawing/>", "picture"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>藏</w:t>", "hidden-text"),
        ('<w:commentReference w:id="1"/>', "remark"),
    ],
)
def test_what_is_left_out_is_told(run: str, rule: str) -> None:
    reading = read(paragraph("甲。") + f"<w:p><w:r>{run}</w:r><w:r><w:t>乙。</w:t></w:r></w:p>")
    assert reading.text == "甲。\n乙。\n"
    assert [(one.rule, one.start) for one in reading.findings] == [(rule, 3)]


def test_breaks_tabs_and_indents_are_kept_and_page_breaks_are_not() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">　　甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t>'
        '<w:br w:type="page"/><w:noBreakHyphen/><w:sym w:char="2460"/></w:r></w:p>'
    )
    assert read(body).text == "　　甲\n乙\t丙-①\n"


def test_words_inside_links_controls_and_fields_are_read() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{run.format('甲')}</w:hyperlink>"
        f"<w:fldSimple>{run.format('乙')}</w:fldSimple><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:smartTag>{run.format('丙')}</w:smartTag></w:p></w:sdtContent></w:sdt>"
    )
    assert read(body).text == "甲乙丙\n"


def test_the_strict_namespace_and_a_document_of_another_name_are_read() -> None:
    strict = document(paragraph("第一条　甲。")).replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/'
        'officeDocument" Target="word/document2.xml"/></Relationships>'
    )
    data = packed({"_rels/.rels": relations, "word/document2.xml": strict})
    assert read_docx(data).text == "第一条　甲。\n"


def test_a_dangling_relation_as_wps_writes_it_does_no_harm() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/image" Target="../NULL"/></Relationships>'
    )
    data = docx(paragraph("甲。"), **{"word/_rels/document.xml.rels": relations})
    assert read_docx(data).text == "甲。\n"
