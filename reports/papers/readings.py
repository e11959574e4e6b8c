"""各审次意见办理情况: what was said in every reading of a bill, what came of it, and where the
article went.

For the committee that has to answer for all readings together: 立法法 (2023) arts. 36 (important
opinions not adopted are explained), 39 and 40 (what came of opinions is told back). Each article
is followed through its renumberings; an opinion that comes again stands beside its first answer.
"""

from collections import Counter
from collections.abc import Sequence

from reports.chain import ChainSource
from reports.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Style,
    Table,
    said,
)
from reports.papers import courses
from reports.papers.bars import Bar, Piece, stacked
from reports.papers.courses import Course, Courses
from reports.papers.kinds import NAMES, Kind
from reports.papers.ways import Stop, Way
from reports.review import VERDICTS, ReviewReport

_RULE = (
    "条文按条文档案对应，序号变动不影响对应；对应关系只是系统推定、尚未核定的，不作同一条文处理，并予注明。",
    "“再次提出”指后一审次对同一条文（含拆分、合并前的条文）的意见与前一审次的代表意见用语相似度达到80%且立场相同；"
    "“意思相近”由系统按用词、数额和倾向推定，需要人工核对。处理结果与前一审次不同而没有说明理由的，以黑体标出。",
    "“下一稿的相应文字”由系统从条文修改中找出与意见和处理理由用语最接近的一处，供核对，不代表全部修改。",
)


def write(source: ChainSource) -> Document:
    """The paper over all readings: figures, each article's way, what came again, every cluster
    of every reading once."""
    found = courses.courses(source)
    reports = [report for report in source.reports if report]
    bill = reports[0].bill if reports else source.chain.bill
    sections = [
        Section("总体情况", tuple(_overview(source, reports, found))),
        Section("条文沿革", (_head(2, "条文沿革"), _passports(source, found))),
    ]
    again = [one for _, held in found.ways for one in held if one.before]
    blocks = _again(again, found)
    sections.append(Section("再次提出的意见", (_head(3, "再次提出的意见"), *blocks)))
    if found.all:
        held = (_head(4, "每类意见的办理"), courses.table(found))
        sections.append(Section("每类意见的办理", held))
    notes = [_head(5 if found.all else 4, "编制说明")]
    sections.append(Section("编制说明", (*notes, *map(_body, _RULE))))
    return Document(
        kind=Kind.READINGS.value,
        title=(f"《{bill}》", NAMES[Kind.READINGS]),
        sections=tuple(sections),
        body=source.chain.body,
        made_on=source.made_on,
        edition=source.edition,
        note=(*(reports[:1] and (reports[0].edition_name,)),),
        cover=True,
        landscape=True,
    )


def _overview(source: ChainSource, reports: Sequence[ReviewReport], found: Courses) -> list[Block]:
    shown: list[Block] = [_head(1, "总体情况")]
    texts = "、".join(step.title for step in source.chain.steps)
    shown.append(
        _body(f"共有{len(source.chain.steps)}稿文本（{texts}），征求意见{len(reports)}次。")
    )
    repeated = Counter(one.before.alike for one in found.all.values() if one.before)
    if len(reports) > 1:
        shown.append(
            _body(
                f"后一审次再次提出前一审次意见的{repeated[False]}类，意思相近、需要核对的{repeated[True]}类。"
            )
        )
    if reports:
        shown.append(_figures(reports))
    bars = [
        Bar(
            report.reading,
            tuple(
                Piece(count.verdict.key, count.verdict.word, count.comments)
                for count in report.figures.verdicts
            ),
        )
        for report in reports
    ]
    picture = stacked((bars,), "条", "各审次意见处理情况")
    return [*shown, *([picture] if picture else [])]


def _figures(reports: Sequence[ReviewReport]) -> Table:
    heads = ("人", "件", "条", "类", *(verdict.word for verdict in VERDICTS))
    numbers = (Column(head, 1.0, Align.RIGHT) for head in heads)
    columns = (Column("审次", 1.1), Column("征求意见时间", 3.4), *numbers)
    counted = [_counts(report) for report in reports]
    rows = [
        Row(((said(report.reading),), (said(_period(report)),), report.figures.people, *counts))
        for report, counts in zip(reports, counted, strict=True)
    ]
    sums = tuple(map(sum, zip(*counted, strict=True)))
    rows.append(Row(((said("合计"),), (), (said("—"),), *sums), total=True))
    caption = "各审次意见数量（各项处理以条计；同一人可能在不同审次提出意见，人数不合计）"
    return Table(columns, tuple(rows), caption=caption, name="总体情况")


