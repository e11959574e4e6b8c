"""Rules on fonts: inside the file, every glyph there, its width and its words known."""

import re
import struct
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name

from reports.merging.reading import Inspected, Key
from reports.merging.rule import Rule

_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>")
_UNSAYABLE = ("", "\x00", "\ufeff", "\ufffe")


def _name(font: Any) -> str:
    return str(font.get("/BaseFont", "?"))[1:]


def _file(font: Any) -> Any:
    """The font program of a composite font; None where it has none."""
    for below in font.get("/DescendantFonts", Array()):
        descriptor = below.get("/FontDescriptor", Dictionary())
        for key in ("/FontFile2", "/FontFile3"):
            if key in descriptor:
                return descriptor[key]
    return None


def _embedded(seen: Inspected) -> Iterator[str]:
    for font in seen.fonts().values():
        if _file(font) is None:
            yield f"字体{_name(font)}不在文件里"


def _worded(seen: Inspected) -> Iterator[str]:
    for key, font in seen.fonts().items():
        data = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
        words = {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
            for code, text in _PAIR.findall(data)
        }
        lost = [code for code in seen.codes(key) if code and words.get(code, "") in _UNSAYABLE]
        if lost:
            yield f"字体{_name(font)}有{len(lost)}个字形不知道是什么字"


def _drawn(seen: Inspected) -> Iterator[str]:
    for key, font in seen.fonts().items():
        if 0 in seen.codes(key):
            yield f"字体{_name(font)}画出了空框（.notdef）"


def _present(seen: Inspected) -> Iterator[str]:
    for key, font, program in _programs(seen):
        count = _glyph_count(program)
        if lost := [code for code in seen.codes(key) if code >= count]:
            yield f"字体{_name(font)}缺少用到的{len(lost)}个字形"


def _wide(seen: Inspected) -> Iterator[str]:
    for key, font, program in _programs(seen):
        told, real = _widths(font.DescendantFonts[0]), _advances(program)
        codes = [code for code in seen.codes(key) if code < len(real)]
        if lost := [code for code in codes if abs(told.get(code, 1000) - real[code]) > 1]:
            yield f"字体{_name(font)}有{len(lost)}个字形写明的宽度与字体里的不同"


def _mapped(seen: Inspected) -> Iterator[str]:
    for font in seen.fonts().values():
        for below in font.get("/DescendantFonts", Array()):
            needs = below.get("/Subtype") == Name.CIDFontType2
            if needs and below.get("/CIDToGIDMap") != Name.Identity:
                yield f"字体{_name(font)}没有说明编号就是字形号"


def _programs(seen: Inspected) -> Iterator[tuple[Key, Any, bytes]]:
    for key, font in seen.fonts().items():
        if (file := _file(font)) is not None:
            yield key, font, file.read_bytes()


def _table(program: bytes, tag: bytes) -> bytes:
    """One table of an OpenType font (ISO 14496-22, 4.5.1); empty where it is not there."""
    (count,) = struct.unpack(">H", program[4:6])
    for at in range(12, 12 + 16 * count, 16):
        name, _, start, size = struct.unpack(">4sIII", program[at : at + 16])
        if name == tag:
            return program[start : start + size]
    return b""


def _glyph_count(program: bytes) -> int:
    return int.from_bytes(_table(program, b"maxp")[4:6], "big")


def _advances(program: bytes) -> list[float]:
    """How wide each glyph is, in thousandths of an em (hmtx)."""
    em = int.from_bytes(_table(program, b"head")[18:20], "big")
    metrics, measures = _table(program, b"hhea")[34:36], _table(program, b"hmtx")
    full = int.from_bytes(metrics, "big")
    wide = [1000 * struct.unpack_from(">H", measures, 4 * at)[0] / em for at in range(full)]
    return wide + wide[-1:] * (_glyph_count(program) - full)


def _widths(below: Any) -> dict[int, float]:
    told: dict[int, float] = {}
    entries = list(below.get("/W", Array()))
    while entries:
        first, second = int(entries.pop(0)), entries.pop(0)
        if isinstance(second, Array):
            told |= {first + at: float(width) for at, width in enumerate(second)}
        else:
            told |= dict.fromkeys(range(first, int(second) + 1), float(entries.pop(0)))
    return told


RULES = (
    Rule("font-embedded", "UA 7.21.4.1-1, A 6.2.11.4", "用到的字体都在文件里。", _embedded),
    Rule("font-unicode", "UA 7.21.7-1", "每个画出的字形都知道是什么字。", _worded),
    Rule("font-notdef", "UA 7.21.8", "没有画出空框。", _drawn),
    Rule("font-glyphs", "UA 7.21.4.1-2", "画出的字形字体里都有。", _present),
    Rule("font-widths", "UA 7.21.5", "写明的宽度与字体里的相同。", _wide),
    Rule("font-mapping", "UA 7.21.3.2", "编号与字形号的关系写明。", _mapped),
)
