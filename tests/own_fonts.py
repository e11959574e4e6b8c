"""Font files for the tests of an office's own fonts: a few square glyphs under any name."""

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection


def font_file(
    family: str,
    letters: str,
    *,
    chinese: str = "",
    weight: int = 400,
    rights: int = 0,
) -> bytes:
    """A TrueType font called `family` (and `chinese` in Chinese) that draws `letters`; `rights`
    is its OS/2 fsType."""
    names = [f"u{ord(letter):04X}" for letter in letters]
    order = [".notdef", *names]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(
        {ord(letter): name for letter, name in zip(letters, names, strict=True)}
    )
    builder.setupGlyf(dict.fromkeys(order, _square()))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    style = "Bold" if weight >= 600 else "Regular"
    called: dict[str, object] = {"familyName": family, "styleName": style}
    called["psName"] = f"{family.replace(' ', '')}-{style}"
    if chinese:
        called["familyName"] = {"en": family, "zh-Hans": chinese}
    builder.setupNameTable(called)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=weight, fsType=rights)
    builder.setupPost()
    file = io.BytesIO()
    builder.font.recalcTimestamp = False
    builder.save(file)
    return file.getvalue()


def collection(*fonts: bytes) -> bytes:
    """A .ttc of these fonts."""
    from fontTools.ttLib import TTFont

    held = TTCollection()
    held.fonts = [TTFont(io.BytesIO(font)) for font in fonts]
    file = io.BytesIO()
    held.save(file)
    return file.getvalue()


def _square() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    pen.lineTo((100, 800))
    pen.lineTo((900, 800))
    pen.lineTo((900, 0))
    pen.closePath()
    return pen.glyph()