def _period(report: ReviewReport) -> str:
    return f"{report.period}（尚未结束）" if report.ongoing else report.period


def _counts(report: ReviewReport) -> tuple[int, ...]:
    figures = report.figures
    by_key = {count.verdict.key: count.comments for count in figures.verdicts}
    outcomes = [by_key.get(verdict.key, 0) for verdict in VERDICTS]
    return figures.submissions, figures.comments, figures.clusters, *outcomes


def _passports(source: ChainSource, found: Courses) -> Table:
    """A line for each article: where it stood in every text, what happened to it, what was said.
    Articles nobody spoke of and nobody changed are counted in the last line."""
    steps = source.chain.steps
    names = [_name(source, at) for at in range(len(steps))]
    columns = (Column("条文", 1.6), *(Column(name, 2.0) for name in names))
    rows: list[Row] = []
    quiet: list[Way] = []
    for way, held in found.ways:
        if held or way.changed:
            rows.append(Row(((said(way.title),), *_stations(way, held, len(steps)))))
        else:
            quiet.append(way)
    if quiet:
        words = f"另有{len(quiet)}条在各审次没有意见，文字未作修改："
        listed = "、".join(way.stops[-1].label for way in quiet)
        rows.append(Row(((said(f"{words}{listed}。"),),), spanning=True))
    return Table(columns, tuple(rows), name="条文沿革")


def _name(source: ChainSource, at: int) -> str:
    report = source.reports[at]
    step = source.chain.steps[at]
    return report.reading if report else f"{step.title}（未征求意见）"


def _stations(way: Way, held: Sequence[Course], count: int) -> list[tuple[Runs, ...]]:
    stops = {stop.at: stop for stop in way.stops}
    return [
        _station(stops[at], [one for one in held if one.ref[0] == at]) if at in stops else ()
        for at in range(count)
    ]


def _station(stop: Stop, held: Sequence[Course]) -> tuple[Runs, ...]:
    fate = f"，{stop.fate}" if stop.fate else ""
    lines = [said(f"{stop.label}{fate}")] if stop.address else []
    if held:
        outcomes: Counter[str] = Counter()
        for one in held:
            outcomes.update(one.group.verdict_on(entry).word for entry in one.group.entries)
        listed = "、".join(f"{v.word}{outcomes[v.word]}" for v in VERDICTS if outcomes[v.word])
        lines.append(said(f"意见{sum(outcomes.values())}条：{listed}"))
    return tuple(lines)


def _again(again: Sequence[Course], found: Courses) -> list[Block]:
    """What was said again, beside what was answered the first time."""
    if not again:
        return [_body("后一审次没有发现再次提出前一审次意见的情况。")]
    columns = (
        Column("前一审次的意见", 3.6),
        Column("处理和理由", 3.6),
        Column("后一审次的意见", 3.6),
        Column("处理和理由", 3.6),
        Column("比较", 2.2),
    )
    rows = []
    for one in again:
        if one.before is None:
            continue
        before = found.all[one.before.at, one.before.cluster]
        rows.append(
            Row(
                (_asked(before), _decided(before), _asked(one), _decided(one), _judged(one, before))
            )
        )
    table = Table(columns, tuple(rows), name="再次提出的意见")
    return [table, Paragraph(said("意思相近的由系统推定，请核对。"), Style.SMALL)]


def _asked(one: Course) -> tuple[Runs, ...]:
    return ((courses.pointer(one), Run(f"（{one.group.size}条）{one.group.label}")),)


def _decided(one: Course) -> tuple[Runs, ...]:
    shown = [courses.verdict(one.group.verdict)]
    if one.group.reason:
        shown.append(said(one.group.reason))
    return tuple(shown)


def _judged(one: Course, before: Course) -> tuple[Runs, ...]:
    how = "再次提出"
    if one.before and one.before.alike:
        how = "意思相近"
    words = courses.turned(one, before)
    return (said(how), words) if words else (said(how),)


def _head(number: int, words: str) -> Heading:
    return Heading(1, f"{'一二三四五'[number - 1]}、{words}", anchor=f"p-{number}")


def _body(text: str) -> Paragraph:
    return Paragraph(said(text))
