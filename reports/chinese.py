"""Small pieces of report Chinese: dates, spans of days, percentages, runs of articles."""

import datetime as dt
from collections.abc import Sequence

from reports.tally import SHANGHAI


def day(moment: dt.datetime) -> dt.date:
    """The Shanghai day of an aware moment."""
    return moment.astimezone(SHANGHAI).date()


def long_date(value: dt.date) -> str:
    """2026年3月1日, Arabic numerals without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{value.year}年{value.month}月{value.day}日"


def short_date(value: dt.date) -> str:
    """3月1日."""
    return f"{value.month}月{value.day}日"


def period(opens: dt.datetime, closes: dt.datetime) -> str:
    """The days of a half-open window in words: 2026年3月1日至3月31日."""
    first, last = day(opens), day(closes - dt.timedelta(microseconds=1))
    if last.year != first.year:
        return (
            f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
        )
    return f"{first.year}年{first.month}月{first.day}日至{last.month}月{last.day}日"


def percent(part: int, whole: int) -> str:
    """47.3%, one decimal; of nothing, 0.0%."""
    return f"{100 * part / whole if whole else 0:.1f}%"


def runs(labels: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    """Labels that stand next to each other in `order`, drawn together: 第三条至第五条、第九条."""
    position = {label: at for at, label in enumerate(order)}
    groups: list[list[str]] = []
    for label in labels:
        if groups and position[label] == position[groups[-1][-1]] + 1:
            groups[-1].append(label)
        else:
            groups.append([label])
    return tuple(_run(group) for group in groups)


def _run(group: list[str]) -> str:
    if len(group) < 3:
        return "、".join(group)
    return f"{group[0]}至{group[-1]}"
