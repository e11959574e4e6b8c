"""What charts are drawn with: SVG as text, fills that differ in black and white too."""

from html import escape

import msgspec

WIDTH = 442.0
"""The width of the type area, in points."""
_FONT = 'font-family="Noto Sans CJK SC" font-size="9"'
INK = "#1b1f24"
MUTED = "#4d5661"
LINE = "#b9b6ad"
BLUE = "#1f4e79"
_COLOURS = {
    "adopted": "#1b7245",
    "partly": "#8a5a00",
    "not-adopted": "#8c2f39",
    "already": "#44535f",
    "study": "#4b4e9e",
    "pending": "#6b7480",
    "first": BLUE,
    "second": BLUE,
    "third": BLUE,
    "fourth": BLUE,
    "fifth": BLUE,
    "sixth": BLUE,
}
SHADES = ("first", "second", "third", "fourth", "fifth", "sixth")
"""Fills of shares that are no outcomes, told apart by their strokes."""
_SOLID = frozenset({"adopted", "first"})
_DASHED = frozenset({"pending", "sixth"})
_STROKES = {
    "partly": "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2",
    "already": "M0,0 l6,6 M6,0 l-6,6",
    "study": "M0,1.5 h6 M0,4.5 h6",
    "second": "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2",
    "fourth": "M0,0 l6,6 M6,0 l-6,6",
    "fifth": "M0,1.5 h6 M0,4.5 h6",
}


class Chart(msgspec.Struct, frozen=True):
    """One picture: SVG source, its size in points, and what it says in words."""

    svg: str
    width: float
    height: float
    alt: str


def segment(x: float, y: float, width: float, height: float, key: str, number: str) -> str:
    """A piece of a bar filled as `key` (an outcome's or one of SHADES), its number on it where
    there is room."""
    colour = _COLOURS[key]
    solid = key in _SOLID
    fill = colour if solid else f"url(#{key})" if key in _STROKES else "#fff"
    dashes = ' stroke-dasharray="2 1.5"' if key in _DASHED else ""
    parts = [rect(x, y, width, height, fill=fill, extra=f'stroke="{colour}"{dashes}')]
    room = 6.0 + sum(5 if character.isascii() else 8 for character in number)
    if number and width > room + 2:
        if key in _STROKES:
            parts.append(rect(x + (width - room) / 2, y + 1.5, room, height - 3, fill="#fff"))
        ink = "#fff" if solid else INK
        parts.append(text(x + width / 2, y + height / 2 + 2.8, number, "middle", ink, 8))
    return "".join(parts)


def svg(height: float, parts: list[str], width: float = WIDTH) -> str:
    """A picture of these parts, with the patterns they use."""
    body = "".join(parts)
    patterns = "".join(
        f'<pattern id="{key}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path d="{path}" stroke="{_COLOURS[key]}" stroke-width="1.1" fill="none"/></pattern>'
        for key, path in _STROKES.items()
        if f"url(#{key})" in body
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}pt" height="{height:g}pt" '
        f'viewBox="0 0 {width:g} {height:g}"><defs>{patterns}</defs>{body}</svg>'
    )


def rect(x: float, y: float, width: float, height: float, *, fill: str, extra: str = "") -> str:
    """A rectangle; `extra` gives it a border."""
    stroke = f' {extra} stroke-width="0.7"' if extra else ""
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" '
        f'fill="{fill}"{stroke}/>'
    )


def text(
    x: float, y: float, words: str, anchor: str = "start", colour: str = INK, size: float = 9
) -> str:
    """Words with their baseline at `y`."""
    font = _FONT.replace('"9"', f'"{size:g}"')
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}" fill="{colour}" {font}>'
        f"{escape(words)}</text>"
    )
