"""`consult group`: comments that say the same."""

from typing import TYPE_CHECKING

import click

from cli.argument import file_argument, threshold_option
from cli.command import command, json_option
from cli.progress import progress
from cli.text import _, say

if TYPE_CHECKING:
    from reports.model import Cluster, Comment


@command(
    "group",
    help=_("把一份意见表（CSV 或 JSONL，列 id、text，可有 article）中说法相同的意见归为同类。"),
    example="consult group 意见.csv\nconsult group 意见.jsonl --threshold 85 --json",
)
@file_argument()
@threshold_option()
@click.option("--keep-boilerplate", is_flag=True, help=_("不去掉大家共有的开头和结尾，照原文比较"))
@click.option("--ignore-stance", is_flag=True, help=_("不看赞成还是反对，只比较字面"))
@json_option()
def group(
    path: str, threshold: float, keep_boilerplate: bool, ignore_stance: bool, as_json: bool
) -> None:
    """Cluster the comments at `path` and print the clusters."""
    from time import perf_counter

    from cli import source
    from cli.output import emit_json
    from reports import clusterer

    data, name = source.read(path)
    comments = _read(data, "" if path == source.STDIN else name)
    started = perf_counter()
    with progress(_("归类意见")):
        grouping = clusterer.group(
            comments,
            threshold,
            keep_boilerplate=keep_boilerplate,
            ignore_stance=ignore_stance,
        )
    seconds = perf_counter() - started
    if as_json:
        emit_json(clusterer.to_json(grouping, comments, seconds))
        return
    texts = {comment.id: comment.text for comment in comments}
    for cluster in sorted(grouping.clusters, key=lambda one: -one.size):
        _print(cluster, texts)
    click.echo(say("{n} 条意见归为 {m} 类。", n=len(comments), m=len(grouping.clusters)))


def _read(data: bytes, name: str) -> "list[Comment]":
    """The comments of the file, all of them: a row left out would be a comment uncounted."""
    from consult.errors import Invalid
    from reports import grouping_file

    comments, errors = grouping_file.read(data, name)
    if errors:
        listed = "\n".join(f"{error.row}: {error.message}" for error in errors[:20])
        raise Invalid(
            "有 {n} 行不能用，请改正后再试（行号: 原因）：\n{rows}", n=len(errors), rows=listed
        )
    return comments


def _print(cluster: "Cluster", texts: dict[str, str]) -> None:
    """A cluster: its size, its label, its representative in full, and what members add to it."""
    where = f"{cluster.article}  " if cluster.article else ""
    click.echo(say("{n} 条  {label}", n=cluster.size, label=where + cluster.label))
    click.echo(f"    {_flat(texts[cluster.representative])}")
    for member in cluster.members:
        if member.unique:
            click.echo(f"    + {member.id}  {_flat(member.unique)}")


def _flat(text: str) -> str:
    return " ".join(text.split())
