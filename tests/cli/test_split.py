"""`consult split`."""

from pathlib import Path
from typing import Any

from tests.cli.conftest import Terminal

DRAFT = """示例市公园管理条例（草案）

第一章　总则

第一条　为了管理公园，制定本条例。

第二条　游人不得有下列行为：
（一）攀折花木；
（二）喂食动物。
违反的，予以劝阻。

第四条　本条例自公布之日起施行。
"""


def test_it_prints_the_tree_and_what_it_doubts(terminal: Terminal) -> None:
    Path("草案.md").write_text(DRAFT, encoding="utf-8")
    answer = terminal("split", "草案.md")
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert "第一章  总则" in lines
    assert "  第二条" in lines
    assert "      （一）  攀折花木；" in lines
    assert "共 3 条，存疑 1 处。" in lines
    assert lines[-1].startswith("第 12 行：")


def test_json_tiles_the_source(terminal: Terminal) -> None:
    Path("草案.txt").write_bytes(DRAFT.encode("gb18030"))
    tree = terminal("split", "草案.txt", "--json").data
    assert set(tree) == {"title", "length", "sha256", "units", "findings"}
    assert tree["length"] == len(DRAFT)
    ends = [0, *(unit["end"] for unit in tree["units"])]
    assert [unit["start"] for unit in tree["units"]] == ends[:-1]
    assert ends[-1] == len(DRAFT)
    assert [finding["rule"] for finding in tree["findings"]] == ["gap"]


def test_a_dash_is_standard_input(terminal: Terminal) -> None:
    Path("草案.txt").write_text(DRAFT, encoding="utf-8")
    piped = terminal("split", "-", "--json", stdin=DRAFT.encode())
    assert piped.status == 0
    assert piped.out == terminal("split", "草案.txt", "--json").out


def test_it_says_why_it_cannot_read_a_file(terminal: Terminal) -> None:
    Path("草案.pdf").write_bytes(b"%PDF-1.7")
    answer = terminal("split", "草案.pdf")
    assert (answer.status, answer.out) == (1, "")
    assert "PDF 不完整" in answer.err
    assert answer.err.count("\n") == 1


def test_it_splits_a_real_regulation(terminal: Terminal, corpus: Path) -> None:
    (file,) = (corpus / "zh" / "seed").glob("浙江省社会救助条例*")
    tree = terminal("split", file, "--json").data
    assert tree["title"] == "浙江省社会救助条例"
    assert tree["findings"] == []


def test_akoma_ntoso_goes_out_and_comes_back_as_the_same_tree(terminal: Terminal) -> None:
    Path("草案.txt").write_text(DRAFT, encoding="utf-8")
    xml = terminal("split", "草案.txt", "--akn")
    assert xml.status == 0
    Path("草案.xml").write_text(xml.out, encoding="utf-8")
    ours, back = (terminal("split", name, "--json").data for name in ("草案.txt", "草案.xml"))
    assert [_outline(unit) for unit in back["units"]] == [_outline(one) for one in ours["units"]]


def _outline(unit: dict[str, Any]) -> list[Any]:
    return [unit["address"], unit["text"], *map(_outline, unit["children"])]


def test_tracked_changes_are_accepted_or_shown(terminal: Terminal) -> None:
    page = "<p>某条例</p><p>第一条　缴纳<del>五</del><ins>十</ins>万元。</p>"
    Path("草案.html").write_text(page, encoding="utf-8")
    assert "缴纳十万元。" in terminal("split", "草案.html").out
    assert "缴纳〔删去：五〕〔增加：十〕万元。" in terminal("split", "草案.html", "--changes").out


def test_json_and_akoma_ntoso_exclude_each_other(terminal: Terminal) -> None:
    answer = terminal("split", "草案.txt", "--akn", "--json")
    assert answer.status == 2
    assert "只能写一个" in answer.err
