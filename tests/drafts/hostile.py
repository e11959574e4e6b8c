"""Hostile files made by hand, each with the words its refusal must say."""

import struct
import zipfile
from collections.abc import Iterator

from tests.drafts.word_files import W, document, docx, packed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
XXE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def lying(data: bytes, name: str, size: int) -> bytes:
    """A zip whose directories claim another inflated size for one entry."""
    out = bytearray(data)
    for sign, offset, where in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        begin = data.find(sign)
        while begin >= 0:
            if data[begin + where :].startswith(name.encode()):
                out[begin + offset : begin + offset + 4] = struct.pack("<I", size)
            begin = data.find(sign, begin + 4)
    return bytes(out)


def flagged(data: bytes) -> bytes:
    """A zip whose entries say that they are encrypted."""
    out = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = data.find(sign)
        while begin >= 0:
            out[begin + offset] |= 1
            begin = data.find(sign, begin + 4)
    return bytes(out)


def overlapping(copies: int) -> bytes:
    """A zip whose directory names one squeezed entry again and again."""
    data = packed({"word/media/0000.bin": b"\0" * 900_000})
    start = data.find(b"PK\x01\x02")
    end = data.find(b"PK\x05\x06")
    entry, tail = data[start:end], bytearray(data[end:])
    entries = b"".join(
        entry.replace(b"0000.bin", f"{number:04}.bin".encode()) for number in range(copies)
    )
    tail[8:12] = struct.pack("<HH", copies, copies)
    tail[12:20] = struct.pack("<II", len(entries), start)
    return data[:start] + entries + bytes(tail)


def uploads() -> Iterator[tuple[str, str, bytes, str]]:
    """What each is, its name, its bytes, and what the refusal must say."""
    yield from _zips()
    yield from _words()
    yield from _markup()
    yield from _pdfs()


def _zips() -> Iterator[tuple[str, str, bytes, str]]:
    many = {f"word/x{number}.xml": "" for number in range(2_100)}
    yield "bomb", "a.docx", docx(**{"word/media/a.bin": b"\0" * 41_000_000}), "压缩比|40 MB"
    yield "flat bomb", "a.docx", docx(**{"word/a.bin": bytes(range(256)) * 170_000}), "压缩比|40 MB"
    yield "overlapping entries", "a.docx", overlapping(60), "40 MB|已损坏"
    yield "2,100 entries", "a.docx", packed(many), "2000个"
    yield "65,535 entries", "a.docx", b"PK\x03\x04" + b"PK\x01\x02" * 65_535, "2000个"
    yield "says it is small", "a.docx", lying(docx(), "word/document.xml", 10), "已损坏"
    yield "says it is huge", "a.docx", lying(docx(), "word/document.xml", 2**31), "已损坏"
    yield "encrypted entries", "a.docx", flagged(docx()), "密码"
    yield "path outside", "a.docx", docx(**{"../../etc/cron.d/x": "x"}), "文件之外"
    yield "absolute path", "a.docx", docx(**{"/etc/passwd": "x"}), "文件之外"
    yield "backslash path", "a.docx", docx(**{"..\\..\\x": "x"}), "文件之外"
    twice = {"word/other.xml": document(""), "word/document.xml": document("")}
    yield "two documents", "a.docx", packed(twice), ""
    yield "zip in a zip", "a.docx", packed({"a.docx": docx()}), "没有 Word 文档的正文"
    yield "lzma", "a.docx", packed({"word/document.xml": document("")}, zipfile.ZIP_LZMA), ""


def _words() -> Iterator[tuple[str, str, bytes, str]]:
    deep = "<w:p>" * 5_000 + "</w:p>" * 5_000
    laughs = document("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f"<!DOCTYPE x [{LAUGHS}]>")
    wide = document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", XXE)
    yield "laughs", "a.docx", packed({"word/document.xml": laughs}), "DOCTYPE"
    yield "entity", "a.docx", packed({"word/document.xml": wide}), "DOCTYPE"
    utf16 = wide.encode("utf-16")
    yield "entity in UTF-16", "a.docx", packed({"word/document.xml": utf16}), "DOCTYPE|正文"
    yield "deep", "a.docx", docx(deep), "嵌套太深"
    yield "broken", "a.docx", packed({"word/document.xml": f'<w:document xmlns:w="{W}">'}), "XML"
    yield "empty", "a.docx", docx("<w:p/>"), "没有文字"
    yield "spreadsheet", "a.docx", packed({"xl/workbook.xml": "<x/>"}), "Excel"
    yield "old Word renamed", "a.docx", OLE + b"\0" * 4096, "旧版 .doc"
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    yield "password", "a.docx", locked, "密码"
    yield "password, old name", "a.doc", locked, "密码"
    yield "text renamed", "a.docx", "第一条　甲。".encode(), "不是 Word 文档"
    yield "PDF renamed", "a.docx", b"%PDF-1.7\n", "不是 Word 文档"
    endless = "<w:p><w:r><w:t>" + "甲" * 2_100_000 + "</w:t></w:r></w:p>"
    yield "endless", "a.docx", docx(endless), "200万字|压缩比"


def _markup() -> Iterator[tuple[str, str, bytes, str]]:
    root = f'<akomaNtoso xmlns="{AKN}">'
    yield "laughs", "a.xml", f"<!DOCTYPE x [{LAUGHS}]>{root}&l9;</akomaNtoso>".encode(), "DOCTYPE"
    yield "entity", "a.xml", f"{XXE}{root}&x;</akomaNtoso>".encode(), "DOCTYPE"
    yield "entity in UTF-16", "a.xml", f"{XXE}{root}&x;</akomaNtoso>".encode("utf-16"), "DOCTYPE"
    deep = "<body>" * 100_000
    yield "deep", "a.xml", f"{root}{deep}".encode(), "嵌套太深|XML"
    yield "other XML", "a.xml", b"<a/>", "不是 Akoma Ntoso"
    yield "no XML", "a.xml", b"\x00\x01\x02", "XML"
    yield "deep page", "a.html", b"<b>" * 100_000 + b"x", "嵌套太深"
    yield "empty page", "a.html", b"<html><script>x</script></html>", "没有文字"
    yield "binary page", "a.html", b"\xff\xfe\x00", "编码"


def _pdfs() -> Iterator[tuple[str, str, bytes, str]]:
    yield "no PDF", "a.pdf", b"PK\x03\x04", "不是 PDF"
    yield "head of a PDF", "a.pdf", b"%PDF-1.7", "已损坏"
    yield (
        "no pages",
        "a.pdf",
        b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>",
        "",
    )
    yield (
        "loop",
        "a.pdf",
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 999999999>>endobj\ntrailer<</Root 1 0 R>>"
        ),
        "",
    )
