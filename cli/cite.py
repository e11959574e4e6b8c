"""`consult cite`: the citations of a draft, and those that lead nowhere."""

from typing import TYPE_CHECKING

import click

from cli.argument import file_argument
from cli.command import command, json_option
from cli.text import _, say

if TYPE_CHECKING:
    from drafts.citations import Citation


@command(
    "cite",
    help=_("找出一份草案里引用的条款，指出落在哪一条、哪些没有着落。文件写 - 即读标准输入。"),
    example=_("consult cite 草案.md\nconsult cite 草案.txt --json > 引用.json"),
)
@file_argument()
@json_option()
def cite(path: str, as_json: bool) -> None:
    """Print the citations of the draft at `path`; what leads nowhere comes first."""
    from cli import source
    from cli.output import emit_json
    from drafts import citations
    from drafts.reader import read_draft

    draft = read_draft(*source.read(path))
    found = citations.find(draft)
    if as_json:
        emit_json(citations.to_json(found))
        return
    for one in found:
        if one.dangling:
            line = draft.source.count("\n", 0, one.start) + 1
            message = say("“{text}”没有着落：{why}", text=_text(one), why=one.dangling)
            click.echo(say("第 {line} 行：{message}", line=line, message=message))
    for one in found:
        if not one.dangling:
            click.echo(_line(one))
    counts = citations.to_json(found)
    click.echo(
        say(
            "引用 {n} 处：本文的有着落 {resolved} 处，引用其他法律 {other} 处，没有着落 {m} 处。",
            n=len(found),
            resolved=counts["resolved"],
            other=sum(1 for one in found if one.law is not None and not one.dangling),
            m=counts["dangling"],
        )
    )


def _line(one: "Citation") -> str:
    """Where it stands, its words, and where it leads."""
    from drafts.address import label

    text = _text(one)
    if one.law is not None:
        return f"{_place(one)}  {text} → 《{one.law.strip('《》')}》"
    return f"{_place(one)}  {text} → " + "、".join(label(to) for to in one.targets)


def _text(one: "Citation") -> str:
    return "".join(one.text.split())


def _place(one: "Citation") -> str:
    from drafts.address import label

    return label(one.at) if one.at else "—"
