"""Old formats go through LibreOffice; here a small program plays its part."""

import sys
import tempfile
import time
from pathlib import Path

import pytest

from drafts.formats import libreoffice
from drafts.reader import Unreadable, read
from tests.drafts.word_files import docx, paragraph

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512

CONVERTS = """
import pathlib, sys
arguments = sys.argv[1:]
assert any(one.startswith("-env:UserInstallation=file:///") for one in arguments)
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
source = pathlib.Path(arguments[-1])
assert source.read_bytes().startswith(b"\\xd0\\xcf") and source.stem == "draft"
out.mkdir()
(out / "draft.docx").write_bytes(pathlib.Path({result!r}).read_bytes())
"""
HANGS = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
time.sleep(60)
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty `soffice` on the path, and a folder of its own for temporary files."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    file = folder / "soffice"
    file.touch(mode=0o755)
    return file


def plays(program: Path, script: str) -> None:
    """Let the program run this script."""
    program.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")


@pytest.mark.parametrize("name", ["草案.doc", "草案.wps", "草案.RTF", "草案.odt"])
def test_an_old_file_is_converted_and_read(program: Path, tmp_path: Path, name: str) -> None:
    result = tmp_path / "result.docx"
    result.write_bytes(docx(paragraph("第一条　甲。")))
    plays(program, CONVERTS.format(result=str(result)))
    assert read(OLE, name) == "第一条　甲。\n"
    assert list((tmp_path / "tmp").iterdir()) == []


def test_without_it_the_sentence_says_what_to_do(program: Path) -> None:
    program.unlink()
    with pytest.raises(Unreadable, match=r"没有安装 LibreOffice，读不了 \.wps 文件.*另存为 \.docx"):
        read(OLE, "草案.wps")


def test_a_file_it_cannot_open_is_refused(program: Path) -> None:
    plays(program, "raise SystemExit(1)")
    with pytest.raises(Unreadable, match="打不开"):
        read(OLE, "草案.doc")


def test_r17_one_that_hangs_is_ended_with_all_it_started(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plays(program, HANGS)
    monkeypatch.setattr(libreoffice, "MOST_SECONDS", 0.5)
    begun = time.monotonic()
    with pytest.raises(Unreadable, match="已停止"):
        read(OLE, "草案.doc")
    assert time.monotonic() - begun < 5
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_word_file_or_a_page_under_the_old_name_needs_no_conversion(program: Path) -> None:
    program.unlink()
    assert read(docx(paragraph("第一条　甲。")), "草案.doc") == "第一条　甲。\n"
    assert read("<html><p>第一条　乙。".encode(), "草案.doc") == "第一条　乙。\n"
