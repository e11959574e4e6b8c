"""An office's own fonts: read, refused where they may not be embedded, printed where they are."""

import io

import pikepdf
import pytest

from reports import faces
from reports.faces import Faces, Unembeddable, dressed, picked, read, rules
from reports.fonts import coverage
from reports.merging.metadata import About
from reports.paper import printed
from reports.parts import Part
from reports.pdf import Press
from tests.own_fonts import collection, font_file
from tests.reports.rounds import CSS, MADE_ON

RARE = "\U00030000"
LETTERS = "关于征求意见情况的报告" + RARE


def families(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(font.BaseFont)
            for page in document.pages
            for font in page.Resources.get("/Font", {}).values()
        }


def laid_out(html: str, chosen: Faces) -> bytes:
    about = About("试", "试", "试", "试", MADE_ON)
    css = dressed(CSS, chosen.roles)
    return printed(
        [Part("试", html)], lambda _: (), press=Press(css, chosen.faces), about=about, words={}
    )


def chosen(**roles: bytes) -> Faces:
    found = {role: read(data) for role, data in roles.items()}
    return Faces(
        tuple(face for each in found.values() for face in each),
        {role: each[0].alias for role, each in found.items()},
    )


def test_a_font_is_known_by_each_of_its_names() -> None:
    found = read(font_file("FZXiaoBiaoSong", LETTERS, chinese="方正小标宋"))
    for name in ("方正小标宋", "FZXiaoBiaoSong", "fz xiaobiaosong", "FZXiaoBiaoSong-Regular"):
        assert picked(found, name) == found
    assert picked(found, "仿宋") == ()
    assert found[0].alias == "Office FZXiaoBiaoSong"
    assert found[0].covered == frozenset(map(ord, LETTERS))


def test_every_face_of_a_collection_is_found_alone() -> None:
    data = collection(font_file("Fang", "甲"), font_file("Kai", "乙"))
    one, other = read(data)
    assert (one.alias, other.alias) == ("Office Fang", "Office Kai")
    assert other.covered == {ord("乙")}
    assert read(other.data)[0].covered == other.covered


def test_of_a_family_the_regular_and_the_bold_face_are_used() -> None:
    found = [
        face
        for weight in (300, 400, 700, 900)
        for face in read(font_file("Song", LETTERS, weight=weight))
    ]
    assert [face.weight for face in picked(found, "Song")] == [400, 700]
    assert rules(picked(found, "Song")).count("@font-face") == 2
    assert rules(picked(found[:1], "Song")).count("weight: bold") == 1


@pytest.mark.parametrize(
    ("rights", "why"), [(0x0002, "禁止嵌入"), (0x0100, "整个嵌入"), (0x0200, "点阵")]
)
def test_a_font_that_may_not_be_embedded_is_refused(rights: int, why: str) -> None:
    with pytest.raises(Unembeddable, match=why):
        read(font_file("Owned", LETTERS, rights=rights))


@pytest.mark.parametrize("rights", [0x0000, 0x0004, 0x0008, 0x000A])
def test_a_font_that_may_be_embedded_for_printing_is_taken(rights: int) -> None:
    assert read(font_file("Owned", LETTERS, rights=rights))


@pytest.mark.parametrize("data", [b"", b"no font", b"ttcf\0\0", b"OTTO" + bytes(100), bytes(3000)])
def test_what_is_no_font_is_refused(data: bytes) -> None:
    with pytest.raises(Unembeddable, match="不是能用的字体"):
        read(data)


def test_a_sheet_without_own_fonts_stays_as_it_is() -> None:
    assert dressed(CSS, {}) == CSS


def test_each_role_has_its_place_in_the_sheet() -> None:
    css = (
        'a { font: bold 22pt/40pt "Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai"; }\n'
        'b { font-family: "Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai"; }\n'
        'c { font: bold 9pt/9pt "Noto Sans CJK SC", "Noto Serif CJK SC", "LXGW WenKai"; }\n'
        'd { font-family: "LXGW WenKai", "Noto Serif CJK SC", "Noto Sans CJK SC"; }\n'
    )
    names = {role: f"Office {role}" for role in faces.ROLES}
    first = [line.split('"')[1] for line in dressed(css, names).splitlines()[:4]]
    assert first == ["Office title", "Office body", "Office heading1", "Office heading2"]
    for line in dressed(css, names).splitlines()[:4]:
        assert all(name in line for name in names.values()), "what one draws is drawn anywhere"


def test_the_title_is_printed_in_the_office_s_font_and_the_text_is_not() -> None:
    html = '<html lang="zh-CN"><title>试</title><body><h2>征求意见</h2><p>正文</p></body></html>'
    own = chosen(title=font_file("FZXiaoBiaoSong", LETTERS, chinese="方正小标宋"))
    made = laid_out(html, own)
    assert any("Office-FZXiaoBiaoSong" in name for name in families(made))
    assert any("Noto-Serif" in name for name in families(made))
    assert made == laid_out(html, own)


def test_what_only_the_office_s_font_draws_can_be_printed_anywhere() -> None:
    own = chosen(title=font_file("FZXiaoBiaoSong", LETTERS))
    assert ord(RARE) in coverage(own.covered)
    made = laid_out(f'<html lang="zh-CN"><title>试</title><body><p>甲{RARE}</p></body></html>', own)
    assert any("Office-FZXiaoBiaoSong" in name for name in families(made))


def test_the_digest_tells_fonts_and_roles() -> None:
    font = font_file("Song", LETTERS)
    assert Faces().digest == ""
    assert chosen(title=font).digest != chosen(body=font).digest
    assert chosen(title=font).digest == chosen(title=font).digest
    assert chosen(title=font).digest != chosen(title=font_file("Song", "甲")).digest
