"""A report in the look of the office's folder: made, checked again, and refused in a sentence."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from consult.config import Settings
from consult.office.flaws import OfficeFlawed
from consult.services.clusters import cluster
from consult.services.papers import report, sealing
from consult.services.papers.making import Unbuildable
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from tests.consult.cast import AFTER, DURING, SECRET, STAFF
from tests.own_fonts import font_file

pytestmark = pytest.mark.anyio


async def spoken_of(dogs: str) -> None:
    """One comment on the bill, in its cluster."""
    form = CommentInput(text="独户居住太严", name="张三", contact="13800001234")
    await comment.submit(
        DURING, SECRET, slug=dogs, reading=1, address="art_3", form=form, key=f"key-{1:020d}"
    )
    await cluster.rebuild(STAFF, AFTER, slug=dogs, reading=1)


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
async def test_the_office_s_look_is_on_the_paper_and_in_its_manifest(
    dogs: str, tmp_path: Path
) -> None:
    await spoken_of(dogs)
    settings = Settings(data_dir=tmp_path)
    folder = tmp_path / "office"
    (folder / "fonts").mkdir(parents=True)
    (folder / "fonts" / "title.ttf").write_bytes(font_file("XBS", "养犬条例", chinese="小标宋"))
    statement = folder / "office.toml"
    words = (
        '[letterhead]\nlines = ["云川法工委"]\n[fonts]\ntitle = "小标宋"\n'
        '[texts]\n"notes.thanks" = "感谢大家。"\n"review.title" = "{bill}\\n意见报告"\n'
    )
    statement.write_text(words, encoding="utf-8")
    built = await report.build_report(STAFF, AFTER, settings, slug=dogs, reading=1)
    made = built.path.read_bytes()
    said = words_of(made).replace("\r\n", "")
    for own in ("云川法工委", "感谢大家。", "意见报告", "版式（机关自定义）"):
        assert own in said
    with pikepdf.open(io.BytesIO(made)) as document:
        names = {str(one.BaseFont) for one in document.pages[0].Resources.Font.values()}
    assert any("Office-XBS" in name for name in names)
    assert (await sealing.verify_report(STAFF, settings, made)).same

    statement.write_text("# 注\n" + words, encoding="utf-8")
    assert (await sealing.verify_report(STAFF, settings, made)).same, "a remark changes nothing"
    statement.write_text(words.replace("大家", "各位"), encoding="utf-8")
    verdict = await sealing.verify_report(STAFF, settings, made)
    assert (verdict.same, verdict.data) == (False, ("版式（机关自定义）",))


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
async def test_what_cannot_be_used_refuses_the_paper_with_file_and_line(
    dogs: str, tmp_path: Path
) -> None:
    await spoken_of(dogs)
    settings = Settings(data_dir=tmp_path)
    templates = tmp_path / "office" / "templates" / "print"
    templates.mkdir(parents=True)
    statement, sheet = tmp_path / "office" / "office.toml", tmp_path / "office" / "print.css"
    cover = templates / "cover.html"

    statement.write_text('\nadress = "x"', encoding="utf-8")
    with pytest.raises(OfficeFlawed, match=r"office\.toml 第 2 行"):
        await report.build_report(STAFF, AFTER, settings, slug=dogs, reading=1)
    statement.unlink()
    sheet.write_text("p { color: red }\nq { colour: red }", encoding="utf-8")
    with pytest.raises(Unbuildable, match=r"print\.css 第 2 行"):
        await report.build_report(STAFF, AFTER, settings, slug=dogs, reading=1)
    sheet.unlink()
    cover.write_text("<p>\n\n{{ report.nobody }}</p>", encoding="utf-8")
    with pytest.raises(Unbuildable, match=r"templates/print/cover\.html 第 3 行"):
        await report.build_report(STAFF, AFTER, settings, slug=dogs, reading=1)
    assert list(tmp_path.rglob("reports/*")) == []
