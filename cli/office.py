"""`consult office`: the office's own folder of wording, fonts and templates."""

import click

from cli.command import Group, command, json_option
from cli.text import _, say


@command(
    "check",
    help=_(
        "检查机关文件夹：office.toml、样式、模板、字体，逐处指出文件和行。"
        "模板用一轮虚构的意见试写一遍。有问题时退出状态为 1。"
    ),
    example="consult office check\nconsult office check --json",
)
@json_option()
def check(as_json: bool) -> None:
    """Read the folder, try it, and say what it holds and what is wrong."""
    from cli.output import emit_json
    from consult.config import load
    from consult.office import folder, trial

    found = folder.read(folder.place(load()))
    flaws = found.flaws or (*trial.style_flaws(found.css), *trial.tried(found))
    sentences = [say(flaw.message, **flaw.values) for flaw in flaws]
    if as_json:
        emit_json(
            {
                "path": str(found.path),
                "found": found.found,
                "texts": sorted(found.office.texts),
                "templates": sorted(found.templates),
                "fonts": list(found.available),
                "roles": found.faces.roles,
                "digest": found.digest,
                "flaws": sentences,
            }
        )
    elif not found.found:
        click.echo(say("没有机关文件夹 {path}，一切照系统原来的样子。", path=found.path))
    else:
        click.echo(
            say(
                "{path}：用语 {texts} 句，模板 {templates} 个，字体 {fonts} 种。",
                path=found.path,
                texts=len(found.office.texts),
                templates=len(found.templates),
                fonts=len(found.available),
            )
        )
    for sentence in () if as_json else sentences:
        click.echo(f"{click.style('✗', fg='red')} {sentence}")
    click.get_current_context().exit(1 if sentences else 0)


@command(
    "init",
    help=_("建立机关文件夹和一份全是注释的 office.toml。已有的不覆盖。"),
    example="consult office init",
)
def init() -> None:
    """Write the first files of the folder."""
    from consult.config import load
    from consult.office import folder, starting

    for file in starting.begin(folder.place(load())):
        click.echo(say("已写入 {path}", path=file))


office = Group(
    "office",
    help=_("机关自己的用语、版头、字体和模板。"),
    example="consult office init\nconsult office check",
    commands=[init, check],
    sections={_("命令"): ["init", "check"]},
)
