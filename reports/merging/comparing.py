"""Two PDFs held against each other: is one the other, and if not, where do they part?"""

import io
from typing import Any

import pikepdf

from reports.merging.metadata import attachments


class NoPdf(Exception):
    """Bytes that are no readable PDF."""


def carried(data: bytes) -> dict[str, bytes]:
    """The files a PDF carries, by name. Raises NoPdf."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return attachments(document)
    except pikepdf.PdfError as error:
        raise NoPdf(str(error)) from error


def parted(one: bytes, other: bytes) -> tuple[str, ...]:
    """Where two PDFs differ, in words: pages by number, carried files, or what surrounds them;
    empty when they are the same bytes. Raises NoPdf."""
    if one == other:
        return ()
    try:
        with pikepdf.open(io.BytesIO(one)) as here, pikepdf.open(io.BytesIO(other)) as there:
            found = [*_pages(here, there), *_files(here, there)]
    except pikepdf.PdfError as error:
        raise NoPdf(str(error)) from error
    return tuple(found) or ("页面以外的内容（标题、书签、链接或者字体）",)


def _pages(here: pikepdf.Pdf, there: pikepdf.Pdf) -> list[str]:
    if len(here.pages) != len(there.pages):
        return [f"页数（{len(here.pages)}页与{len(there.pages)}页）"]
    return [
        f"第{at}页（从封面数起）"
        for at, (one, other) in enumerate(zip(here.pages, there.pages, strict=True), start=1)
        if _drawn(one.obj) != _drawn(other.obj)
    ]


def _drawn(page: Any) -> list[bytes]:
    contents = page.Contents
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return [stream.read_bytes() for stream in streams]


def _files(here: pikepdf.Pdf, there: pikepdf.Pdf) -> list[str]:
    mine, theirs = attachments(here), attachments(there)
    names = sorted(mine.keys() | theirs.keys())
    return [f"内附文件{name}" for name in names if mine.get(name) != theirs.get(name)]
