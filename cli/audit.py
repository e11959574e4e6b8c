"""`consult audit`: the audit chain as people read it."""

import click

from cli.application import actor, run
from cli.command import command, json_option
from cli.text import _, say


@command(
    "audit",
    help=_("操作记录：谁、什么时候、对什么做了什么，新的在前。"),
    example="consult audit --object 1-0007\nconsult audit --bill yunchuan-dogs --json",
)
@click.option("--object", "subject", default="", help=_("只看这个对象：编号、法规案/审次、账号……"))
@click.option("--who", default="", help=_("只看这个人做的"))
@click.option(
    "--kind", default="", help=_("哪一类：bill、round、comment、cluster、paper、account、system")
)
@click.option("--bill", default="", help=_("只看这个法规案的"))
@click.option("--most", default=50, type=click.IntRange(1, 100_000), help=_("最多几条"))
@json_option()
def audit(subject: str, who: str, kind: str, bill: str, most: int, as_json: bool) -> None:
    """Print the entries asked for, the newest first."""
    from cli.output import emit_json
    from consult.services.records import trail

    asked = trail.Asked(who=who, kind=kind, subject=subject, bill=bill)
    page = run(lambda _settings: trail.read(actor(), asked, most=most))
    if as_json:
        emit_json(page.entries)
        return
    for one in page.entries:
        told = {"at": f"{one.at:%Y-%m-%d %H:%M}", "who": one.actor, "object": one.subject}
        click.echo(say("{n} {at} {who} {did} {object}", n=one.position, did=_(one.says), **told))
    if not page.entries:
        click.echo(_("没有这样的记录。"))
