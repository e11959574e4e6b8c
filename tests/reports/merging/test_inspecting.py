"""Every rule of the checker, broken once in a small paper that keeps them all."""

import base64
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from bench.corpus import material
from reports.build import build
from reports.merging.inspecting import RULES, Unreadable, findings
from reports.merging.metadata import About, Attachment
from reports.merging.sheets import Matter
from reports.model import Edition
from reports.paper import printed
from reports.parts import Part
from reports.pdf import Press
from tests.conftest import ROOT
from tests.reports.rounds import CSS, MADE_ON, environment

PICTURE = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
    "<rect width='9' height='9'/></svg>"
)
BODY = """<h2 id="a">一、总体</h2><h3 id="b">第一条</h3><p>甲<a href="x-consult:b">乙</a></p>
<ul><li>丙</li></ul><table><thead><tr><th scope="col">丁</th><th scope="col">戊</th></tr></thead>
<tbody><tr><td>己</td><td>庚</td></tr></tbody></table>{picture}
<p style="font-family:LXGW WenKai">楷</p>"""


def page(body: str) -> str:
    return f'<html lang="zh-CN"><title>试</title><body>{body}</body></html>'


@pytest.fixture(scope="module")
def good() -> bytes:
    svg = base64.b64encode(PICTURE.partition(",")[2].encode()).decode()
    picture = f'<figure><img alt="方块" src="data:image/svg+xml;base64,{svg}"></figure>'
    parts = [Part("试", page(BODY.format(picture=picture)))]
    front = (Part("封面", page('<h1 class="cover">封面</h1>'), Matter.COVER),)
    about = About("关于试的报告", "试", "云川市人大常委会", "一审稿", MADE_ON)
    files = [Attachment("意见.csv", "text/csv", "全部意见", b"1\n")]
    return printed(
        parts, lambda _: front, press=Press(CSS), about=about, words={"b": "第一条"}, files=files
    )


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """The tags of one kind, in the order of the file."""
    return [
        one
        for one in pdf.objects
        if isinstance(one, Dictionary) and one.get("/S") == Name(f"/{kind}") and "/P" in one
    ]


def body_page(pdf: pikepdf.Pdf) -> Any:
    return next(page.obj for page in pdf.pages if "/Annots" in page.obj)


def link(pdf: pikepdf.Pdf) -> Any:
    return body_page(pdf).Annots[0]


def drawn(pdf: pikepdf.Pdf, change: Callable[[bytes], bytes]) -> None:
    """Have the body's page draw something else."""
    body = body_page(pdf)
    pikepdf.Page(body).contents_coalesce()
    before = body.Contents.read_bytes()
    body.Contents.write(change(before))
    assert body.Contents.read_bytes() != before


def appended(more: bytes) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: drawn(pdf, lambda data: data + b"\n" + more + b"\n")


def font(pdf: pikepdf.Pdf) -> Any:
    """A font the body is set in, of TrueType outlines."""
    return next(
        one for one in body_page(pdf).Resources.Font.values() if "/FontFile2" in descriptor(one)
    )


def descriptor(of: Any) -> Any:
    return of.DescendantFonts[0].FontDescriptor


def without(holder: Callable[[pikepdf.Pdf], Any], key: str) -> Callable[[pikepdf.Pdf], None]:
    def breaks(pdf: pikepdf.Pdf) -> None:
        del holder(pdf)[key]

    return breaks


def with_(
    holder: Callable[[pikepdf.Pdf], Any], key: str, value: Any
) -> Callable[[pikepdf.Pdf], None]:
    def breaks(pdf: pikepdf.Pdf) -> None:
        holder(pdf)[key] = value

    return breaks


