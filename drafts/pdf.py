"""Read a .pdf that carries its text: the only door to PDFium."""

import re
import unicodedata
from collections.abc import Iterator
from statistics import median
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from drafts.file_reading import MOST_CHARACTERS, Changes, Reading, Unreadable, Writer
from drafts.markers import BLANKS
from drafts.pdf_lines import Furniture, PageLine, furniture, paragraphs

MOST_PAGES: Final = 2_000
_USUAL_EM: Final = 16.0
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_RADICAL: Final = re.compile("[\u2f00-\u2fd5]")
_AMBIGUOUS: Final = (
    "上一行写满且以句末标点结束，无法确定此处是否另起一款，暂按另起一款处理，请核对。"
)
_UNSAID: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_pdf(data: bytes, _changes: Changes = Changes.ACCEPT) -> Reading:
    """The text of a PDF, its paragraphs joined again. Raises Unreadable."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_reason()) from error
    with document:
        if len(document) > MOST_PAGES:
            raise Unreadable(f"超过{MOST_PAGES}页。请确认选对了文件，或者分成几个文件。")
        pages = [list(_page_lines(document, number)) for number in range(len(document))]
        images = {number for number, page in enumerate(pages) if not page}
    lines = [line for page in pages for line, _em in page]
    if not lines:
        raise Unreadable(
            "里面没有文字，像是扫描件。请先做文字识别（OCR）并校对，或者上传草案的 Word 文档。"
        )
    ems = [em for page in pages for _line, em in page if em]
    return _write(lines, median(ems) if ems else _USUAL_EM, images)


def _reason() -> str:
    if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
        return "文件加了密码。请去掉密码，另存后再上传。"
    return "PDF 不完整或者已损坏（可能没有传完）。请在阅读器里打开，另存后再上传。"


def _page_lines(document: Any, number: int) -> Iterator[tuple[PageLine, float]]:
    """The lines of a page as PDFium orders them, each with the width of its first Han character."""
    page = document[number]
    text = page.get_textpage()
    count = text.count_chars()
    if count > MOST_CHARACTERS:
        raise Unreadable(f"第{number + 1}页的字太多。请确认选对了文件。")
    chars = [chr(pdfium.FPDFText_GetUnicode(text, index)) for index in range(count)]
    begin = 0
    for index in range(count + 1):
        if index == count or chars[index] in "\r\n":
            if line := _line(text, chars, begin, index, number):
                yield line
            begin = index + 1


def _line(
    text: Any, chars: list[str], begin: int, end: int, page: int
) -> tuple[PageLine, float] | None:
    while begin < end and _blank(chars[begin]):
        begin += 1
    while end > begin and _blank(chars[end - 1]):
        end -= 1
    if begin == end:
        return None
    left, bottom, _right, top = text.get_charbox(begin, loose=True)
    first = next((index for index in range(begin, end) if _HAN.match(chars[index])), None)
    em = 0.0
    if first is not None:
        box = text.get_charbox(first, loose=True)
        em = box[2] - box[0]
    right = text.get_charbox(end - 1, loose=True)[2]
    words = _UNSAID.sub("", "".join(chars[begin:end]))
    return PageLine(page, left, max(left, right), bottom, top, words), em


def _blank(char: str) -> bool:
    return char in BLANKS or _UNSAID.match(char) is not None


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
        out.doubt("running-head", f"“{words[:30]}”在{times}页的同一位置出现，按页眉页脚略去。")


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
