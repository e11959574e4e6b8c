"""docs/flow.md, typed line by line as a reader would."""

import re
import shlex
from pathlib import Path

from tests.cli.conftest import Terminal
from tests.conftest import ROOT


def typed() -> list[list[str]]:
    """The command lines of the page, without the program's name."""
    page = (ROOT / "docs" / "flow.md").read_text(encoding="utf-8")
    return [shlex.split(line) for line in re.findall(r"^ {4}\.venv/bin/consult (.*)$", page, re.M)]


def test_every_line_works_in_order(terminal: Terminal) -> None:
    Path("docs").symlink_to(ROOT / "docs")
    Path("consult").symlink_to(ROOT / "consult")
    answers = {}
    for words in typed():
        answers[words[0]] = answer = terminal(*words)
        assert answer.status == 0, f"consult {' '.join(words)}: {answer.err}"
    assert "新增 5 条，原已收录 0 条，有误 1 行" in answers["collect"].out
    assert "5 条意见归为 4 类" in answers["cluster"].out
    assert "意见 5 条 4 类" in answers["report"].out
    assert Path("var/flow-1.pdf").read_bytes().startswith(b"%PDF-")
    assert len(Path("var/flow-1.csv").read_text(encoding="utf-8-sig").splitlines()) == 6