def root(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root


def said(before: bytes, after: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Have the XMP packet say something else."""

    def breaks(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert before in packet
        pdf.Root.Metadata.write(packet.replace(before, after))

    return breaks


def dead(pdf: pikepdf.Pdf) -> Any:
    """A destination on a page that is none of the document's."""
    return Array([pdf.make_indirect(Dictionary(Type=Name.Page)), Name.Fit])


def lost_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names.Dests.Names[1] = dead(pdf)


def dead_mark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Dest = dead(pdf)


def owners_of(pdf: pikepdf.Pdf) -> tuple[Any, int]:
    """The numbers of the parent tree, and where among them the page's owners stand."""
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    numbers = [int(number) for number in list(nums)[::2]]
    return nums, 2 * numbers.index(int(body_page(pdf).StructParents)) + 1


def no_owner(pdf: pikepdf.Pdf) -> None:
    """The parent tree has one number less than the page has words."""
    nums, at = owners_of(pdf)
    nums[at] = Array(list(nums[at])[:-1])


def other_owner(pdf: pikepdf.Pdf) -> None:
    nums, at = owners_of(pdf)
    owners = list(nums[at])
    nums[at] = Array([owners[-1], *owners[1:]])


def unreached(pdf: pikepdf.Pdf) -> None:
    words = next(one for one in elements(pdf, "P") if len(one.K) and isinstance(one.K[0], int))
    words.K = Array([*words.K, words.K[0]])


def other_widths(pdf: pikepdf.Pdf) -> None:
    runs = font(pdf).DescendantFonts[0].W
    for at in range(1, len(runs), 2):
        runs[at] = Array([float(width) + 7 for width in runs[at]])


def no_words(pdf: pikepdf.Pdf) -> None:
    font(pdf).ToUnicode.write(b"beginbfchar endbfchar")


def cut_program(pdf: pikepdf.Pdf) -> None:
    """A font program with one glyph, the empty box."""
    file = descriptor(font(pdf)).FontFile2
    data = bytearray(file.read_bytes())
    at = next(at for at in range(12, 400, 16) if data[at : at + 4] == b"maxp")
    start = int.from_bytes(data[at + 8 : at + 12], "big")
    data[start + 4 : start + 6] = b"\x00\x01"
    file.write(bytes(data))


def empty_box(pdf: pikepdf.Pdf) -> None:
    key = next(iter(body_page(pdf).Resources.Font.keys()))
    box = f"/Artifact BMC BT {key} 9 Tf <0000> Tj ET EMC"
    drawn(pdf, lambda data: data + b"\n" + box.encode() + b"\n")


def uneven(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "TD")[0].A = Dictionary(O=Name.Table, ColSpan=2)


BREAKS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "title": without(lambda pdf: pdf.Root.ViewerPreferences, "/DisplayDocTitle"),
    "language": without(root, "/Lang"),
    "ua-identifier": said(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"),
    "a-identifier": said(b"<pdfaid:part>3<", b"<pdfaid:part>1<"),
    "output-intent": without(root, "/OutputIntents"),
    "no-actions": with_(root, "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1"))),
    "embedded-files": without(root, "/AF"),
    "page-labels": without(root, "/PageLabels"),
    "destinations": lost_page,
    "outline": dead_mark,
    "no-suspects": with_(lambda pdf: pdf.Root.MarkInfo, "/Suspects", True),
    "content-marked": appended(b"0 0 9 9 re f"),
    "content-nesting": lambda pdf: drawn(
        pdf, lambda data: re.sub(rb"MCID 0\s*>>\s*BDC", rb"\g<0> /Artifact BMC EMC", data)
    ),
    "marks-balanced": appended(b"/Artifact BMC"),
    "states-balanced": appended(b"q"),
    "mcid-unique": appended(b"/P <</MCID 0>> BDC EMC"),
    "tagged": without(root, "/MarkInfo"),
    "content-owned": no_owner,
    "content-reached": unreached,
    "parent-tree": other_owner,
    "parent-links": with_(lambda pdf: elements(pdf, "Figure")[0], "/P", Dictionary(S=Name.P)),
    "standard-types": with_(lambda pdf: elements(pdf, "Figure")[0], "/S", Name.Picture),
    "heading-order": with_(lambda pdf: elements(pdf, "H3")[0], "/S", Name.H5),
    "tag-places": with_(lambda pdf: elements(pdf, "THead")[0], "/S", Name.Div),
    "header-scope": without(lambda pdf: elements(pdf, "TH")[0], "/A"),
    "table-regular": uneven,
    "figure-words": without(lambda pdf: elements(pdf, "Figure")[0], "/Alt"),
    "link-described": without(link, "/Contents"),
    "link-tagged": with_(link, "/StructParent", 9999),
    "annotation-printed": with_(link, "/F", 0),
    "link-alive": with_(link, "/Dest", String("nowhere")),
    "tab-order": without(body_page, "/Tabs"),
    "font-embedded": without(lambda pdf: descriptor(font(pdf)), "/FontFile2"),
    "font-unicode": no_words,
    "font-notdef": empty_box,
    "font-glyphs": cut_program,
    "font-widths": other_widths,
    "font-mapping": without(lambda pdf: font(pdf).DescendantFonts[0], "/CIDToGIDMap"),
}
"""By rule how to break it; the two that the way of saving decides are tested apart."""


def broken(data: bytes, breaks: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        breaks(pdf)
        file = io.BytesIO()
        pdf.save(file, deterministic_id=True)
    return file.getvalue()


def fired(data: bytes) -> set[str]:
    return {finding.rule for finding in findings(data)}


def test_a_paper_as_it_is_bound_keeps_every_rule(good: bytes) -> None:
    assert findings(good) == ()


@pytest.mark.parametrize("rule", BREAKS)
def test_a_broken_rule_is_found_and_no_other(good: bytes, rule: str) -> None:
    assert fired(broken(good, BREAKS[rule])) == {rule}


def test_an_encrypted_file_is_found(good: bytes) -> None:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="a", user=""))
    assert fired(file.getvalue()) == {"not-encrypted"}


def test_a_file_without_identifier_is_found(good: bytes) -> None:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as pdf:
        pdf.save(file, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert fired(file.getvalue().replace(b"/ID [", b"/No [")) == {"file-identifier"}


def test_every_rule_has_been_seen_to_fire() -> None:
    assert {rule.id for rule in RULES} == {*BREAKS, "not-encrypted", "file-identifier"}
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_what_is_no_pdf_is_said_to_be_none() -> None:
    with pytest.raises(Unreadable):
        findings(b"hello")


@pytest.mark.parametrize("edition", Edition)
def test_a_whole_report_keeps_every_rule(edition: Edition) -> None:
    made = build(
        material(comments=60, articles=12),
        edition=edition,
        made_on=MADE_ON,
        env=environment(),
        css=CSS,
    )
    assert findings(made.pdf) == ()


def test_the_list_of_rules_in_the_documentation_is_this_one() -> None:
    rows = [f"| `{rule.id}` | {rule.clause} | {rule.sentence} |" for rule in RULES]
    written = Path(ROOT / "docs" / "pdf-rules.md").read_text("utf-8").splitlines()
    assert [line for line in written if line.startswith("| `")] == rows
