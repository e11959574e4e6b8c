"""One subset of each face for the whole document, in place of one in every part.

Parts keep the glyph numbers of the original faces and say which face each font is, so the glyphs
all parts use can be put together, and every text still points at the right ones.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from reports.pdf import PLACEHOLDER

_PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_BATCH = 100
_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_FOOT = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"

Subset = Callable[[str, Mapping[int, str]], bytes]


class StrangeFont(Exception):
    """A font outside the allow-list got into a part: fontconfig put another in its place."""


class Face:
    """One face: its description, and of every glyph used its text and its width."""

    def __init__(self, font: Any, allowed: frozenset[str]) -> None:
        descendant = font.DescendantFonts[0]
        file = _file(descendant.FontDescriptor).read_bytes()
        if not file.startswith(PLACEHOLDER):
            raise ValueError("this part was not laid out by reports.pdf.Press")
        self.description = file.removeprefix(PLACEHOLDER).decode()
        family = self.description.partition("\t")[0]
        if family not in allowed:
            raise StrangeFont(
                f"字体 {family} 不在允许的字体之列，报告没有生成；请运行 consult doctor 检查字体。"
            )
        self.name = str(font.BaseFont)
        self.descriptor = {
            key: Array(list(value)) if isinstance(value, Array) else value
            for key, value in descendant.FontDescriptor.items()
            if key not in {"/FontFile", "/FontFile2", "/FontFile3"}
        }
        self.texts: dict[int, str] = {}
        self.widths: dict[int, int] = {}

    def add(self, font: Any) -> None:
        """Take in the glyphs of one part's font."""
        for glyph, text in _PAIR.findall(font.ToUnicode.read_bytes()):
            self.texts.setdefault(int(glyph, 16), bytes.fromhex(text.decode()).decode("utf-16-be"))
        self.widths |= _widths(font.DescendantFonts[0].W)

    def embedded(self, target: pikepdf.Pdf, subset: Subset) -> Any:
        """The font as an object of `target`, its file inside."""
        file = target.make_stream(subset(self.description, self.texts))
        outline = file.read_bytes()[:4] == b"OTTO"
        descriptor = Dictionary(self.descriptor)
        if outline:
            file.Subtype = Name.OpenType
            descriptor.FontFile3 = file
        else:
            file.Length1 = len(file.read_bytes())
            descriptor.FontFile2 = file
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0 if outline else Name.CIDFontType2,
            BaseFont=Name(self.name),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            W=self._packed_widths(),
            FontDescriptor=target.make_indirect(descriptor),
        )
        if not outline:
            descendant.CIDToGIDMap = Name.Identity
        return target.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name(self.name),
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([target.make_indirect(descendant)]),
                ToUnicode=target.make_stream(self._to_unicode()),
            )
        )

    def _packed_widths(self) -> Any:
        packed: list[Any] = []
        for glyph in sorted(self.widths):
            if glyph - 1 not in self.widths:
                packed += [glyph, Array()]
            packed[-1].append(self.widths[glyph])
        return Array(packed)

    def _to_unicode(self) -> bytes:
        lines = [
            f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>\n".encode()
            for glyph, text in sorted(self.texts.items())
        ]
        batches = (lines[at : at + _BATCH] for at in range(0, len(lines), _BATCH))
        body = b"".join(
            b"%d beginbfchar\n%sendbfchar\n" % (len(batch), b"".join(batch)) for batch in batches
        )
        return _HEAD + body + _FOOT


class Faces:
    """Every face of a document, gathered from its parts by the names WeasyPrint gives them.

    `allowed` are the families it may be set in.
    """

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = allowed
        self._faces: dict[str, Face] = {}
        self._fonts: dict[str, Any] = {}

    def gather(self, part: pikepdf.Pdf) -> None:
        """Take in what a part uses. Raises StrangeFont."""
        for key, font in fonts_of(part).items():
            if key not in self._faces:
                self._faces[key] = Face(font, self._allowed)
            self._faces[key].add(font)

    def embed(self, target: pikepdf.Pdf, subset: Subset) -> None:
        """Make every face an object of `target`; once, before `fit`."""
        for key, face in sorted(self._faces.items()):
            self._fonts[key] = face.embedded(target, subset)

    def fit(self, resources: Any) -> None:
        """Have a part's font resources, already in the target, name the shared fonts."""
        for key in list(resources.keys()):
            resources[key] = self._fonts[key]

    def has(self, family: str) -> bool:
        """Whether the regular weight of a family is used."""
        return self._regular(family) is not None

    def glyphs(self, family: str) -> "Drawer":
        """What is needed to write short texts in the regular weight of a family it has."""
        key = self._regular(family)
        if key is None:
            raise KeyError(family)
        return Drawer(key, self._fonts[key], self._faces[key])

    def _regular(self, family: str) -> str | None:
        wanted = f"{family}\t400\t0"
        return next((key for key, one in self._faces.items() if one.description == wanted), None)


class Drawer:
    """Writes a text of known characters with one font: as hexadecimal glyphs, with its width."""

    def __init__(self, key: str, font: Any, face: Face) -> None:
        self.key, self.font = key, font
        self._glyphs = {text: glyph for glyph, text in sorted(face.texts.items(), reverse=True)}
        self._widths = face.widths

    def knows(self, text: str) -> bool:
        """Whether every character has a glyph here."""
        return all(character in self._glyphs for character in text)

    def written(self, text: str) -> str:
        """The text as a PDF string of glyph numbers."""
        return "<" + "".join(f"{self._glyphs[character]:04x}" for character in text) + ">"

    def width(self, text: str, size: float) -> float:
        """How wide the text is, in points."""
        return sum(self._widths[self._glyphs[character]] for character in text) * size / 1000


def fonts_of(part: pikepdf.Pdf) -> dict[str, Any]:
    """The fonts of a part: all its pages share one dictionary of them."""
    for page in part.pages:
        found = page.obj.get("/Resources", Dictionary()).get("/Font")
        if found is not None:
            return dict(found.items())
    return {}


def _file(descriptor: Any) -> Any:
    return next(value for key, value in descriptor.items() if key.startswith("/FontFile"))


def _widths(packed: Any) -> dict[int, int]:
    entries = list(packed)
    return {
        int(first) + at: round(float(width))
        for first, run in zip(entries[::2], entries[1::2], strict=True)
        for at, width in enumerate(run)
    }
