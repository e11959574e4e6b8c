"""What the documents promise: every command, option and setting, and nothing else."""

import re
from pathlib import Path

import click
import msgspec
import pytest

from consult.config import Settings
from tests.cli.test_main import COMMANDS
from tests.conftest import ROOT

LEAVES = {words: item for words, item in COMMANDS.items() if not isinstance(item, click.Group)}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def sections() -> dict[str, str]:
    """The commands of docs/cli.md, each with the text below its heading."""
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    parts = re.split(r"^#{2,3} (.*)\n", text, flags=re.MULTILINE)[1:]
    titles = dict(zip(parts[::2], parts[1::2], strict=True))
    named = {
        re.fullmatch(r"`consult ([a-z -]+?)( [^a-z]+)?`", title): body
        for title, body in titles.items()
    }
    return {match[1]: body for match, body in named.items() if match}


def test_every_command_is_documented_and_no_other() -> None:
    assert set(sections()) == set(LEAVES)


@pytest.mark.parametrize("words", LEAVES)
def test_every_option_is_documented_and_no_other(words: str) -> None:
    written = set(re.findall(r"`(--[a-z-]+)", sections()[words]))
    offered = {name for item in LEAVES[words].params for name in item.opts if name[:2] == "--"}
    assert written == offered


def test_every_setting_is_documented_with_its_default_and_no_other() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(CONSULT_[A-Z_]+)` \| (.*?) \|", text, flags=re.MULTILINE))
    fields = msgspec.structs.fields(Settings)
    assert set(rows) == {f"CONSULT_{field.name.upper()}" for field in fields}
    for field in fields:
        default = field.default
        if default != "":
            shown = str(int(default) if isinstance(default, bool) else default)
            assert rows[f"CONSULT_{field.name.upper()}"] == f"`{shown}`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_a_page_can_be_typed(page: Path) -> None:
    for line in re.findall(r"^ {4}(?:\.venv/bin/)?consult (.*)$", page.read_text("utf-8"), re.M):
        words = re.sub(r"\s+(#|→).*", "", line).split()
        name = next(" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in LEAVES)
        known = {option for item in LEAVES[name].params for option in item.opts}
        used = {word for word in words if word.startswith("--")}
        assert used <= known | {"--help"}, f"{page.name}: consult {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
