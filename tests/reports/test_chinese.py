"""Dates, spans and percentages as a paper writes them."""

import datetime as dt

from reports.chinese import long_date, percent, period, runs, short_date

ZONE = dt.timezone(dt.timedelta(hours=8))


def test_dates_have_no_leading_zeros() -> None:
    assert long_date(dt.date(2026, 3, 1)) == "2026年3月1日"
    assert short_date(dt.date(2026, 12, 31)) == "12月31日"


def test_a_half_open_window_ends_on_its_last_day() -> None:
    opens = dt.datetime(2026, 3, 2, tzinfo=ZONE)
    assert period(opens, dt.datetime(2026, 4, 2, tzinfo=ZONE)) == "2026年3月2日至4月1日"
    assert period(opens, dt.datetime(2027, 1, 1, tzinfo=ZONE)) == "2026年3月2日至12月31日"
    assert period(opens, dt.datetime(2027, 1, 2, tzinfo=ZONE)) == "2026年3月2日至2027年1月1日"


def test_days_are_those_of_shanghai() -> None:
    late = dt.datetime(2026, 3, 1, 16, tzinfo=dt.UTC)
    assert period(late, late + dt.timedelta(days=1)) == "2026年3月2日至3月2日"


def test_percentages_of_nothing_are_nothing() -> None:
    assert percent(1, 3) == "33.3%"
    assert percent(0, 0) == "0.0%"


def test_three_neighbours_are_drawn_together_two_are_not() -> None:
    order = ["一", "二", "三", "四", "五", "六"]
    assert runs(["一", "二", "三", "五", "六"], order) == ("一至三", "五、六")
