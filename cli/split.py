"""`consult split`: the tree of a draft."""

from typing import TYPE_CHECKING

import click

from cli.argument import file_argument
from cli.command import command, json_option
from cli.failure import Misused
from cli.text import _, say

if TYPE_CHECKING:
    from drafts.model import Unit

SHOWN = 40


@command(
    "split",
    help=_("把一份草案拆成编、章、节、条、款、项、目，并指出存疑的地方。文件写 - 即读标准输入。"),
    example=(
        _(
            "consult split 草案.docx\n"
            "consult split 草案.txt --json > 草案.json\n"
            "consult split 草案.pdf --akn > 草案.xml"
        )
    ),
)
@file_argument()
@click.option(
    "--changes", is_flag=True, help=_("修订痕迹中删去的字和增加的字都列出；不写则按接受修订读取")
)
@click.option("--akn", "as_akn", is_flag=True, help=_("只输出 Akoma Ntoso XML"))
@json_option()
def split(path: str, changes: bool, as_akn: bool, as_json: bool) -> None:
    """Print the tree of the draft at `path` and what the reader and the splitter doubt."""
    from cli import source
    from cli.output import emit_json
    from drafts import akn, splitter
    from drafts.reader import Changes, read_draft

    if as_akn and as_json:
        raise Misused(_("--akn 和 --json 只能写一个。"))
    draft = read_draft(*source.read(path), Changes.BOTH if changes else Changes.ACCEPT)
    if as_akn:
        source.write(None, akn.to_xml(draft))
        return
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
