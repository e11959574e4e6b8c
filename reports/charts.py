"""Charts as SVG text, drawn from a report's own figures, each with the same facts in words.

Every segment carries a pattern and its number as well as a colour, so that a black-and-white
print and a colour-blind reader lose nothing. Pure: same figures, same characters.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator

from reports.chinese import day, short_date
from reports.drawing import BLUE, LINE, MUTED, WIDTH, Chart, rect, segment, svg, text
from reports.review import VERDICTS, ArticleSection, DayCount, Figures

HALF = 264.0
ROWS = 84
"""How many articles one picture holds, in two columns."""
_ALONE = 14
_LABEL = 96.0
_SIDE_LABEL = 70.0
_TOTAL = 20.0
_GAP = 12.0
_STEP = 13.0
_FORTNIGHT = dt.timedelta(days=13)


def verdict_bars(sections: tuple[ArticleSection, ...]) -> tuple[Chart, ...]:
    """Comments by article and outcome, in pictures of at most `ROWS` articles, one common scale."""
    largest = max((section.comments for section in sections), default=0)
    if not largest:
        return ()
    pages = -(-len(sections) // ROWS)
    size = -(-len(sections) // pages)
    return tuple(_bars(sections[at : at + size], largest) for at in range(0, len(sections), size))


def timeline(figures: Figures, opens: dt.datetime, closes: dt.datetime) -> Chart | None:
    """Comments by day of arrival over the window; weeks where the window is longer than 62 days."""
    if not figures.days:
        return None
    first = min(day(opens), figures.days[0].day)
    last = max(day(closes - dt.timedelta(microseconds=1)), figures.days[-1].day)
    return _spread(figures.days, first, last, short_date)


def arrivals(days: tuple[DayCount, ...], name: Callable[[dt.date], str]) -> Chart | None:
    """Comments by day from the first of `days` on, a fortnight at least; weeks where that is longer
    than 62 days. `name` writes a day below its column."""
    if not days:
        return None
    first = days[0].day
    return _spread(days, first, max(days[-1].day, first + _FORTNIGHT), name)


def _spread(
    days: tuple[DayCount, ...], first: dt.date, last: dt.date, name: Callable[[dt.date], str]
) -> Chart:
    step = 1 if (last - first).days <= 62 else 7
    bins: Counter[int] = Counter()
    for count in days:
        bins[(count.day - first).days // step] += count.comments
    names = [name(first + dt.timedelta(days=at)) for at in range(0, (last - first).days + 1, step)]
    return _columns(bins, names, step, days)


def channel_bars(figures: Figures) -> Chart | None:
    """Comments by channel, narrow enough to stand beside a table."""
    if not figures.channels:
        return None
    largest = max(share.comments for share in figures.channels)
    height = len(figures.channels) * _STEP * 1.25 + 4
    room = HALF - _SIDE_LABEL - 64
    parts: list[str] = []
    for at, share in enumerate(figures.channels):
        y = at * _STEP * 1.25
        width = room * share.comments / largest
        words = f"{share.comments}条 {share.submissions}件"
        parts.append(text(_SIDE_LABEL - 5, y + 10.5, share.label, anchor="end"))
        parts.append(rect(_SIDE_LABEL, y + 2, width, 11, fill=BLUE))
        parts.append(text(_SIDE_LABEL + width + 4, y + 10.5, words, colour=MUTED))
    alt = "意见来源：" + "，".join(f"{s.label}{s.comments}条" for s in figures.channels) + "。"
    return Chart(svg(height, parts, HALF), HALF, height, alt)


def _bars(sections: tuple[ArticleSection, ...], largest: int) -> Chart:
    legend = 20.0
    columns = 2 if len(sections) > _ALONE else 1
    rows = -(-len(sections) // columns)
    wide = (WIDTH - _GAP * (columns - 1)) / columns
    parts = [_legend(sections)]
    for at, section in enumerate(sections):
        column, row = divmod(at, rows)
        parts += _row(section, column * (wide + _GAP), legend + row * _STEP, wide, largest)
    height = legend + rows * _STEP + 4
    alt = "各条意见的处理情况：" + "；".join(_in_words(section) for section in sections) + "。"
    return Chart(svg(height, parts), WIDTH, height, alt)


def _row(
    section: ArticleSection, left: float, y: float, wide: float, largest: int
) -> Iterator[str]:
    yield text(left + _LABEL - 5, y + 9.5, _short(section.title), "end", size=8)
    x = left + _LABEL
    for count in section.verdicts:
        width = (wide - _LABEL - _TOTAL) * count.comments / largest
        yield segment(x, y + 1.5, width, 10, count.verdict.key, str(count.comments))
        x += width
    yield text(x + 4, y + 9.5, str(section.comments), size=8)


def _columns(bins: Counter[int], names: list[str], step: int, days: tuple[DayCount, ...]) -> Chart:
    height, base, left = 80.0, 66.0, 12.0
    count = len(names)
    pitch = (WIDTH - left) / count
    tallest = max(bins.values())
    parts = [rect(left, base, WIDTH - left, 0.6, fill=LINE)]
    every = max(1, -(-count // 10))
    for at, label in enumerate(names):
        value = bins[at]
        size = (base - 12) * value / tallest
        x = left + at * pitch
        if value:
            parts.append(rect(x + pitch * 0.12, base - size, pitch * 0.76, size, fill=BLUE))
            parts.append(text(x + pitch / 2, base - size - 3, str(value), "middle", MUTED, 7))
        if at % every == 0:
            parts.append(text(x + pitch / 2, base + 12, label, "middle", MUTED, 8))
    peak = max(days, key=lambda one: (one.comments, -one.day.toordinal()))
    unit = "每周" if step == 7 else "每日"
    alt = f"{unit}收到的意见条数，最多的一天是{short_date(peak.day)}，{peak.comments}条。"
    return Chart(svg(height, parts), WIDTH, height, alt)


def _legend(sections: tuple[ArticleSection, ...]) -> str:
    used = {count.verdict.key for section in sections for count in section.verdicts}
    parts: list[str] = []
    x = 0.0
    for verdict in VERDICTS:
        if verdict.key in used:
            words = f"{verdict.shape} {verdict.word}"
            parts.append(segment(x, 2, 16, 9, verdict.key, ""))
            parts.append(text(x + 20, 10, words))
            x += 21 + 9 * len(words)
    return "".join(parts)


def _in_words(section: ArticleSection) -> str:
    counts = "、".join(f"{count.verdict.word}{count.comments}条" for count in section.verdicts)
    return f"{section.label}{counts}"


def _short(title: str) -> str:
    return title if len(title) <= 11 else f"{title[:10]}…"
