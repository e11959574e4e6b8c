"""Rules on the document as a whole: what it says of itself, where it leads, what it carries."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

from pikepdf import Array, Dictionary, Name

from reports.merging.reading import Inspected
from reports.merging.rule import Rule

_DC = "{http://purl.org/dc/elements/1.1/}"
_UA = "{http://www.aiim.org/pdfua/ns/id/}"
_A = "{http://www.aiim.org/pdfa/ns/id/}"
_ACTIVE = ("/AA", "/OpenAction")
_QUIET = {"/GoTo", "/URI"}


def _xmp(seen: Inspected) -> ET.Element:
    stream = seen.root.get("/Metadata")
    if stream is None:
        return ET.Element("none")
    try:
        return ET.fromstring(stream.read_bytes())  # noqa: S314 - a file of our own making
    except ET.ParseError:
        return ET.Element("none")


def _said(seen: Inspected, name: str) -> str:
    """A property of the XMP packet, as element or attribute."""
    packet = _xmp(seen)
    found = packet.find(f".//{name}")
    if found is not None:
        return "".join(found.itertext()).strip()
    return next((one.attrib[name] for one in packet.iter() if name in one.attrib), "")


def _title(seen: Inspected) -> Iterator[str]:
    shown = seen.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)
    if not _said(seen, f"{_DC}title"):
        yield "文件没有标题"
    if not shown:
        yield "阅读器的窗口不会显示文件的标题"


def _language(seen: Inspected) -> Iterator[str]:
    if not str(seen.root.get("/Lang", "")).strip():
        yield "文件没有说明用的是什么语言"


def _ua(seen: Inspected) -> Iterator[str]:
    if _said(seen, f"{_UA}part") != "1":
        yield "文件没有声明是PDF/UA-1"


def _a(seen: Inspected) -> Iterator[str]:
    if _said(seen, f"{_A}part") != "3" or _said(seen, f"{_A}conformance") not in {"A", "B", "U"}:
        yield "文件没有声明是PDF/A-3"


def _intent(seen: Inspected) -> Iterator[str]:
    intents = [
        one for one in seen.root.get("/OutputIntents", Array()) if one.get("/S") == Name.GTS_PDFA1
    ]
    profiles = [one.DestOutputProfile for one in intents if "/DestOutputProfile" in one]
    if len(profiles) != 1 or profiles[0].read_bytes()[36:40] != b"acsp":
        yield "没有说明颜色是什么意思（输出意向和ICC特性文件）"


def _locked(seen: Inspected) -> Iterator[str]:
    if seen.document.is_encrypted:
        yield "文件加了密"


def _identified(seen: Inspected) -> Iterator[str]:
    if "/ID" not in seen.document.trailer:
        yield "文件没有标识符"


def _active(seen: Inspected) -> Iterator[str]:
    for name in _ACTIVE:
        if any(name in page.obj for page in seen.pages) or name in seen.root:
            yield f"打开文件或者翻页时会执行动作（{name}）"
    if "/JavaScript" in seen.root.get("/Names", Dictionary()):
        yield "文件里有脚本"
    for _, link in seen.links():
        kind = str(link.get("/A", Dictionary()).get("/S", "/GoTo"))
        if kind not in _QUIET or "/AA" in link:
            yield f"有链接会执行动作（{kind}）"


def _files(seen: Inspected) -> Iterator[str]:
    tree = seen.root.get("/Names", Dictionary()).get("/EmbeddedFiles", Dictionary())
    carried = list(tree.get("/Names", Array()))[1::2]
    related = [one.objgen for one in seen.root.get("/AF", Array())]
    for file in carried:
        name = str(file.get("/UF", "?"))
        if any(key not in file for key in ("/F", "/UF", "/Desc", "/EF", "/AFRelationship")):
            yield f"内附文件{name}缺少名称、说明或者与报告的关系"
        elif "/Subtype" not in file.EF.F:
            yield f"内附文件{name}没有说明是什么种类"
        if related.count(file.objgen) != 1:
            yield f"内附文件{name}没有恰好一次列为文件的相关文件"


def _labels(seen: Inspected) -> Iterator[str]:
    pairs = list(seen.root.get("/PageLabels", Dictionary()).get("/Nums", Array()))
    starts = [int(start) for start in pairs[::2]]
    if not starts or starts[0] != 0 or any(b <= a for a, b in pairwise(starts)):
        yield "页码标签没有从第一页开始，或者顺序不对"


def _places(seen: Inspected) -> Iterator[str]:
    dead = [name for name, spot in seen.names.items() if not seen.alive(spot)]
    if dead:
        yield f"有{len(dead)}个位置名指向不存在的页"
    if any(b <= a for a, b in pairwise(seen.names)):
        yield "位置名没有按顺序排列，阅读器会找不到"


def _outline(seen: Inspected) -> Iterator[str]:
    root = seen.root.get("/Outlines")
    if root is None:
        yield "文件没有书签"
        return
    yield from _chain(seen, root)


def _chain(seen: Inspected, above: Any) -> Iterator[str]:
    item, before = above.get("/First"), None
    while item is not None:
        title = str(item.get("/Title", ""))
        if not seen.alive(item.get("/Dest", item.get("/A", Dictionary()).get("/D"))):
            yield f"书签“{title[:20]}”指向不存在的位置"
        back = item.get("/Prev")
        linked = back is None if before is None else back is not None and back.objgen == before
        if not linked or item.get("/Parent", Dictionary()).objgen != above.objgen:
            yield f"书签“{title[:20]}”与前后的书签没有连好"
        yield from _chain(seen, item)
        before, item = item.objgen, item.get("/Next")


def _suspect(seen: Inspected) -> Iterator[str]:
    if seen.root.get("/MarkInfo", Dictionary()).get("/Suspects", False):
        yield "文件说自己的标记可疑"


RULES = (
    Rule("title", "UA 7.1-9, 7.1-10", "文件有标题，阅读器显示它。", _title),
    Rule("language", "UA 7.2-2", "文件说明用的是什么语言。", _language),
    Rule("ua-identifier", "UA 5-1", "文件声明是PDF/UA-1。", _ua),
    Rule("a-identifier", "A 6.6.4", "文件声明是PDF/A-3。", _a),
    Rule("output-intent", "A 6.2.3", "文件带有一个颜色特性文件。", _intent),
    Rule("not-encrypted", "A 6.1.3, UA 7.16", "文件没有加密。", _locked),
    Rule("file-identifier", "A 6.1.3", "文件有标识符。", _identified),
    Rule("no-actions", "A 6.5.1, 6.5.2", "文件不执行脚本和动作。", _active),
    Rule("embedded-files", "A 6.8", "内附文件有名称、种类、说明和与报告的关系。", _files),
    Rule("page-labels", "PDF 12.4.2", "每一页都有页码标签。", _labels),
    Rule("destinations", "PDF 12.3.2.3", "位置名按顺序排列，都指向文件里的一页。", _places),
    Rule("outline", "PDF 12.3.3", "书签前后相连，都指向文件里的一页。", _outline),
    Rule("no-suspects", "UA 7.1-11", "文件不说自己的标记可疑。", _suspect),
)
