"""Page numbers and running heads, drawn when all pages are known, as artifacts.

GB/T 9704-2012, 7.5: 4号半角宋体 between dashes, 7 mm below the type area, odd pages right and even
pages left, one character in. Even pages are the mirror of odd ones: 2 mm nearer the left edge.
A landscape page is a portrait one turned, its left edge on top (8, 横排表格): what stands around it
keeps its place on the paper, so that a bound volume is leafed through by one corner.
"""

from itertools import groupby
from typing import Any

import msgspec
import pikepdf
from pikepdf import Array, Dictionary

from reports.fonts import CHAIN
from reports.merging.typefaces import Drawer, Faces

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
_INNER, _OUTER = 28 * MM, 26 * MM
_FOLIO = 14.0
_ROMAN = 12.0
_HEAD = 9.0
_FOLIO_BASE = 35 * MM - 7 * MM - 0.88 * _FOLIO
_HEAD_BASE = HEIGHT - 37 * MM + 5 * MM + 0.2 * _HEAD
_ONE_EM = 14.0
_TURN = ("q", f"0 -1 1 0 0 {WIDTH:.4f} cm")
"""From the portrait page's coordinates to those of the same paper turned clockwise."""
SERIF, SANS, KAI = CHAIN
ELLIPSIS = "…"
DIGITS = "0123456789ivxlc— " + ELLIPSIS
"""What folios and cut heads are written with, beside the titles themselves."""


class Furniture(msgspec.Struct, frozen=True):
    """What stands around the type area of one page; "" for nothing."""

    folio: str = ""
    head: str = ""
    roman: bool = False


class Folios:
    """Draws furniture on pages that are already in the target."""

    def __init__(self, target: pikepdf.Pdf, faces: Faces) -> None:
        self._target = target
        self._numbers = faces.glyphs(SERIF)
        self._heads = [faces.glyphs(name) for name in (SANS, SERIF, KAI) if faces.has(name)]
        self._save = target.make_stream(b"q\n")

    def draw(self, page: Any, at: int, furniture: Furniture) -> None:
        """Draw on physical page `at` (0 first), and mirror it when it is a left-hand one."""
        right = at % 2 == 0
        lines: list[str] = []
        if furniture.folio:
            size = _ROMAN if furniture.roman else _FOLIO
            runs = [(self._numbers, furniture.folio)]
            lines += self._line(runs, size, _FOLIO_BASE, right, _ONE_EM)
        if furniture.head:
            lines += self._line(self._fitting(furniture.head), _HEAD, _HEAD_BASE, right, 0)
        self._place(page, lines, right)

    def _fitting(self, text: str) -> list[tuple[Drawer, str]]:
        """The head as it fits the line: cut short with an ellipsis where it is longer."""
        runs, kept = self._runs(text), len(text)
        while sum(drawer.width(run, _HEAD) for drawer, run in runs) > WIDTH - _INNER - _OUTER:
            kept -= 1
            runs = self._runs(text[:kept].rstrip() + ELLIPSIS)
        return runs

    def _runs(self, text: str) -> list[tuple[Drawer, str]]:
        """The text in stretches that one font can write."""
        by_font = [(next(d for d in self._heads if d.knows(char)), char) for char in text]
        return [
            (drawer, "".join(char for _, char in stretch))
            for drawer, stretch in groupby(by_font, key=lambda pair: pair[0])
        ]

    def _line(
        self, runs: list[tuple[Drawer, str]], size: float, base: float, right: bool, inset: float
    ) -> list[str]:
        width = sum(drawer.width(text, size) for drawer, text in runs)
        # Left-hand pages are shifted as a whole afterwards: their left margin is still _INNER here.
        left = WIDTH - _OUTER - inset - width if right else _INNER + inset
        kind = "Footer" if base < HEIGHT / 2 else "Header"
        colour = "0.106 0.122 0.141" if kind == "Footer" else "0.302 0.337 0.380"
        return [
            f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC",
            f"BT {colour} rg {left:.3f} {base:.3f} Td",
            *(f"/{one.key[1:]} {size:g} Tf {one.written(text)} Tj" for one, text in runs),
            "ET EMC",
        ]

    def _place(self, page: Any, lines: list[str], right: bool) -> None:
        shift = 0.0 if right else _INNER - _OUTER
        turned = page.MediaBox[2] > page.MediaBox[3]
        paper = (0, -shift, HEIGHT, WIDTH - shift) if turned else (shift, 0, WIDTH + shift, HEIGHT)
        page.MediaBox = Array([round(edge, 4) for edge in paper])
        for box in ("/TrimBox", "/BleedBox", "/CropBox"):
            if box in page:
                del page[box]
        if not lines:
            return
        # WeasyPrint flips the coordinate system and never restores it.
        around = "\n".join([*_TURN, *lines, "Q"] if turned else lines)
        over = self._target.make_stream(f"Q\n{around}\n".encode())
        page.Contents = Array([self._save, page.Contents, over])
        fonts = page.Resources.Font
        for drawer in (self._numbers, *self._heads):
            fonts[drawer.key] = drawer.font


def roman(number: int) -> str:
    """i, ii, iii … for front matter (1 to 399)."""
    parts = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"))
    written = ""
    for value, letters in (*parts, (4, "iv"), (1, "i")):
        written += letters * (number // value)
        number %= value
    return written


def blank_page(target: pikepdf.Pdf) -> Any:
    """An empty page, so that the body begins on a right-hand one."""
    return Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=Array([0, 0, round(WIDTH, 4), round(HEIGHT, 4)]),
        Resources=Dictionary(),
        Contents=target.make_stream(b""),
    )
