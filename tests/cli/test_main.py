"""The terminal as a whole: help, languages, exit statuses, and how little it loads."""

import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from cli.main import consult, run

HEAVY = {"litestar", "weasyprint", "piccolo", "rapidfuzz", "babel", "rich", "jinja2", "uvicorn"}


def commands(group: click.Group = consult, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    for name, command in group.commands.items():
        words = f"{path} {name}".strip()
        if isinstance(command, click.Group):
            yield from commands(command, words)
        yield words, command


COMMANDS = dict(commands())


def terminal(*args: str, code: str = "from cli.main import main; main()", **env: str) -> str:
    """What a fresh interpreter prints when it runs `code` with `args`."""
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        env={**os.environ, **env},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


@pytest.mark.parametrize("words", COMMANDS)
def test_it_explains_itself_with_an_example(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words.split(), "--help"]) == 0
    out, err = capsys.readouterr()
    assert not err
    assert "用法：" in out
    assert f"\n例:\n  consult {words}" in out
    assert "Usage" not in out
    assert "Options" not in out
    assert "required" not in out


def test_it_lists_every_command_once(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])
    lines = capsys.readouterr().out.splitlines()
    for name in consult.commands:
        assert sum(line.startswith(f"  {name} ") for line in lines) == 1


def test_it_speaks_english_when_asked() -> None:
    for words in ("", *COMMANDS):
        out = terminal(*words.split(), "--help", CONSULT_LOCALE="en")
        assert out.startswith("Usage: consult")
        assert not any(label in out for label in ("用法", "选项", "例:", "显示这段说明"))


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["split"], "缺少 文件。"),
        (["frob"], "没有 frob 这个命令。"),
        (["diff", "--zz"], "没有 --zz 这个选项。"),
        (["open", "bill", "x"], "审次 的值不对：“x”应是 1 到 9 的整数。"),
        (["open", "bill", "1", "--first-day", "3月1日"], "--first-day 的值不对：“3月1日”不是日期"),
        (["diff", "-", "-"], "标准输入只能读一次"),
        (["open", "b", "1", "--days", "3", "--last-day", "2026-04-09"], "--last-day 和 --days"),
        (["migrate", "x"], "命令写得不对（"),
        (["collect", "x", "--bill", "b", "--reading", "1", "--channel", "fax"], "--channel 的值"),
        (["load", "a.md", "--bill", "b"], "缺少 --reading。"),
        (["export", "bill", "1", "--format", "doc"], "--format 的值不对：“doc”不在可选值里"),
        (["group", "x.csv", "--threshold", "0"], "--threshold 的值不对：“0”应是 1 到 100 的数。"),
    ],
)
def test_it_answers_a_wrong_call_with_one_sentence_and_2(
    args: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(args) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith(sentence)
    assert err.count("\n") == 1
    assert "--help" in err


def test_it_says_which_file_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["split", "没有.md"]) == 1
    assert capsys.readouterr().err == "找不到文件 没有.md：请检查路径，或用 - 从标准输入读取。\n"


def test_it_loads_nothing_heavy_to_print_help() -> None:
    code = (
        "import sys; from cli.main import run; run(['split', '--help']);"
        "print(','.join(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    loaded = set(terminal(code=code).splitlines()[-1].split(","))
    assert not loaded & HEAVY


def test_it_shows_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    from consult import __version__

    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"{__version__}\n"
