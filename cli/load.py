"""`consult load`: store a draft file as a reading of a bill."""

import click

from cli.application import actor, now, run
from cli.argument import bill_option, file_argument, reading_option
from cli.command import command, json_option
from cli.text import _, say


@command(
    "load",
    help=_(
        "把一份草案文件存为某法规案某一审次的文本。同一文件再存一次不会重复；文本存入后不再改动。"
    ),
    example="consult load 一审稿.md --bill yunchuan-dogs --reading 1",
)
@file_argument()
@bill_option()
@reading_option()
@click.option("--title", metavar=_("名称").upper(), help=_("法规案的名称；不写则取自文件"))
@click.option("--body", metavar=_("机关").upper(), help=_("征求意见的机关"))
@json_option()
def load(
    path: str, slug: str, reading: int, title: str | None, body: str | None, as_json: bool
) -> None:
    """Split the file at `path` and keep it as reading `reading` of the bill `slug`."""
    from cli import source
    from cli.output import emit_json
    from consult.services import draft

    data, filename = source.read(path)
    loaded = run(
        lambda _settings: draft.load_draft(
            actor(),
            now(),
            slug=slug,
            reading=reading,
            filename=filename,
            data=data,
            title=title,
            body=body,
        )
    )
    if as_json:
        emit_json(loaded)
        return
    told = _("已有同样的文本") if loaded.already else _("已存入")
    click.echo(
        say("{told}：{title}，共 {n} 条。", told=told, title=loaded.title, n=loaded.articles)
    )
    if reading > 1 and not loaded.already:
        click.echo(
            say(
                "与上一稿对应：{linked} 条自动确认，{proposed} 条待人工确认。",
                linked=loaded.linked,
                proposed=loaded.proposed,
            )
        )
    for finding in loaded.findings:
        click.echo(say("存疑：{message}", message=finding.message))
