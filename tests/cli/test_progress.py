"""The progress bar: what people at a terminal see, and nothing anywhere else."""

import io

import pytest

from cli.progress import in_percent, progress


class Screen(io.StringIO):
    """A terminal's standard error."""

    def isatty(self) -> bool:
        return True


def test_a_share_is_told_once_a_percent() -> None:
    heard: list[str] = []
    tell = in_percent(heard.append)
    for share in (0.0, 0.001, 0.0149, 0.02, 0.5, 0.499, 1.0):
        tell(share)
    assert heard == ["0%", "1%", "2%", "50%", "100%"]


def test_percentages_fill_the_bar_and_tell_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    with progress("归类意见") as hear:
        hear("读取数据")
        hear("比较意见 40%")
        hear("比较意见 80%")
    assert "归类意见" in screen.getvalue()
    assert "0:00:0" in screen.getvalue()


def test_nobody_watches_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = io.StringIO()
    monkeypatch.setattr("sys.stderr", nobody)
    with progress("归类意见") as hear:
        hear("40%")
    assert nobody.getvalue() == ""
