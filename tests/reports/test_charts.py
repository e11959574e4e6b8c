"""Charts say what the figures say, also in words and in black and white."""

import datetime as dt
from xml.etree import ElementTree as ET

from msgspec.structs import replace

from reports.assemble import assemble
from reports.charts import ROWS, channel_bars, timeline, verdict_bars
from reports.model import Edition
from tests.reports.rounds import MADE_ON, small_round

REPORT = assemble(small_round(), edition=Edition.PUBLIC, made_on=MADE_ON)


def words(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 - our own SVG
    return [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_every_article_has_a_bar_with_its_total() -> None:
    (chart,) = verdict_bars(REPORT.sections)
    assert [word for word in words(chart.svg) if word.startswith(("第", "总"))] == [
        "总体意见",
        "第一条",
        "第二条",
    ]
    assert "第一条采纳3条、未采纳1条" in chart.alt


def test_outcomes_differ_in_pattern_and_not_only_in_colour() -> None:
    (chart,) = verdict_bars(REPORT.sections)
    fills = {
        rect.get("fill")
        for rect in ET.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}rect")  # noqa: S314 - our own SVG
    }
    assert {"#1b7245", "#fff", "url(#study)"} <= fills


def test_many_articles_make_several_pictures_on_one_scale() -> None:
    sections = REPORT.sections * (ROWS // 2)
    charts = verdict_bars(sections)
    assert len(charts) == 2
    assert sum(words(chart.svg).count("总体意见") for chart in charts) == ROWS // 2


def test_more_than_a_few_articles_stand_in_two_columns_on_one_page() -> None:
    (few,) = verdict_bars(REPORT.sections)
    (many,) = verdict_bars(REPORT.sections * (ROWS // 3))
    right = [
        float(text.get("x") or 0)
        for text in ET.fromstring(many.svg).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - our own SVG
        if text.text == "总体意见"
    ]
    assert len(set(right)) == 2
    assert few.height < many.height < 600


def test_the_time_line_covers_the_window_and_names_the_peak() -> None:
    chart = timeline(REPORT.figures, REPORT.opens, REPORT.closes)
    assert chart is not None
    assert "3月2日" in words(chart.svg)
    assert chart.alt == "每日收到的意见条数，最多的一天是3月3日，1条。"


def test_a_long_window_is_counted_by_week() -> None:
    closes = REPORT.opens + dt.timedelta(days=90)
    chart = timeline(REPORT.figures, REPORT.opens, closes)
    assert chart is not None
    assert chart.alt.startswith("每周")
    assert "5" in words(chart.svg)


def test_nothing_is_drawn_of_nothing() -> None:
    empty = replace(REPORT.figures, channels=(), days=())
    assert channel_bars(empty) is None
    assert timeline(empty, REPORT.opens, REPORT.closes) is None
    assert verdict_bars(()) == ()


def test_channels_are_told_in_words() -> None:
    chart = channel_bars(REPORT.figures)
    assert chart is not None
    assert chart.alt == "意见来源：网页5条，信函1条。"
