"""GET /staff/bills/{slug}/{reading}/report/preview and the page in its frame."""

from pathlib import Path

import pypdfium2

from tests.conftest import ROOT
from tests.site import CANARY, Visitor

HERE = "/staff/bills/dogs/1/report/preview"


def office_of(staff: Visitor) -> Path:
    """The folder of the site's office."""
    folder: Path = staff.client.app.state.site.settings.data_dir / "office"
    folder.mkdir(exist_ok=True)
    return folder


def test_every_piece_is_shown_and_nothing_in_it_can_act(staff: Visitor) -> None:
    for piece in ("cover", "contents", "overview", "articles", "appendix", "notes"):
        page = staff.get(f"{HERE}?piece={piece}")
        assert f'src="{HERE}/page?piece={piece}' in page.text.replace("&amp;", "&")
        assert 'aria-current="page"' in page.text
        framed = staff.get(f"{HERE}/page?piece={piece}")
        assert framed.status_code == 200
        assert "sandbox" in framed.headers["content-security-policy"]
        assert "script" not in framed.headers["content-security-policy"]
        assert framed.headers["x-frame-options"] == "SAMEORIGIN"
        assert framed.headers["cache-control"] == "no-store"
        assert "x-consult:" not in framed.text
        assert CANARY not in framed.text


def test_the_two_editions_differ_as_on_paper(staff: Visitor) -> None:
    public = staff.get(f"{HERE}/page?piece=articles").text
    internal = staff.get(f"{HERE}/page?piece=articles&edition=internal").text
    assert "13800138000" not in public
    assert "13800138000" in internal
    assert 'class="cover"' in staff.get(f"{HERE}/page?piece=../../etc").text


def test_a_change_of_the_folder_is_seen_at_once(staff: Visitor) -> None:
    folder = office_of(staff)
    assert "感谢大家" not in staff.get(f"{HERE}/page?piece=notes").text
    words = '[texts]\n"notes.thanks" = "感谢大家。"\n[letterhead]\nlines = ["云川法工委"]'
    (folder / "office.toml").write_text(words, encoding="utf-8")
    (folder / "print.css").write_text(".letterhead { color: #a00 }", encoding="utf-8")
    assert "感谢大家" in staff.get(f"{HERE}/page?piece=notes").text
    cover = staff.get(f"{HERE}/page?piece=cover").text
    assert "云川法工委" in cover
    assert ".letterhead { color: #a00 }" in cover
    (folder / "print.css").write_text("p { } /* </style><h1>x</h1> */", encoding="utf-8")
    assert "</style><h1>" not in staff.get(f"{HERE}/page").text


def test_what_is_wrong_is_shown_and_no_page_breaks(staff: Visitor) -> None:
    folder = office_of(staff)
    (folder / "office.toml").write_text('adress = "x"', encoding="utf-8")
    page = staff.get(HERE)
    assert page.status_code == 200
    assert "office.toml 第 1 行：没有“adress”这一项" in page.text
    assert staff.get(f"{HERE}/page").status_code == 200
    assert "line 1" in staff.get(f"/en{HERE}").text
    (folder / "templates" / "print").mkdir(parents=True)
    (folder / "templates" / "print" / "cover.html").write_text("\n{{ nobody }}", encoding="utf-8")
    framed = staff.get(f"{HERE}/page")
    assert framed.status_code == 200
    assert "templates/print/cover.html 第 2 行" in framed.text
    assert "style-src" not in framed.headers["content-security-policy"]


def test_a_piece_is_laid_out_as_its_pages_will_be(staff: Visitor) -> None:
    made = staff.get(f"{HERE}/pdf?piece=articles")
    assert made.headers["content-type"] == "application/pdf"
    assert made.headers["cache-control"] == "no-store"
    document = pypdfium2.PdfDocument(made.content)
    assert "独户居住" in document[0].get_textpage().get_text_range()
    (office_of(staff) / "office.toml").write_text('adress = "x"', encoding="utf-8")
    refused = staff.get(f"{HERE}/pdf?piece=articles")
    assert refused.status_code == 400
    assert "没有“adress”这一项" in refused.text


def test_a_report_is_refused_while_the_folder_is_wrong(staff: Visitor) -> None:
    (office_of(staff) / "office.toml").write_text('adress = "x"', encoding="utf-8")
    desk = "/staff/bills/dogs/1"
    answer = staff.post(f"{desk}/report", {"edition": "public"}, page=desk)
    assert "没有“adress”这一项" in staff.wait(answer)


def test_the_office_s_page_says_how_to_look() -> None:
    assert "预览" in (ROOT / "docs" / "office.md").read_text("utf-8")
