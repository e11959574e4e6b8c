"""A round in one sentence."""

from typing import TYPE_CHECKING

import click

from cli.text import _, say

if TYPE_CHECKING:
    from consult.services.bills.bill import RoundView


def tell(view: "RoundView") -> None:
    """Print when the round runs and how it stands."""
    from consult.lifecycle import SHANGHAI

    states = {"scheduled": _("尚未开始"), "open": _("正在征求意见"), "closed": _("已经截止")}
    click.echo(
        say(
            "第 {reading} 审次：{first} 至 {last}，{state}，已收到意见 {n} 条。",
            reading=view.reading,
            first=view.opens.astimezone(SHANGHAI).date(),
            last=view.last_day,
            state=states[view.state.value],
            n=view.comments,
        )
    )
