"""`consult cluster`: rebuild the clusters of a round."""

import click

from cli.application import actor, now, run
from cli.argument import (
    bill_argument,
    reading_argument,
    scheduler_option,
    simplified_option,
    threshold_option,
)
from cli.command import command, json_option
from cli.progress import progress
from cli.text import _, say


@command(
    "cluster",
    help=_("把一轮意见重新归类。已经作出的处理情况保留在原来的意见上。"),
    example="consult cluster yunchuan-dogs 1\nconsult cluster yunchuan-dogs 1 --threshold 85",
)
@bill_argument()
@reading_argument()
@threshold_option()
@simplified_option()
@scheduler_option()
@json_option()
def cluster(
    slug: str,
    reading: int,
    threshold: float,
    simplified: bool,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Cluster the comments of round `reading` of `slug` anew."""
    from cli.output import emit_json
    from consult.services.clusters import cluster as clusters

    with progress(_("归类意见")) as hear:
        rebuilt = run(
            lambda _settings: clusters.rebuild(
                actor(),
                now(),
                slug=slug,
                reading=reading,
                threshold=threshold,
                simplified=simplified,
                scheduler=scheduler,
                meaning=True,
                progress=hear,
            )
        )
    if as_json:
        emit_json(rebuilt)
        return
    click.echo(
        say(
            "{comments} 条意见归为 {clusters} 类，保留处理情况 {kept} 项。",
            comments=rebuilt.comments,
            clusters=rebuilt.clusters,
            kept=rebuilt.kept_dispositions,
        )
    )
