"""`consult group`: comments that say the same."""

import click

from cli.argument import file_argument
from cli.command import command, json_option
from cli.text import _, say


@command(
    "group",
    help=_("把一份意见表（CSV 或 JSONL，列 id、text，可有 article）中说法相同的意见归为同类。"),
    example="consult group 意见.csv\nconsult group 意见.jsonl --threshold 85 --json",
)
@file_argument()
@click.option(
    "--threshold",
    type=click.FloatRange(1, 100),
    default=80,
    help=_("相似度达到多少归为一类，默认 80"),
)
@json_option()
def group(path: str, threshold: float, as_json: bool) -> None:
    """Cluster the comments at `path` and print the clusters, largest first."""
    from time import perf_counter

    from cli import source
    from cli.comments import parse
    from cli.output import emit_json
    from reports import clusterer

    comments = parse(source.read(path)[0])
    started = perf_counter()
    grouping = clusterer.cluster(comments, threshold=threshold)
    seconds = perf_counter() - started
    if as_json:
        emit_json(clusterer.to_json(grouping, seconds))
        return
    click.echo(say("{n} 条意见归为 {m} 类。", n=len(comments), m=len(grouping.clusters)))
