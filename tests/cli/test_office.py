"""`consult office`: the folder is begun, checked, and reported by the doctor."""

from pathlib import Path

import pytest

from cli import examination
from tests.cli.conftest import Terminal

FOLDER = Path("var/office")


def test_without_a_folder_all_is_well(terminal: Terminal) -> None:
    answer = terminal("office", "check")
    assert answer.status == 0
    assert "没有机关文件夹" in answer.out
    assert not Path("var").exists()
    assert terminal("office", "check", "--json").data["digest"] == ""


def test_it_is_begun_once_and_changes_nothing(terminal: Terminal) -> None:
    assert terminal("office", "init").status == 0
    assert (FOLDER / "office.toml").is_file()
    answer = terminal("office", "check", "--json")
    assert (answer.status, answer.data["found"], answer.data["digest"]) == (0, True, "")
    again = terminal("office", "init")
    assert again.status == 1
    assert "已经有了" in again.err


def test_what_is_wrong_is_listed_with_file_and_line(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal("office", "init")
    (FOLDER / "office.toml").write_text('name = "甲"\nadress = "乙"', encoding="utf-8")
    answer = terminal("office", "check")
    assert answer.status == 1
    assert "office.toml 第 2 行：没有“adress”这一项" in answer.out
    (FOLDER / "office.toml").write_text('name = "甲"', encoding="utf-8")
    (FOLDER / "templates" / "print" / "notes.html").write_text("\n{{ nobody }}", encoding="utf-8")
    assert "templates/print/notes.html 第 2 行" in terminal("office", "check").out
    monkeypatch.setenv("CONSULT_LOCALE", "en")
    assert "notes.html line 2" in terminal("office", "check").out


def test_the_doctor_looks_at_it_too(terminal: Terminal) -> None:
    assert examination.office()[0].fine
    terminal("office", "init")
    assert examination.office()[0].found == str(FOLDER)
    (FOLDER / "office.toml").write_text("name = 1", encoding="utf-8")
    (check,) = examination.office()
    assert (check.fine, check.remedy) == (False, "consult office check")
    assert "office.toml 第 1 行" in check.found


def test_the_folder_may_lie_elsewhere(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULT_OFFICE", str(tmp_path / "own"))
    terminal("office", "init")
    assert (tmp_path / "own" / "README.txt").is_file()
