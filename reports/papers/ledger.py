"""意见登记台账: every comment as it arrived, who sent it, how they are reached, what became of it.

For the office alone: 立法法 (2023) art. 41 (收集整理), 重大行政决策程序暂行条例 art. 33 (归档).
"""

from collections.abc import Mapping

from reports.chinese import day
from reports.document import Align, Column, Document, Paragraph, Row, Runs, Table, cell, said
from reports.model import Comment, Edition, Sender
from reports.papers.kinds import NAMES, Kind, Source
from reports.papers.refusals import InternalOnly
from reports.papers.tables import lines, quiet, sheet, shown
from reports.places import WHOLE, number_order, provision_name
from reports.review import CHANNEL_NAMES, KIND_NAMES, AppendixGroup, ReviewReport

COLUMNS = (
    Column("编号", 6.5),
    Column("收到日期", 6.5),
    Column("渠道", 7),
    Column("提出人", 10),
    Column("针对条款", 7),
    Column("类型", 4, Align.CENTRE),
    Column("原文", 22),
    Column("建议文字", 10),
    Column("理由", 8),
    Column("归入同类", 7),
    Column("处理意见", 8),
    Column("反馈日期、方式", 4),
)
_FEEDBACK: tuple[Runs, ...] = ()  # written in by hand: the system keeps no record of it
_ABSENT = Sender()


def write(source: Source) -> Document:
    """Every comment once, by number, with its writer's name and contact as they were given.

    Raises InternalOnly for the public edition.
    """
    report = source.report
    if report.edition is Edition.PUBLIC:
        raise InternalOnly(
            "意见登记台账载有提出人的姓名和联系方式，没有公开版。请改选内部版（internal）。"
        )
    groups = {
        entry.comment: group
        for section in report.appendix
        for group in section.groups
        for entry in group.entries
    }
    rows = tuple(
        _row(comment, groups[comment.id], source.material.senders)
        for comment in sorted(source.material.comments, key=number_order)
    )
    table = Table(COLUMNS, rows, name=NAMES[Kind.LEDGER])
    return sheet(source, Kind.LEDGER, Paragraph(said(_lead(report))), table)


def _lead(report: ReviewReport) -> str:
    figures = report.figures
    return (
        f"共登记{figures.people}人提出的{figures.submissions}件{figures.comments}条意见，按编号排列。"
        "本台账载有个人信息，只供内部使用。“反馈日期、方式”由经办人填写。"
    )


def _row(comment: Comment, group: AppendixGroup, senders: Mapping[str, Sender]) -> Row:
    sender = senders.get(comment.id, _ABSENT)
    return Row(
        (
            (said(comment.number or comment.id), *_named("来件", comment.submission)),
            cell(day(comment.received).isoformat() if comment.received else ""),
            (said(CHANNEL_NAMES[comment.channel]), *_named("来源：", sender.source)),
            _writer(comment, sender),
            cell(_place(comment)),
            cell(KIND_NAMES[comment.kind]),
            lines(comment.text),
            lines(comment.proposed),
            lines(comment.reason),
            cell(group.code, group.label, f"同类{group.size}条" if group.size > 1 else ""),
            ((shown(group.verdict),), *lines(group.reason)),
            _FEEDBACK,
        )
    )


def _named(name: str, text: str) -> tuple[Runs, ...]:
    return (quiet(name + text),) if text else ()


def _writer(comment: Comment, sender: Sender) -> tuple[Runs, ...]:
    consent = "同意公开姓名" if comment.author_public else "未同意公开姓名"
    return cell(
        comment.author or "未署名",
        comment.region,
        sender.contact,
        consent if comment.author else "",
    )


def _place(comment: Comment) -> str:
    address = comment.address or comment.article
    return provision_name(address) if address else WHOLE
