"""Punctuation marks that stand next to each other share one blank, which WeasyPrint 70 cannot do.

A Chinese mark fills half its square. Two in a row, ”， or 。《, leave a hole of a whole character;
there the inner blank is taken out: the right half of a closing mark before another mark, the left
half of an opening one after another (W3C, Requirements for Chinese Text Layout, 3.1.6.3; GB/T
15834-2011, 5.1.10). The font does it (OpenType `halt`); a font without it, LXGW WenKai, keeps its
blanks. A style asks for it with the custom property `--squeeze: adjacent`.

A line is measured as it was broken: of a mark whose neighbour begins the next line the half that
is missing is the blank beyond the edge. (WeasyPrint cuts the text of a layout to the line, and
Pango keeps the attributes it had.)

This module is handed WeasyPrint's parts by `reports.pdf` and imports none of it.
"""

import re
from typing import Any

VERSIONS = "70."
_CLOSING = "，。、；：？！）》」』〕】〉”’"
_OPENING = "（《「『〔【〈“‘"
_HALVED = re.compile(f"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|(?<=[{_OPENING}])[{_OPENING}]")


def install(version: str, line_break: Any) -> bool:
    """Teach WeasyPrint to squeeze, once a process; whether it was done.

    False, and nothing changed, for a version nobody has tried.
    """
    if hasattr(line_break.Layout, "squeezes"):
        return True
    if not version.startswith(VERSIONS):
        return False
    line_break.Layout.set_text = _halving(line_break)
    line_break.Layout.squeezes = True
    return True


def _asked(style: Any) -> bool:
    known: bool | None = style.__dict__.get("squeezes")
    if known is None:
        try:
            words = [getattr(token, "value", "") for token in style["__squeeze"]]
        except KeyError:  # the text of a picture has no style sheet
            words = []
        known = style.squeezes = "adjacent" in words
    return known


def _halving(line_break: Any) -> Any:
    """`Layout.set_text` that asks the font for half marks where they stand next to each other."""
    plain, pango, ffi = line_break.Layout.set_text, line_break.pango, line_break.ffi

    def set_text(layout: Any, text: str, justify: bool = False) -> None:
        plain(layout, text, justify)
        if not _asked(layout.style):
            return
        found = [match.start() for match in _HALVED.finditer(layout.text)]
        if not found:
            return
        attributes = pango.pango_layout_get_attributes(layout.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        for at in found:
            attribute = pango.pango_attr_font_features_new(b"halt 1")
            attribute.start_index = len(layout.text[:at].encode())
            attribute.end_index = attribute.start_index + len(layout.text[at].encode())
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(layout.layout, attributes)

    return set_text
