"""A draft as Akoma Ntoso 3.0 (OASIS LegalDocML), valid against its schema.

条 → article, 款 → paragraph, 项 → point, 目 → indent, 一、 → level; `eId` is the address.
"""

import datetime as dt
import re
from typing import Any, Final

from lxml import etree

from drafts.formats.akn_reading import NAMESPACE
from drafts.model import Draft, Kind, Unit
from drafts.numerals import to_int
from drafts.splitting.markers import DATE

_HIERARCHY: Final = {
    Kind.PART: "part",
    Kind.SUBPART: "subpart",
    Kind.CHAPTER: "chapter",
    Kind.SECTION: "section",
    Kind.HEADING: "level",
    Kind.ARTICLE: "article",
    Kind.PARAGRAPH: "paragraph",
    Kind.ITEM: "point",
    Kind.SUBITEM: "indent",
}
_FRONT: Final = (Kind.TITLE, Kind.NOTE, Kind.TOC, Kind.PREAMBLE)
_UNKNOWN_DATE: Final = dt.date(1, 1, 1)  # the schema demands a date; this one says: none is known
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_xml(draft: Draft) -> bytes:
    """The draft as an Akoma Ntoso bill in UTF-8. Reading it again gives the same tree."""
    root = etree.Element(_q("akomaNtoso"), nsmap={None: NAMESPACE})
    bill = _add(root, "bill", name="bill")
    uri = f"/akn/cn/bill/{_date(draft).year:04}/{draft.sha256[:16] or 'draft'}"
    bill.append(_meta(uri, _date(draft)))
    first = next((i for i, one in enumerate(draft.units) if not _is_front(one)), len(draft.units))
    front, rest = draft.units[:first], draft.units[first:]
    last = next((i for i, one in enumerate(rest) if one.kind is Kind.ANNEX), len(rest))
    behind = last
    while behind and rest[behind - 1].kind in {Kind.SIGNATURE, Kind.TEXT}:
        behind -= 1
    _front(bill, front)
    body = _add(bill, "body")
    for unit in rest[:behind]:
        _unit(body, unit)
    if not len(body):
        _add(_add(body, "hcontainer", name="empty", eId="empty"), "content", eId="empty__content")
    _containers(bill, "conclusions", rest[behind:last])
    _annexes(bill, rest[last:], uri, _date(draft))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _is_front(unit: Unit) -> bool:
    return unit.kind in _FRONT or unit.kind is Kind.TEXT


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, _q(tag), attributes)


def _say(parent: Any, tag: str, words: str) -> None:
    etree.SubElement(parent, _q(tag)).text = _UNWRITABLE.sub("\ufffd", words)


def _front(bill: Any, units: tuple[Unit, ...]) -> None:
    """Title, notes and contents are the preface; from the first 序言 on it is the preamble."""
    kinds = [one.kind for one in units]
    cut = kinds.index(Kind.PREAMBLE) if Kind.PREAMBLE in kinds else len(units)
    _containers(bill, "preface", units[:cut])
    _containers(bill, "preamble", units[cut:])


def _containers(parent: Any, tag: str, units: tuple[Unit, ...]) -> None:
    if not units:
        return
    outer = _add(parent, tag)
    for unit in units:
        if unit.kind is Kind.TITLE:
            title = _add(_add(outer, "longTitle", eId=unit.address), "p")
            _say(title, "docTitle", unit.text)
            continue
        container = _add(outer, "container", name=unit.kind.value, eId=unit.address)
        lines = [unit.heading] if unit.heading else []
        _lines(container, [*lines, *_printed(unit)])


def _printed(unit: Unit) -> list[str]:
    """The lines of a unit with those of its children, the marks of 项 and 目 before them."""
    if not unit.children:
        return unit.text.split("\n")
    return [line for child in unit.children for line in _marked(child)]


