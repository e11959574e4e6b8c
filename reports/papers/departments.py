"""部门意见反馈单: for each department the articles it answers for, the opinions on them, and room
for its answer.

规章制定程序条例 (2017) art. 16 and 行政法规制定程序条例 (2017) arts. 17, 20: what departments are
asked, and how differing views between them are brought together.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from reports import courtesy
from reports.chinese import long_date, runs
from reports.document import (
    Align,
    Block,
    Column,
    Document,
    Mark,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Style,
    Table,
    cell,
    said,
)
from reports.model import Duty, Task
from reports.normalize import fold
from reports.papers.kinds import Kind, Source
from reports.papers.tables import spanning
from reports.papers.wording import body, sayer, section, signed
from reports.places import WHOLE, provision_name
from reports.quoting import Voice, excerpt
from reports.review import AppendixGroup, AppendixSection

WORDS = 160
"""How much of a representative is quoted."""
NUMBERS = 12
"""How many of the numbers of a cluster's comments are listed."""
UNASSIGNED = "尚未确定责任部门"
TASKS = {Task.LEAD: "主办", Task.ASSIST: "协办"}
_COLUMNS = (
    Column("类号", 0.9),
    Column("意见和编号", 6.7),
    Column("条数", 0.9, Align.RIGHT),
    Column("目前的处理", 4.4),
    Column("部门意见", 3.1),
)


class _Article(msgspec.Struct, frozen=True):
    """An article (or the draft as a whole), who answers for it, and what was said of it."""

    address: str | None
    title: str
    label: str
    text: tuple[str, ...]
    duties: tuple[Duty, ...]
    opinions: tuple[AppendixGroup, ...]

    @property
    def comments(self) -> int:
        """How many comments there are on it."""
        return sum(group.size for group in self.opinions)


def write(source: Source) -> Document:
    """The sheets of all departments, one after the other; what nobody answers for comes last."""
    report = source.report
    articles = _articles(source)
    names = _departments(articles)
    parts = [Section("分工", tuple(_overview(source, articles, names)))]
    for number, name in enumerate(names, start=1):
        parts.append(Section(name, tuple(_sheet(source, number, name, articles))))
    left = [one for one in articles if not one.duties and one.opinions]
    if left:
        parts.append(Section(UNASSIGNED, tuple(_unassigned(len(names) + 1, left))))
    return Document(
        kind=Kind.DEPARTMENTS.value,
        title=(f"《{report.bill}》{report.reading}", "部门意见反馈单"),
        note=(f"征求意见时间：{report.period}",),
        sections=tuple(parts),
        body=report.body,
        made_on=report.made_on,
        edition=report.edition,
        landscape=True,
    )


def _articles(source: Source) -> list[_Article]:
    """Every article that somebody spoke of or answers for, in draft order."""
    spoken = {one.address: one for one in source.report.appendix}
    duties: dict[str | None, list[Duty]] = defaultdict(list)
    voice = Voice(source.report.edition)
    for duty in source.material.duties:
        shown = replace(duty, department=voice.text(duty.department), words=voice.text(duty.words))
        duties[duty.address].append(shown)
    order = [None, *(unit.address for unit in source.material.draft.walk())]
    known = [at for at in order if at in spoken or at in duties]
    strange = sorted(str(at) for at in spoken.keys() | duties.keys() if at not in order)
    return [_article(source, at, spoken.get(at), duties[at]) for at in (*known, *strange)]


def _article(
    source: Source, address: str | None, spoken: AppendixSection | None, duties: list[Duty]
) -> _Article:
    unit = source.material.draft.find(address) if address else None
    name = provision_name(address) if address else WHOLE
    caption = (unit.caption or unit.heading or "") if unit else ""
    return _Article(
        address=address,
        title=spoken.title if spoken else f"{name}\u3000{caption}".strip(),
        label=spoken.label if spoken else name,
        text=tuple(unit.text.splitlines()) if unit else (),
        duties=tuple(duties),
        opinions=spoken.groups if spoken else (),
    )


