"""What a stranger's file is, by what is in it and never by its name (promise R17).

Nothing here is opened or rendered: a file of a known form goes into a drawer staff download from.
What runs by itself when it is opened is refused.
"""

import re
import unicodedata

from consult.errors import Invalid
from drafts.formats.file_reading import Unreadable
from drafts.formats.zip_guard import inflate

MOST_BYTES = 5 * 1024 * 1024
_LONGEST_NAME = 80
_TAIL = 2048
_JPEG, _PNG, _ZIP, _PDF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"%PDF-"
_PNG_END = b"IEND\xaeB`\x82"
_SELF_RUNNING = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
_OUTWARD = re.compile(rb"<[^<>]{0,2000}(?:attachedTemplate|oleObject|/frame)[^<>]{0,2000}>")
_WORD = "word/document.xml"
_INSIDE = (_WORD, "vbaProject.bin", ".rels")


def kind_of(data: bytes) -> str:
    """`pdf`, `docx`, `jpg`, `png` or `txt`. Raises Invalid, saying what to do, for others."""
    if not data:
        raise Invalid("这个文件是空的，请重新选择。", field="file")
    if len(data) > MOST_BYTES:
        raise Invalid("附件每份不超过 5 MB，请压缩、拆开或者换成照片再上传。", field="file")
    if data.startswith(_PDF):
        return _pdf(data)
    if data.startswith(_PNG):
        return _whole(data, "png", _PNG_END)
    if data.startswith(_JPEG):
        return _whole(data, "jpg", b"\xff\xd9")
    if data.startswith(_ZIP):
        return _docx(data)
    return _text(data)


def plain_name(filename: str, kind: str) -> str:
    """A name to show and to save under: no path, nothing invisible, the ending of its kind."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    seen = "".join(
        char for char in last if unicodedata.category(char)[0] not in "CZ" or char == " "
    )
    stem = seen.rpartition(".")[0] or seen
    return f"{stem.strip(' .')[:_LONGEST_NAME] or 'file'}.{kind}"


def _pdf(data: bytes) -> str:
    if b"%%EOF" not in data[-_TAIL:]:
        raise _broken()
    if any(sign in data for sign in _SELF_RUNNING):
        raise Invalid(
            "这个 PDF 里有会自己运行或者夹带文件的内容，不能收。请打印成新的 PDF 再上传。",
            field="file",
        )
    return "pdf"


def _whole(data: bytes, kind: str, end: bytes) -> str:
    if end not in data[-_TAIL:]:
        raise _broken()
    return kind


def _docx(data: bytes) -> str:
    try:
        inside = inflate(data, _INSIDE)
    except Unreadable as error:
        raise Invalid("这个文件不能收：{reason}", field="file", reason=error) from error
    if _WORD not in inside:
        raise _unknown()
    outward = any(_leads_out(content) for name, content in inside.items() if name.endswith(".rels"))
    declared = b"<!DOCTYPE" in inside[_WORD]
    if outward or declared or any(name.endswith("vbaProject.bin") for name in inside):
        raise Invalid(
            "这个 Word 文件里有宏或者外来的部件，不能收。请另存为不带宏的 .docx 再上传。",
            field="file",
        )
    return "docx"


def _leads_out(relations: bytes) -> bool:
    return any(b"External" in one for one in _OUTWARD.findall(relations))


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(char in "\t\n\r\f" or unicodedata.category(char) != "Cc" for char in text):
            return "txt"
    raise _unknown()


def _broken() -> Invalid:
    return Invalid("这个文件不完整，可能没有传完。请重新上传。", field="file")


def _unknown() -> Invalid:
    return Invalid(
        "只收 PDF、Word（.docx）、JPG、PNG 和文本文件，看的是内容，不是文件名。", field="file"
    )
