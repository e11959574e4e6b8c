"""The files in which a clerk kept what did not come by the web: one a channel, each its own way."""

import csv
import io
import random
from collections.abc import Sequence

import msgspec

from consult.sample.arrivals import comments
from consult.sample.windows import SampleComment
from consult.sample.workbook import workbook
from reports.model import Channel, CommentKind

_KINDS = {
    CommentKind.AMEND: "修改",
    CommentKind.ADD: "增加",
    CommentKind.DELETE: "删除",
    CommentKind.QUESTION: "疑问",
    CommentKind.SUPPORT: "支持",
    CommentKind.OTHER: "其他",
}
_HEADERS = {
    Channel.LETTER: (
        "序号,收到日期,姓名,电话,地区,针对条款,意见内容,建议修改为,理由,意见类型,是否同意公开"
    ),
    Channel.EMAIL: "编号,收到日期,姓名,邮箱,所在地区,条款,意见,修改建议,理由,类型,具名",
    Channel.WECHAT: (
        "序号,时间,昵称,联系方式,地区,所涉条款,留言内容,建议修改为,理由,意见类型,同意公开姓名"
    ),
    Channel.HOTLINE: "序号,来电时间,来电人,联系电话,区县,条款,来电内容,修改为,理由,类别,具名",
    Channel.CONTACT_POINT: (
        "序号,日期,提出人,联系方式,地区,针对条款,建议内容,建议表述,修改理由,意见类型,是否同意公开,联系点"
    ),
}
_FILES = {
    Channel.LETTER: "来信登记.csv",
    Channel.EMAIL: "电子邮件.csv",
    Channel.WECHAT: "微信留言.xlsx",
    Channel.HOTLINE: "热线记录.csv",
    Channel.CONTACT_POINT: "联系点意见.xlsx",
}
_POINTS = ("橘园社区", "松岭镇", "云麓区律师协会", "柳湾街道")
_ENCODINGS = {Channel.LETTER: "gb18030", Channel.EMAIL: "utf-8-sig", Channel.HOTLINE: "utf-8"}


class Sheet(msgspec.Struct, frozen=True):
    """A file as it lies in the office: its name, the channel it belongs to, its bytes."""

    name: str
    channel: Channel
    data: bytes


def spreadsheets(reading: int) -> tuple[Sheet, ...]:
    """The files of a round; together with the web comments they hold every comment once."""
    return tuple(
        Sheet(name, channel, _data(channel, _rows(reading, channel)))
        for channel, name in _FILES.items()
    )


def _rows(reading: int, channel: Channel) -> list[list[str]]:
    mine = [one for one in comments(reading) if one.channel is channel]
    header = _HEADERS[channel].split(",")
    return [header, *(_row(number, one) for number, one in enumerate(mine, 1))]


def _row(number: int, one: SampleComment) -> list[str]:
    when = one.received.strftime("%Y-%m-%d")
    if one.channel is Channel.WECHAT:
        when = one.received.strftime("%Y-%m-%d %H:%M:%S")
    if one.channel is Channel.HOTLINE:
        when = f"{one.received.year}年{one.received.month}月{one.received.day}日"
    return [
        *(str(number), when, one.name, one.contact, one.region),
        *(one.article, one.text, one.proposed, one.reason),
        *(_KINDS[one.kind], "是" if one.name_public else "否"),
        *([_point(one)] if one.channel is Channel.CONTACT_POINT else []),
    ]


def _point(one: SampleComment) -> str:
    """The 联系点 a comment came through: the one its first words name, else any."""
    named = [point for point in _POINTS if one.text.startswith(f"（{point}联系点）")]
    drawn = random.Random(one.text).choice(_POINTS)  # noqa: S311 - sample data, not secrets
    return f"{named[0] if named else drawn}基层立法联系点"


def _data(channel: Channel, rows: Sequence[Sequence[str]]) -> bytes:
    if _FILES[channel].endswith(".xlsx"):
        return workbook(rows)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(_ENCODINGS[channel])
