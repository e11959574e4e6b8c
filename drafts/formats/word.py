"""Read a .docx: its paragraphs as lines, its automatic numbers written out, its tables as pipes.

Straight from the XML, since python-docx refuses packages that WPS writes (dangling relations), and
knows neither numbers, tracked changes nor footnotes. Headers and footers are other parts, not read.
"""

from collections.abc import Iterator
from typing import Any, Final

from drafts.formats.file_reading import Changes, Reading, Unreadable, Writer
from drafts.formats.pipe_table import MOST_COLUMNS, pipe_table
from drafts.formats.word_numbering import Numbering, Styles, W
from drafts.formats.word_package import Package
from drafts.formats.word_runs import Words, span, words_of
from drafts.formats.xml_guard import local

_PASSED: Final = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_SHOWN: Final = 20
_NOTE_NAMES: Final = {"footnotes": "脚注", "endnotes": "尾注"}


def read_docx(data: bytes, changes: Changes = Changes.ACCEPT) -> Reading:
    """The text of a Word document. Raises Unreadable."""
    package = Package(data)
    body = package.document().find(W + "body")
    if body is None:
        raise Unreadable("里面没有 Word 文档的正文。请在文字处理软件里打开，另存后再上传。")
    document = _Document(package, changes)
    document.blocks(body)
    return document.reading()


class _Document:
    def __init__(self, package: Package, changes: Changes) -> None:
        self._changes = changes
        self._numbering = Numbering(package.related("numbering"), Styles(package.related("styles")))
        self._notes = {kind: _notes(package.related(kind)) for kind in _NOTE_NAMES}
        self._out = Writer()
        self._pending = Words()

    def reading(self) -> Reading:
        """What was read; words before a deleted last paragraph mark make a line of their own."""
        if self._pending.text:
            self._write(self._pending)
        return self._out.reading()

    def blocks(self, parent: Any) -> None:
        for node in _blocks(parent):
            if local(node) == "tbl":
                self._table(node)
            elif words := self._paragraph(node):
                self._write(words)

    def _paragraph(self, node: Any) -> Words | None:
        """The words with their number; None when tracked changes join it to the next one."""
        words = words_of(node, self._changes)
        properties = node.find(W + "pPr")
        if self._changes is Changes.ACCEPT and _mark_deleted(properties):
            self._pending = _joined(self._pending, words)
            return None
        words, self._pending = _joined(self._pending, words), Words()
        words.text = self._numbering.prefix(properties) + words.text
        return words

    def _write(self, words: Words) -> None:
        self._doubts(words)
        self._out.line(words.text)
        self._write_notes(words.notes)

    def _doubts(self, words: Words) -> None:
        doubt = self._out.doubt
        if words.inserted or words.deleted:
            how = "两种文字都已列出" if self._changes is Changes.BOTH else "已按接受修订读取"
            counts = f"增加{words.inserted}字、删去{words.deleted}字"
            doubt("tracked-change", f"此处有修订痕迹（{counts}），{how}，请核对。")
        for box in words.boxes:
            doubt("text-box", f"此处有文本框“{_short(box)}”，没有读入，请核对是否属于草案。")
        if words.pictures:
            doubt("picture", f"此处有{words.pictures}幅图片，没有读入，请核对。")
        if words.hidden:
            doubt("hidden-text", f"此处有{words.hidden}个隐藏的字，没有读入，请核对。")
        if words.remarks:
            doubt("remark", f"此处有{words.remarks}条批注，没有读入。")
        if words.formulas:
            doubt("formula", "此处有公式，只读入了其中的字符，请核对。")

    def _write_notes(self, notes: list[tuple[str, str]]) -> None:
        for kind, number in notes:
            words = self._notes[kind].pop(number, "")  # once, however often it is referred to
            if words:
                name = _NOTE_NAMES[kind]
                text = f"此处有{name}“{_short(words)}”，已作为注释保留，不算条文，请核对。"
                self._out.doubt("footnote", text)
                self._out.note(name, words)

    def _table(self, table: Any) -> None:
        rows = [[*_named(row, "tc")] for row in self._rows(table)]
        if len(rows) == 1 and len(rows[0]) == 1:
            self.blocks(rows[0][0])  # a frame around words, no table
            return
        inside = Words()
        cells = [[text for cell in row for text in self._cell(cell, inside)] for row in rows]
        self._doubts(inside)
        for line in pipe_table(cells):
            self._out.line(line)
        self._write_notes(inside.notes)

    def _rows(self, table: Any) -> Iterator[Any]:
        for row in _named(table, "tr"):
            deleted = row.find(f"{W}trPr/{W}del") is not None
            if not (deleted and self._changes is Changes.ACCEPT):
                yield row

    def _cell(self, cell: Any, inside: Words) -> list[str]:
        """The words of a cell, with empty ones for the further columns it spans."""
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        said = "" if merged is not None and merged.get(W + "val") != "restart" else None
        return [
            self._cell_words(cell, inside) if said is None else said,
            *[""] * (min(span(cell), MOST_COLUMNS) - 1),
        ]

    def _cell_words(self, cell: Any, inside: Words) -> str:
        said: list[str] = []
        for node in _blocks(cell):
            if local(node) == "tbl":
                nested = (one for row in self._rows(node) for one in _named(row, "tc"))
                said.extend(self._cell_words(one, inside) for one in nested)
            elif words := self._paragraph(node):
                said.append(words.text)
                inside.count(words)
        return " ".join(one for one in said if one.strip())


def _joined(before: Words, after: Words) -> Words:
    before.text += after.text
    before.count(after)
    return before


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside content controls."""
    for node in parent:
        name = local(node)
        if name in {"p", "tbl"}:
            yield node
        elif name in _PASSED:
            yield from _blocks(node)


def _named(parent: Any, wanted: str) -> Iterator[Any]:
    for node in parent:
        name = local(node)
        if name == wanted:
            yield node
        elif name in _PASSED:
            yield from _named(node, wanted)


def _mark_deleted(properties: Any) -> bool:
    """Whether the end of a paragraph is a tracked deletion, so that it runs on into the next."""
    marks = None if properties is None else properties.find(W + "rPr")
    names = {local(one) for one in marks} if marks is not None else set()
    return bool(names & {"del", "moveFrom"})


def _notes(root: Any) -> dict[str, str]:
    """The foot- or endnotes by their number; separators have a type and are none."""
    if root is None:
        return {}
    notes = (one for one in root if one.get(W + "type") in {None, "normal"})
    return {str(one.get(W + "id", "")): _plain(one) for one in notes}


def _plain(note: Any) -> str:
    return " ".join("".join(note.itertext(W + "t")).split())


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "……"
