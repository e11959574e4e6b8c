"""The numbers Word counts by itself: 第一条 that exists only as the number of a list.

Rules: ISO/IEC 29500-1 §17.9 (numbering), §17.7.2 (style inheritance).
"""

import re
from typing import Any, Final

import msgspec

from drafts.formats.word_numbers import written

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS: Final = 9
_LONGEST: Final = 64
_HOLE: Final = re.compile(r"%([1-9])")
_WHOLE: Final = re.compile(r"[0-9]{1,6}")
_SUFFIXES: Final = {"nothing": "", "space": " "}


class Level(msgspec.Struct, frozen=True):
    """One level of a list: how it is counted and written. `restart` None: after any outer one."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "\u3000"
    restart: int | None = None
    legal: bool = False
    style: str = ""


class Use(msgspec.Struct, frozen=True):
    """A list as a paragraph uses it: its definition, its own levels and first numbers."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


def value(node: Any, name: str, default: str = "") -> str:
    """The attribute w:val of the child w:NAME."""
    child = node.find(W + name) if node is not None else None
    return default if child is None else str(child.get(W + "val", default))


def whole(words: str, default: int) -> int:
    """A number written in a file; the default for anything else, however long."""
    return int(words) if _WHOLE.fullmatch(words) else default


def _level(node: Any) -> Level:
    restart = value(node, "lvlRestart")
    form = value(node, "numFmt", "decimal")
    text = value(node, "lvlText")[:_LONGEST]
    return Level(
        start=whole(value(node, "start", "0"), 0),
        form=form,
        text="•" if form == "bullet" and text else text,
        suffix=_SUFFIXES.get(value(node, "suff", "tab"), "\u3000"),
        restart=whole(restart, 0) if restart else None,
        legal=node.find(W + "isLgl") is not None,
        style=value(node, "pStyle"),
    )


class Styles:
    """Which list a paragraph style belongs to, by itself or through the style it is based on."""

    def __init__(self, root: Any) -> None:
        """Read styles.xml; `root` is None when the file has none."""
        self._styles: dict[str, Any] = {}
        self._default = ""
        self._known: dict[str, tuple[str, str, str]] = {}
        for style in () if root is None else root.iterfind(W + "style"):
            name = str(style.get(W + "styleId", ""))
            self._styles[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true"}:
                self._default = name

    def numbering(self, name: str) -> tuple[str, str, str]:
        """List, level and the style that says so; empty where nothing is said."""
        if name not in self._known:
            self._known[name] = self._find(name or self._default)
        return self._known[name]

    def _find(self, name: str) -> tuple[str, str, str]:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            properties = style.find(f"{W}pPr/{W}numPr")
            if properties is not None and value(properties, "numId"):
                return value(properties, "numId"), value(properties, "ilvl"), name
            name = value(style, "basedOn")
        return "", "", ""

    def list_of(self, name: str) -> str:
        """The list a numbering style stands for."""
        style = self._styles.get(name)
        return "" if style is None else value(style.find(f"{W}pPr/{W}numPr"), "numId")


class Numbering:
    """Counts the paragraphs of one document, in their order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        """Read numbering.xml; `root` is None when the file has none."""
        self._styles = styles
        self._definitions: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._uses: dict[str, Use] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        for node in root.iterfind(W + "abstractNum"):
            name = str(node.get(W + "abstractNumId", ""))
            self._definitions[name] = _levels(node)
            if link := value(node, "numStyleLink"):
                self._links[name] = link
        for node in root.iterfind(W + "num"):
            starts, own = {}, {}
            for override in node.iterfind(W + "lvlOverride"):
                index = whole(str(override.get(W + "ilvl", "0")), 0)
                if first := value(override, "startOverride"):
                    starts[index] = whole(first, 1)
                own.update(_levels(override))
            name = str(node.get(W + "numId", ""))
            self._uses[name] = Use(value(node, "abstractNumId"), own, starts)

    def prefix(self, properties: Any) -> str:
        """The number before a paragraph with these properties, blank included, and count it."""
        name, level = self._place(properties)
        use = self._uses.get(name)
        if use is None or not 0 <= level < LEVELS:
            return ""
        definition = self._definition(use.definition)
        levels = {**self._definitions.get(definition, {}), **use.levels}
        if level not in levels:
            return ""
        counts = self._counts.setdefault(definition, {})
        self._count(name, use, levels, level, counts)
        own = levels[level]
        words = _HOLE.sub(lambda hole: self._hole(int(hole[1]) - 1, own, levels, counts), own.text)
        return words + own.suffix if words else ""

    def _place(self, properties: Any) -> tuple[str, int]:
        """The list and the level a paragraph says itself, or its style for it."""
        direct = None if properties is None else properties.find(W + "numPr")
        name, level, style = self._styles.numbering(value(properties, "pStyle"))
        if direct is not None:
            own = value(direct, "numId")
            style = style if own in {"", name} else ""
            name, level = own or name, value(direct, "ilvl") or (level if style else "0")
        return name, whole(level, 0) if level else self._level_of(name, style)

    def _level_of(self, name: str, style: str) -> int:
        """A style names its list only; the level is the one that names the style."""
        use = self._uses.get(name)
        levels = self._definitions.get(self._definition(use.definition), {}) if use else {}
        return next((index for index, one in levels.items() if one.style == style), 0)

    def _definition(self, name: str) -> str:
        """A definition may point to the one a numbering style holds."""
        use = self._uses.get(self._styles.list_of(self._links.get(name, "")))
        return use.definition if use and not self._definitions.get(name) else name

    def _count(
        self, name: str, use: Use, levels: dict[int, Level], level: int, counts: dict[int, int]
    ) -> None:
        for index, first in use.starts.items():
            if (name, index) not in self._begun and index <= level:
                self._begun.add((name, index))
                counts[index] = first - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for index in [one for one in counts if one > level]:
            restart = levels[index].restart if index in levels else None
            if restart is None or (restart > 0 and level < restart):
                del counts[index]

    def _hole(
        self, index: int, own: Level, levels: dict[int, Level], counts: dict[int, int]
    ) -> str:
        level = levels.get(index, Level())
        number = counts.get(index, max(level.start, 1))
        return written(number, "decimal" if own.legal and level.form != "none" else level.form)


def _levels(node: Any) -> dict[int, Level]:
    found = {}
    for one in node.iterfind(W + "lvl"):
        found[whole(str(one.get(W + "ilvl", "0")), 0)] = _level(one)
    return found