def _departments(articles: Sequence[_Article]) -> list[str]:
    """The departments in the order of the first article they lead, then of those they assist."""
    ranked: dict[str, tuple[bool, int]] = {}
    for at, article in enumerate(articles):
        for duty in article.duties:
            mine = (duty.task is not Task.LEAD, at)
            ranked[duty.department] = min(mine, ranked.get(duty.department, mine))
    return sorted(ranked, key=lambda name: (ranked[name], name))


def _overview(
    source: Source, articles: Sequence[_Article], names: Sequence[str]
) -> Iterator[Block]:
    """Who answers for what, and where the list has gaps."""
    if not names:
        yield from body("还没有责任清单，各条由哪个部门答复尚未确定。")
        return
    columns = (
        Column("部门", 2),
        Column("主办的条文", 4),
        Column("协办的条文", 4),
        *(Column(title, 0.8, Align.RIGHT) for title in ("类数", "条数")),
    )
    rows = []
    for name in names:
        mine = [one for one in articles if _duty(one, name)]
        rows.append(
            Row(
                (
                    cell(name),
                    *(cell(_named(mine, articles, name, task)) for task in Task),
                    sum(len(one.opinions) for one in mine),
                    sum(one.comments for one in mine),
                )
            )
        )
    yield Table(columns, tuple(rows), caption="责任分工", name="责任分工")
    if any(len(one.duties) > 1 for one in articles):
        yield from body("一条由几个部门主办、协办的，意见列在每个部门之下，所以各行不能相加。")
    headless = [one for one in articles if one.duties and not _leads(one)]
    if headless:
        yield from body(f"有协办部门、尚未确定主办部门的：{_listed(headless, articles)}。")
    order = [unit.address for unit in source.material.draft.articles()]
    known = {one.address for one in articles}
    quiet = [provision_name(at) for at in order if at not in known]
    if quiet:
        told = "、".join(runs(quiet, [provision_name(at) for at in order]))
        yield from body(f"没有收到意见、也没有确定责任部门的：{told}。")


def _named(mine: Sequence[_Article], articles: Sequence[_Article], name: str, task: Task) -> str:
    found = [one for one in mine if (duty := _duty(one, name)) and duty.task is task]
    return _listed(found, articles) if found else "—"


def _listed(found: Sequence[_Article], articles: Sequence[_Article]) -> str:
    """第三条至第五条、第九条."""
    return "、".join(runs([one.label for one in found], [one.label for one in articles]))


def _duty(article: _Article, name: str) -> Duty | None:
    return next((duty for duty in article.duties if duty.department == name), None)


def _leads(article: _Article) -> list[Duty]:
    return [duty for duty in article.duties if duty.task is Task.LEAD]


def _sheet(source: Source, number: int, name: str, articles: Sequence[_Article]) -> Iterator[Block]:
    """What one department gets: what it is asked, then its articles."""
    report = source.report
    mine = [(one, duty) for one in articles if (duty := _duty(one, name))]
    spoken = [(one, duty) for one, duty in mine if one.opinions]
    yield section(number, name)
    yield Paragraph(said(f"{name}："), Style.ADDRESS)
    shares = [
        f"{word}{_counted([one for one, duty in mine if duty.task is task])}"
        for task, word in TASKS.items()
        if any(duty.task is task for _, duty in mine)
    ]
    clusters = sum(len(one.opinions) for one, _ in spoken)
    comments = sum(one.comments for one, _ in spoken)
    yield from body(
        f"《{report.bill}》{report.reading}于{report.period}公开征求意见。"
        f"你单位{'，'.join(shares)}，"
        + (f"共收到意见{comments}条，归并为{clusters}类。" if spoken else "这些条文没有收到意见。"),
        (sayer(source.office)("departments.request") + _deadlines(spoken, articles))
        if spoken
        else "",
    )
    if spoken:
        rows = tuple(row for article, duty in spoken for row in _on(number, article, duty))
        yield Table(_COLUMNS, rows, name=name)
    silent = [one for one, _ in mine if not one.opinions]
    if silent and spoken:
        yield from body(f"没有收到意见的：{_listed(silent, articles)}。")
    yield from signed(report.body, report.made_on, source.office)


