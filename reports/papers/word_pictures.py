"""Charts in a Word file: the SVG itself, which Word (since 2016) and WPS draw sharp at any size.

An older program shows the empty picture every SVG must stand beside; the words below each chart
say the same there, and to whoever does not see it.
"""

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reports.document import Picture
from reports.papers.word_xml import made

_POINT = 12_700  # in English Metric Units
_TWIP = 635
_SIZE = re.compile(r'<svg\b[^>]*?\swidth="([\d.]+)(?:pt)?"[^>]*?\sheight="([\d.]+)(?:pt)?"')
# One white point: 1 x 1, greyscale.
_EMPTY = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b"
    "550000000a49444154789c63f80f0001010100b138f6140000000049454e44ae"
    "426082"
)
_DRAWING = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="图{number}" descr={alt}/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="图{number}" descr={alt}/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="{empty}"><a:extLst>'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{drawn}"/>'
    "</a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)


def embedded(word: WordFile, pictures: Iterable[Picture], width: int) -> list[str]:
    """Put charts into the file, none wider than `width` twips; for each the run that shows it.
    For one that does not begin with its size that is "": it is left to its words."""
    runs: list[str] = []
    empty = ""
    for number, one in enumerate(pictures, start=1):
        size = _SIZE.search(one.svg)
        if size is None:
            runs.append("")
            continue
        empty = empty or _relation(word, "empty.png", "image/png", _EMPTY)
        drawn = _relation(word, f"chart{number}.svg", "image/svg+xml", one.svg.encode())
        points = [float(side) for side in size.groups()]
        scale = min(1.0, width * _TWIP / (points[0] * _POINT))
        wide, high = (round(side * _POINT * scale) for side in points)
        alt = quoteattr(one.alt)
        shown = _DRAWING.format(
            wide=wide, high=high, number=number, alt=alt, empty=empty, drawn=drawn
        )
        runs.append(made("r", shown))
    return runs


def _relation(word: WordFile, name: str, kind: str, data: bytes) -> str:
    part = Part(PackURI(f"/word/media/{name}"), kind, data, word.part.package)
    return word.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
