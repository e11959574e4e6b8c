"""WeasyPrint 70 asked less often for what it has already answered.

A report has thousands of elements and a few dozen styles. WeasyPrint resolves margins, measures
struts and sets up Pango anew for every box; here the answers that depend on a style alone are kept
with the style. What is drawn stays the same to the byte, which a test compares.

This module is handed WeasyPrint's parts by `reports.pdf` and imports none of it.
"""

import re
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

VERSIONS = "70."
_USED = (
    *(
        f"{what}_{side}"
        for what in ("margin", "padding")
        for side in ("left", "right", "top", "bottom")
    ),
    *(f"border_{side}_width" for side in ("left", "right", "top", "bottom")),
    *("width", "min_width", "max_width", "min_height", "max_height"),
)
_LENGTHS = (*_USED[:8], "width", "min_width", "max_width", "height", "min_height", "max_height")
_MARGINS = (
    *(f"@{edge}-{at}" for edge in ("top", "bottom") for at in ("left", "center", "right")),
    *(f"@{edge}-{at}" for edge in ("left", "right") for at in ("top", "middle", "bottom")),
    *(f"@{edge}-{at}-corner" for edge in ("top", "bottom") for at in ("left", "right")),
)
_NOTHING = frozenset({"normal", "inhibit", "none"})
_WIDEST = 2**21  # WeasyPrint takes wider boxes for boxes without end
_WIDE = re.compile(
    "\u3000*[0-9A-Za-z%\u00b7\u2014\u2018-\u201d\u2026\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]+"
)
_HAN_PAIR = re.compile("[\u4e00-\u9fff]{2}")
_NOTED = (
    *("language", "ascent", "underline_position", "strikethrough_position"),
    *("underline_thickness", "strikethrough_thickness"),
)


def install(
    version: str, percent: Any, line_break: Any, page: Any, users: Iterable[ModuleType]
) -> bool:
    """Teach WeasyPrint to remember, once a process; whether it was done.

    `users` are the modules that have taken a function by name. False, and nothing changed, for a
    version nobody has tried.
    """
    if hasattr(percent.resolve_percentages, "remembers"):
        return True
    if not version.startswith(VERSIONS):
        return False
    changes = (
        (percent, "resolve_percentages", _resolving(percent.resolve_percentages)),
        (line_break, "strut", _strut(line_break.strut)),
        (line_break, "split_first_line", _splitting(line_break)),
        (page, "make_margin_boxes", _margins(page.make_margin_boxes)),
    )
    for home, name, better in changes:
        plain = getattr(home, name)
        for module in (home, *users):
            if getattr(module, name, None) is plain:
                setattr(module, name, better)
    line_break.Layout.setup = _setup(line_break)
    return True


def _resolving(plain: Any) -> Any:
    """`resolve_percentages` that copies what it found for the style before, where no percentage
    or formula makes it depend on the box around."""

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        known = style.__dict__.get("lengths")
        if known is None:
            known = style.lengths = {} if _is_fixed(style) else False
        if known is False:
            plain(box, containing_block)
            return
        around = containing_block[1] if type(containing_block) is tuple else containing_block.height
        kind = around == "auto"
        values = known.get(kind)
        if values is None:
            plain(box, containing_block)
            known[kind] = {name: getattr(box, name) for name in (*_USED, "height")}
        else:
            box.__dict__.update(values)

    resolve_percentages.remembers = True  # type: ignore[attr-defined]
    return resolve_percentages


def _is_fixed(style: Any) -> bool:
    """Whether every length of a style is said in itself; with collapsed borders the table says."""
    return style["border_collapse"] != "collapse" and all(
        style[name] == "auto" or getattr(style[name], "unit", "%") != "%" for name in _LENGTHS
    )


def _strut(plain: Any) -> Any:
    def strut(style: Any) -> Any:
        known = style.__dict__.get("strut")
        if known is None:
            known = style.strut = plain(style)
        return known

    return strut


