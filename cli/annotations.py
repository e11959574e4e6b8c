"""`consult annotations`: comments others made as W3C Web Annotations."""

import click

from cli.application import actor, now, run
from cli.argument import CHANNEL, bill_option, file_argument, reading_option
from cli.command import Group, command, json_option
from cli.progress import progress
from cli.text import _


@command(
    "import",
    help=_(
        "导入网页批注（W3C Web Annotation 的 JSON-LD，或 Hypothesis 导出的 JSON）作为意见。"
        "引用的字在草案里核对过才算数；不合标准的逐条指出，其余照收；再导一次不会重复。"
    ),
    example=_(
        "consult annotations import 批注.json --bill yunchuan-dogs --reading 1 --channel web"
    ),
)
@file_argument()
@bill_option()
@reading_option()
@click.option(
    "--channel",
    type=CHANNEL,
    required=True,
    metavar=_("渠道").upper(),
    help=_("来件渠道：letter email wechat weibo hotline meeting contact-point web"),
)
@click.option("--dry-run", is_flag=True, help=_("只检查，不存入"))
@json_option()
def import_(path: str, slug: str, reading: int, channel: str, dry_run: bool, as_json: bool) -> None:
    """Take the annotations at `path` that are not there yet."""
    from cli import source
    from cli.collect import tell
    from cli.output import emit_json
    from consult.services.intake.annotation import import_annotations
    from reports.model import Channel

    data, filename = source.read(path)
    with progress(_("导入意见")):
        collected = run(
            lambda _settings: import_annotations(
                actor(),
                now(),
                slug=slug,
                reading=reading,
                channel=Channel(channel),
                filename=filename,
                data=data,
                dry_run=dry_run,
            )
        )
    if as_json:
        emit_json(collected)
    else:
        tell(collected, dry_run=dry_run)


annotations = Group(
    "annotations",
    help=_("别人用批注工具写的意见。"),
    example=_(
        "consult annotations import 批注.json --bill yunchuan-dogs --reading 1 --channel web"
    ),
    commands=[import_],
    sections={_("命令"): ["import"]},
)
