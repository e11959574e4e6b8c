"""A paper as a Word file that an office can go on writing in: real styles, headings, links."""

import datetime as dt
import io
from collections.abc import Iterator

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.document import Document, Heading, Run, said
from reports.papers.archive import repacked
from reports.papers.proof import blocks
from reports.papers.sheets import date_of
from reports.papers.word_body import Body
from reports.papers.word_styles import FOOTER, NOTE, contents, furnish
from reports.papers.word_xml import made, text

_MM = 1440 / 25.4
_A4 = (round(210 * _MM), round(297 * _MM))
# 天头, 切口, 下白边, 订口 (GB/T 9704-2012, 5.2.1); page numbers stand 7 mm below the type area.
_TOP, _OUTER, _BOTTOM, _INNER = (round(side * _MM) for side in (37, 26, 35, 28))
_FOOT, _HEAD = round(22 * _MM), round(15 * _MM)
_THUMBNAIL = "/thumbnail"
_BEFORE_MIRRORS = {qn(f"w:{name}") for name in ("zoom", "proofState", "view")}


def to_docx(document: Document) -> bytes:
    """The paper as .docx; the same paper gives the same bytes.

    Inserted words are bold with a line below, deleted ones struck through: no tracked changes,
    for these are the paper's words. A picture stands there in words: its SVG is for other formats.
    The text holds no field but page numbers and the contents, and nothing in it is run.
    """
    word = docx.Document()
    furnish(word, document.language)
    _describe(word, document)
    _bind(word)
    target = word.element.body
    for child in list(target):
        target.remove(child)
    body = Body(document, _width(document.landscape))
    target.extend(_beginning(document, body))
    for at, section in enumerate(document.sections):
        for place, block in enumerate(section.blocks):
            elements = list(body.elements(block))
            if at and not place:
                _on_new_page(elements[0])
            target.extend(elements)
    target.append(_pages(word, document.landscape, numbered=True))
    file = io.BytesIO()
    word.save(file)
    return repacked(file.getvalue())


def _beginning(document: Document, body: Body) -> Iterator[BaseOxmlElement]:
    """Title and notes; with a cover, these on a page of their own and then the contents."""
    lines = [Run(line) for line in document.title]
    broken = [piece for line in lines for piece in (Run("\n"), line)][1:]
    yield body.paragraph(tuple(broken), "Title")
    yield from (body.paragraph(said(line), NOTE) for line in document.note)
    if not document.cover:
        return
    yield body.paragraph(said(document.body), NOTE)
    yield body.paragraph(said(date_of(document)), NOTE)
    listed = [one for one in blocks(document) if isinstance(one, Heading) and one.level < 3]
    yield from _contents(listed, body)
    yield made("p", made("pPr", _pages(None, landscape=False, numbered=False)))


def _contents(listed: list[Heading], body: Body) -> Iterator[BaseOxmlElement]:
    """The contents as a field Word can bring up to date, holding what it says now."""
    for at, one in enumerate(listed):
        line = body.paragraph(
            (Run(one.text, link=one.anchor),), contents(one.level), justified="left"
        )
        if at == 0:
            _on_new_page(line)
            line[1:1] = [_field("begin"), _instruction(' TOC \\o "1-2" \\h '), _field("separate")]
        if at + 1 == len(listed):
            line.append(_field("end"))
        yield line


def _pages(word: WordFile | None, landscape: bool, *, numbered: bool) -> BaseOxmlElement:
    """A section's paper and margins; `numbered` with page numbers that begin at 1."""
    properties = made("sectPr")
    if word is not None and numbered:
        for kind, part in _footers(word):
            reference = made("footerReference", type=kind)
            reference.set(qn("r:id"), part)
            properties.append(reference)
    width, height = _A4[::-1] if landscape else _A4
    size = made("pgSz", w=width, h=height)
    if landscape:
        size.set(qn("w:orient"), "landscape")
    sides = (_INNER, _TOP, _OUTER, _BOTTOM) if landscape else (_TOP, _OUTER, _BOTTOM, _INNER)
    names = ("top", "right", "bottom", "left")
    margins = dict(zip(names, sides, strict=True))
    properties.append(made("type", val="nextPage"))
    properties.append(size)
    properties.append(made("pgMar", **margins, header=_HEAD, footer=_FOOT, gutter=0))
    if numbered:
        properties.append(made("pgNumType", start=1))
    return properties


def _footers(word: WordFile) -> Iterator[tuple[str, str]]:
    """— 1 — outside, one character in, on right-hand and on left-hand pages (7.5)."""
    for kind, side in (("default", "right"), ("even", "left")):
        part, key = word.part.add_footer_part()  # type: ignore[no-untyped-call]
        for child in list(part.element):
            part.element.remove(child)
        properties = made("pPr", made("pStyle", val=FOOTER))
        properties.append(made("ind", leftChars=100, left=280, rightChars=100, right=280))
        properties.append(made("jc", val=side))
        number = [text("— "), _field("begin"), _instruction(" PAGE "), _field("separate")]
        number += [text("1"), _field("end"), text(" —")]
        part.element.append(made("p", properties, *number))
        yield kind, key


def _width(landscape: bool) -> int:
    """The width of the type area in twips."""
    return _A4[1] - _TOP - _BOTTOM if landscape else _A4[0] - _INNER - _OUTER


def _on_new_page(element: BaseOxmlElement) -> None:
    """Have a block begin a page; before a table, its first cell's paragraph does."""
    style = next(element.iter(qn("w:pStyle")))
    style.addnext(made("pageBreakBefore"))


def _field(kind: str) -> BaseOxmlElement:
    return made("r", made("fldChar", fldCharType=kind))


def _instruction(words: str) -> BaseOxmlElement:
    instruction = made("instrText")
    instruction.text = words
    instruction.set(qn("xml:space"), "preserve")
    return made("r", instruction)


def _bind(word: WordFile) -> None:
    """Left-hand pages mirror right-hand ones, in margins and page numbers."""
    word.settings.odd_and_even_pages_header_footer = True
    settings = word.settings.element
    last = [child for child in settings if child.tag in _BEFORE_MIRRORS][-1]
    last.addnext(made("mirrorMargins"))


def _describe(word: WordFile, document: Document) -> None:
    title = "".join(document.title)
    made_at = dt.datetime(*document.made_on.timetuple()[:3])  # noqa: DTZ001 - the format has no zone
    known = word.core_properties
    known.title, known.subject, known.category = title[:255], title[:255], document.kind
    known.author = known.last_modified_by = document.body[:255]
    known.created = known.modified = made_at
    known.language, known.comments, known.keywords = document.language, "", ""
    relations = word.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith(_THUMBNAIL)]:
        relations.pop(key)
