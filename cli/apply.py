"""`consult apply`: the law as it reads after an amendment decision."""

import click

from cli.argument import file_argument
from cli.command import command, json_option
from cli.failure import Misused
from cli.text import _, say


@command(
    "apply",
    help=_(
        "把修改决定或者修正案套用到旧法上：打印合并后的文本，套用不了的逐条指出原因，不作猜测。"
    ),
    example=_("consult apply 旧法.md 决定.txt > 新法.md\nconsult apply 旧法.md 决定.txt --json"),
)
@file_argument("old", _("旧法"))
@file_argument("amendment", _("修改决定"))
@click.option(
    "--law",
    metavar=_("名称"),
    help=_("决定一次修改几部法时，套用其中哪一部；不写则按旧法的标题找"),
)
@json_option()
def apply(old: str, amendment: str, law: str | None, as_json: bool) -> None:
    """Print `old` as amended; what could not be done goes to standard error."""
    from cli import source
    from cli.output import emit_json
    from drafts import amendment as amending
    from drafts.reader import read, read_draft

    if old == amendment == source.STDIN:
        raise Misused(_("标准输入只能读一次：旧法和修改决定不能都写 -。"))
    draft = read_draft(*source.read(old))
    applied = amending.apply(draft, read(*source.read(amendment)), law)
    if as_json:
        emit_json(amending.to_json(applied))
        return
    click.echo(applied.text, nl=not applied.text.endswith("\n"))
    for one in applied.failed:
        click.echo(
            say("没有套用：{words}\n    {why}", words=_short(one.instruction), why=one.reason),
            err=True,
        )
    for row in applied.rows:
        if row.note:
            click.echo(say("请核对：{note}", note=row.note), err=True)
    counts = say("改动 {n} 处，没有套用 {m} 处。", n=len(applied.rows), m=len(applied.failed))
    click.echo(counts, err=True)


def _short(words: str) -> str:
    """The beginning of an instruction, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:60] + "……"
