"""`consult export`: the comments of a round as data."""

import click

from cli.application import actor, run
from cli.argument import Word, bill_argument, reading_argument
from cli.command import command
from cli.text import _

FORMAT = Word(["csv", "json", "jsonl"])


@command(
    "export",
    help=_("导出一轮的全部意见。不写 --out 即输出到标准输出。含个人信息，请妥善保管。"),
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
    help=_("csv、json 或 jsonl"),
)
@click.option("--out", metavar=_("文件").upper(), help=_("写到哪个文件"))
def export(slug: str, reading: int, kind: str, out: str | None) -> None:
    """Write the comments of round `reading` of `slug` as `kind`."""
    from cli import source
    from consult.services.export import export_comments

    source.write(
        out,
        run(lambda _settings: export_comments(actor(), slug=slug, reading=reading, format=kind)),
    )
