"""`consult calendar`: everything that is due."""

import click

from cli.application import actor, now, run
from cli.command import command, json_option
from cli.text import _, say


@command(
    "calendar",
    help=_("到期事项：征求意见的开始和截止、通报、部门答复、疑问，早的在前。"),
    example="consult calendar\nconsult calendar --json",
)
@json_option()
def calendar(as_json: bool) -> None:
    """Say what is due, the earliest first."""
    from cli.output import emit_json
    from consult.services.rounds.deadlines import deadlines

    found = run(lambda settings: deadlines(actor(), settings, now()))
    if as_json:
        named = ("kind", "slug", "bill", "reading", "late", "who", "count")
        emit_json(
            [
                {
                    "day": one.day.isoformat(),
                    **{name: getattr(one, name) for name in named},
                    "path": "/" + "/".join(one.path),
                }
                for one in found
            ]
        )
        return
    words = {
        "opening": _("开始征求意见"),
        "closing": _("征求意见截止"),
        "results": _("公布征求意见情况通报"),
        "duty": _("{who}答复 {n} 条条文的意见"),
        "asked": _("{who}答复 {n} 类意见的征询"),
        "questions": _("答复 {n} 个疑问"),
    }
    if not found:
        click.echo(_("没有什么到期。"))
    for one in found:
        mark = click.style("✗", fg="red") if one.late else "·"
        told = words[one.kind.value].format(who=one.who, n=one.count)
        line = say("{bill} 第 {reading} 审次", bill=one.bill, reading=one.reading)
        click.echo(f"{mark} {one.day.isoformat()}  {told}  {line}")
