"""An office's own fonts: what a font file is, whether it may be embedded, where papers use it.

Papers are set in four roles (GB/T 9704-2012, 7.3): the title, the body, headings 一、 (黑体) and
headings （一） (楷体). The style sheets name the open fonts of `reports.fonts.CHAIN`; `dressed`
puts the office's in front of them.
"""

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from fontTools.ttLib import TTCollection, TTFont, TTLibError

ROLES = ("title", "body", "heading1", "heading2")
"""What a font can be used for: 标题、正文、一级标题、二级标题."""
_FIRST = {
    "Noto Serif CJK SC": "body",
    "Noto Sans CJK SC": "heading1",
    "LXGW WenKai": "heading2",
}
_NAME = '"(?:' + "|".join(_FIRST) + ')"'
_CHAIN = re.compile(rf"(font: bold [^;\"]*)?{_NAME}(?:, {_NAME})+")
_NAMES = (1, 4, 6, 16)
_POSTSCRIPT = 6
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")
_REGULAR, _BOLD_FROM, _BOLD = 400, 600, 700
_RESTRICTED, _NO_SUBSET, _BITMAP_ONLY = 0x0002, 0x0100, 0x0200
_EDITABLE_OR_PREVIEW = 0x000C
_FOLIOS = """
.specimen .folio { font-family: "Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai"; }
.specimen .head { font-family: "Noto Sans CJK SC", "Noto Serif CJK SC", "LXGW WenKai"; }
"""


class Unembeddable(Exception):
    """A font file that cannot be used; the message says why."""


class OwnFace(msgspec.Struct, frozen=True):
    """One face of an office's font: `alias` is what style sheets call it, `names` what people do.

    `data` is the font file of this face alone, `covered` the code points it draws.
    """

    alias: str
    names: tuple[str, ...]
    weight: int
    data: bytes
    covered: frozenset[int]

    @property
    def bold(self) -> bool:
        """Whether it is its family's face for bold."""
        return self.weight >= _BOLD_FROM

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.data).hexdigest()


class Faces(msgspec.Struct, frozen=True):
    """The office's faces that are used, and the alias of each role that has one of its own."""

    faces: tuple[OwnFace, ...] = ()
    roles: dict[str, str] = msgspec.field(default_factory=dict)

    @property
    def families(self) -> frozenset[str]:
        """The aliases, which may stand in a paper beside the fonts of the chain."""
        return frozenset(face.alias for face in self.faces)

    @property
    def covered(self) -> frozenset[int]:
        """Every code point one of the families draws in each of its faces."""
        return frozenset().union(
            *(
                frozenset.intersection(*(face.covered for face in self.faces if face.alias == one))
                for one in self.families
            )
        )

    @property
    def digest(self) -> str:
        """What of them decides how a paper looks; "" without any."""
        if not self.faces:
            return ""
        said = [
            sorted(self.roles.items()),
            sorted((f.alias, f.weight, f.digest) for f in self.faces),
        ]
        return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


class House(msgspec.Struct, frozen=True):
    """What an office's folder changes of how papers look: its fonts, and the digest of all of it,
    which the manifest bears; "" where nothing is changed."""

    faces: Faces = Faces()
    digest: str = ""


def read(data: bytes) -> tuple[OwnFace, ...]:
    """The faces of a font file (.ttf, .otf, .ttc). Raises Unembeddable with a sentence: it is no
    font, or its maker does not allow what a PDF needs (OpenType 1.9, OS/2 fsType)."""
    try:
        if data[:4] == b"ttcf":
            fonts = list(TTCollection(io.BytesIO(data), lazy=True).fonts)
        else:
            fonts = [TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)]
        return tuple(_face(font, data if len(fonts) == 1 else b"") for font in fonts)
    except (TTLibError, KeyError, AssertionError, ValueError, EOFError) as error:
        raise Unembeddable("不是能用的字体文件（.ttf、.otf、.ttc）") from error


