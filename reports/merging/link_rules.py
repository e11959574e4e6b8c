"""Rules on links and their places in the tag tree."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Name

from reports.merging.reading import Element, Inspected
from reports.merging.rule import Rule, page_name

_PRINT, _UNSEEN = 4, 0b100011
"""Bits of an annotation's flags: Print; Invisible, Hidden and NoView."""


def _described(seen: Inspected) -> Iterator[str]:
    for number, link in seen.links():
        if link.get("/Subtype") == Name.Link and not str(link.get("/Contents", "")).strip():
            yield f"{page_name(number)}有链接没有说明通向哪里"


def _tagged(seen: Inspected) -> Iterator[str]:
    holders: dict[Any, Element] = {
        key: element for element in seen.elements for key in element.objects
    }
    for number, link in seen.links():
        element = holders.get(tuple(link.objgen))
        owner = seen.owners.get(int(link.get("/StructParent", -1)))
        if element is None or element.kind != "Link":
            yield f"{page_name(number)}有链接不在标记树的Link之下"
        elif owner is None or owner.objgen != element.obj.objgen:
            yield f"{page_name(number)}有链接的StructParent没有指回它的标记"


def _printed(seen: Inspected) -> Iterator[str]:
    for number, link in seen.links():
        flags = int(link.get("/F", 0))
        if not flags & _PRINT or flags & _UNSEEN:
            yield f"{page_name(number)}有批注不打印或者看不见"


def _aimed(seen: Inspected) -> Iterator[str]:
    for number, link in seen.links():
        action = link.get("/A", Dictionary())
        if "/Dest" in link or action.get("/S") == Name.GoTo:
            target = link.get("/Dest", action.get("/D"))
            if not seen.alive(target):
                yield f"{page_name(number)}有链接指向不存在的位置：{str(target)[:60]}"


def _tabs(seen: Inspected) -> Iterator[str]:
    for number, page in enumerate(seen.pages):
        if "/Annots" in page.obj and page.obj.get("/Tabs") != Name.S:
            yield f"{page_name(number)}的链接没有按标记树的顺序"


RULES = (
    Rule("link-described", "UA 7.18.5-2", "每个链接用文字说明通向哪里。", _described),
    Rule("link-tagged", "UA 7.18.5-1, 7.18.1", "每个链接在标记树里，并且指回它的标记。", _tagged),
    Rule("annotation-printed", "A 6.3.2", "批注看得见并且打印。", _printed),
    Rule("link-alive", "PDF 12.3.2", "每个内部链接都指向文件里的一页。", _aimed),
    Rule("tab-order", "UA 7.18.3", "有链接的页面按标记树的顺序切换。", _tabs),
)
