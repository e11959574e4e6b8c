"""Draw a split draft as lines, so that golden cases can be read and written by hand."""

from drafts.model import Draft, Kind, Unit

_ESCAPES = {
    "\\r": "\r",
    "\\t": "\t",
    "\\u200b": "\u200b",
    "\\u00a0": "\u00a0",
    "\\ufeff": "\ufeff",
    "\\ue010": "\ue010",
}
_WITH_OWN_WORDS = {
    Kind.TITLE,
    Kind.NOTE,
    Kind.PARAGRAPH,
    Kind.ITEM,
    Kind.SUBITEM,
    Kind.TABLE,
    Kind.TEXT,
    Kind.SIGNATURE,
    Kind.TOC,
}


def unescape(text: str) -> str:
    """The text a golden case means: `\\t` is a tab."""
    for written, meant in _ESCAPES.items():
        text = text.replace(written, meant)
    return text


def draw(draft: Draft) -> str:
    """One line a unit, indented by depth; then one line a finding with its line number."""
    lines = [line for unit in draft.units for line in _draw(unit, 0)]
    for finding in draft.findings:
        row = draft.source.count("\n", 0, finding.start) + 1
        lines.append(f"! {finding.rule} line {row}")
    return "\n".join(lines) + "\n"


def _draw(unit: Unit, depth: int) -> list[str]:
    parts = [unit.address]
    parts += [unit.label] if unit.label else []
    parts += [f"[{unit.heading}]" if unit.heading else ""]
    parts += [f"({unit.caption})" if unit.caption else ""]
    if unit.kind in _WITH_OWN_WORDS:
        words = unit.text.replace("\n", " / ").replace("\t", " | ")
        parts += ["=", words]
    lines = ["  " * depth + " ".join(part for part in parts if part)]
    for child in unit.children:
        lines += _draw(child, depth + 1)
    return lines
