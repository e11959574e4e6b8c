"""Read an .html page: its blocks as lines, its lists numbered, its data tables as pipes."""

import re
from itertools import islice
from typing import Any, Final

from lxml import etree

from drafts.formats.decoding import decode
from drafts.formats.file_reading import Changes, Reading, Unreadable, Writer
from drafts.formats.pipe_table import MOST_COLUMNS, pipe_table
from drafts.formats.word_numbers import written
from drafts.formats.word_runs import DELETED, INSERTED
from drafts.numerals import HIGHEST
from drafts.splitting.markers import ARTICLE, BLANKS, HEADING
from drafts.splitting.pieces import read_mark

_SILENT: Final = {
    *("head", "script", "style", "noscript", "template", "iframe", "object", "svg", "math"),
    *("button", "select", "input", "textarea", "option", "audio", "video", "canvas"),
}
_FURNITURE: Final = {"nav", "footer", "aside"}
_BLOCKS: Final = {
    *("html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl"),
    *("dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "section"),
    *("article", "header", "main", "blockquote", "pre", "hr", "br", "center", "form", "address"),
    *("fieldset", "figure", "figcaption", "details", "summary"),
}
_INSERTIONS: Final = {"ins"}
_DELETIONS: Final = {"del", "s", "strike"}
_HIDDEN: Final = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?([\w-]{2,20})", re.I)
_RUN: Final = re.compile(r"[ \t\r\n\f]+")
_HAN: Final = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
_DECLARED: Final = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
_LISTS: Final = {
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"},
    **{"I": "upperRoman", "decimal": "decimal", "cjk-ideographic": "chineseCounting"},
    **{"simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting"},
}
_LIST_STYLE: Final = re.compile(r"list-style(?:-type)?\s{0,9}:\s{0,9}([a-z-]{1,40})", re.I)
_LONGEST_CELL: Final = 400
_LONGEST_ALONE: Final = 120  # a cell of a table of one row, which may be the columns of a page
_GLANCE: Final = 40


def read_html(data: bytes, changes: Changes = Changes.ACCEPT) -> Reading:
    """The text of a web page; scripts, styles, navigation and hidden parts are left out.

    Raises Unreadable.
    """
    source = _decode(data).encode("utf-8", "surrogatepass").replace(b"\0", b"")
    parser = etree.HTMLParser(  # pages that never close a <font> nest deep; the child is bounded
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("网页内容不完整或者有错。请在浏览器里打开，另存后再上传。") from error
    if any(one.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for one in parser.error_log):
        raise Unreadable("网页嵌套太深，读不完整。请在浏览器里打开，把正文复制到 Word 后再上传。")
    if root is None:
        return Reading("")
    page = _Page(changes)
    page.walk(root)
    return page.out.reading()


def _decode(data: bytes) -> str:
    """In the encoding the page declares when only the page can know it, else by looking."""
    declared = _CHARSET.search(data[:4096])
    encoding = _DECLARED.get(declared[1].decode("ascii", "replace").lower()) if declared else None
    try:
        return data.decode(encoding) if encoding else decode(data)
    except UnicodeDecodeError:
        return decode(data)


class _Page:
    """Walks a page without recursion; `_line` are the pieces of the line being made."""

    def __init__(self, changes: Changes) -> None:
        self.out = Writer()
        self._changes = changes
        self._line: list[str] = []
        self._verbatim = 0
        self._inserted = self._deleted = 0
        self._counts: dict[Any, int] = {}

    def walk(self, root: Any) -> None:
        """Everything below `root`."""
        steps = etree.iterwalk(root, events=("start", "end"))
        passed: set[Any] = set()
        for event, node in steps:
            if event == "start" and not self._enter(node):
                steps.skip_subtree()
                passed.add(node)
            elif event == "end":
                if node in passed:
                    passed.discard(node)
                else:
                    self._leave(node)
                self._say(node.tail if node is not root else "")
        self._flush()

    def _enter(self, node: Any) -> bool:
        """Begin an element; False when nothing below it is to be read."""
        tag = node.tag if isinstance(node.tag, str) else "object"
        if tag in _SILENT:
            return False
        if tag in _BLOCKS or tag in _FURNITURE:
            self._flush()
        if tag in _FURNITURE or _is_hidden(node):
            self._tell_left_out(node, tag)
            return False
        if tag == "table" and (rows := _data_table(node)):
            for line in pipe_table(rows):
                self.out.line(line)
            return False
        if tag in _DELETIONS and self._changes is Changes.ACCEPT:
            self._deleted += len("".join(node.itertext()))
            return False
        self._begin(node, tag)
        self._say(node.text)
        return True

    def _begin(self, node: Any, tag: str) -> None:
        self._verbatim += tag == "pre"
        if tag == "li":
            self._line.append(self._list_number(node))
        if tag in _INSERTIONS | _DELETIONS:
            count = len("".join(node.itertext()))
            self._inserted += count if tag in _INSERTIONS else 0
            self._deleted += count if tag in _DELETIONS else 0
            self._sign(tag, 0)

    def _leave(self, node: Any) -> None:
        tag = node.tag
        if tag in _INSERTIONS | _DELETIONS:
            self._sign(tag, 1)
        if tag in _BLOCKS:
            self._flush()
        self._verbatim -= tag == "pre"

    def _sign(self, tag: str, half: int) -> None:
        if self._changes is Changes.BOTH:
            form = INSERTED if tag in _INSERTIONS else DELETED
            self._line.append(form.split("{}")[half])

    def _say(self, words: str | None) -> None:
        if not words:
            return
        if not self._verbatim:
            self._line.append(words)
            return
        first, *rest = words.splitlines() or [""]
        self._line.append(first)
        for line in rest:
            self._flush()
            self._line.append(line)

    def _flush(self) -> None:
        words = fold("".join(self._line))
        self._line.clear()
        if not words.strip(BLANKS):
            return
        if self._inserted or self._deleted:
            how = "两种文字都已列出" if self._changes is Changes.BOTH else "已按接受修订读取"
            counts = f"增加{self._inserted}字、删去{self._deleted}字"
            message = f"此处有修订痕迹（{counts}），{how}，请核对。"
            self.out.doubt("tracked-change", message)
            self._inserted = self._deleted = 0
        self.out.line(words)

    def _tell_left_out(self, node: Any, tag: str) -> None:
        words = fold("".join(node.itertext())).strip(BLANKS)
        if words:
            what = "导航、页脚等栏目" if tag in _FURNITURE else "隐藏的内容"
            short = words[:20] + ("……" if len(words) > 20 else "")
            self.out.doubt("page-furniture", f"网页的{what}“{short}”没有读入，请核对。")

    def _list_number(self, node: Any) -> str:
        """What the browser would print before an entry of a numbered list."""
        parent = node.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        start = _whole(parent.get("start"), 1)
        number = _whole(node.get("value"), self._counts.get(parent, start - 1) + 1)
        self._counts[parent] = number
        styled = _LIST_STYLE.search(parent.get("style") or node.get("style") or "")
        kind = styled[1].lower() if styled else parent.get("type") or "1"
        if kind not in _LISTS or not 1 <= number <= HIGHEST or _has_mark(node):
            return ""
        form = _LISTS[kind]
        return written(number, form) + ("、" if form == "chineseCounting" else ".\u3000")


def fold(words: str) -> str:
    """Blanks as a browser shows them; a line break of the source inside Chinese is nothing."""

    def one(run: re.Match[str]) -> str:
        before, after = (
            words[max(run.start() - 1, 0) : run.start()],
            words[run.end() : run.end() + 1],
        )
        inside = "\n" in run[0] and _HAN.match(before) and _HAN.match(after)
        return "" if inside else " "

    return _RUN.sub(one, words).strip(" ")


def _is_hidden(node: Any) -> bool:
    return "hidden" in node.attrib or _HIDDEN.search(node.get("style") or "") is not None


def _has_mark(node: Any) -> bool:
    head = "".join(piece[:_GLANCE] for piece in islice(node.itertext(), 8)).lstrip(BLANKS)
    head = head[:_GLANCE]
    return bool(ARTICLE.match(head) or HEADING.match(head) or read_mark(head, 0, len(head)))


def _data_table(table: Any) -> list[list[str]]:
    """The rows of a table of data; none for a table that only lays out a page."""
    if table.find(".//table") is not None:
        return []
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    broad = sum(len(row) > 1 for row in rows)
    if broad < 2 and not (broad and len(rows) == 1 and _is_plain_row(rows[0])):
        return []
    written_rows = [[words for cell in row for words in _cell(cell)] for row in rows]
    longest = max((len(words) for row in written_rows for words in row), default=0)
    return [] if longest > (_LONGEST_CELL if broad > 1 else _LONGEST_ALONE) else written_rows


def _is_plain_row(row: list[Any]) -> bool:
    """Whether each cell of a lone row has words and nothing else, as the columns of a page have."""
    inner = _BLOCKS | _SILENT | _FURNITURE | {"a", "img"}
    return all(
        fold("".join(cell.itertext()))
        and not any(one.tag in inner for one in cell.iterdescendants())
        for cell in row
    )


def _cell(cell: Any) -> list[str]:
    spans = min(max(_whole(cell.get("colspan"), 1), 1), MOST_COLUMNS)
    return [fold(" ".join(cell.itertext())).strip(BLANKS), *[""] * (spans - 1)]


def _whole(words: str | None, default: int) -> int:
    return int(words) if words and re.fullmatch(r"[0-9]{1,6}", words) else default
