"""The office's folder: what it gives, what is wrong with it, to the line."""

import re
from pathlib import Path

import msgspec
import pytest

from consult.config import Settings
from consult.errors import Conflict
from consult.office import folder, starting, statement, trial
from consult.office.flaws import OfficeFlawed
from consult.office.folder import Folder, place, read, sound
from consult.office.lines import line_of
from reports.office import ContactPoint, Letterhead, Office
from tests.conftest import ROOT
from tests.own_fonts import font_file

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>'


def told(path: Path, words: str) -> Folder:
    """The folder with this office.toml."""
    (path / "office.toml").write_text(words, encoding="utf-8")
    return read(path)


def said(found: Folder) -> list[str]:
    return [str(flaw) for flaw in found.flaws]


def test_without_a_folder_there_is_nothing(tmp_path: Path) -> None:
    found = read(tmp_path / "none")
    assert (found.found, found.office, found.digest) == (False, Office(), "")
    assert found.dressed("p { }") == "p { }"
    assert sound(tmp_path / "none") == found


def test_the_folder_lies_in_the_data_folder_unless_told(tmp_path: Path) -> None:
    assert place(Settings(data_dir=tmp_path)) == tmp_path / "office"
    assert place(Settings(data_dir=tmp_path, office="/srv/office")) == Path("/srv/office")


