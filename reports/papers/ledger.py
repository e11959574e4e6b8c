"""意见登记台账: every comment as it arrived, who sent it, how they are reached, what became of it.

For the office alone: 立法法 (2023) art. 41 (收集整理), 重大行政决策程序暂行条例 art. 33 (归档).
"""

from reports.chinese import day
from reports.document import Align, Column, Document, Row, Runs, Table, cell, said
from reports.model import Comment, Edition, Material, Sender
from reports.papers.kinds import NAMES, Kind, Source
from reports.papers.refusals import InternalOnly
from reports.papers.tables import lines, opening, quiet, sheet, shown
from reports.places import WHOLE, number_order, provision_name
from reports.review import CHANNEL_NAMES, KIND_NAMES, AppendixGroup, Verdict, verdict_of

COLUMNS = (
    Column("编号", 7.5),
    Column("收到日期", 10.5),
    Column("渠道", 7.5),
    Column("提出人", 14.5),
    Column("针对条款", 9.5),
    Column("类型", 5.5, Align.CENTRE),
    Column("原文", 28),
    Column("建议文字", 10),
    Column("理由", 8),
    Column("归入同类", 6.5),
    Column("处理意见", 7),
    Column("反馈", 4),
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
        _row(comment, groups[comment.id], source.material)
        for comment in sorted(source.material.comments, key=number_order)
    )
    table = Table(COLUMNS, rows, name=NAMES[Kind.LEDGER])
    return sheet(source, Kind.LEDGER, opening(source, Kind.LEDGER), table)


def _row(comment: Comment, group: AppendixGroup, material: Material) -> Row:
    sender = material.senders.get(comment.id, _ABSENT)
    return Row(
        (
            _numbers(comment),
            cell(day(comment.received).isoformat() if comment.received else ""),
            (
                said(CHANNEL_NAMES[comment.channel]),
                *_named("", material.points.get(comment.id, "")),
                *_named("来源：", sender.source),
            ),
            _writer(comment, sender),
            cell(_place(comment)),
            cell(KIND_NAMES[comment.kind]),
            lines(comment.text),
            lines(comment.proposed),
            lines(comment.reason),
            cell(group.code, f"共{group.size}条" if group.size > 1 else ""),
            ((shown(_verdict(comment, group, material)),),),
            _FEEDBACK,
        )
    )


def _verdict(comment: Comment, group: AppendixGroup, material: Material) -> Verdict:
    own = material.exceptions.get(comment.id)
    return verdict_of(own.outcome) if own else group.verdict


def _numbers(comment: Comment) -> tuple[Runs, ...]:
    """What the public calls it, and the 件 it came in where that is called otherwise."""
    number = comment.number or comment.id
    envelope = comment.submission if comment.submission != number else ""
    return (said(number), *_named("来件", envelope))


def _named(name: str, text: str) -> tuple[Runs, ...]:
    return (quiet(name + text),) if text else ()


def _writer(comment: Comment, sender: Sender) -> tuple[Runs, ...]:
    consent = "（可公开）" if comment.author_public else "（不公开）"
    name = f"{comment.author}{consent}" if comment.author else "未署名"
    files = f"附件{sender.files}份" if sender.files else ""
    return cell(name, comment.region, sender.occupation, sender.contact, files)


def _place(comment: Comment) -> str:
    address = comment.address or comment.article
    return provision_name(address) if address else WHOLE