def _counted(found: Sequence[_Article]) -> str:
    """25条、1个附件; the draft as a whole is neither."""
    annexes = sum((one.address or "").rpartition("__")[2].startswith("annex") for one in found)
    articles = sum(one.address is not None for one in found) - annexes
    whole = "草案总体" if any(one.address is None for one in found) else ""
    counts = ((articles, "条"), (annexes, "个附件"))
    return "、".join([*filter(None, [whole]), *(f"{n}{what}" for n, what in counts if n)])


def _deadlines(spoken: Sequence[tuple[_Article, Duty]], articles: Sequence[_Article]) -> str:
    """请于某日前书面答复; days that do not hold for everything are told with their articles."""
    days: dict[dt.date, list[_Article]] = defaultdict(list)
    for article, duty in spoken:
        if duty.due:
            days[duty.due].append(article)
    if len(days) == 1 and all(duty.due for _, duty in spoken):
        return f"请于{long_date(*days)}前书面答复。"
    told = (f"{_listed(days[one], articles)}，{long_date(one)}前" for one in sorted(days))
    return f"书面答复的期限：{'；'.join(told)}。" if days else ""


def _on(number: int, article: _Article, duty: Duty) -> Iterator[Row]:
    """One article: its words, who else has to do with it, the opinions."""
    others = [
        f"{TASKS[one.task]}：{one.department}" + (f"（{one.words}）" if one.words else "")
        for one in article.duties
        if one is not duty
    ]
    mine = f"你单位的职责：{duty.words}。" if duty.words else ""
    shared = f"其他部门——{'；'.join(others)}。" if others else ""
    yield spanning(
        said(f"{article.title}（{TASKS[duty.task]}）", Mark.STRONG),
        *cell(*article.text),
        *(said(words, Mark.QUIET) for words in [mine + shared] if words),
        anchor=f"{number}-{article.address or WHOLE}",
    )
    yield from _rows(article.opinions)


def _rows(groups: Sequence[AppendixGroup]) -> Iterator[Row]:
    """A row a cluster; a reason that several have is written once."""
    first: dict[str, str] = {}
    for group in groups:
        earlier = first.setdefault(group.reason, group.code)
        again = bool(group.reason) and earlier != group.code
        yield Row(
            (
                cell(group.code),
                _words(group),
                group.size,
                cell(
                    f"{group.verdict.shape}{group.verdict.word}",
                    f"理由同{earlier}。" if again else group.reason,
                ),
                cell("□采纳　□部分采纳", "□未采纳　理由："),
            )
        )


def _words(group: AppendixGroup) -> tuple[Runs, ...]:
    """The representative's own words, what is asked in short where these do not say it plainly,
    and the numbers of all."""
    entry = next((one for one in group.entries if not _unique(one.text)), group.entries[0])
    text, proposed, _ = entry.parts
    whole = courtesy.body(text).strip()
    quoted = excerpt(whole, WORDS)
    clipped = "……" if len(quoted) < len(whole) else ""
    shown = fold(group.label) in fold(quoted)
    return (
        *(() if shown else ((Run(group.label, Mark.STRONG),),)),
        *((said(f"“{quoted}{clipped}”"),) if quoted else ()),
        *((said(f"建议改为：{excerpt(proposed, WORDS)}"),) if proposed else ()),
        said(_numbers(group), Mark.QUIET),
    )


def _unique(parts: Sequence[tuple[bool, str]]) -> bool:
    return any(own for own, _ in parts)


def _numbers(group: AppendixGroup) -> str:
    listed = "、".join(entry.number for entry in group.entries[:NUMBERS])
    return f"{listed}等{group.size}条" if group.size > NUMBERS else listed


def _unassigned(number: int, left: Sequence[_Article]) -> Iterator[Block]:
    """Articles with opinions that no department answers for."""
    yield section(number, UNASSIGNED)
    columns = (
        Column("条文", 4),
        *(Column(title, 1, Align.RIGHT) for title in ("类数", "条数")),
    )
    rows = [Row((cell(one.title), len(one.opinions), one.comments)) for one in left]
    sums = (sum(len(one.opinions) for one in left), sum(one.comments for one in left))
    total = Row((cell("合计"), *sums), total=True)
    yield Table(columns, (*rows, total), caption=UNASSIGNED, name=UNASSIGNED)
