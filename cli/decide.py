"""`consult decide`: decisions as a table, for offices that decide in Excel."""

import click

from cli.application import actor, now, run
from cli.argument import bill_argument, reading_argument
from cli.command import command, json_option
from cli.text import _, say


@command(
    "decide",
    help=_(
        "把一轮的各类意见列成表（CSV），在“处理”“理由”两列里填好，再用 --file 收回来。"
        "有错的行逐行指出，其余照记；列出以后有人处理过的不会被覆盖；同一份表再收一次不会重复。"
    ),
    example=_(
        "consult decide yunchuan-dogs 1 --out 处理.csv\n"
        "consult decide yunchuan-dogs 1 --file 处理.csv --dry-run"
    ),
)
@bill_argument()
@reading_argument()
@click.option("--file", "path", metavar=_("文件").upper(), help=_("填好的表（CSV、XLSX 等）"))
@click.option("--out", metavar=_("文件").upper(), help=_("列出的表写到哪个文件"))
@click.option("--dry-run", is_flag=True, help=_("只检查，不存入"))
@json_option()
def decide(
    slug: str, reading: int, path: str | None, out: str | None, dry_run: bool, as_json: bool
) -> None:
    """Take in the decisions at `path`, or list the clusters to decide on."""
    from cli import source
    from cli.output import emit_json
    from consult.services.decisions import decision_table

    if path is None:
        source.write(out, run(lambda _settings: decision_table.listed(actor(), slug, reading)))
        return
    data, filename = source.read(path)
    done = run(
        lambda _settings: decision_table.take(
            *(actor(), now()),
            slug=slug,
            reading=reading,
            filename=filename,
            data=data,
            dry_run=dry_run,
        )
    )
    if as_json:
        emit_json(done)
        return
    for error in done.errors:
        click.echo(say("第 {row} 行：{message}", row=error.row, message=error.message), err=True)
    click.echo(
        say(
            "{what}：处理 {done} 类，已有 {already} 类，没有填的 {empty} 行，有误 {wrong} 行。",
            what=_("检查完毕，没有存入") if dry_run else _("导入完毕"),
            done=done.done,
            already=done.already,
            empty=done.empty,
            wrong=len(done.errors),
        )
    )