def test_everything_of_the_statement_is_read(tmp_path: Path) -> None:
    (tmp_path / "head.svg").write_text(SVG, encoding="utf-8")
    found = told(
        tmp_path,
        """
name = "云川市人大常委会法制工作委员会"
footing = "主办单位：办公室"
[letterhead]
picture = "head.svg"
alt = "云川人大"
[[contact_points]]
name = "东街社区"
phone = "0000-0000002"
[texts]
review.title = "关于《{bill}》的报告"
"notes.thanks" = "谢谢。"
""",
    )
    assert said(found) == []
    office = found.office
    assert office.name == "云川市人大常委会法制工作委员会"
    assert office.contact_points == (ContactPoint("东街社区", phone="0000-0000002"),)
    assert office.letterhead.picture.startswith("data:image/svg+xml;base64,")
    assert office.texts == {"review.title": "关于《{bill}》的报告", "notes.thanks": "谢谢。"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ('name = "甲"\nadress = "乙"', "第 2 行：没有“adress”这一项"),
        ("\nphone = 12", "第 2 行：“phone”要写成带引号的文字"),
        (
            '[[contact_points]]\nname="甲"\n[[contact_points]]\nphone="1"',
            "第 3 行：这个联系点没有写",
        ),
        ("contact_points = 3", "第 1 行：联系点要一处写一节"),
        ('[letterhead]\nlines = "甲"', "第 2 行：“lines”要写成文字的列表"),
        ('[letterhead]\npicture = "a.svg"\nalt = "甲"', "第 2 行：机关文件夹里没有“a.svg”"),
        ('[letterhead]\npicture = "../a.svg"\nalt = "甲"', "第 2 行：“../a.svg”不在机关文件夹里"),
        ('[letterhead]\npicture = "a.gif"\nalt = "甲"', "第 2 行：“a.gif”不是 SVG 或 PNG"),
        ('texts = "甲"', "第 1 行：“texts”要写成一节"),
        ('[texts]\n"notes.thank" = "甲"', "第 2 行：没有“notes.thank”这一句，是不是“notes.thanks”"),
        ('[texts]\nzzz = "甲"', "第 2 行：没有“zzz”这一句。docs/office.md"),
        ('[texts]\n\n"notes.thanks" = 3', "第 3 行：“notes.thanks”要写成带引号的文字"),
        (
            '[texts]\n"review.title" = "{body}"',
            "没有“body”可填，可以填的有：bill、interim、reading",
        ),
        ('[texts]\n"notes.thanks" = "{bill}"', "没有“bill”可填，可以填的有：—"),
        ('[texts]\n"review.title" = "{bill"', "花括号不成对"),
        ('[texts]\n"review.title" = "{bill.__class__}"', "花括号不成对"),
        ('[texts]\n"review.title" = "{bill!r}"', "花括号不成对"),
        ('[fonts]\ntitle = "方正小标宋"', "第 2 行：fonts 文件夹里没有字体“方正小标宋”"),
        ('[fonts]\nheading9 = "黑体"', "第 2 行：没有“heading9”这一项"),
        ('name = "甲"\nname 乙', "第 2 行不合 TOML 的写法"),
        ('name = "甲', "第 1 行不合 TOML 的写法"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, words: str, sentence: str) -> None:
    found = told(tmp_path, words)
    assert any(sentence in one for one in said(found)), said(found)
    with pytest.raises(OfficeFlawed, match="材料没有生成"):
        sound(tmp_path)


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_bytes('name = "甲"'.encode("gb18030"))
    assert "不是 UTF-8" in said(read(tmp_path))[0]


def test_lines_are_found_behind_long_texts() -> None:
    source = 'a = """\n[b]\nc = 1\n"""\n[b]\nc = 2\n[[d]]\n[[d]]\ne = 1\n'
    assert line_of(source, "b.c") == 6
    assert line_of(source, "d.1.e") == 9
    assert line_of(source, "d.1.f") == 8
    assert line_of(source, "x") == 1


def test_the_sheet_holds_its_pictures_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(SVG, encoding="utf-8")
    sheet = tmp_path / "print.css"
    sheet.write_text("/* @import */ .cover {\n background: url(a.svg) }", encoding="utf-8")
    found = read(tmp_path)
    assert said(found) == []
    assert 'url("data:image/svg+xml;base64,' in found.css
    assert found.dressed("p { }").startswith("p { }\n")
    sheet.write_text('p { }\n@import "a.css";\nq { background: url(http://a/b.svg) }', "utf-8")
    assert [flaw.values["line"] for flaw in read(tmp_path).flaws] == [2, 3]


def test_a_rule_nobody_knows_is_said_with_its_line() -> None:
    (flaw,) = trial.style_flaws("p { color: red }\nq { colour: red }\n")
    assert flaw.values["line"] == 2
    assert trial.style_flaws("") == []


def templates(tmp_path: Path, name: str, source: str) -> Folder:
    (tmp_path / "templates" / "print").mkdir(parents=True)
    (tmp_path / "templates" / "print" / name).write_text(source, encoding="utf-8")
    return read(tmp_path)


def test_a_template_that_is_badly_written_is_said(tmp_path: Path) -> None:
    found = templates(tmp_path, "cover.html", "<p>\n{% if %}</p>")
    assert "templates/print/cover.html 第 2 行：模板写法不对" in said(found)[0]


def test_a_template_that_replaces_nothing_is_said(tmp_path: Path) -> None:
    assert "没有这个模板可以替换" in said(templates(tmp_path, "covers.html", "x"))[0]


def test_templates_of_the_office_s_own_may_be_included(tmp_path: Path) -> None:
    found = templates(tmp_path, "_stamp.html", "<p>章</p>")
    (tmp_path / "templates/print/cover.html").write_text(
        '{% include "print/_stamp.html" %}', "utf-8"
    )
    assert trial.tried(read(tmp_path)) == []
    assert found.digest not in {"", read(tmp_path).digest}


@pytest.mark.parametrize(
    "source",
    [
        "<p>\n{{ nobody }}</p>",
        "<p>\n{{ report.nobody }}</p>",
        "<p>\n{{ text('no.sentence') }}</p>",
        "<p>\n{{ 1 / 0 }}</p>",
        "<p>\n{{ report.__class__.__mro__ }}</p>",
        "<p>\n{% for one in range(10 ** 9) %}{% endfor %}</p>",
        '<p>\n{% include "print/none.html" %}</p>',
    ],
)
def test_a_template_that_fails_is_found_before_a_paper_is_made(tmp_path: Path, source: str) -> None:
    (flaw,) = trial.tried(templates(tmp_path, "block.html", source))
    assert (flaw.values["file"], flaw.values["line"]) == ("templates/print/block.html", 2)


@pytest.mark.parametrize("name", ["document_section.html", "document_cover.html"])
def test_templates_of_the_other_papers_are_tried_too(tmp_path: Path, name: str) -> None:
    (flaw,) = trial.tried(templates(tmp_path, name, "<p>{{ document.nobody }}</p>"))
    assert flaw.values["file"] == f"templates/print/{name}"


def test_every_template_of_ours_passes_the_trial(tmp_path: Path) -> None:
    assert trial.tried(read(tmp_path)) == []


def test_fonts_are_found_by_name_and_refused_by_right(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "a.ttf").write_bytes(font_file("XBS", "甲", chinese="方正小标宋"))
    (tmp_path / "fonts" / "b.ttf").write_bytes(font_file("Owned", "甲", rights=2))
    found = told(tmp_path, '[fonts]\ntitle = "方正小标宋"')
    assert found.faces.roles == {"title": "Office XBS"}
    assert "fonts/b.ttf：“Owned" in said(found)[0]
    assert '"Office XBS", "Noto Serif' in found.dressed(
        'font: bold 1pt "Noto Serif CJK SC", "LXGW WenKai"'
    )


def test_the_digest_tells_what_papers_take_and_nothing_else(tmp_path: Path) -> None:
    starting.begin(tmp_path)
    assert (read(tmp_path).flaws, read(tmp_path).digest) == ((), "")
    assert sound(tmp_path).office == Office()
    first = told(tmp_path, 'name = "甲"').digest
    assert first
    assert told(tmp_path, '# 注\nname = "甲"').digest == first
    assert told(tmp_path, 'name = "乙"').digest != first


def test_the_first_files_are_right_when_the_marks_are_taken_off(tmp_path: Path) -> None:
    starting.begin(tmp_path)
    (tmp_path / "letterhead.svg").write_text(SVG, encoding="utf-8")
    lines = (tmp_path / "office.toml").read_text("utf-8").splitlines()
    bare = "\n".join(re.sub(r"^# (?=[\"\[a-z])", "", line) for line in lines)
    found = told(tmp_path, bare)
    assert all("fonts 文件夹里没有字体" in one for one in said(found)), said(found)
    assert found.office.texts == statement.SENTENCES
    assert found.office.letterhead != Letterhead()
    with pytest.raises(Conflict, match="已经有了"):
        starting.begin(tmp_path)


def test_the_page_on_the_office_lists_every_sentence_as_it_is() -> None:
    page = (ROOT / "docs" / "office.md").read_text("utf-8").partition("## 用语")[2]
    rows = dict(re.findall(r"^\| `([a-z-]+\.[a-z]+)` \| (.*) \|$", page, re.MULTILINE))
    assert {name: words.replace("\\n", "\n") for name, words in rows.items()} == {
        name: words or "（空）" for name, words in statement.SENTENCES.items()
    }


def test_the_example_on_the_page_is_right(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "office.md").read_text("utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    assert all("fonts 文件夹里没有字体" in one for one in said(told(tmp_path, example)))
    office = told(tmp_path, example).office
    for field in msgspec.structs.fields(Office):
        assert getattr(office, field.name) != getattr(Office(), field.name), field.name


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "fonts" / "a.ttf").mkdir(parents=True)
    assert "读不出来" in said(folder.read(tmp_path))[0]
