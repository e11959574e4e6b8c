"""What WeasyPrint leaves out of a PDF: page labels, how it opens, header cells, font check.

The only module that knows pikepdf.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from reports.fonts import CHAIN

BODY = "part-1"
_PRINT = 4


class StrangeFont(Exception):
    """A font outside the allow-list got into the PDF, or one that is not embedded."""


def finish(raw: bytes) -> bytes:
    """The finished file: labels i, ii … for front matter and 1, 2 … for the body, outline shown
    on opening, links printable, header cells scoped. Deterministic. Raises `StrangeFont`.
    """
    with pikepdf.open(io.BytesIO(raw)) as document:
        _check_fonts(document)
        _label_pages(document)
        _open_with_outline(document)
        _mark_links(document)
        _scope_headers(document)
        target = io.BytesIO()
        document.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return target.getvalue()


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def fonts_of(document: pikepdf.Pdf) -> set[tuple[str, bool]]:
    """Every font a document uses: its name without the subset tag, and whether it is embedded."""
    found: set[tuple[str, bool]] = set()
    for candidate in document.objects:
        if (
            isinstance(candidate, pikepdf.Dictionary)
            and candidate.get("/Type") == "/FontDescriptor"
        ):
            embedded = any(key in candidate for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            found.add((str(candidate["/FontName"]).lstrip("/").split("+")[-1], embedded))
    return found


def _check_fonts(document: pikepdf.Pdf) -> None:
    allowed = tuple(family.replace(" ", "-") for family in CHAIN)
    for name, embedded in sorted(fonts_of(document)):
        if not embedded or not name.replace(" ", "-").startswith(allowed):
            state = "不在允许的字体之列" if embedded else "没有嵌入文件"
            raise StrangeFont(
                f"字体 {name} {state}，报告没有生成；请运行 consult doctor 检查字体。"
            )


def _label_pages(document: pikepdf.Pdf) -> None:
    body = _page_of(document, BODY)
    numbers: list[Any] = [0, pikepdf.Dictionary(S=pikepdf.Name.r)]
    if body is not None:
        numbers += [body, pikepdf.Dictionary(S=pikepdf.Name.D)]
    document.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))


def _page_of(document: pikepdf.Pdf, name: str) -> int | None:
    for key, target in _destinations(document):
        if key == name:
            return int(document.pages.index(pikepdf.Page(target[0])))
    return None


def _destinations(document: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    if "/Names" not in document.Root or "/Dests" not in document.Root.Names:
        return
    pairs = list(document.Root.Names.Dests.Names)
    for key, target in zip(pairs[::2], pairs[1::2], strict=True):
        yield str(key), target


def _open_with_outline(document: pikepdf.Pdf) -> None:
    document.Root.PageMode = pikepdf.Name.UseOutlines
    document.Root.PageLayout = pikepdf.Name.SinglePage


def _mark_links(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        if "/Annots" in page.obj:
            page.obj.Tabs = pikepdf.Name.S
            for link in page.obj.Annots:
                link.F = _PRINT


def _scope_headers(document: pikepdf.Pdf) -> None:
    """Header cells name what they head: WeasyPrint keeps the ids but writes no Scope."""
    for cell in _dictionaries(document, "/S", "/TH"):
        attributes = cell.get("/A", pikepdf.Dictionary(O=pikepdf.Name.Table))
        attributes["/Scope"] = pikepdf.Name.Column
        cell.A = attributes


def _dictionaries(document: pikepdf.Pdf, key: str, value: str) -> Iterator[Any]:
    for candidate in document.objects:
        if isinstance(candidate, pikepdf.Dictionary) and candidate.get(key) == value:
            yield candidate
