"""A paper as a Word file that an office can go on writing in: real styles, headings, links."""

import datetime as dt
import io
from collections.abc import Iterator

import docx
from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from reports.document import Document, Heading, Picture, Run, said
from reports.papers.archive import repacked
from reports.papers.proof import blocks
from reports.papers.sheets import date_of
from reports.papers.word_body import Body
from reports.papers.word_pictures import embedded
from reports.papers.word_styles import FOOTER, NOTE, contents, furnish
from reports.papers.word_xml import NAMESPACES, made, text

_MM = 1440 / 25.4
_A4 = (round(210 * _MM), round(297 * _MM))
# 天头, 切口, 下白边, 订口 (GB/T 9704-2012, 5.2.1); page numbers stand 7 mm below the type area.
_TOP, _OUTER, _BOTTOM, _INNER = (round(side * _MM) for side in (37, 26, 35, 28))
_FOOT, _HEAD = round(22 * _MM), round(15 * _MM)
# What python-docx's template brings along and what this file would contradict.
_FOREIGN = ("/thumbnail", "/stylesWithEffects")
_BODY = "word/document.xml"
_BEFORE_MIRRORS = {qn(f"w:{name}") for name in ("writeProtection", "view", "zoom")}


def to_docx(document: Document) -> bytes:
    """The paper as .docx; the same paper gives the same bytes.

    Inserted words are bold with a line below, deleted ones struck through: no tracked changes,
    for these are the paper's words. Below a chart stands what it shows in words. The text holds no
    field but page numbers and the contents, and nothing in it is run.
    """
    word = docx.Document()
    furnish(word, document.language)
    _describe(word, document)
    _bind(word)
    footers = "".join(_footers(word))
    width = _width(document.landscape)
    pictures = (one for one in blocks(document) if isinstance(one, Picture))
    body = Body(document, width, embedded(word, pictures, width))
    file = io.BytesIO()
    word.save(file)
    return repacked(file.getvalue(), {_BODY: _pieces(document, body, footers)})


def _pieces(document: Document, body: Body, footers: str) -> Iterator[str]:
    """The main part of the file, piece by piece."""
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    yield f"<w:document {NAMESPACES}><w:body>"
    yield from _beginning(document, body)
    for at, section in enumerate(document.sections):
        for place, block in enumerate(section.blocks):
            yield from body.elements(block, begins=at > 0 and place == 0)
    yield _pages(document.landscape, footers)
    yield "</w:body></w:document>"


def _beginning(document: Document, body: Body) -> Iterator[str]:
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
    yield made("p", made("pPr", _pages(landscape=False)))


def _contents(listed: list[Heading], body: Body) -> Iterator[str]:
    """The contents as a field Word can bring up to date, holding what it says now."""
    start = _field("begin") + _instruction(' TOC \\o "1-2" \\h ') + _field("separate")
    for at, one in enumerate(listed):
        around = (start if at == 0 else "", _field("end") if at + 1 == len(listed) else "")
        line = (Run(one.text, link=one.anchor),)
        yield body.paragraph(line, contents(one.level), begins=at == 0, around=around)


def _pages(landscape: bool, footers: str = "") -> str:
    """A section's paper and margins; with footers, its page numbers begin at 1."""
    width, height = _A4[::-1] if landscape else _A4
    sides = (_INNER, _TOP, _OUTER, _BOTTOM) if landscape else (_TOP, _OUTER, _BOTTOM, _INNER)
    margins = dict(zip(("top", "right", "bottom", "left"), sides, strict=True))
    turned = {"orient": "landscape"} if landscape else {}
    return made(
        "sectPr",
        footers,
        made("type", val="nextPage"),
        made("pgSz", w=width, h=height, **turned),
        made("pgMar", **margins, header=_HEAD, footer=_FOOT, gutter=0),
        made("pgNumType", start=1) if footers else "",
    )


def _footers(word: WordFile) -> Iterator[str]:
    """References to — 1 — outside, one character in, on right-hand and left-hand pages (7.5)."""
    for kind, side in (("default", "right"), ("even", "left")):
        part, key = word.part.add_footer_part()  # type: ignore[no-untyped-call]
        for child in list(part.element):
            part.element.remove(child)
        properties = made(
            "pPr",
            made("pStyle", val=FOOTER),
            made("ind", leftChars=100, left=280, rightChars=100, right=280),
            made("jc", val=side),
        )
        number = _field("begin") + _instruction(" PAGE ") + _field("separate") + text("1")
        line = made("p", properties, text("— "), number, _field("end"), text(" —"))
        part.element.extend(list(parse_xml(f"<w:ftr {NAMESPACES}>{line}</w:ftr>")))
        yield f'<w:footerReference w:type="{kind}" r:id="{key}"/>'


def _width(landscape: bool) -> int:
    """The width of the type area in twips."""
    return _A4[1] - _TOP - _BOTTOM if landscape else _A4[0] - _INNER - _OUTER


def _field(kind: str) -> str:
    return made("r", made("fldChar", fldCharType=kind))


def _instruction(words: str) -> str:
    return made("r", f'<w:instrText xml:space="preserve">{words}</w:instrText>')


def _bind(word: WordFile) -> None:
    """Left-hand pages mirror right-hand ones, in margins and page numbers."""
    word.settings.odd_and_even_pages_header_footer = True
    settings = word.settings.element
    last = [child for child in settings if child.tag in _BEFORE_MIRRORS][-1]
    last.addnext(OxmlElement("w:mirrorMargins"))


def _describe(word: WordFile, document: Document) -> None:
    title = "".join(document.title)
    made_at = dt.datetime(*document.made_on.timetuple()[:3])  # noqa: DTZ001 - the format has no zone
    known = word.core_properties
    known.title, known.subject, known.category = title[:255], title[:255], document.kind
    known.author = known.last_modified_by = document.body[:255]
    known.created = known.modified = made_at
    known.language, known.comments, known.keywords = document.language, "", ""
    for relations in (word.part.package.rels, word.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_FOREIGN)]:
            relations.pop(key)
