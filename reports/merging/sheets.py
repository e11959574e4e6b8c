"""A part as it comes from the press, opened for binding."""

import io
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec
import pikepdf


class Matter(StrEnum):
    """How the pages of a part are numbered: a cover not at all, front matter i, the body 1."""

    COVER = "cover"
    FRONT = "front"
    BODY = "body"


class Sheets(msgspec.Struct, frozen=True):
    """The laid-out pages of one part. `level` is that of its topmost outline entries."""

    pdf: bytes
    matter: Matter = Matter.BODY
    level: int = 1


def opened(sheets: Sheets) -> pikepdf.Pdf:
    """The part as a document."""
    return pikepdf.open(io.BytesIO(sheets.pdf))


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def destinations(document: pikepdf.Pdf) -> Iterator[tuple[str, int, Any]]:
    """Every named place of a part: its name, the page (0 first) and the target itself."""
    if "/Names" not in document.Root or "/Dests" not in document.Root.Names:
        return
    pages = {page.obj.objgen: at for at, page in enumerate(document.pages)}
    pairs = list(document.Root.Names.Dests.Names)
    for key, target in zip(pairs[::2], pairs[1::2], strict=True):
        yield str(key), pages[target[0].objgen], target


def page_numbers(parts: list[Sheets]) -> dict[str, int]:
    """On which page of the body, from 1, every named place of these parts stands."""
    numbers: dict[str, int] = {}
    before = 0
    for part in parts:
        with opened(part) as document:
            numbers |= {name: before + at + 1 for name, at, _ in destinations(document)}
            before += len(document.pages)
    return numbers