def picked(faces: Sequence[OwnFace], name: str) -> tuple[OwnFace, ...]:
    """The faces of the family that people call `name`: the one nearest to regular weight, and the
    one nearest to bold where it has one; none if no family is called so."""
    wanted = _folded(name)
    aliases = [f.alias for f in faces if wanted in {_folded(one) for one in f.names}]
    family = [face for face in faces if aliases and face.alias == aliases[0]]
    plain = [face for face in family if not face.bold]
    bold = [face for face in family if face.bold]
    return (
        *sorted(plain, key=lambda face: abs(face.weight - _REGULAR))[:1],
        *sorted(bold, key=lambda face: abs(face.weight - _BOLD))[:1],
    )


def dressed(css: str, roles: Mapping[str, str]) -> str:
    """A style sheet with the office's fonts before those of the chain, role by role.

    A bold face of 宋体 is the title's. Every chain ends with all of the office's fonts, so that
    what one of them covers is drawn by it wherever it stands. Page numbers keep their own.
    """
    if not roles:
        return css
    every = list(dict.fromkeys(roles[role] for role in ROLES if role in roles))

    def chain(found: re.Match[str]) -> str:
        bold = found[1] or ""
        ours = found[0].removeprefix(bold)
        role = _FIRST[ours.split('"')[1]]
        mine = roles.get("title" if bold and role == "body" else role)
        rest = [alias for alias in every if alias != mine]
        return bold + ", ".join([*([f'"{mine}"'] if mine else []), ours, *map(_quoted, rest)])

    return _CHAIN.sub(chain, css) + _FOLIOS


def rules(faces: Sequence[OwnFace]) -> str:
    """The @font-face rules of the faces, whose address is `office-face:` and their place. One that
    is alone in its family stands for bold too: thickening it by machine would spoil it."""
    lines = []
    for at, face in enumerate(faces):
        alone = sum(other.alias == face.alias for other in faces) == 1
        for weight in ("normal", "bold") if alone else ("bold" if face.bold else "normal",):
            lines.append(
                f'@font-face {{ font-family: "{face.alias}"; font-weight: {weight}; '
                f"src: url(office-face:{at}) }}\n"
            )
    return "".join(lines)


def _face(font: Any, whole: bytes) -> OwnFace:
    names = tuple(dict.fromkeys(_names(font)))
    called = "、".join(names[:2])
    if "fvar" in font:
        raise Unembeddable(f"“{called}”是可变字体，请换成固定字重的字体文件")
    _refuse_restricted(int(font["OS/2"].fsType), called)
    if not whole:
        file = io.BytesIO()
        font.recalcTimestamp = False
        font.save(file, reorderTables=None)
        whole = file.getvalue()
    return OwnFace(
        alias=_alias(font, names),
        names=names,
        weight=int(font["OS/2"].usWeightClass),
        data=whole,
        covered=frozenset(font.getBestCmap() or {}),
    )


def _refuse_restricted(rights: int, called: str) -> None:
    if rights & _RESTRICTED and not rights & _EDITABLE_OR_PREVIEW:
        raise Unembeddable(f"“{called}”的版权设置禁止嵌入文件，不能用在报告里")
    if rights & _NO_SUBSET:
        raise Unembeddable(f"“{called}”的版权设置只许整个嵌入，每份报告都会带上全部字体，不能用")
    if rights & _BITMAP_ONLY:
        raise Unembeddable(f"“{called}”的版权设置只许嵌入点阵，不能用")


def _names(font: Any) -> list[str]:
    found = []
    for record in font["name"].names:
        if record.nameID in _NAMES:
            try:
                found.append(record.toUnicode().strip())
            except UnicodeDecodeError:
                continue
    return [name for name in found if name]


def _alias(font: Any, names: Sequence[str]) -> str:
    """A family's name in the letters a PDF name holds without escapes; faces of one family share
    it."""
    families = [font["name"].getDebugName(number) for number in (16, 1)]
    plain = next((one for one in families if one and one.isascii()), None)
    plain = plain or font["name"].getDebugName(_POSTSCRIPT) or ""
    digest = hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:8]
    return f"Office {_UNSAFE.sub('-', plain).strip('-') or digest}"


def _folded(name: str) -> str:
    return name.replace(" ", "").casefold()


def _quoted(alias: str) -> str:
    return f'"{alias}"'
