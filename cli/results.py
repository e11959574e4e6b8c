"""`consult results`: telling the public what became of a round."""

import click

from cli.application import actor, now, run
from cli.argument import bill_argument, reading_argument
from cli.command import Group, command, json_option
from cli.text import _, say


@command(
    "publish",
    help=_(
        "发布一轮征求意见的通报：数字、主要意见、采纳情况和理由，都由系统从报告的数据得出。"
        "征求意见期间发布的是阶段性通报；再次发布成为新的一版。缺什么就说缺什么，不发布。"
    ),
    example="consult results publish yunchuan-dogs 1",
)
@bill_argument()
@reading_argument()
@json_option()
def publish(slug: str, reading: int, as_json: bool) -> None:
    """Publish the results of round `reading` of `slug`."""
    from cli.output import emit_json
    from consult.services.public import publishing

    done = run(
        lambda settings: publishing.publish(actor(), settings, now(), slug=slug, reading=reading)
    )
    if as_json:
        emit_json(done)
        return
    told = {"n": done.version, "comments": done.comments}
    click.echo(say("已发布第 {n} 版通报，共 {comments} 条意见。", **told))


results = Group(
    "results",
    help=_("通报：向社会公布征求意见的结果。"),
    example="consult results publish yunchuan-dogs 1",
    sections={_("命令"): ["publish"]},
    commands=[publish],
)
