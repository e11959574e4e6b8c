"""基层立法联系点意见反馈单: what became of each opinion that came through a 联系点, point by point.

立法法 (2023) arts. 70, 90: 基层立法联系点 listen to the opinions of the grass roots; the offices'
own rules have them told what came of these.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from reports.chinese import day, long_date, short_date
from reports.document import (
    Align,
    Block,
    Column,
    Document,
    Paragraph,
    Row,
    Section,
    Style,
    Table,
    cell,
    said,
)
from reports.figures import submissions
from reports.model import Channel, Comment
from reports.papers.kinds import Kind, Source
from reports.papers.wording import body, sayer, section, signed
from reports.places import number_order
from reports.quoting import Voice, excerpt
from reports.review import VERDICTS, AppendixEntry, AppendixGroup, Verdict

UNNAMED = "未注明联系点"
WORDS = 200
"""How much of an opinion is quoted."""
_COLUMNS = (
    Column("意见编号", 1.3),
    Column("条款", 1.6),
    Column("意见", 5),
    Column("同类意见", 1.4),
    Column("处理", 1.2),
    Column("理由和说明", 5),
)


class _Answer(msgspec.Struct, frozen=True):
    """Where a comment stands in the report: its article, its cluster, its own words."""

    place: str
    group: AppendixGroup
    entry: AppendixEntry

    @property
    def verdict(self) -> Verdict:
        """What became of it."""
        return self.group.verdict_on(self.entry)


def write(source: Source) -> Document:
    """The sheets of all 联系点, those with most opinions first; 未注明 last."""
    report = source.report
    by_point = _by_point(source)
    answers = _answers(source)
    parts = [Section("汇总", tuple(_overview(by_point, answers)))]
    for number, (point, comments) in enumerate(by_point.items(), start=1):
        parts.append(Section(point, tuple(_sheet(source, number, point, comments, answers))))
    return Document(
        kind=Kind.CONTACT_POINTS.value,
        title=(f"《{report.bill}》{report.reading}", "基层立法联系点意见反馈单"),
        note=(f"征求意见时间：{report.period}",),
        sections=tuple(parts),
        body=report.body,
        made_on=report.made_on,
        edition=report.edition,
        landscape=True,
    )


def _by_point(source: Source) -> dict[str, list[Comment]]:
    """The comments of each 联系点, in order of number."""
    voice, points = Voice(source.report.edition), source.material.points
    found: dict[str, list[Comment]] = defaultdict(list)
    for comment in sorted(source.material.comments, key=number_order):
        if comment.id in points or comment.channel is Channel.CONTACT_POINT:
            found[voice.text(points.get(comment.id, "")) or UNNAMED].append(comment)
    order = sorted(found, key=lambda point: (point == UNNAMED, -len(found[point]), point))
    return {point: found[point] for point in order}


def _answers(source: Source) -> dict[str, _Answer]:
    return {
        entry.comment: _Answer(place.label, group, entry)
        for place in source.report.appendix
        for group in place.groups
        for entry in group.entries
    }


def _overview(
    by_point: Mapping[str, Sequence[Comment]], answers: Mapping[str, _Answer]
) -> Iterator[Block]:
    if not by_point:
        yield from body("这次征求意见没有收到基层立法联系点报来的意见。")
        return
    everything = [comment for comments in by_point.values() for comment in comments]
    used = _verdicts(everything, answers)
    rows = [_counts(point, comments, used, answers) for point, comments in by_point.items()]
    if len(rows) > 1:
        rows.append(_counts("合计", everything, used, answers, total=True))
    columns = (
        Column("联系点", 4),
        *(Column(title, 1, Align.RIGHT) for title in ("件数", "条数")),
        *(Column(f"{one.shape}{one.word}", 1.2, Align.RIGHT) for one in used),
    )
    caption = "各联系点报来的意见和处理情况（条）"
    yield Table(columns, tuple(rows), caption=caption, name="各联系点")


def _counts(
    name: str,
    comments: Sequence[Comment],
    used: Sequence[Verdict],
    answers: Mapping[str, _Answer],
    *,
    total: bool = False,
) -> Row:
    keys = [answers[comment.id].verdict.key for comment in comments]
    told = (submissions(comments), len(comments), *(keys.count(one.key) for one in used))
    return Row((cell(name), *told), total=total)


def _verdicts(comments: Sequence[Comment], answers: Mapping[str, _Answer]) -> list[Verdict]:
    """The verdicts that occur, in the order of the report."""
    keys = {answers[comment.id].verdict.key for comment in comments}
    return [verdict for verdict in VERDICTS if verdict.key in keys]


def _sheet(
    source: Source,
    number: int,
    point: str,
    comments: Sequence[Comment],
    answers: Mapping[str, _Answer],
) -> Iterator[Block]:
    """What one 联系点 gets: thanks, what came of its opinions in sum, then each of them."""
    report, named = source.report, point != UNNAMED
    yield section(number, point)
    if named:
        yield Paragraph(said(f"{point}："), Style.ADDRESS)
    mine, days = f"{len(comments)}条（{submissions(comments)}件）", _days(comments)
    thanks = sayer(source.office)("contact-points.thanks", point=point) if named else ""
    yield from body(
        f"《{report.bill}》{report.reading}公开征求意见期间，"
        f"{'你处' if named else '联系点'}报来意见{mine}{days}。"
        f"{_sum(comments, answers)}逐条反馈如下。",
        thanks,
    )
    yield Table(_COLUMNS, tuple(_row(answers[one.id]) for one in comments), name=point)
    yield from signed(report.body, report.made_on, source.office)


def _days(comments: Sequence[Comment]) -> str:
    """The batches: the days they came on."""
    days = sorted({day(one.received) for one in comments if one.received})
    if not days:
        return ""
    if len(days) == 1:
        return f"，{long_date(days[0])}收到"
    last = short_date if days[0].year == days[-1].year else long_date
    return f"，{long_date(days[0])}至{last(days[-1])}分{len(days)}天收到"


def _sum(comments: Sequence[Comment], answers: Mapping[str, _Answer]) -> str:
    """采纳3条、未采纳1条。"""
    keys = [answers[comment.id].verdict.key for comment in comments]
    used = _verdicts(comments, answers)
    return f"其中{'、'.join(f'{one.word}{keys.count(one.key)}条' for one in used)}，"


def _row(answer: _Answer) -> Row:
    entry, group = answer.entry, answer.group
    text, proposed, _ = entry.parts
    return Row(
        (
            cell(entry.number),
            cell(entry.place or answer.place),
            cell(_short(text), f"建议改为：{_short(proposed)}" if proposed else ""),
            cell(group.code, f"共{group.size}条" if group.size > 1 else ""),
            cell(f"{answer.verdict.shape}{answer.verdict.word}"),
            cell(group.reason_for(entry)),
        )
    )


def _short(words: str) -> str:
    shown = excerpt(words.strip(), WORDS)
    return f"{shown}……" if len(shown) < len(words.strip()) else shown
