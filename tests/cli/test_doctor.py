"""`consult doctor`."""

import ctypes
import sys
from pathlib import Path

import pytest

from cli import examination
from tests.cli.conftest import Terminal


def test_a_ready_machine_passes(office: Terminal) -> None:
    answer = office("doctor", "--json")
    assert [check["name"] for check in answer.data if not check["fine"]] == []
    assert answer.status == 0


def test_it_looks_without_making_a_database(terminal: Terminal) -> None:
    answer = terminal("doctor")
    assert answer.status == 1
    assert "请执行 consult init" in answer.out
    assert not Path("var").exists()


def test_it_gives_the_line_that_installs_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", nothing)
    monkeypatch.setattr(sys, "platform", "linux")
    lines = [check.remedy for check in examination.libraries()]
    assert lines == [
        "sudo apt-get install -y libpango-1.0-0",
        "sudo apt-get install -y libpangoft2-1.0-0",
        "sudo apt-get install -y libharfbuzz-subset0",
    ]
    monkeypatch.setattr(sys, "platform", "darwin")
    assert examination.libraries()[0].remedy == "brew install pango"


def test_it_gives_the_line_that_installs_a_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.fonts.installed", dict)
    monkeypatch.setattr(sys, "platform", "linux")
    checks = examination.fonts()
    assert not any(check.fine for check in checks)
    assert checks[0].remedy == "sudo apt-get install -y fonts-noto-cjk"


def test_it_notices_a_foreign_package_of_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    own = examination._folder
    monkeypatch.setattr(
        examination, "_folder", lambda name: Path("/elsewhere/cli") if name == "cli" else own(name)
    )
    (check,) = examination.packages()
    assert not check.fine
    assert "cli" in check.found
    assert "--force-reinstall" in check.remedy


def test_it_wants_room_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "ENOUGH_DISK", 1 << 60)
    assert not examination.disk()[0].fine
