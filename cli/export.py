"""`consult export`: the comments of a round as data."""

import click

from cli.application import actor, run
from cli.argument import Word, bill_argument, reading_argument
from cli.command import command
from cli.text import _
from consult.config import Settings

ANNOTATIONS = "annotations"
FORMAT = Word(["csv", "json", "jsonl", ANNOTATIONS])


@command(
    "export",
    help=_(
        "导出一轮的全部意见。不写 --out 即输出到标准输出。含个人信息，请妥善保管；"
        "annotations 只含公众看得到的文字。"
    ),
    example=_("consult export yunchuan-dogs 1 --format csv --out 意见.csv"),
)
@bill_argument()
@reading_argument()
@click.option(
    "--format",
    "kind",
    type=FORMAT,
    required=True,
    metavar=_("格式").upper(),
    help=_("csv、json、jsonl，或 annotations（W3C 网页批注）"),
)
@click.option("--out", metavar=_("文件").upper(), help=_("写到哪个文件"))
def export(slug: str, reading: int, kind: str, out: str | None) -> None:
    """Write the comments of round `reading` of `slug` as `kind`."""
    from cli import source
    from consult.services.intake.annotation import export_annotations
    from consult.services.records.export import export_comments

    async def work(settings: Settings) -> bytes:
        if kind == ANNOTATIONS:
            home = settings.base_url.rstrip("/")
            return await export_annotations(actor(), slug=slug, reading=reading, home=home)
        return await export_comments(actor(), slug=slug, reading=reading, format=kind)

    source.write(out, run(work))
