"""`consult departments`: which department answers for which article."""

import click

from cli.application import actor, now, run
from cli.argument import bill_option, reading_option
from cli.command import command, json_option
from cli.text import _, say


@command(
    "departments",
    help=_(
        "导入责任清单（CSV 或 XLSX；列：条款、部门、主办/协办、职责、期限），写明各条由谁答复；"
        "不给文件则列出现有的清单。有错的行逐行指出，其余照收；同一份表再导一次不会重复。"
    ),
    example=_(
        "consult departments 责任清单.xlsx --bill yunchuan-dogs --reading 1\n"
        "consult departments --bill yunchuan-dogs --reading 2"
    ),
)
@click.argument("path", required=False, metavar=_("[文件]"))
@bill_option()
@reading_option()
@click.option("--dry-run", is_flag=True, help=_("只检查，不存入"))
@json_option()
def departments(path: str | None, slug: str, reading: int, dry_run: bool, as_json: bool) -> None:
    """Keep the duties at `path`, or list those that hold for the reading."""
    if path is None:
        _list(slug, reading, as_json)
    else:
        _assign(path, slug, reading, dry_run, as_json)


def _list(slug: str, reading: int, as_json: bool) -> None:
    from cli.output import emit_json
    from consult.services.decisions import department
    from drafts.address import label
    from reports.model import Task

    found = run(lambda _settings: department.list_duties(actor(), slug, reading))
    if as_json:
        emit_json(found)
        return
    names = {Task.LEAD: _("主办"), Task.ASSIST: _("协办")}
    for one in found.duties:
        where = label(one.address) if one.address else _("全文")
        due = one.due.isoformat() if one.due else ""
        told = (where, names[one.task], one.department, one.words, due)
        click.echo("  ".join(part for part in told if part))
    click.echo(say("责任清单共 {n} 行。", n=len(found.duties)))
    for gone in found.lost:
        click.echo(
            say(
                "没有跟过来：第{n}次审议的{where}，{name}。请核对条文对应，或者另行写明。",
                n=gone.reading,
                where=label(gone.address),
                name=gone.department,
            ),
            err=True,
        )


def _assign(path: str, slug: str, reading: int, dry_run: bool, as_json: bool) -> None:
    from cli import source
    from cli.output import emit_json
    from consult.services.decisions import department

    data, filename = source.read(path)
    done = run(
        lambda _settings: department.assign(
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
            "{done}：新增 {added} 项分工，更改 {changed} 项，已有 {already} 项，有误 {wrong} 行。",
            done=_("检查完毕，没有存入") if dry_run else _("导入完毕"),
            added=done.added,
            changed=done.changed,
            already=done.already,
            wrong=len(done.errors),
        )
    )
