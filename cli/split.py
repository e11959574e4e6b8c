"""`consult split`: the tree of a draft."""

from typing import TYPE_CHECKING

import click

from cli.argument import file_argument
from cli.command import command, json_option
from cli.text import _, say

if TYPE_CHECKING:
    from drafts.model import Unit

SHOWN = 40


@command(
    "split",
    help=_("把一份草案拆成编、章、节、条、款、项、目，并指出存疑的地方。文件写 - 即读标准输入。"),
    example="consult split 草案.md\nconsult split 草案.txt --json > 草案.json",
)
@file_argument()
@json_option()
def split(path: str, as_json: bool) -> None:
    """Print the tree of the draft at `path` and what the splitter doubts."""
    from cli import source
    from cli.output import emit_json
    from drafts import reader, splitter

    draft = splitter.split(reader.read(*source.read(path)))
    if as_json:
        emit_json(splitter.to_json(draft))
        return
    for unit in draft.units:
        _print(unit, 0)
    articles = sum(1 for _article in draft.articles())
    click.echo(say("共 {n} 条，存疑 {m} 处。", n=articles, m=len(draft.findings)))
    for finding in draft.findings:
        line = draft.source.count("\n", 0, finding.start) + 1
        click.echo(say("第 {line} 行：{message}", line=line, message=finding.message))


def _print(unit: "Unit", depth: int) -> None:
    """A unit and what lies below it; words are shown where they stand, and cut short."""
    name = unit.heading or unit.caption
    inside = unit.kind.value == "article" and unit.children  # its paragraphs say them
    words = "" if inside or name == unit.text else _short(unit.text)
    parts = [part for part in (unit.label, name, words) if part]
    click.echo("  " * depth + "  ".join(parts or [unit.kind.value]))
    for child in unit.children:
        _print(child, depth + 1)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
