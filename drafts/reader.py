"""From the bytes of a file to the text of a draft, whatever an office sends."""

import re
from pathlib import PurePosixPath
from typing import Final

from drafts.formats import libreoffice, sandbox
from drafts.formats.decoding import decode
from drafts.formats.file_reading import Changes, Reading, Unreadable, annotate
from drafts.model import Draft
from drafts.splitter import split

__all__ = ["SUFFIXES", "Changes", "Reading", "Unreadable", "read", "read_draft", "read_file"]

TEXT: Final = (".txt", ".md")
PARSED: Final = {".docx": "docx", ".pdf": "pdf", ".html": "html", ".htm": "html", ".xml": "xml"}
CONVERTED: Final = (".doc", ".wps", ".rtf", ".odt")
SUFFIXES: Final = (*TEXT, *PARSED, *CONVERTED)
MOST_BYTES: Final = 20 * 1024 * 1024

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x19\x1b\x7f]")
_UNSHOWN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LONGEST_NAME: Final = 80
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MARKUP: Final = re.compile(rb"\s{0,99}<(?:!doctype\s{1,9}html|html|head|body)\b", re.IGNORECASE)
_PDF: Final = b"%PDF-"
_PDF_HEAD: Final = 1024  # where Acrobat still looks for the sign


def read(data: bytes, name: str) -> str:
    """The text of a draft file; offsets into the draft speak of this very text.

    Takes .txt and .md in any Chinese encoding (kept as decoded, line ends included, without the
    byte order mark), .docx, .pdf, .html, Akoma Ntoso .xml, and .doc, .wps, .rtf, .odt where
    LibreOffice is installed. Raises Unreadable.
    """
    return read_file(data, name).text


def read_draft(data: bytes, name: str, changes: Changes = Changes.ACCEPT) -> Draft:
    """Read and split a draft file; the reader's findings stand among the splitter's.

    Raises Unreadable.
    """
    reading = read_file(data, name, changes)
    return annotate(split(reading.text), reading.findings)


def read_file(data: bytes, name: str, changes: Changes = Changes.ACCEPT) -> Reading:
    """The text of a draft file, and what was decided while reading it. Raises Unreadable.

    `changes` says what becomes of tracked changes. Waits for a child process, up to ten seconds
    (a minute where LibreOffice converts): not for an event loop.
    """
    shown = _shown(name)
    try:
        reading = _read(data, _suffix(name), changes)
    except Unreadable as refusal:
        raise Unreadable(f"不能读取“{shown}”：{refusal}") from refusal
    if not reading.text.strip("\ufeff\u200b \t\r\n\u3000"):
        raise Unreadable(f"“{shown}”里没有文字。请确认选对了文件。")
    return reading


def _read(data: bytes, suffix: str, changes: Changes) -> Reading:
    if suffix not in SUFFIXES:
        raise Unreadable(_unknown(suffix))
    if len(data) > MOST_BYTES:
        raise Unreadable(f"文件超过{MOST_BYTES // 1024 // 1024} MB。请删去图片后再上传。")
    if suffix in TEXT:
        return Reading(_text(data))
    kind = PARSED.get(suffix) or _disguised(data)
    if kind is None:
        _refuse_locked(data)
        data, kind = libreoffice.to_docx(data, suffix), "docx"
    if kind == "docx":
        _check_docx(data)
    elif kind == "pdf" and _PDF not in data[:_PDF_HEAD]:
        raise Unreadable("这不是 PDF 文件，只是扩展名写作 .pdf。请确认选对了文件。")
    return sandbox.read_apart(kind, data, changes)


def _text(data: bytes) -> str:
    if data.startswith(_PDF):
        raise Unreadable("这是 PDF 文件，请把扩展名改为 .pdf 后再上传。")
    if data.startswith((_ZIP, _OLE)):
        raise Unreadable("这是 Word 文档，不是纯文本。请把扩展名改回 .docx 或 .doc 后再上传。")
    text = decode(data)
    if _CONTROL.search(text):
        raise Unreadable("不是纯文本文件（含有控制字符）。请另存为 UTF-8 编码的纯文本后再上传。")
    return text


def _disguised(data: bytes) -> str | None:
    """What a .doc really is when it is a .docx or a web page under the older name."""
    if data.startswith(_ZIP) and b"word/document" in data:
        return "docx"
    return "html" if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")) else None


def _check_docx(data: bytes) -> None:
    if data.startswith(_OLE):
        _refuse_locked(data)
        raise Unreadable(
            "这是旧版 .doc 文件，只是扩展名写作 .docx。请在 Word 或 WPS 里另存为 .docx 后再上传。"
        )
    if not data.startswith(_ZIP):
        raise Unreadable("这不是 Word 文档，只是扩展名写作 .docx。请确认选对了文件。")


def _refuse_locked(data: bytes) -> None:
    """A .docx with a password is an OLE container around an encrypted package."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise Unreadable("文件加了密码。请在 Word 里去掉密码，另存后再上传。")


def _unknown(suffix: str) -> str:
    if suffix == ".ofd":
        return "还不能读 OFD。请在阅读器里另存为 PDF，或者上传草案的 Word 文档。"
    return (
        "只接受 .docx、.pdf、.html、.txt、.md、.xml（Akoma Ntoso）和 .doc、.wps、.rtf、.odt 文件。"
        "请在文字处理软件里另存为 .docx 后再上传。"
    )


def _suffix(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def _shown(name: str) -> str:
    """The file's own name: no path, no signs that cannot be seen, at most 80 characters."""
    last = _UNSHOWN.sub("", name.replace("\\", "/").rpartition("/")[2])
    return last if len(last) <= _LONGEST_NAME else last[: _LONGEST_NAME - 1] + "…"
