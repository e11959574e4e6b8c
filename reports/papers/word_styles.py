"""The styles of a Word file: real ones, so that an office can change the look in one place.

Sizes and line distances after GB/T 9704-2012: 3号 (16 pt) 仿宋, 22 lines a page (28.95 pt), title
2号 宋体, 一、黑体, （一）楷体, 1. 仿宋. The faces are those Chinese Word and WPS bring along.
"""

import msgspec
from docx.document import Document as WordFile
from docx.oxml import parse_xml

from reports.document import Align, Style
from reports.papers.word_xml import NAMESPACES, made

FANG, HEI, KAI, SONG = "仿宋", "黑体", "楷体", "宋体"
_LATIN = "Times New Roman"
LINE = 28.95
JUSTIFIED = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


class _Look(msgspec.Struct, frozen=True):
    """A paragraph style; sizes in points, indents in characters. `line` 0 leaves the height of
    lines to what stands in them; `outline` is a heading's level from 0."""

    name: str
    face: str = FANG
    size: float = 16
    line: float = LINE
    bold: bool = False
    first: int = 0
    left: int = 0
    right: int = 0
    justified: str = "both"
    after: float = 0
    keep: bool = False
    outline: int | None = None
    colour: str = ""
    fill: str = ""

    @property
    def key(self) -> str:
        """How paragraphs call it."""
        return "".join(word[0].upper() + word[1:] for word in self.name.split())


NOTE, TEXT, CAPTION, FOOTER, PICTURE = "Subtitle", "TableText", "Caption", "Footer", "Picture"
_LOOKS = (
    _Look("Title", SONG, 22, 36, True, justified="center", after=14),
    _Look(NOTE, KAI, 13, 22, justified="center"),
    _Look("heading 1", HEI, first=2, keep=True, outline=0),
    _Look("heading 2", KAI, first=2, keep=True, outline=1),
    _Look("heading 3", FANG, bold=True, first=2, keep=True, outline=2),
    _Look("toc 1", HEI, 13, 24, justified="left"),
    _Look("toc 2", FANG, 12, 22, left=2, justified="left"),
    _Look("Body", first=2),
    _Look("Law", size=14, line=24, first=2, fill="F6F5F1"),
    _Look("Quote", KAI, 14, 24, left=2),
    _Look("Lead", HEI, first=2, keep=True),
    _Look("Small", HEI, 10.5, 18, justified="left", colour="4D5661"),
    _Look("Address"),
    _Look("Signature", right=2, justified="right"),
    _Look("caption", HEI, 12, 20, justified="center", keep=True),
    _Look("Table Text", FANG, 10.5, 16, justified="left"),
    _Look("Picture", justified="center", line=0, keep=True),
    _Look("footer", SONG, 14, 16, justified="left"),
)
_KEYS = {look.key for look in _LOOKS}
_OURS = {"Body", "Law", "Lead", "Small", "Address", "Table Text", "Picture"}


def heading(level: int) -> str:
    """The style of a heading of level 1 to 3."""
    return f"Heading{level}"


def contents(level: int) -> str:
    """The style of a line of the contents."""
    return f"Toc{level}"


def style_of(style: Style) -> str:
    """The style of a paragraph. Raises KeyError for one that has none."""
    key = style.value.capitalize()
    if key not in _KEYS:
        raise KeyError(key)
    return key


def furnish(word: WordFile, language: str) -> None:
    """Put these styles in the place of those the file came with."""
    basics = (
        _defaults(language),
        _plain("paragraph", "Normal", "Normal"),
        _plain("character", "DefaultParagraphFont", "Default Paragraph Font"),
        _table(),
    )
    held = "".join((*basics, *map(_paragraph, _LOOKS)))
    styles = word.styles.element
    for child in list(styles):
        styles.remove(child)
    styles.extend(list(parse_xml(f"<w:styles {NAMESPACES}>{held}</w:styles>")))


def faces(face: str) -> str:
    """Chinese in this face, Latin letters and digits in the standard's."""
    return made("rFonts", ascii=_LATIN, hAnsi=_LATIN, eastAsia=face, cs=_LATIN)


def _defaults(language: str) -> str:
    latin = language if not language.startswith("zh") else "en-US"
    run = made(
        "rPr",
        faces(FANG),
        made("kern", val=2),
        made("sz", val=32),
        made("szCs", val=32),
        made("lang", val=latin, eastAsia="zh-CN", bidi="ar-SA"),
    )
    spacing = made("spacing", before=0, after=0, line=_twips(LINE), lineRule="exact")
    return made(
        "docDefaults",
        made("rPrDefault", run),
        made("pPrDefault", made("pPr", made("widowControl"), made("overflowPunct"), spacing)),
    )


def _plain(kind: str, key: str, name: str) -> str:
    return made("style", made("name", val=name), type=kind, default=1, styleId=key)


def _table() -> str:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = [made(edge, val="single", sz=4, space=0, color="6B7480") for edge in edges]
    margins = (("top", 60), ("left", 100), ("bottom", 60), ("right", 100))
    cells = [made(edge, w=width, type="dxa") for edge, width in margins]
    properties = made("tblPr", made("tblBorders", *lines), made("tblCellMar", *cells))
    return made(
        "style",
        made("name", val="Table Grid"),
        made("uiPriority", val=59),
        properties,
        type="table",
        styleId="TableGrid",
    )


def _paragraph(look: _Look) -> str:
    ours = {"customStyle": 1} if look.name in _OURS else {}
    return made(
        "style",
        made("name", val=look.name),
        made("basedOn", val="Normal"),
        "" if look.outline is None else made("next", val="Body"),
        made("qFormat"),
        _paragraph_look(look),
        _letters(look),
        type="paragraph",
        styleId=look.key,
        **ours,
    )


def _paragraph_look(look: _Look) -> str:
    line = {"line": _twips(look.line), "lineRule": "exact"}
    spacing = line if look.line else {"line": 240, "lineRule": "auto"}
    indents = {"left": look.left, "right": look.right, "firstLine": look.first}
    given = {key: count for key, count in indents.items() if count}
    in_characters = {f"{key}Chars": 100 * count for key, count in given.items()}
    in_twips = {key: _twips(count * look.size) for key, count in given.items()}
    return made(
        "pPr",
        made("keepNext") if look.keep else "",
        made("shd", val="clear", color="auto", fill=look.fill) if look.fill else "",
        made("spacing", before=0, after=_twips(look.after), **spacing),
        made("ind", **in_characters, **in_twips) if given else "",
        made("jc", val=look.justified),
        "" if look.outline is None else made("outlineLvl", val=look.outline),
    )


def _letters(look: _Look) -> str:
    half = round(2 * look.size)
    return made(
        "rPr",
        faces(look.face),
        made("b") if look.bold else "",
        made("color", val=look.colour) if look.colour else "",
        made("sz", val=half),
        made("szCs", val=half),
    )


def _twips(points: float) -> int:
    return round(20 * points)
