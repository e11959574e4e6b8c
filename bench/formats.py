"""One law as the files offices send: .txt, .md, .docx (typed and automatic numbers), .pdf, .html.

Every format is made from the same lines, so that the trees read from them must be the same (S11).
"""

import html
import io
import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Any, Final

import docx
import msgspec
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from drafts.akn import to_xml
from drafts.model import Draft, Kind, Unit
from drafts.numerals import to_int
from drafts.splitter import split
from drafts.splitting.markers import HEADING

HEADINGS: Final = {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION}
_INDENTED: Final = {Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.PREAMBLE}
_ARTICLE: Final = re.compile("^(第[^条]{1,12}条(?:之[一二三四五六七八九十]{1,3})?)")
_PLAIN: Final = re.compile(r"^(?:#{1,6}|>|\*\*|<!--.*?-->)\s*|\*\*")
_RULE: Final = re.compile(r"\|[\s:|-]+\|")
_BLANKS: Final = " \t\r\n\u3000\u200b\ufeff\u00a0"


class Row(msgspec.Struct, frozen=True):
    """One line of a law: what it is, its words, and its cells when it is a row of a table."""

    kind: Kind
    words: str
    cells: tuple[str, ...] = ()


def rows_of(draft: Draft) -> list[Row]:
    """Every line of a draft that has words, without layout and Markdown."""
    source = draft.source
    starts, position = [], 0
    for line in source.splitlines(keepends=True):
        starts.append((position + len(line) - len(line.lstrip(_BLANKS)), line))
        position += len(line)
    kinds = [Kind.TEXT] * len(starts)
    for unit in draft.walk():
        for index in _lines_in(starts, unit):
            kinds[index] = unit.kind
    return [row for kind, (_, line) in zip(kinds, starts, strict=True) if (row := _row(kind, line))]


def _lines_in(starts: list[tuple[int, str]], unit: Unit) -> range:
    """The lines that begin inside a unit."""
    first, last = (bisect_left(starts, place, key=lambda one: one[0]) for place in _span(unit))
    return range(first, last)


def _span(unit: Unit) -> tuple[int, int]:
    return unit.start, unit.end


def _row(kind: Kind, line: str) -> Row | None:
    words = _PLAIN.sub("", line.strip(_BLANKS)).strip(_BLANKS)
    if not words or _RULE.fullmatch(words):
        return None
    if words.startswith("|"):
        return Row(kind, words, tuple(words.strip("|").split("|")))
    return Row(kind, words, tuple(words.split("\t")) if kind is Kind.TABLE else ())


def txt(rows: list[Row]) -> bytes:
    """Plain text as the official law database exports it: indented, Windows line ends, a mark."""
    lines = [f"　　{row.words}" if _indents(row) else row.words for row in rows]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _indents(row: Row) -> bool:
    return row.kind in _INDENTED


def md(rows: list[Row]) -> bytes:
    """Markdown: headings with #, bold article numbers, a blank line between paragraphs."""
    return "".join(_md(row, index) for index, row in enumerate(rows)).encode()


def _md(row: Row, index: int) -> str:
    if row.kind is Kind.TITLE:
        return f"# {row.words}\n\n" if index == 0 else f"{row.words}\n\n"
    if row.kind in HEADINGS and HEADING.match(row.words):
        return f"## {row.words}\n\n"
    if row.kind is Kind.ARTICLE:
        return _ARTICLE.sub(r"**\1**", row.words) + "\n\n"
    return row.words + ("\n" if row.cells else "\n\n")


def web(rows: list[Row]) -> bytes:
    """A page of a government site, in the encoding most of them declare."""
    body = _one_table("\n".join(_web(row) for row in rows))
    page = (
        "<!DOCTYPE html><html><head><meta charset='gb2312'><title>法规</title>"
        "<style>p{text-indent:2em}</style></head><body><nav><a href='/'>首页</a></nav>"
        f"<div class='content'>{body}</div><script>track()</script></body></html>"
    )
    return page.encode("gb18030")


def _web(row: Row) -> str:
    words = html.escape(row.words)
    if row.cells:
        return _table_row(row)
    if row.kind is Kind.TITLE:
        return f"<h1 class='t'>{words}</h1>"
    if row.kind in HEADINGS:
        return f"<h2>{words}</h2>"
    return f"<p>&#12288;&#12288;{words}</p>"


def _table_row(row: Row) -> str:
    cells = "".join(f"<td>{html.escape(cell.strip())}</td>" for cell in row.cells)
    return f"<table><tr>{cells}</tr></table>"


def _one_table(markup: str) -> str:
    """Neighbouring rows in one table."""
    return markup.replace("</table>\n<table>", "\n")


def typed_docx(rows: list[Row]) -> bytes:
    """A Word document whose numbers are typed."""
    document = docx.Document()
    for row in rows:
        _add(document, row)
    return _saved(document)


def _add(document: Any, row: Row) -> Any:
    if row.cells:
        table = _open_table(document, len(row.cells))
        return _fill(table or document.add_table(0, len(row.cells)), row.cells)
    if row.kind is Kind.TITLE:
        return document.add_paragraph(row.words, style="Title")
    if row.kind in HEADINGS:
        return document.add_paragraph(row.words, style="Heading 1")
    return document.add_paragraph(row.words)


def _open_table(document: Any, columns: int) -> Any:
    """The table a document ends with, when a row of so many cells fits into it; else None."""
    blocks = list(document.element.body.iterchildren(qn("w:p"), qn("w:tbl")))
    if not blocks or blocks[-1].tag != qn("w:tbl") or len(document.tables[-1].columns) < columns:
        return None
    return document.tables[-1]


