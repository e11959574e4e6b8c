"""`consult close`: close a round now."""

import click

from cli.application import actor, now, run
from cli.argument import bill_argument, reading_argument
from cli.command import command
from cli.text import _
from cli.window import tell


@command(
    "close",
    help=_("立即截止一轮征求意见。到期会自动截止，只有提前截止才用这个命令。"),
    example=_('consult close yunchuan-dogs 1 --reason "会议提前"'),
)
@bill_argument()
@reading_argument()
@click.option(
    "--reason", required=True, metavar=_("理由").upper(), help=_("为什么提前截止，公布用")
)
def close(slug: str, reading: int, reason: str) -> None:
    """Close round `reading` of `slug`, saying why."""
    from consult.services.rounds import round as rounds

    tell(
        run(
            lambda _settings: rounds.close_round(
                actor(), now(), slug=slug, reading=reading, reason=reason
            )
        )
    )
