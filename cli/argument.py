"""The arguments several commands share, and their types."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import click

from cli.text import _, say
from reports.model import Channel


class Day(click.ParamType[dt.date]):
    """A calendar day written 2026-03-10."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """The day `value` names."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(say("“{value}”不是日期，请写成 2026-03-10。", value=value), param, ctx)


class Word(click.Choice[str]):
    """One word of a list."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """`value`, when it is in the list."""
        if value not in self.choices:
            words = "、".join(self.choices)
            sentence = say("“{value}”不在可选值里，请用：{words}。", value=value, words=words)
            self.fail(sentence, param, ctx)
        return str(value)


class Whole(click.IntRange):
    """A whole number inside a range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """`value` as a number."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(
                say(
                    "“{value}”应是 {low} 到 {high} 的整数。",
                    value=value,
                    low=self.min,
                    high=self.max,
                ),
                param,
                ctx,
            )


class Score(click.FloatRange):
    """A similarity, 1 to 100."""

    def __init__(self) -> None:
        super().__init__(1, 100)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """`value` as a number."""
        try:
            return float(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(say("“{value}”应是 1 到 100 的数。", value=value), param, ctx)


READING = Whole(1, 9)
CHANNEL = Word([channel.value for channel in Channel])
Decorator = Callable[[Any], Any]


def bill_argument() -> Decorator:
    """BILL: the slug of a bill."""
    return click.argument("slug", metavar=_("法规案").upper())


def reading_argument() -> Decorator:
    """N: the reading."""
    return click.argument("reading", type=READING, metavar=_("审次").upper())


def bill_option() -> Decorator:
    """`--bill SLUG`."""
    return click.option(
        "--bill",
        "slug",
        required=True,
        metavar=_("代号").upper(),
        help=_("法规案的代号，如 yunchuan-dogs"),
    )


def reading_option() -> Decorator:
    """`--reading N`."""
    return click.option(
        "--reading", type=READING, required=True, metavar="N", help=_("审次：1 为一审，2 为二审……")
    )


def threshold_option() -> Decorator:
    """`--threshold N`."""
    return click.option(
        "--threshold",
        type=Score(),
        default=80,
        metavar="N",
        help=_("相似度达到多少归为一类，默认 80"),
    )


def simplified_option() -> Decorator:
    """`--simplified`."""
    return click.option(
        "--simplified", is_flag=True, help=_("把繁体字当作简体字比较；原文一字不改")
    )


def scheduler_option() -> Decorator:
    """`--scheduler ADDRESS`."""
    return click.option(
        "--scheduler",
        metavar="tcp://HOST:PORT",
        help=_("意见很多时，请这个 Dask 调度程序下的机器一起比较；结果不变"),
    )


def file_argument(name: str = "path", metavar: str = "") -> Decorator:
    """A file to read; `-` is standard input."""
    return click.argument(name, metavar=(metavar or _("文件")).upper())
