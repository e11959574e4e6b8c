"""`consult open`: open a round for comments."""

import datetime as dt

import click

from cli.application import actor, now, run
from cli.argument import Day, Whole, bill_argument, reading_argument
from cli.command import command
from cli.failure import Misused
from cli.text import _
from cli.window import tell
from consult.lifecycle import SHANGHAI

USUAL_DAYS = 30  # 立法法 (2023) art. 40: not less than thirty days


@command(
    "open",
    help=_("开始征求意见。首日和末日都算在内；不写首日即今天，不写末日即征求 --days 天。"),
    example="consult open yunchuan-dogs 1 --first-day 2026-03-10 --last-day 2026-04-09\n"
    "consult open yunchuan-dogs 2 --days 30",
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
def open_(
    slug: str,
    reading: int,
    first_day: dt.date | None,
    last_day: dt.date | None,
    days: int | None,
    ask: tuple[str, ...],
    attachments: bool,
) -> None:
    """Open round `reading` of `slug` from `first_day` to `last_day`, both included."""
    from consult.services.rounds import asked
    from consult.services.rounds import round as rounds

    moment = now()
    first = first_day or moment.astimezone(SHANGHAI).date()
    if last_day and days:
        raise Misused(_("--last-day 和 --days 只能写一个。"))
    last = last_day or first + dt.timedelta(days=(days or USUAL_DAYS) - 1)
    tell(
        run(
            lambda _settings: rounds.open_round(
                *(actor(), moment),
                slug=slug,
                reading=reading,
                first_day=first,
                last_day=last,
                asks=asked.read(ask) if ask else None,
                attachments=attachments,
            )
        )
    )