def _fill(table: Any, cells: tuple[str, ...]) -> Any:
    row = table.add_row()
    for cell, words in zip(row.cells, cells, strict=False):
        cell.text = words.strip()
    return table


def _saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


_AUTOMATIC: Final = re.compile(
    r"第(?P<n>[一二三四五六七八九十百千零]{1,8})(?P<kind>[条章节])[\s\u3000]{0,4}(?=\S)|"
    r"（(?P<item>[一二三四五六七八九十]{1,3})）[\s\u3000]{0,2}(?=\S)"
)
_LISTS: Final = {"条": ("第%1条", "tab"), "章": ("第%1章", "space"), "节": ("第%1节", "space")}


def numbered_docx(rows: list[Row]) -> bytes:
    """A Word document that counts 章, 节, 条 and 项 itself; 第X条之一 has to be typed."""
    document = docx.Document()
    lists = _Lists(document)
    for row in rows:
        match = _AUTOMATIC.match(row.words)
        counted = row.kind in HEADINGS | {Kind.ARTICLE, Kind.PARAGRAPH} and not row.cells
        number = to_int(match["n"] or match["item"]) if match and counted else None
        inserted = row.kind is Kind.ARTICLE and re.match("第[^条]{1,9}条之", row.words)
        if match is None or not number or inserted:
            _add(document, row)
            continue
        plain = msgspec.structs.replace(row, words=row.words[match.end() :])
        lists.count(_add(document, plain), match["kind"] or "项", number)
    return _saved(document)


class _Lists:
    """One list for each level, and a new use of it where the numbers begin again."""

    def __init__(self, document: Any) -> None:
        self._root = document.part.numbering_part.element
        self._next = 500
        self._open: dict[str, tuple[int, int]] = {}
        self._abstract: dict[str, int] = {}
        for index, sign in enumerate((*_LISTS, "项")):
            text, suffix = _LISTS.get(sign, ("（%1）", "nothing"))
            self._abstract[sign] = 900 + index
            self._root.insert(0, _abstract(900 + index, text, suffix))

    def count(self, paragraph: Any, sign: str, number: int) -> None:
        """Let Word write `number` before a paragraph."""
        use, last = self._open.get(sign, (0, 0))
        if not use or number != last + 1:
            use = self._next = self._next + 1
            self._root.append(_num(use, self._abstract[sign], number))
        self._open[sign] = use, number
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = use


def _element(name: str, children: tuple[Any, ...] = (), **attributes: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    element.extend(children)
    return element


def _abstract(name: int, text: str, suffix: str) -> Any:
    level = _element(
        "lvl",
        (
            _element("start", val="1"),
            _element("numFmt", val="chineseCountingThousand"),
            _element("suff", val=suffix),
            _element("lvlText", val=text),
        ),
        ilvl="0",
    )
    return _element("abstractNum", (level,), abstractNumId=str(name))


def _num(name: int, abstract: int, first: int) -> Any:
    override = _element("lvlOverride", (_element("startOverride", val=str(first)),), ilvl="0")
    return _element(
        "num", (_element("abstractNumId", val=str(abstract)), override), numId=str(name)
    )


_SHEET: Final = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm;
  @top-center { content: "征求意见稿　请勿外传"; font-size: 9pt }
  @bottom-center { content: "— " counter(page) " —"; font-size: 14pt } }
body { font: 16pt/28pt "Noto Serif CJK SC"; text-align: justify }
p, h1, h2 { margin: 0; font-size: 16pt; font-weight: normal }
p { text-indent: 2em } p.flush { text-indent: 0 } h1, h2 { text-align: center }
h1 { font-size: 22pt; line-height: 32pt }
table { border-collapse: collapse; width: 100% } tr { break-inside: avoid }
td { border: .5pt solid; padding: 0 4pt }
"""


def pdf(rows: list[Row]) -> bytes:
    """A PDF as Word prints it: justified, indented, with a running head and page numbers."""
    from weasyprint import HTML

    return bytes(HTML(string=f"<style>{_SHEET}</style>{_sheet(rows)}").write_pdf())


def _sheet(rows: list[Row]) -> str:
    lines: list[str] = []
    for row in rows:
        tag = "h1" if row.kind is Kind.TITLE else "h2" if row.kind in HEADINGS else "p"
        flush = " class=flush" if row.kind in {Kind.TOC, Kind.ANNEX, Kind.TABLE} else ""
        if row.cells:
            lines.append(_table_row(row))
        else:
            lines.append(f"<{tag}{flush}>{html.escape(row.words)}</{tag}>")
    return _one_table("\n".join(lines))


def akn(rows: list[Row]) -> bytes:
    """Akoma Ntoso, as this product writes it."""
    return to_xml(split(txt(rows).decode("utf-8-sig")))


FORMATS: Final[dict[str, tuple[str, Callable[[list[Row]], bytes]]]] = {
    "txt": ("law.txt", txt),
    "md": ("law.md", md),
    "html": ("law.html", web),
    "docx": ("law.docx", typed_docx),
    "docx-numbered": ("law.docx", numbered_docx),
    "pdf": ("law.pdf", pdf),
    "akn": ("law.xml", akn),
}
"""For each format the name of the file and what writes it."""


def tree(draft: Draft) -> list[tuple[Any, ...]]:
    """What must be the same in every format: kinds, numbers, labels, headings, addresses, words."""
    return [
        (unit.kind, unit.address, unit.label, unit.number, unit.heading, unit.caption, _said(unit))
        for unit in draft.walk()
    ]


def _said(unit: Unit) -> str:
    return "".join(unit.text.split())
