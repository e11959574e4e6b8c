"""Chinese lines flush on both sides, which WeasyPrint 70 cannot set.

It spreads ASCII spaces only, so a Chinese line stays ragged and a line with one space gets a hole.
Chinese is justified between characters (W3C, Requirements for Chinese Text Layout, 3.2.1): what a
line lacks is spread evenly over its wide characters and spaces, up to a quarter of an em each;
a line that lacks more stays ragged.

This module is handed WeasyPrint's parts by `reports.pdf` and imports none of it.
"""

import re
from types import ModuleType
from typing import Any

VERSIONS = "70."
_MOST = 0.25
# Dashes and ellipses are left alone: a gap inside —— or …… would show.
_ELASTIC = re.compile(
    "[ \u00a0\u2018-\u201d\u2e80-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff01-\uff60\U00020000-\U0003ffff]+"
)


def install(version: str, inline: Any, line_break: ModuleType, boxes: ModuleType) -> bool:
    """Teach WeasyPrint to justify Chinese, once a process; whether it can be done.

    False, and nothing changed, for a version nobody has tried: then lines must stay ragged,
    because `text-align: justify` alone would open holes.
    """
    if hasattr(inline.justify_line, "elastic"):
        return True
    if not version.startswith(VERSIONS):
        return False
    justifier = _Justifier(inline.justify_line, boxes)
    inline.justify_line = justifier
    line_break.Layout.set_text = _spacing_set_text(line_break)
    return True


class _Justifier:
    """Stands in for `layout.inline.justify_line`."""

    elastic = _ELASTIC

    def __init__(self, by_spaces: Any, boxes: ModuleType) -> None:
        self._by_spaces, self._boxes = by_spaces, boxes

    def __call__(self, context: Any, line: Any, missing: float) -> None:
        weight = self._weight(line)
        if not any(ord(character) > 0x2E7F for character in self._text(line)):
            self._by_spaces(context, line, missing)
        elif weight and missing / weight <= _MOST * line.style["font_size"]:
            self._spread(line, missing / weight, 0.0)

    def _weight(self, box: Any) -> float:
        return sum(_weight(text.text) for text in self._texts(box))

    def _text(self, box: Any) -> str:
        return "".join(text.text for text in self._texts(box))

    def _texts(self, box: Any) -> list[Any]:
        if isinstance(box, self._boxes.TextBox):
            return [box]
        if isinstance(box, self._boxes.LineBox | self._boxes.InlineBox):
            return [text for child in box.children for text in self._texts(child)]
        return []

    def _spread(self, box: Any, spacing: float, shift: float) -> float:
        """Widen every text by its share and move what follows; how far the next box moves."""
        if isinstance(box, self._boxes.TextBox):
            box.position_x += shift
            wider = spacing * _weight(box.text)
            if wider:
                box.width += wider
                box.pango_layout.elastic_spacing = spacing
            return shift + wider
        if not isinstance(box, self._boxes.LineBox | self._boxes.InlineBox):
            box.translate(shift, 0)
            return shift
        box.position_x += shift
        before = shift
        for child in box.children:
            if child.is_in_normal_flow():
                shift = self._spread(child, spacing, shift)
        box.width += shift - before
        return shift


def _weight(text: str) -> float:
    """How many gaps a text has; Pango gives its first and last character half a gap each."""
    spans = [found.span() for found in _ELASTIC.finditer(text)]
    ends = sum(start == 0 for start, _ in spans) + sum(end == len(text) for _, end in spans)
    return sum(end - start for start, end in spans) - ends / 2


def _spacing_set_text(line_break: ModuleType) -> Any:
    """`Layout.set_text` that also spaces the elastic characters when the text is drawn."""
    plain = line_break.Layout.set_text
    pango, ffi = line_break.pango, line_break.ffi

    def set_text(layout: Any, text: str, justify: bool = False) -> None:
        plain(layout, text, justify)
        spacing = getattr(layout, "elastic_spacing", 0.0)
        if not justify or not spacing:
            return
        attributes = pango.pango_layout_get_attributes(layout.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        own = layout.style["letter_spacing"]
        units = int((spacing + (0 if own == "normal" else own)) * line_break.TO_UNITS)
        for found in _ELASTIC.finditer(layout.text):
            attribute = pango.pango_attr_letter_spacing_new(units)
            attribute.start_index = len(layout.text[: found.start()].encode())
            attribute.end_index = len(layout.text[: found.end()].encode())
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(layout.layout, attributes)

    return set_text
