"""Statutes of other countries with somebody else's tree: the text alone, and what it should give.

27 CFR 447 comes as trees of another project's parser, two acts as Akoma Ntoso. Their text is laid
out here the way it is printed, and each provision is known by the marks that lead to it.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from drafts.model import Draft, Kind, Unit

Marks = tuple[str, ...]
"""The marks from the article down, brackets dropped: ("42", "a", "1", "iv")."""

CFR = ("03-1657", "E7-24910", "E8-23178", "2013-09392")
CFR_LATER = ("2014-02580", "2014-06778", "2014-18842", "2015-12992")
_NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0/WD17}"
_BARE = re.compile(r"[0-9A-Za-z]+")
_UNMARKED = re.compile(r"p[0-9]+")
_LISTED = {"paragraph", "subparagraph", "point", "subsection"}


def cfr_tree(folder: Path, version: str) -> dict[str, Any]:
    """One version of 27 CFR 447 as the other project parsed it."""
    path = folder / "en" / "cfr-27-447" / f"tree-{version}.json"
    tree: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return tree


def cfr_text(node: dict[str, Any]) -> str:
    """A tree as it is printed: each title and each paragraph on a line of its own."""
    return "\n".join(_cfr_lines(node)) + "\n"


def _cfr_lines(node: dict[str, Any]) -> Iterator[str]:
    title = node.get("title")
    if title:
        letter = f"Subpart {node['label'][-1]}—" if node["node_type"] == "subpart" else ""
        yield letter + title
    words = " ".join(node["text"].split())
    if words:
        yield words
    for child in node["children"]:
        yield from _cfr_lines(child)


def cfr_provisions(
    node: dict[str, Any], inside: str = "", note: int = 0
) -> Iterator[tuple[str, Marks, str]]:
    """Every marked provision: its subpart, its marks, its own words.

    The word "Note" is not in the other project's text, so the list of a note (the marks behind
    place `note` of its label) cannot be told from one of the article, and counts as such.
    """
    label = node["label"]
    if node["node_type"] == "subpart":
        inside = label[-1]
    if node["node_type"] == "note":
        note = len(label)
    elif node["node_type"] == "regtext" and len(label) > 1 and not _UNMARKED.fullmatch(label[-1]):
        own = [label[1], *label[note:]] if note else label[1:]
        marks = tuple(one for one in own if not _UNMARKED.fullmatch(one))
        yield inside, marks, folded(node["text"])
    for child in node["children"]:
        yield from cfr_provisions(child, inside, note)


def our_provisions(draft: Draft) -> Iterator[tuple[str, Marks, str]]:
    """The same of a split draft: the subpart, the marks from the article down, the own words."""
    for unit in draft.units:
        yield from _ours(unit, "", ())


def _ours(unit: Unit, inside: str, above: Marks) -> Iterator[tuple[str, Marks, str]]:
    if unit.kind is Kind.SUBPART:
        inside = (unit.label or "")[-1]
    marks = above
    if unit.kind is Kind.ARTICLE and unit.number:
        marks = (str(unit.number[0]),)
        yield inside, marks, ""
    elif unit.label and unit.kind in {Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM} and above:
        bare = _BARE.search(unit.label)
        marks = (*above, bare[0] if bare else unit.label)
        yield inside, marks, folded(unit.text)
    for child in unit.children:
        yield from _ours(child, inside, marks)


def folded(words: str) -> str:
    """Letters and digits alone, without the mark a provision begins with."""
    bare = re.sub(r"^(?:\s*\([0-9A-Za-z]{1,6}\))+", "", words)
    return re.sub(r"[\W_]", "", bare)


def akn_act(path: Path) -> tuple[str, list[Marks]]:
    """The body of an Akoma Ntoso act as it is printed, and the marks of its provisions.

    What an amendment quotes is left out on both sides: it is another act's text.
    """
    body = next(ET.parse(path).getroot().iter(f"{_NS}body"))  # noqa: S314 - a fixture
    lines: list[str] = []
    marks: list[Marks] = []
    for element in body:
        _akn(element, (), lines, marks)
    return "\n".join(lines) + "\n", marks


def _akn(element: ET.Element, above: Marks, lines: list[str], marks: list[Marks]) -> None:
    tag = element.tag.removeprefix(_NS) if isinstance(element.tag, str) else ""
    number = element.find(f"{_NS}num")
    printed = _text(number) if number is not None else ""
    heading = element.find(f"{_NS}heading")
    title = _text(heading) if heading is not None else ""
    if tag == "section" and printed:
        lines.append(f"{printed} {title}")
        above = (re.sub(r"[^0-9A-Z]", "", printed.upper().replace("SEC", "").replace("TION", "")),)
        marks.append(above)
    elif tag in _LISTED and printed:
        bare = _BARE.search(printed)
        above = (*above, bare[0] if bare else printed)
        marks.append(above)
        lines.append(printed if printed.startswith("(") else f"({printed})")
    elif title:
        lines.append(title)
    if tag in {"p", "listIntroduction"}:
        _say(element, lines, glued=bool(above))
        return
    if tag in {"num", "heading"}:
        return
    for child in element:
        _akn(child, above, lines, marks)


def _say(element: ET.Element, lines: list[str], glued: bool) -> None:
    words = _text(element)
    if glued and lines and re.fullmatch(r"(?:\([0-9A-Za-z]{1,6}\) ?)+", lines[-1]):
        lines[-1] += f" {words}"
    elif words:
        lines.append(words)


def _text(element: ET.Element) -> str:
    """The words of an element, without side notes and without quoted text."""
    return " ".join("".join(_words(element)).split())


def _words(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        tag = child.tag.removeprefix(_NS) if isinstance(child.tag, str) else ""
        if tag == "quotedStructure":
            yield " “…”."
        elif tag not in {"authorialNote", ""}:
            yield from _words(child)
        yield child.tail or ""
