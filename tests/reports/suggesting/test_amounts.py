"""Figures in one form, and what of them is asked for."""

import pytest

from reports.suggesting.amounts import amounts, asked, trend, value


@pytest.mark.parametrize(
    ("figure", "worth"),
    [
        ("三", 3),
        ("十五", 15),
        ("二十三", 23),
        ("三千", 3000),
        ("一百二十", 120),
        ("两万五千", 25_000),
        ("1,500", 1500),
        ("1.5", 1.5),
        ("3千", 3000),
        ("thirty", 30),
    ],
)
def test_a_figure_is_worth_the_same_however_written(figure: str, worth: float) -> None:
    assert value(figure) == worth


@pytest.mark.parametrize(
    "text", ["三十日", "30天", "一个月", "30 days", "thirty days", "三十个工作日"]
)
def test_a_month_is_thirty_days(text: str) -> None:
    assert [(one.value, one.unit) for one in amounts(text)] == [(30.0, "日")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一米五的绳子", (1.5, "米")),
        ("半个月", (15.0, "日")),
        ("一年半", (1.5, "年")),
        ("两万元", (20_000.0, "元")),
        ("六十公分", (0.6, "米")),
    ],
)
def test_spoken_measures(text: str, wanted: tuple[float, str]) -> None:
    assert [(one.value, one.unit) for one in amounts(text)] == [wanted]


@pytest.mark.parametrize(
    "text", ["第十二条第三款", "（三）", "万一", "一样", "千万别放开", "一定要"]
)
def test_what_is_no_amount(text: str) -> None:
    assert amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "days", "way"),
    [
        ("将“十五日”改为“三十日”", {30.0}, 1),
        ("由十五日缩短为七日", {7.0}, -1),
        ("半个月哪办得完，给一个月吧", {30.0}, 1),
        ("十五天太宽了，最迟三天", {3.0}, -1),
        ("三十天", {30.0}, 0),
    ],
)
def test_what_is_asked_for_and_which_way_it_goes(text: str, days: set[float], way: int) -> None:
    found = amounts(text)
    assert asked(found)["日"] == days
    assert trend(found) == way