def _marked(unit: Unit) -> list[str]:
    mark = unit.label if unit.label and unit.kind in {Kind.ITEM, Kind.SUBITEM} else ""
    lines = [mark + unit.text] if mark or unit.text else []
    return lines + [line for child in unit.children for line in _marked(child)]


def _lines(parent: Any, lines: list[str]) -> None:
    for line in lines or [""]:
        _say(parent, "p", line)


def _unit(parent: Any, unit: Unit) -> None:
    """One unit below the body: number, heading, then its words and what lies in it."""
    tag = _HIERARCHY.get(unit.kind)
    named = {} if tag else {"name": unit.kind.value}
    node = _add(parent, tag or "hcontainer", eId=unit.address, **named)
    if unit.label:
        _say(node, "num", unit.label)
    if title := unit.heading or unit.caption:
        _say(node, "heading", title)
    words = _own_words(unit)
    if unit.children:
        if words:
            _lines(_add(node, "intro", eId=f"{unit.address}__intro"), words)
        for child in unit.children:
            _unit(node, child)
        return
    content = _add(node, "content", eId=f"{unit.address}__content")
    if unit.kind is Kind.TABLE:
        _table(content, unit)
    else:
        _lines(content, words)


def _own_words(unit: Unit) -> list[str]:
    """The lines that no child says: an article's text repeats its 款, a heading's its title."""
    lines = [line for line in unit.text.split("\n") if line]
    if unit.kind is Kind.ARTICLE or unit.text == unit.heading:
        return []
    repeated = unit.children and unit.text == "\n".join(line for line in _printed(unit) if line)
    return [] if repeated else lines


def _table(content: Any, unit: Unit) -> None:
    table = _add(content, "table")
    for line in unit.text.split("\n"):
        row = _add(table, "tr")
        for cell in line.split("\t"):
            _say(_add(row, "td"), "p", cell)


def _annexes(bill: Any, units: tuple[Unit, ...], uri: str, date: dt.date) -> None:
    if not units:
        return
    outer = _add(bill, "attachments")
    for index, unit in enumerate(units, start=1):
        holder = _add(outer, "attachment", eId=unit.address)
        if unit.label:
            _say(holder, "num", unit.label)
        if unit.heading:
            _say(holder, "heading", unit.heading)
        document = _add(holder, "doc", name=unit.kind.value)
        document.append(_meta(f"{uri}/!annex_{index}", date))
        body = _add(document, "mainBody")
        for child in unit.children:
            _unit(body, child)
        if not unit.children:
            _lines(body, _own_words(unit))


def _meta(uri: str, date: dt.date) -> Any:
    """Identification at the three levels the schema demands."""
    meta = etree.Element(_q("meta"))
    levels = _add(meta, "identification", source="#consult")
    for level, name in (
        ("FRBRWork", uri),
        ("FRBRExpression", f"{uri}/zho@"),
        ("FRBRManifestation", f"{uri}/zho@.akn"),
    ):
        node = _add(levels, level)
        _add(node, "FRBRthis", value=name)
        _add(node, "FRBRuri", value=name)
        _add(node, "FRBRdate", date=date.isoformat(), name="note")
        _add(node, "FRBRauthor", href="#consult")
        if level == "FRBRWork":
            _add(node, "FRBRcountry", value="cn")
        elif level == "FRBRExpression":
            _add(node, "FRBRlanguage", language="zho")
    return meta


def _date(draft: Draft) -> dt.date:
    """The last day the 题注 names, so that nothing is dated by the clock."""
    notes = "".join(unit.text for unit in draft.units if unit.kind is Kind.NOTE)
    days = [_day(match[0]) for match in DATE.finditer(notes)]
    return max([day for day in days if day], default=_UNKNOWN_DATE)


def _day(words: str) -> dt.date | None:
    numbers = [to_int(part.strip()) or 0 for part in re.split("[年月日]", words)[:3]]
    try:
        return dt.date(*numbers) if len(numbers) == 3 else None
    except ValueError:
        return None
