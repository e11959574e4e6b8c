"""Where a round stands, from its dates alone. Pure: the clock is an argument.

The window is half-open, [opens, closes): "截止4月9日" closes at 10 April 00:00:00 in
Asia/Shanghai, and a comment arriving at that instant is late.
"""

import datetime as dt
from enum import StrEnum
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class RoundState(StrEnum):
    """尚未开始、正在征求、已经截止."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"


def state(opens: dt.datetime, closes: dt.datetime, now: dt.datetime) -> RoundState:
    """The state of the window [opens, closes) at `now`; all three are aware."""
    if now < opens:
        return RoundState.SCHEDULED
    return RoundState.OPEN if now < closes else RoundState.CLOSED


def opening(first_day: dt.date) -> dt.datetime:
    """The first instant of a day in Asia/Shanghai."""
    return dt.datetime.combine(first_day, dt.time(), tzinfo=SHANGHAI)


def closing(last_day: dt.date) -> dt.datetime:
    """The instant a window ends whose last day is `last_day`: the next midnight."""
    return opening(last_day + dt.timedelta(days=1))


def last_day(closes: dt.datetime) -> dt.date:
    """The last day on which somebody can still comment, in Asia/Shanghai."""
    return (closes.astimezone(SHANGHAI) - dt.timedelta(microseconds=1)).date()


def days_left(closes: dt.datetime, now: dt.datetime) -> int:
    """How many calendar days remain, today's counted as 0; negative once it is over."""
    return (last_day(closes) - now.astimezone(SHANGHAI).date()).days
