"""`consult demo`: the whole chain once, on sample data."""

import asyncio
from pathlib import Path

import click
import msgspec

from cli.application import now
from cli.command import command, json_option
from cli.progress import progress
from cli.text import _, say

DEFAULT = Path("var/demo")


@command(
    "demo",
    help=_(
        "用自带的示例走完全程：存入三个审次的草案，导入意见，归类，作出处理，生成报告。"
        "数据库和 PDF 都写在 --out 目录里，每次重新开始。"
    ),
    example="consult demo --out var/demo",
)
@click.option(
    "--out", default=str(DEFAULT), metavar=_("文件夹").upper(), help=_("写到哪里，默认 var/demo")
)
@json_option()
def demo(out: str, as_json: bool) -> None:
    """Run the sample bill through the house and say what came out."""
    from cli.output import emit_json
    from consult.config import load, with_secret
    from consult.services.demo import run_demo

    folder = Path(out)
    settings = with_secret(
        msgspec.structs.replace(
            load(), database_url=f"sqlite:///{folder / 'consult.db'}", data_dir=folder
        )
    )
    with progress(_("示例")) as advance:
        summary = asyncio.run(run_demo(settings, now(), folder, advance))
    if as_json:
        emit_json(summary)
        return
    click.echo(
        say(
            "条文 {articles} 条，意见 {comments} 条 {clusters} 类，处理情况 {decided} 项。",
            articles=summary.articles,
            comments=summary.comments,
            clusters=summary.clusters,
            decided=summary.dispositions,
        )
    )
    click.echo(_("报告："))
    for path, pages in zip(summary.pdfs, summary.pages, strict=True):
        click.echo(say("  {path}（{pages} 页）", path=path, pages=pages))
    for path in summary.tables:
        click.echo(f"  {path}")
    click.echo(_("示例账号："))
    for account in summary.accounts:
        click.echo(f"  {account.login}  {account.password}  {account.name}")
    click.echo(say("示例回执（一条意见后来怎样了）：{address}", address=summary.receipt))
    click.echo(say("打开示例网站：{command}", command=site_command(folder)))


def site_command(folder: Path) -> str:
    """What to type to see the demo in `folder` on the site."""
    if folder == DEFAULT:
        return "make serve"
    database = folder / "consult.db"
    return f"CONSULT_DATABASE_URL=sqlite:///{database} CONSULT_DATA_DIR={folder} consult serve"
