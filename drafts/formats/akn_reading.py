"""Read Akoma Ntoso 3.0, ours and others': numbers, headings and blocks as lines of text."""

import re
from typing import Any, Final

from drafts.formats import xml_guard
from drafts.formats.file_reading import Changes, Reading, Unreadable, Writer
from drafts.formats.pipe_table import pipe_table
from drafts.formats.xml_guard import local

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_FAMILY: Final = re.compile(r"\{[^}]{0,200}(?:/akn/|akomantoso)[^}]{0,200}\}akomaNtoso", re.I)
_HIERARCHY: Final = {
    *("part", "subpart", "chapter", "subchapter", "section", "subsection", "article", "level"),
    *("paragraph", "subparagraph", "point", "indent", "clause", "subclause", "hcontainer"),
    *("title", "subtitle", "book", "tome", "division", "subdivision", "rule", "subrule", "alinea"),
    *("list", "sublist", "proviso", "transitional", "attachment", "item", "crossHeading"),
}
_BLOCKS: Final = {
    "p",
    "block",
    "longTitle",
    "formula",
    "listIntroduction",
    "listWrapUp",
    "li",
    "tocItem",
}
_SILENT: Final = {"meta", "authorialNote", "eol", "noteRef", "img", "marker"}
_GLUED: Final = {"point", "indent", "item"}
_RUN: Final = re.compile(r"[ \t\r\n]+")
_HAN: Final = re.compile("[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]")


def from_xml(data: bytes) -> str:
    """The text of an Akoma Ntoso document. Raises Unreadable."""
    return read_akn(data).text


def read_akn(data: bytes, _changes: Changes = Changes.ACCEPT) -> Reading:
    """The text of an Akoma Ntoso document, with findings. Raises Unreadable."""
    root = xml_guard.parse(data)
    if not _FAMILY.fullmatch(str(root.tag)):
        raise Unreadable(
            "这个 XML 文件不是 Akoma Ntoso 格式。请上传草案的 Word 文档、PDF 或者纯文本。"
        )
    reader = _Reader()
    reader.below(root)
    reader.flush()
    return reader.out.reading()


class _Reader:
    """Writes a line for every block; a number or a heading waits for the words behind it."""

    def __init__(self) -> None:
        self.out = Writer()
        self._waiting = ""

    def below(self, parent: Any) -> None:
        """Every child in order; libxml2 has bounded the depth."""
        for node in parent:
            name = local(node)
            if name in _HIERARCHY:
                self._hierarchy(node, name)
            elif name in _BLOCKS or (name and not len(node) and (node.text or "").strip()):
                self._block(node)
            elif name == "table":
                self._table(node)
            elif name not in _SILENT:
                self.below(node)

    def flush(self) -> None:
        """A number or heading with no words behind it is a line of its own."""
        if self._waiting.strip():
            self.out.line(self._waiting.rstrip("\u3000 "))
        self._waiting = ""

    def _hierarchy(self, node: Any, name: str) -> None:
        number, heading = _words(_child(node, "num")), _words(_child(node, "heading"))
        if number or heading:
            self.flush()
        if name in {"article", "level"} or (name in _HIERARCHY and not heading):
            self._open(name, number, heading)
        else:
            between = "：" if number == "附" else "　"
            self._waiting = f"{number}{between}{heading}" if number else heading
            self.flush()
        for child in node:
            if local(child) not in {"num", "heading"}:
                self.below([child])
        self.flush()

    def _open(self, name: str, number: str, heading: str) -> None:
        """What stands on the line of the first words."""
        chinese = _HAN.search(number) is not None
        if name == "article" and chinese:
            caption = f"（{heading}）" if heading else ""
            self._waiting = f"{number}{caption}　"
        elif number.endswith("、"):
            self._waiting = number + heading
            if heading:
                self.flush()
        elif number:
            self._waiting = number if name in _GLUED and chinese else f"{number}　"
            if heading:
                self._waiting += heading
                self.flush()
        elif heading:
            self._waiting = heading
            self.flush()

    def _block(self, node: Any) -> None:
        for note in node.iter():
            if local(note) == "authorialNote":
                self.out.doubt("footnote", "此处有脚注，已作为注释保留，不算条文，请核对。")
                self.out.note("脚注", _words(note))
        words = _words(node)
        if words or self._waiting:
            self.out.line((self._waiting + words).rstrip("\u3000 "))
        self._waiting = ""

    def _table(self, table: Any) -> None:
        self.flush()
        rows = [
            [_words(cell) for cell in row if local(cell) in {"td", "th"}]
            for row in table.iter()
            if local(row) == "tr"
        ]
        for line in pipe_table(rows):
            self.out.line(line)


def _child(node: Any, name: str) -> Any:
    return next((one for one in node if local(one) == name), None)


def _words(node: Any) -> str:
    """The words of an element without its notes; line breaks inside Chinese are nothing."""
    if node is None:
        return ""
    pieces: list[str] = []
    _collect(node, pieces)
    words = "".join(pieces).strip(" \t\r\n")

    def one(run: re.Match[str]) -> str:
        inside = (
            "\n" in run[0] and _HAN.match(words[run.start() - 1]) and _HAN.match(words[run.end()])
        )
        return "" if inside else " "

    return _RUN.sub(one, words)


def _collect(node: Any, pieces: list[str]) -> None:
    pieces.append(node.text or "")
    for child in node:
        name = local(child)
        if name == "eol":
            pieces.append("\n")
        elif name not in _SILENT:
            _collect(child, pieces)
        pieces.append(child.tail or "")
