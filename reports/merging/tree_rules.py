"""Rules on the tag tree: complete, consistent, its headings, tables, lists and figures in order."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary

from reports.merging.reading import Element, Inspected
from reports.merging.rule import Rule, page_name

_BLOCKS = (
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
)
_WORDS = (
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "Code",
)
_TABLES = ("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot")
_OTHERS = ("NonStruct", "Private", "BibEntry", "Link", "Annot", "Figure", "Formula", "Form")
_RUBY = ("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP")
STANDARD = frozenset((*_BLOCKS, *_WORDS, *_TABLES, *_OTHERS, *_RUBY))
"""ISO 32000-1, 14.8.4."""
_ABOVE = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "LI": {"L"},
    "Lbl": {"LI", "Note", "TOCI", "BibEntry"},
    "LBody": {"LI"},
}


def _tree(seen: Inspected) -> Iterator[str]:
    marked = seen.root.get("/MarkInfo", Dictionary()).get("/Marked", False)
    if not marked or not seen.elements:
        yield "文件没有标记树，或者没有声明带标记"


def _owned(seen: Inspected) -> Iterator[str]:
    for number, page in enumerate(seen.pages):
        owners = seen.owners.get(int(page.obj.get("/StructParents", -1)))
        known = list(owners) if owners is not None else []
        lost = [mcid for mcid in sorted(page.mcids) if mcid >= len(known) or not known[mcid]]
        if lost:
            yield f"{page_name(number)}有{len(lost)}处标了号的内容在ParentTree里没有主人"


def _reached(seen: Inspected) -> Iterator[str]:
    """Every number once in the tree, by the element the parent tree names, and drawn."""
    times = Counter(word for element in seen.elements for word in element.words)
    for number, page in enumerate(seen.pages):
        key = tuple(page.obj.objgen)
        missing = [mcid for mcid in page.mcids if times[key, mcid] != 1]
        if missing:
            yield f"{page_name(number)}有{len(missing)}处标了号的内容没有在标记树里恰好出现一次"
    drawn = {(tuple(page.obj.objgen), mcid) for page in seen.pages for mcid in page.mcids}
    if lost := [word for word in times if word not in drawn]:
        yield f"标记树里有{len(lost)}处指向没有画出的内容"


def _agreeing(seen: Inspected) -> Iterator[str]:
    for element in seen.elements:
        for key, mcid in element.words:
            page = seen.pages[seen.at[key]].obj if key in seen.at else None
            owners = seen.owners.get(int(page.get("/StructParents", -1))) if page else None
            if owners is None or mcid >= len(owners) or not owners[mcid]:
                continue  # told by the rules above
            if owners[mcid].objgen != element.obj.objgen:
                yield f"ParentTree说第{mcid}号内容属于别的标记，不是{element.kind}"


def _parents(seen: Inspected) -> Iterator[str]:
    top: Any = seen.root.get("/StructTreeRoot")
    for element in seen.elements:
        above = element.above.obj if element.above else top
        if "/P" not in element.obj or element.obj.P.objgen != above.objgen:
            yield f"标记{element.kind}没有指回它上面的标记"


def _standard(seen: Inspected) -> Iterator[str]:
    mapped = seen.root.get("/StructTreeRoot", Dictionary()).get("/RoleMap", Dictionary())
    strange = {
        e.kind for e in seen.elements if e.kind not in STANDARD and f"/{e.kind}" not in mapped
    }
    yield from (f"标记{kind}不是标准的种类，也没有说明相当于哪一种" for kind in sorted(strange))


def _headings(seen: Inspected) -> Iterator[str]:
    last = 0
    for element in seen.elements:
        if len(element.kind) == 2 and element.kind[0] == "H" and element.kind[1].isdigit():
            level = int(element.kind[1])
            if level > last + 1:
                yield f"标题从{last or '无'}级跳到{level}级"
            last = level


def _places(seen: Inspected) -> Iterator[str]:
    for element in seen.elements:
        wanted = _ABOVE.get(element.kind)
        if wanted and (element.above is None or element.above.kind not in wanted):
            yield f"标记{element.kind}不在{'、'.join(sorted(wanted))}之下"


def _scopes(seen: Inspected) -> Iterator[str]:
    for element in seen.elements:
        if element.kind == "TH" and str(element.attribute("/Scope")) not in _SCOPES:
            yield "有表头格没有说明管一行还是一列"


_SCOPES = {"/Column", "/Row", "/Both"}


def _regular(seen: Inspected) -> Iterator[str]:
    for table in seen.elements:
        if table.kind == "Table":
            widths = {_row_width(row) for row in _rows(table)}
            spanned = any(cell.attribute("/RowSpan") for row in _rows(table) for cell in row.below)
            if len(widths) > 1 and not spanned:
                yield f"有表格各行的格数不同：{sorted(widths)}"


def _rows(table: Element) -> list[Element]:
    groups = [one for one in table.below if one.kind in {"THead", "TBody", "TFoot"}]
    return [row for holder in (table, *groups) for row in holder.below if row.kind == "TR"]


def _row_width(row: Element) -> int:
    return sum(int(cell.attribute("/ColSpan") or 1) for cell in row.below)


def _figures(seen: Inspected) -> Iterator[str]:
    for element in seen.elements:
        said = str(element.obj.get("/Alt", "")) + str(element.obj.get("/ActualText", ""))
        if element.kind == "Figure" and not said.strip():
            yield "有图没有文字说明"


RULES = (
    Rule("tagged", "UA 7.1, A 6.7.2.2", "文件有标记树，并且声明带标记。", _tree),
    Rule("content-owned", "PDF 14.7.4.4", "每处标了号的内容在ParentTree里有主人。", _owned),
    Rule("content-reached", "PDF 14.7.4.2", "每处标了号的内容在标记树里恰好出现一次。", _reached),
    Rule("parent-tree", "PDF 14.7.4.4", "ParentTree与标记树说的一样。", _agreeing),
    Rule("parent-links", "PDF 14.7.2", "每个标记指回它上面的标记。", _parents),
    Rule("standard-types", "UA 7.1-5", "标记都是标准的种类，或者说明相当于哪一种。", _standard),
    Rule("heading-order", "UA 7.4.2", "标题从一级开始，逐级往下，不跳级。", _headings),
    Rule("tag-places", "UA 7.2, PDF 14.8.4.3", "表格和列表的各部分在应在的标记之下。", _places),
    Rule("header-scope", "UA 7.5-1", "每个表头格说明管行还是管列。", _scopes),
    Rule("table-regular", "UA 7.2-15, 7.2-42", "表格各行的格数相同。", _regular),
    Rule("figure-words", "UA 7.3-1", "每幅图有文字说明。", _figures),
)
