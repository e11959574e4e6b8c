"""Read a .pdf that carries its text."""

import re
import unicodedata
from statistics import median
from typing import Final

from drafts.formats.file_reading import Changes, Reading, Unreadable, Writer
from drafts.formats.pdf_lines import Furniture, PageLine, furniture, paragraphs
from drafts.formats.pdf_page import pages
from drafts.formats.pipe_table import pipe_table

_USUAL_EM: Final = 16.0
_RADICAL: Final = re.compile("[\u2f00-\u2fd5]")
_AMBIGUOUS: Final = (
    "上一行写满且以句末标点结束，无法确定此处是否另起一款，暂按另起一款处理，请核对。"
)


def read_pdf(data: bytes, _changes: Changes = Changes.ACCEPT) -> Reading:
    """The text of a PDF, its paragraphs joined again and its ruled tables kept.

    Raises Unreadable.
    """
    found = pages(data)
    lines = [line for page in found for line in page.lines]
    if not lines:
        raise Unreadable(
            "里面没有文字，像是扫描件。请先做文字识别（OCR）并校对，或者上传草案的 Word 文档。"
        )
    ems = [em for page in found for em in page.ems]
    without = {number for number, page in enumerate(found) if not page.lines}
    return _write(lines, median(ems) if ems else _USUAL_EM, without)


def _write(lines: list[PageLine], em: float, images: set[int]) -> Reading:
    out = Writer()
    dropped = furniture(lines)
    kept = [line for line in lines if line not in dropped.numbers | dropped.heads]
    _tell_heads(out, dropped)
    for number in sorted(images):
        out.doubt("scanned-page", f"第{number + 1}页没有文字，可能是扫描页或者图片，请核对。")
    waiting = sorted(dropped.numbers, key=lambda line: -line.page)
    joined = radicals = 0
    for one in paragraphs(kept, em):
        while waiting and waiting[-1].page < one.page:
            _tell_number(out, waiting.pop())
        if one.rows:
            out.doubt("pdf-table", "此处的表格按 PDF 的框线还原，请核对各格文字。")
            for row in pipe_table([list(cells) for cells in one.rows]):
                out.line(row)
            continue
        if one.doubtful:
            out.doubt("ambiguous-paragraph", _AMBIGUOUS)
        joined += len(one.parts) - 1
        words, count = _RADICAL.subn(lambda sign: unicodedata.normalize("NFKC", sign[0]), one.words)
        radicals += count
        out.line(words)
    for line in reversed(waiting):
        _tell_number(out, line)
    return _with_sums(out, joined, radicals)


def _tell_heads(out: Writer, dropped: Furniture) -> None:
    for words in sorted({line.words for line in dropped.heads}):
        times = sum(line.words == words for line in dropped.heads)
        where = f"在{times}页的同一位置出现" if times > 1 else "以小字单独印在页首"
        out.doubt("running-head", f"“{words[:30]}”{where}，按页眉页脚略去。")


def _tell_number(out: Writer, line: PageLine) -> None:
    message = f"第{line.page + 1}页的“{line.words}”像是页码，已略去不读。"
    out.doubt("page-number", message)


def _with_sums(out: Writer, joined: int, radicals: int) -> Reading:
    if joined:
        message = f"PDF 的硬换行已接回{joined}处，请留意款的划分。"
        out.doubt("rejoined", message, start=0)
    if radicals:
        message = f"有{radicals}个字在 PDF 里存成部首符号，已还原为汉字，请核对。"
        out.doubt("radical", message, start=0)
    return out.reading()
