"""`consult demo`: the whole chain once, on sample data."""

import asyncio
from pathlib import Path

import click
import msgspec

from cli.application import now
from cli.command import command, json_option
from cli.progress import progress
from cli.text import _


@command(
    "demo",
    help=_(
        "用自带的示例走完全程：存入三个审次的草案，导入意见，归类，作出处理，生成报告。"
        "数据库和 PDF 都写在 --out 目录里，每次重新开始。"
    ),
    example="consult demo --out var/demo",
)
@click.option(
    "--out", default="var/demo", metavar=_("文件夹").upper(), help=_("写到哪里，默认 var/demo")
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
