"""`consult extend`: give a round more days."""

import datetime as dt

import click

from cli.application import actor, now, run
from cli.argument import Day, bill_argument, reading_argument
from cli.command import command
from cli.text import _
from cli.window import tell


@command(
    "extend",
    help=_("延长一轮征求意见。理由会公布在网页上。"),
    example=_(
        'consult extend yunchuan-dogs 1 --last-day 2026-04-20 --reason "来件集中，延长十一天"'
    ),
)
@bill_argument()
@reading_argument()
@click.option(
    "--last-day", type=Day(), required=True, metavar=_("日期").upper(), help=_("新的最后一天")
)
@click.option("--reason", required=True, metavar=_("理由").upper(), help=_("为什么延长，公布用"))
def extend(slug: str, reading: int, last_day: dt.date, reason: str) -> None:
    """Move the last day of round `reading` of `slug` to `last_day`, saying why."""
    from consult.services.rounds import round as rounds

    tell(
        run(
            lambda _settings: rounds.extend_round(
                actor(), now(), slug=slug, reading=reading, last_day=last_day, reason=reason
            )
        )
    )
