"""`consult open`: open a round for comments, or look at what stands in its way."""

import datetime as dt
from typing import TYPE_CHECKING

import click

from cli.application import actor, now, run
from cli.argument import Day, Whole, bill_argument, reading_argument
from cli.command import command
from cli.failure import Misused
from cli.text import _, say
from cli.window import tell
from consult.lifecycle import SHANGHAI

if TYPE_CHECKING:
    from consult.services.rounds.opening import Check

USUAL_DAYS = 30  # 立法法 (2023) art. 40: not less than thirty days


@command(
    "open",
    help=_("开始征求意见，公布公告。首日和末日都算在内；不写首日即今天，不写末日即 --days 天。"),
    example="consult open yunchuan-dogs 1 --first-day 2026-03-10 --last-day 2026-04-09\n"
    "consult open yunchuan-dogs 2 --days 30\n"
    "consult open yunchuan-dogs 2 --check",
)
@bill_argument()
@reading_argument()
@click.option("--first-day", type=Day(), metavar=_("日期").upper(), help=_("第一天，如 2026-03-10"))
@click.option(
    "--last-day", type=Day(), metavar=_("日期").upper(), help=_("最后一天，当天 24 时截止")
)
@click.option(
    "--ask",
    multiple=True,
    metavar=_("项目[:用途]").upper(),
    help=_("表单问什么：name、contact、region、occupation，可写几次，可带用途；都不问写 none"),
)
@click.option("--attachments", is_flag=True, help=_("收附件，只给工作人员看"))
@click.option("--days", type=Whole(1, 366), metavar="N", help=_("征求几天，默认 30；不与末日同用"))
@click.option(
    "--short-reason",
    default="",
    metavar=_("理由").upper(),
    help=_("少于规定天数的理由，公布用"),
)
@click.option("--past", is_flag=True, help=_("补录已经进行过的征求意见：首日可以早于今天"))
@click.option("--check", is_flag=True, help=_("只核对，不开始；有不能开始的，退出状态为 1"))
@click.pass_context
def open_(
    context: click.Context,
    slug: str,
    reading: int,
    first_day: dt.date | None,
    last_day: dt.date | None,
    days: int | None,
    ask: tuple[str, ...],
    attachments: bool,
    short_reason: str,
    past: bool,
    check: bool,
) -> None:
    """Open round `reading` of `slug` from `first_day` to `last_day`, both included."""
    from consult.services.rounds import asked, opening

    moment = now()
    first = first_day or moment.astimezone(SHANGHAI).date()
    if last_day and days:
        raise Misused(_("--last-day 和 --days 只能写一个。"))
    plan = opening.Plan(
        first_day=first,
        last_day=last_day or first + dt.timedelta(days=(days or USUAL_DAYS) - 1),
        short_reason=short_reason,
        asks=asked.read(ask) if ask else None,
        attachments=attachments,
    )
    if not check:
        tell(
            run(
                lambda settings: opening.publish(
                    actor(), settings, moment, slug=slug, reading=reading, plan=plan, past=past
                )
            )
        )
        return
    ready = run(
        lambda settings: opening.prepare(
            actor(), settings, moment, slug=slug, reading=reading, plan=plan, past=past
        )
    )
    for one in ready.checks:
        click.echo(_line(one))
    context.exit(1 if ready.refusals else 0)


def _line(one: "Check") -> str:
    """A line of the check list in one line of the terminal."""
    marks = {"ok": "✓", "warning": "!", "refusal": click.style("✗", fg="red")}
    source = f"（{one.source}）" if one.source else ""
    return f"{marks[one.level.value]} {say(one.said.message, **one.said.values)}{source}"
