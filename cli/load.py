"""`consult load`: store a draft file as a reading of a bill."""

from typing import TYPE_CHECKING, Any

import click

from cli.application import actor, now, run
from cli.argument import bill_option, file_argument, reading_option
from cli.command import command, json_option
from cli.failure import Misused
from cli.text import _, say

if TYPE_CHECKING:
    from consult.services.bills.loading import LoadedDraft


@command(
    "load",
    help=_(
        "把一份草案文件存为某法规案某一审次的文本。同一文件再存一次不会重复；文本存入后不再改动。"
        "修改决定用 --base 指明现行法，存入的是合并后的文本。"
    ),
    example=_(
        "consult load 一审稿.md --bill yunchuan-dogs --reading 1\n"
        "consult load 修改决定.docx --base 现行条例.docx --bill yunchuan-parks --reading 1"
    ),
)
@file_argument()
@bill_option()
@reading_option()
@click.option("--title", metavar=_("名称").upper(), help=_("法规案的名称；不写则取自文件"))
@click.option("--body", metavar=_("机关").upper(), help=_("征求意见的机关"))
@click.option(
    "--subject", metavar=_("主题"), help=_("法规案属于哪些主题，用顿号隔开；目录按它排列")
)
@click.option(
    "--base",
    metavar=_("现行法"),
    help=_("现行法的文件：所给文件是修改它的决定，先套用再存入"),
)
@click.option(
    "--law",
    metavar=_("名称"),
    help=_("决定一次修改几部法时，套用其中哪一部；不写则按旧法的标题找"),
)
@click.option("--partly", is_flag=True, help=_("决定里有套用不了的指令时也存入，逐处列为存疑"))
@json_option()
def load(
    path: str,
    slug: str,
    reading: int,
    title: str | None,
    body: str | None,
    subject: str | None,
    base: str | None,
    law: str | None,
    partly: bool,
    as_json: bool,
) -> None:
    """Keep the file at `path`, or `base` as amended by it, as reading `reading` of `slug`."""
    from cli.output import emit_json

    if base is None and (partly or law):
        raise Misused(_("--partly 和 --law 要和 --base 一起用：--base 指明决定修改的现行法。"))
    named = {"title": title, "body": body, "subject": subject}
    place: dict[str, Any] = {"slug": slug, "reading": reading, **named}
    if base is None:
        loaded = _whole(path, place)
    else:
        loaded = _amended(path, base, {**place, "law": law, "partly": partly})
    if as_json:
        emit_json(loaded)
    else:
        _tell(loaded)


def _whole(path: str, place: dict[str, Any]) -> "LoadedDraft":
    from cli import source
    from consult.services.bills import draft

    data, filename = source.read(path)
    return run(
        lambda _settings: draft.load_draft(actor(), now(), filename=filename, data=data, **place)
    )


def _amended(path: str, base: str, place: dict[str, Any]) -> "LoadedDraft":
    from cli import source
    from consult.services.bills import consolidating

    if path == base == source.STDIN:
        raise Misused(_("标准输入只能读一次：现行法和修改决定不能都写 -。"))
    law, decision = ((name, data) for data, name in (source.read(base), source.read(path)))
    return run(
        lambda _settings: consolidating.load(
            *(actor(), now()),
            base=consolidating.File(*law),
            decision=consolidating.File(*decision),
            **place,
        )
    )


def _tell(loaded: "LoadedDraft") -> None:
    """What was stored, and what to look at."""
    told = _("已有同样的文本") if loaded.already else _("已存入")
    click.echo(
        say("{told}：{title}，共 {n} 条。", told=told, title=loaded.title, n=loaded.articles)
    )
    if loaded.changed is not None:
        counts = {"n": loaded.changed, "m": loaded.failed}
        click.echo(say("改动 {n} 处，没有套用 {m} 处。", **counts))
    if loaded.reading > 1 and not loaded.already:
        click.echo(
            say(
                "与上一稿对应：{linked} 条自动确认，{proposed} 条待人工确认。",
                linked=loaded.linked,
                proposed=loaded.proposed,
            )
        )
    for finding in loaded.findings:
        click.echo(say("存疑：{message}", message=finding.message))