def _margins(plain: Any) -> Any:
    """`make_margin_boxes` that does not lay out the sixteen boxes of a page when all are empty."""

    def make_margin_boxes(context: Any, page: Any, state: Any) -> Iterable[Any]:
        for name in _MARGINS:
            style = context.style_for(page.page_type, name)
            if style is not None and style["content"] not in _NOTHING:
                return plain(context, page, state)  # type: ignore[no-any-return]
        return ()

    return make_margin_boxes


def _splitting(line_break: Any) -> Any:
    """`split_first_line` for lines of Chinese: shaped once, and a line and a half instead of four.

    WeasyPrint shapes four lines' worth to find the first, and the first again alone to measure
    it. Text without blanks breaks the same seen alone, if between two Han characters of what is
    left a break is sure to be allowed; where anything is in doubt WeasyPrint's own way is taken.
    """
    plain, pango = line_break.split_first_line, line_break.pango

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, spacing: Any, *more: Any, **others: Any
    ) -> Any:
        found = None
        start = text[: _room(style, max_width)]
        if _WIDE.fullmatch(start):
            found = first_line(start, len(start) == len(text), style, context, max_width, spacing)
        return found or plain(text, style, context, max_width, spacing, *more, **others)

    def first_line(
        text: str, whole: bool, style: Any, context: Any, max_width: Any, spacing: Any
    ) -> Any:
        layout = line_break.create_layout(text, style, context, max_width, spacing)
        line, after = layout.get_first_line()
        length, coded = line.length, text.encode()
        known = whole
        if after is not None:
            left = _HAN_PAIR.search(coded[after:].decode())
            known = length == after and left is not None
        width, height = line_break.line_size(line, style)
        if not known or width > max_width:
            return None
        baseline = pango.pango_layout_get_baseline(layout.layout) * line_break.FROM_UNITS
        layout.text = coded[:length].decode()
        layout.deactivate()
        return layout, length, after, width, height, baseline

    return split_first_line


def _room(style: Any, max_width: Any) -> int:
    """How many characters are looked at for one line of this width; 0 where lines are not broken
    in the simplest of ways."""
    size = style["font_size"]
    if max_width is None or not 0 < max_width < _WIDEST or not size:
        return 0
    simple = style["hyphens"] == "none" and style["letter_spacing"] == "normal"
    simple = simple and style["white_space"] in {"normal", "pre-wrap", "pre-line"}
    return int(max_width / size * 1.4) + 4 if simple else 0


def _setup(line_break: Any) -> Callable[[Any, Any], None]:
    """`Layout.setup` that makes the Pango context and the font description of a style once."""
    plain, pango, ffi = line_break.Layout.setup, line_break.pango, line_break.ffi
    unref = line_break.gobject.g_object_unref

    def setup(layout: Any, style: Any) -> None:
        known = style.__dict__.get("prepared")
        if known is None:
            plain(layout, style)
            known = style.prepared = _prepared(layout, style, line_break)
        elif known:
            context, font, measures = known
            layout.style, layout.first_line_direction = style, 0
            layout.layout = ffi.gc(pango.pango_layout_new(context), unref)
            pango.pango_layout_set_auto_dir(layout.layout, False)
            pango.pango_layout_set_font_description(layout.layout, font)
            layout.__dict__.update(measures)
        else:
            plain(layout, style)

    return setup


def _prepared(layout: Any, style: Any, line_break: Any) -> Any:
    """What `Layout.setup` makes of a style: context, font, and what it notes in the layout; False
    for the styles that bring font features, which a layout keeps and changes."""
    if line_break.pango.pango_layout_get_attributes(layout.layout) != line_break.ffi.NULL:
        return False
    pango = line_break.pango
    context = line_break.ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map),
        line_break.gobject.g_object_unref,
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    if style["font_language_override"] != "normal" or style["lang"]:
        pango.pango_context_set_language(context, layout.language)
    return (
        context,
        line_break.get_font_description(style),
        {n: getattr(layout, n) for n in _NOTED if hasattr(layout, n)},
    )
