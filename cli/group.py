"""`consult group`: comments that say the same."""

from typing import TYPE_CHECKING

import click

from cli.argument import file_argument, scheduler_option, simplified_option, threshold_option
from cli.command import command, json_option
from cli.progress import in_percent, progress
from cli.text import _, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.model import Cluster, Comment, Grouping


@command(
    "group",
    help=_("把一份意见表（CSV 或 JSONL，列 id、text，可有 article）中说法相同的意见归为同类。"),
    example=_("consult group 意见.csv\nconsult group 意见.jsonl --threshold 85 --suggest --json"),
)
@file_argument()
@threshold_option()
@click.option("--keep-boilerplate", is_flag=True, help=_("不去掉大家共有的开头和结尾，照原文比较"))
@click.option("--ignore-stance", is_flag=True, help=_("不看赞成还是反对，只比较字面"))
@simplified_option()
@click.option("--suggest", is_flag=True, help=_("再找出说法不同、意思可能相同的各类，供人核对"))
@click.option(
    "--meaning/--no-meaning",
    default=None,
    help=_("找的时候用不用语义模型（扩展 meaning）；不写则装了就用"),
)
@scheduler_option()
@json_option()
def group(
    path: str,
    threshold: float,
    keep_boilerplate: bool,
    ignore_stance: bool,
    simplified: bool,
    suggest: bool,
    meaning: bool | None,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Cluster the comments at `path` and print the clusters."""
    from time import perf_counter

    from cli import source
    from cli.output import emit_json
    from consult.services.clusters.helpers import helpers_at
    from reports import clusterer
    from reports.normalize import said

    data, name = source.read(path)
    comments = _read(data, "" if path == source.STDIN else name)
    started = perf_counter()
    with progress(_("归类意见")) as hear, helpers_at(scheduler) as helpers:
        grouping = clusterer.group(
            comments,
            threshold,
            keep_boilerplate=keep_boilerplate,
            ignore_stance=ignore_stance,
            simplified=simplified,
            helpers=helpers,
            progress=in_percent(hear),
        )
    by: dict[str, str] = {}
    if suggest:
        grouping, by = _suggested(grouping, comments, meaning)
    seconds = perf_counter() - started
    if as_json:
        answer = clusterer.to_json(grouping, comments, seconds)
        emit_json(answer | ({"suggested_by": by} if suggest else {}))
        return
    texts = {comment.id: said(comment) for comment in comments}
    for cluster in sorted(grouping.clusters, key=lambda one: -one.size):
        _print(cluster, texts)
    if any(member.cut for cluster in grouping.clusters for member in cluster.members):
        click.echo(_("方括号里的是许多来件都有的开头或结尾，没有参加比较。"))
    click.echo(say("{n} 条意见归为 {m} 类。", n=len(comments), m=len(grouping.clusters)))
    if suggest:
        _print_suggestions(grouping, texts)


def _suggested(
    grouping: "Grouping", comments: "list[Comment]", meaning: bool | None
) -> "tuple[Grouping, dict[str, str]]":
    """The grouping with its suggestions, and everything they depend on."""
    import msgspec

    from consult.errors import Invalid
    from reports import opinions

    if meaning and not opinions.meaning_available():
        raise Invalid(
            "没有安装语义模型。请先 pip install 'sandu-consult[meaning]'，或者不写 --meaning。"
        )
    use = opinions.meaning_available() if meaning is None else meaning
    with progress(_("查找可能相同的意见")):
        shown = opinions.representatives(grouping.clusters, comments)
        found = opinions.suggest(shown, meaning=use)
    return msgspec.structs.replace(grouping, opinions=found), opinions.parameters(use)


def _print_suggestions(grouping: "Grouping", texts: dict[str, str]) -> None:
    """Each suggestion with its reason and what the clusters say."""
    clusters = {cluster.id: cluster for cluster in grouping.clusters}
    click.echo(say("可能是同一意见的有 {n} 组，请逐组核对：", n=len(grouping.opinions)))
    for opinion in grouping.opinions:
        click.echo(f"? {opinion.why}")
        for one in opinion.clusters:
            click.echo(f"    {_flat(texts[clusters[one].representative])}")


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
    """A cluster: its size, its label, its representative in full with what was not compared in
    brackets, and what members add to it."""
    where = f"{cluster.article}  " if cluster.article else ""
    click.echo(say("{n} 条  {label}", n=cluster.size, label=where + cluster.label))
    shown = next(one for one in cluster.members if one.id == cluster.representative)
    click.echo(f"    {_bracketed(texts[shown.id], shown.cut)}")
    for member in cluster.members:
        if member.unique:
            click.echo(f"    + {member.id}  {_flat(member.unique)}")


def _bracketed(text: str, cut: "Sequence[tuple[int, int]]") -> str:
    """A text on one line, what was left out of the comparison in brackets and dimmed."""
    from reports.pieces import PieceKind, pieces

    return " ".join(
        click.style(f"[{_flat(piece.text)}]", dim=True)
        if piece.kind is PieceKind.CUT
        else _flat(piece.text)
        for piece in pieces(text, (), cut)
        if piece.text.strip()
    )


def _flat(text: str) -> str:
    return " ".join(text.split())
