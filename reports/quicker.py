"""WeasyPrint 70 asked less often for what it has already answered.

A report has thousands of elements and a few dozen styles. WeasyPrint resolves margins, measures
struts and sets up Pango anew for every box; here the answers that depend on a style alone are kept
with the style. What is drawn stays the same to the byte, which a test compares.

This module is handed WeasyPrint's parts by `reports.pdf` and imports none of it.
"""

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
_NOTED = (
    *("language", "ascent", "underline_position", "strikethrough_position"),
    *("underline_thickness", "strikethrough_thickness"),
)


def install(version: str, percent: Any, line_break: Any, users: Iterable[ModuleType]) -> bool:
    """Teach WeasyPrint to remember, once a process; whether it was done.

    `users` are the modules that have taken `resolve_percentages` or `strut` by name. False, and
    nothing changed, for a version nobody has tried.
    """
    if hasattr(percent.resolve_percentages, "remembers"):
        return True
    if not version.startswith(VERSIONS):
        return False
    changes = (
        (percent, "resolve_percentages", _resolving(percent.resolve_percentages)),
        (line_break, "strut", _strut(line_break.strut)),
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
