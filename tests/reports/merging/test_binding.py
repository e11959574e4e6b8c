"""Binding parts: one document whose pages, links, tags, fonts and outline belong together."""

import io
from collections import Counter
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from msgspec import structs

from reports.merging.binding import DeadLink
from reports.merging.metadata import About, Attachment
from reports.merging.sheets import Matter
from reports.paper import printed
from reports.parts import Part
from reports.pdf import Press
from tests.reports.rounds import CSS, MADE_ON

ABOUT = About("关于试的报告（公开版）", "关于试的报告", "云川市人大常委会", "一审稿", MADE_ON)
PAGE = '<html lang="zh-CN"><title>试</title><body>{}</body></html>'
WORDS = {"k-1": "第1-1类意见", "f-1": "附件中第一条的全部意见"}


def part(inside: str, matter: Matter = Matter.BODY, level: int = 1) -> Part:
    """A part of one piece of HTML."""
    return Part("试", PAGE.format(inside), matter, level)


BODY = (
    part('<h2 id="part-1">一、总体</h2><p>甲<a href="x-consult:f-1">附件</a></p>'),
    part(
        '<h2 id="part-2">二、逐条</h2><h3 id="t-1">第一条</h3><h4 id="k-1">1-1 登记</h4><p>乙</p>'
    ),
    part('<h3 id="t-2">第二条　𬙂</h3><p>丙𠮷</p>' + "<p>长</p>" * 30, level=2),
    part(
        '<h2 id="annex">附件</h2><h3 id="f-1">第一条</h3><p>丁<a href="x-consult:k-1">1-1</a></p>'
    ),
)
FRONT = (
    part('<div class="cover"><h1>封面</h1></div>', Matter.COVER),
    part(
        '<h2>目录</h2><table><thead><tr><th scope="col">甲</th></tr></thead></table>', Matter.FRONT
    ),
)


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(CSS)


@pytest.fixture(scope="module")
def data(press: Press) -> bytes:
    file = Attachment("意见.csv", "text/csv", "全部意见", "编号\n1-0001\n".encode())
    heard: dict[str, int] = {}

    def front(numbers: Any) -> tuple[Part, ...]:
        heard.update(numbers)
        return FRONT

    made = printed(BODY, front, press=press, about=ABOUT, words=WORDS, files=[file])
    assert heard == {"part-1": 1, "part-2": 2, "t-1": 2, "k-1": 2, "t-2": 3, "annex": 5, "f-1": 5}
    return made


@pytest.fixture(scope="module")
def document(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    """What each page says."""
    return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data)]


def test_parts_follow_each_other_and_the_body_begins_on_a_right_hand_page(data: bytes) -> None:
    pages = texts(data)
    assert [page.strip()[:2] for page in pages[:2]] == ["封面", "目录"]
    assert "— 1 —" in pages[2]
    assert "ii" in pages[1]
    odd = printed(BODY, lambda _: FRONT[:1], press=Press(CSS), about=ABOUT, words=WORDS)
    again = texts(odd)
    assert again[1].strip() == ""
    assert "— 1 —" in again[2]


def test_running_heads_name_the_part_and_the_place_that_begins_on_the_page(data: bytes) -> None:
    pages = texts(data)
    assert "一、总体" in pages[2].splitlines()[-1] + pages[2].splitlines()[-2]
    assert "关于试的报告" in pages[3]  # a left-hand page
    assert "二、逐条　第二条" in pages[4].replace(" ", "\u3000")


def test_a_long_running_head_is_cut_to_the_line(press: Press) -> None:
    about = structs.replace(ABOUT, running="关于" + "很长的" * 40 + "报告")
    made = printed([*BODY[:1], *BODY], lambda _: (), press=press, about=about, words=WORDS)
    page = pdfium.PdfDocument(made)[1].get_textpage()
    head = next(row for row in page.get_text_range().splitlines() if row.startswith("关于很长"))
    assert head.endswith("…")
    right = max(page.get_charbox(at)[2] for at in range(page.count_chars()))
    assert right <= (210 - 26) * 72 / 25.4 + 1


