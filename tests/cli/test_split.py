"""`consult split`."""

from pathlib import Path

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
    assert "另存为纯文本" in answer.err
    assert answer.err.count("\n") == 1


def test_it_splits_a_real_regulation(terminal: Terminal, corpus: Path) -> None:
    (file,) = (corpus / "zh" / "seed").glob("浙江省社会救助条例*")
    tree = terminal("split", file, "--json").data
    assert tree["title"] == "浙江省社会救助条例"
    assert tree["findings"] == []
