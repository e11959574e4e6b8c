"""The press room: parts kept, parts laid out on several cores, nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consult.services.papers import pressroom
from consult.services.papers.pressroom import Pressroom
from reports.parts import Part
from tests.reports.rounds import CSS, ROOT

PAGE = '<html lang="zh-CN"><title>试</title><body><p>{}</p></body></html>'


def parts(*texts: str) -> list[Part]:
    """One part a text."""
    return [Part(text[:4], PAGE.format(text)) for text in texts]


def test_what_was_laid_out_once_is_kept(tmp_path: Path) -> None:
    heard: list[str] = []
    first = list(Pressroom(CSS, tmp_path, 1, heard.append)(parts("甲", "乙")))
    assert heard == ["制版 50%", "制版 100%"]
    heard.clear()
    again = list(Pressroom(CSS, tmp_path, 1, heard.append)(parts("甲", "丙", "乙")))
    assert heard == ["制版 100%"]
    assert [again[0], again[2]] == first
    heard.clear()
    list(Pressroom(CSS + "p{color:red}", tmp_path, 1, heard.append)(parts("甲")))
    assert heard == ["制版 100%"]  # another style sheet, another page


def test_one_process_or_two_give_the_same_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pressroom, "SEVERAL_FROM", 1)
    wanted = parts("甲" * 900, "乙", "丙" * 300)
    one = list(Pressroom(CSS, tmp_path / "1", 1, lambda _: None)(wanted))
    two = list(Pressroom(CSS, tmp_path / "2", 2, lambda _: None)(wanted))
    assert one == two


def test_what_was_not_used_for_longest_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(Pressroom(CSS, tmp_path, 1, lambda _: None)(parts("甲")))
    (old,) = tmp_path.glob("*.pdf")
    os.utime(old, (1, 1))
    monkeypatch.setattr(pressroom, "KEPT_BYTES", old.stat().st_size + 100)
    list(Pressroom(CSS, tmp_path, 1, lambda _: None)(parts("乙")))
    assert not old.exists()
    assert len(list(tmp_path.glob("*.pdf"))) == 1


_LONG = """
import sys
from pathlib import Path
from consult.services.papers import pressroom
from tests.consult.services.papers.test_pressroom import CSS, parts
if __name__ == "__main__":
    pressroom.SEVERAL_FROM = 1
    room = pressroom.Pressroom(CSS, Path(sys.argv[1]), 2, lambda step: print(step, flush=True))
    list(room(parts(*(f"{n}" + "养犬" * 9000 for n in range(40)))))
"""


def test_a_killed_job_leaves_no_process_and_no_half_page(tmp_path: Path) -> None:
    """R16: whole or not at all; a killed renderer never leaves half a file."""
    script = tmp_path / "long.py"
    script.write_text(_LONG, "utf-8")
    shelf = tmp_path / "shelf"
    job = subprocess.Popen(
        [sys.executable, str(script), str(shelf)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    assert job.stdout is not None
    job.stdout.readline()
    children = _children(job.pid)
    assert len(children) >= 2
    job.send_signal(signal.SIGKILL)
    job.wait()
    job.stdout.close()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < deadline, "a worker outlived its job"
        time.sleep(0.1)
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in shelf.glob("*.pdf"))


def _children(pid: int) -> list[str]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    if not found.exists():
        pytest.skip("this system does not list a process's children under /proc")
    return found.read_text("ascii").split()
