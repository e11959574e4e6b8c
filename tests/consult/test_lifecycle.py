"""R11: the window is half-open and counted in Asia/Shanghai, wherever the machine stands."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult import lifecycle
from consult.lifecycle import SHANGHAI, RoundState

DAYS = st.dates(dt.date(1986, 1, 1), dt.date(2100, 12, 30))
ZONES = st.sampled_from(["UTC", "America/New_York", "America/St_Johns", "Asia/Kathmandu"])


@given(DAYS, st.integers(0, 400), ZONES)
def test_r11_the_last_day_belongs_to_the_window_to_its_last_instant(
    first: dt.date, length: int, zone: str
) -> None:
    from zoneinfo import ZoneInfo

    last = min(first + dt.timedelta(days=length), dt.date(2100, 12, 30))
    opens, closes = lifecycle.opening(first), lifecycle.closing(last)
    instant = dt.timedelta(microseconds=1)
    here = ZoneInfo(zone)
    end = closes.astimezone(dt.UTC)
    assert lifecycle.state(opens, closes, opens.astimezone(here)) is RoundState.OPEN
    assert lifecycle.state(opens, closes, (end - instant).astimezone(here)) is RoundState.OPEN
    assert lifecycle.state(opens, closes, end.astimezone(here)) is RoundState.CLOSED
    before = opens.astimezone(dt.UTC) - instant
    assert lifecycle.state(opens, closes, before) is RoundState.SCHEDULED
    assert lifecycle.last_day(closes) == last


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (dt.datetime(2026, 4, 9, 23, 59, tzinfo=SHANGHAI), 0),
        (dt.datetime(2026, 4, 8, 16, 0, tzinfo=dt.UTC), 0),
        (dt.datetime(2026, 4, 8, 15, 59, tzinfo=dt.UTC), 1),
        (dt.datetime(2026, 3, 10, tzinfo=SHANGHAI), 30),
    ],
)
def test_days_left_are_calendar_days(now: dt.datetime, left: int) -> None:
    assert lifecycle.days_left(lifecycle.closing(dt.date(2026, 4, 9)), now) == left
