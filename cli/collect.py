"""`consult collect`: take in comments that came by another way than the web."""

from typing import TYPE_CHECKING

import click

from cli.application import actor, now, run
from cli.argument import CHANNEL, bill_option, file_argument, reading_option
from cli.command import command, json_option
from cli.progress import progress
from cli.text import _, say

if TYPE_CHECKING:
    from consult.services.intake.intake import Collected


@command(
    "collect",
    help=_(
        "导入其他渠道来的意见（CSV 或 XLSX）。表头可用中文或英文；有错的行逐行指出，其余照收；"
        "同一份表再导一次不会重复。"
    ),
    example=_(
        "consult collect 来信.csv --bill yunchuan-dogs --reading 1 --channel letter --dry-run"
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
@click.option(
    "--address",
    metavar=_("条文地址").upper(),
    help=_("没写条款的行归到哪里，如 art_10；不写则归全文"),
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar=_("列=表头").upper(),
    help=_("表头不寻常时指明，可写多次，如 text=诉求正文"),
)
@click.option(
    "--contact-point",
    default="",
    metavar=_("名称").upper(),
    help=_("整份表来自哪个基层立法联系点；表里有“联系点”一列的以表为准"),
)
@click.option(
    "--source", default="", metavar=_("名称").upper(), help=_("这份文件从哪里来，如 12345 热线")
)
@click.option(
    "--signed-by",
    default="",
    metavar=_("姓名").upper(),
    help=_("联系点签报的负责人；写了它，这一批就有联系点自己的回执编号和查询码"),
)
@click.option(
    "--signed-on", default="", metavar=_("日期").upper(), help=_("签报的日期，如 2026-03-10")
)
@click.option("--statement", default="", metavar=_("文字").upper(), help=_("联系点对这一批的说明"))
@click.option(
    "--on-paper", type=int, metavar=_("条数").upper(), help=_("联系点报的纸面条数，供核对")
)
@click.option("--whole", is_flag=True, help=_("有一行有错就一行也不导入"))
@click.option("--dry-run", is_flag=True, help=_("只检查，不存入"))
@json_option()
def collect(
    path: str,
    slug: str,
    reading: int,
    channel: str,
    address: str | None,
    columns: tuple[str, ...],
    contact_point: str,
    source: str,
    signed_by: str,
    signed_on: str,
    statement: str,
    on_paper: int | None,
    whole: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read the comments at `path` and add those that are not there yet."""
    from cli import source as file
    from cli.output import emit_json
    from consult.config import with_secret
    from consult.services.intake import intake
    from consult.services.intake.batch import Given
    from reports.model import Channel

    data, filename = file.read(path)
    given = Given(address, contact_point, source, signed_by, signed_on, statement, on_paper)
    with progress(_("导入意见")):
        collected = run(
            lambda settings: intake.collect(
                actor(),
                now(),
                slug=slug,
                reading=reading,
                channel=Channel(channel),
                filename=filename,
                data=data,
                dry_run=dry_run,
                columns=dict(named(pair) for pair in columns) or None,
                given=given,
                whole=whole,
                settings=with_secret(settings),
            )
        )
    if as_json:
        emit_json(collected)
    else:
        tell(collected, dry_run=dry_run)


def tell(collected: "Collected", *, dry_run: bool) -> None:
    """Say what was taken in, and on standard error what was not."""
    for error in collected.errors:
        click.echo(say("第 {row} 行：{message}", row=error.row, message=error.message), err=True)
    done = _("检查完毕，没有存入") if dry_run else _("导入完毕")
    click.echo(
        say(
            "{done}：读出 {n} 条，新增 {added} 条，原已收录 {already} 条，有误 {wrong} 行。",
            done=done,
            n=len(collected.comments),
            added=collected.added,
            already=collected.already,
            wrong=len(collected.errors),
        )
    )
    if collected.code:
        click.echo(
            say(
                "给联系点的批次编号 {batch}，查询码 {code}。请一起交给他们，凭它查每一条的结果。",
                batch=collected.batch,
                code=collected.code,
            )
        )


def named(pair: str) -> tuple[str, str]:
    """Our name of a column and the header it has in the file, from `text=诉求正文`."""
    name, equals, header = pair.partition("=")
    if not (name and equals and header):
        raise click.BadParameter(_("请写成 列=表头，如 text=诉求正文。"), param_hint="--column")
    return name, header
