"""`consult search`: the index of what the public can find."""

import click

from cli.application import actor, now, run
from cli.command import Group, command, json_option
from cli.text import _, say


@command(
    "rebuild",
    help=_(
        "重做网站查找用的索引。平时不需要：载入、归类、处理时索引一起更新，旧数据库升级时自动补上。"
    ),
    example="consult search rebuild",
)
@json_option()
def rebuild(as_json: bool) -> None:
    """Make the index anew."""
    from cli.output import emit_json
    from consult.services.search import index as search_index

    entries = run(lambda _settings: search_index.rebuild(actor(), now()))
    if as_json:
        emit_json({"entries": entries})
    else:
        click.echo(say("索引已重做：{n} 处可以查到。", n=entries))


search = Group(
    "search",
    help=_("网站的查找。"),
    example="consult search rebuild",
    commands=[rebuild],
    sections={_("命令"): ["rebuild"]},
)