def test_left_hand_pages_mirror_right_hand_ones(document: pikepdf.Pdf) -> None:
    """GB/T 9704-2012, 5.2.1: 28 mm at the binding edge, 26 mm outside."""
    shifts = [float(page.MediaBox[0]) for page in document.pages]
    assert shifts[::2] == [0.0] * len(shifts[::2])
    assert shifts[1::2] == [pytest.approx(2 * 72 / 25.4, abs=1e-3)] * len(shifts[1::2])


def test_links_cross_from_part_to_part_and_say_where_they_lead(document: pikepdf.Pdf) -> None:
    links = [link for page in document.pages for link in page.obj.get("/Annots", [])]
    assert Counter(str(link.Dest) for link in links) == {"f-1": 1, "k-1": 1}
    assert {str(link.Contents) for link in links} == set(WORDS.values())
    assert all("/A" not in link and link.F == 4 for link in links)
    names = list(document.Root.Names.Dests.Names)
    keys = [bytes(key) for key in names[::2]]
    assert keys == sorted(keys)
    at = {str(key): spot[0] for key, spot in zip(names[::2], names[1::2], strict=True)}
    assert at["k-1"].objgen == document.pages[3].obj.objgen


@pytest.mark.parametrize("address", ["x-consult:nowhere", "https://example.org/"])
def test_a_link_to_nowhere_or_outside_stops_the_report(press: Press, address: str) -> None:
    body = [part(f'<p><a href="{address}">去</a></p>')]
    with pytest.raises(DeadLink):
        printed(body, lambda _: (), press=press, about=ABOUT, words={})


def test_one_font_a_face_however_many_parts(document: pikepdf.Pdf, data: bytes) -> None:
    fonts = [
        str(one.BaseFont)
        for one in document.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0"
    ]
    assert len(fonts) == len(set(fonts))
    assert "𬙂" in "".join(texts(data))
    assert "丙𠮷" in "".join(texts(data))


def test_a_part_carries_no_font(press: Press) -> None:
    assert len(press.sheets(BODY[0].html)) < 12_000


def test_every_marked_word_and_link_is_in_the_tag_tree(document: pikepdf.Pdf) -> None:
    tree = document.Root.StructTreeRoot
    assert [str(one.S) for one in tree.K] == ["/Document"]
    assert {str(one.S) for one in tree.K[0].K} == {"/Part"}
    numbers = list(tree.ParentTree.Nums)
    owners = dict(zip((int(n) for n in numbers[::2]), numbers[1::2], strict=True))
    assert len(owners) == len(numbers) // 2
    for page in document.pages:
        content = b"".join(one.read_bytes() for one in _streams(page.obj))
        marked = content.count(b"/MCID")
        assert len(owners[int(page.obj.StructParents)]) == marked
        for link in page.obj.get("/Annots", []):
            element = owners[int(link.StructParent)]
            assert any(
                kid.get("/Obj") is not None and kid.Obj.objgen == link.objgen
                for kid in element.K
                if isinstance(kid, pikepdf.Dictionary)
            )
    headers = [one for one in document.objects if _tag(one) == "/TH"]
    assert [str(one.A.Scope) for one in headers] == ["/Column"]


def _tag(one: Any) -> str:
    return str(one.get("/S", "")) if isinstance(one, pikepdf.Dictionary) else ""


def _streams(page: Any) -> list[Any]:
    held = page.Contents
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def test_the_outline_hangs_parts_in_one_tree_with_clusters_closed(data: bytes) -> None:
    marks = [(mark.level, mark.get_title()) for mark in pdfium.PdfDocument(data).get_toc()]
    assert marks == [
        (0, "目录"),
        (0, "一、总体"),
        (0, "二、逐条"),
        (1, "第一条"),
        (2, "1-1 登记"),
        (1, "第二条　𬙂"),
        (0, "附件"),
        (1, "第一条"),
    ]


def test_it_says_what_it_is_and_carries_its_data(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == ABOUT.title
    assert document.Root.Lang == "zh-CN"
    assert document.docinfo.Title == ABOUT.title
    assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
    (file,) = document.Root.AF
    assert file.AFRelationship == "/Data"
    assert file.EF.F.read_bytes() == "编号\n1-0001\n".encode()
    assert str(document.Root.Names.EmbeddedFiles.Names[0]) == "意见.csv"
