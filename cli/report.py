"""`consult report`: the review report of a round, as PDF."""

import shutil

import click

from cli.application import actor, now, run
from cli.argument import Word, bill_argument, reading_argument
from cli.command import command, json_option
from cli.progress import progress
from cli.text import _, say

EDITION = Word(["public", "internal"])
LANGUAGE = Word(["zh-CN", "en"])


@command(
    "report",
    help=_("生成一轮征求意见情况报告（PDF）。公开版隐去个人信息，内部版保留。"),
    example="consult report yunchuan-dogs 1 --out 报告.pdf\n"
    "consult report yunchuan-dogs 1 --out 内部.pdf --edition internal",
)
@bill_argument()
@reading_argument()
@click.option("--out", required=True, metavar=_("文件").upper(), help=_("PDF 写到哪里"))
@click.option(
    "--edition",
    type=EDITION,
    default="public",
    metavar=_("版本").upper(),
    help=_("public 公开版（默认）或 internal 内部版"),
)
@click.option(
    "--language",
    type=LANGUAGE,
    default="zh-CN",
    metavar=_("语言").upper(),
    help=_("zh-CN 中文（默认）或 en 英文；英文版只写到文件，不入库"),
)
@json_option()
def report(slug: str, reading: int, out: str, edition: str, language: str, as_json: bool) -> None:
    """Build the report of round `reading` of `slug` and write it to `out`."""
    from pathlib import Path

    from cli.output import emit_json
    from consult.config import Settings, with_secret
    from consult.services import english
    from consult.services import report as reports
    from reports.model import Edition

    async def build(settings: Settings) -> english.EnglishReport | reports.BuiltReport:
        who, when, kept = actor(), now(), with_secret(settings)
        of = Edition(edition)
        if language == "en":
            return await english.build_english(
                who, when, kept, slug=slug, reading=reading, edition=of, progress=advance
            )
        return await reports.build_report(
            who, when, kept, slug=slug, reading=reading, edition=of, progress=advance
        )

    with progress(_("生成报告")) as advance:
        built = run(build)
    target = Path(out)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(built.path, target)
    if as_json:
        emit_json(built)
        return
    click.echo(
        say(
            "{path}：{pages} 页。条文 {articles} 条，意见 {comments} 条 {clusters} 类，处理 {n}。",
            path=target,
            pages=built.pages,
            articles=built.articles,
            comments=built.comments,
            clusters=built.clusters,
            n=built.dispositions,
        )
    )
