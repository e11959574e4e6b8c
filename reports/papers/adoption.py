"""意见采纳情况表: what was decided on every cluster, why, and where the next draft has it.

For the committee and for feedback to the public: 立法法 (2023) arts. 36 (重要的不同意见, answers to
what was not adopted) and 40 (通报); 重大行政决策程序暂行条例 arts. 18, 32 (研究采纳情况).

By article, not by outcome: a committee reads article by article, and sees side by side what was
adopted of one and what was not.
"""

from collections.abc import Iterator

from reports.chinese import percent
from reports.document import (
    Align,
    Cell,
    Column,
    Document,
    Mark,
    Row,
    Run,
    Runs,
    Table,
    cell,
    said,
)
from reports.figures import people
from reports.model import Comment
from reports.papers.kinds import NAMES, Kind, Source
from reports.papers.provisions import Answer, Opinion, Provision, provisions
from reports.papers.successors import NONE, successors
from reports.papers.tables import (
    figures_column,
    lines,
    opening,
    quiet,
    sheet,
    shown,
    spanning,
    total,
)
from reports.quoting import Voice, excerpt
from reports.review import ReviewReport

NAMED = 3
"""How many of those who said the same are named."""
_PROPOSED = 200
_WIDTH = 8


def write(source: Source) -> Document:
    """What was decided on every cluster, once each, and the sums as the main report has them."""
    voice = Voice(source.report.edition)
    became = successors(source.material)
    rows = [
        row
        for provision in provisions(source)
        for row in _rows(provision, became.get(provision.section.address or "", NONE), voice)
    ]
    table = Table(
        _columns(source.report), (*rows, *_sums(source.report)), name=NAMES[Kind.ADOPTION]
    )
    return sheet(source, Kind.ADOPTION, opening(source, Kind.ADOPTION), table)


def _columns(report: ReviewReport) -> tuple[Column, ...]:
    return (
        Column("序号", 7, Align.CENTRE),
        Column("条款", 10),
        Column("意见内容", 24),
        Column("提出人", 10),
        figures_column("条", report.figures.comments),
        Column("处理", 10),
        Column("理由和依据", 24),
        Column("对应修改稿条款", 10),
    )


def _rows(provision: Provision, became: str, voice: Voice) -> Iterator[Row]:
    if provision.opens:
        yield spanning(said(provision.opens, Mark.STRONG))
    yield spanning(_heading(provision), anchor=provision.section.anchor)
    for answer in provision.answers:
        for opinion in answer.opinions:
            yield _row(opinion, answer, became, voice)


def _heading(provision: Provision) -> Runs:
    counts = "，".join(
        f"{count.verdict.shape}{count.verdict.word}{count.clusters}类{count.comments}条"
        for count in provision.section.verdicts
    )
    return (Run(provision.section.title, Mark.STRONG), *quiet(f"　{counts}"))


def _row(opinion: Opinion, answer: Answer, became: str, voice: Voice) -> Row:
    group = opinion.group
    return Row(
        (
            cell(group.code),
            cell(opinion.place),
            _asked(opinion),
            cell(proposers(opinion.comments, voice)),
            group.size,
            ((shown(group.verdict),), *((quiet(opinion.apart),) if opinion.apart else ())),
            _reason(opinion, answer),
            cell(became),
        ),
        anchor=group.anchor,
    )


def _asked(opinion: Opinion) -> tuple[Runs, ...]:
    """What is asked, and the wording its representative proposes."""
    proposed = opinion.representative.parts[1]
    words = excerpt(proposed, _PROPOSED)
    more = "……" if len(words) < len(proposed) else ""
    head = (quiet("建议修改为："),) if words else ()
    return (said(opinion.group.label), *head, *lines(words + more))


def _reason(opinion: Opinion, answer: Answer) -> tuple[Runs, ...]:
    first = answer.group
    if opinion.group is first or not first.reason:
        return lines(opinion.group.reason)
    return (said(f"同{first.code}", link=first.anchor),)


def proposers(comments: tuple[Comment, ...], voice: Voice) -> str:
    """Who said it: at most three names, those the edition may name, and how many people in all."""
    names = list(dict.fromkeys(name for comment in comments if (name := voice.name(comment))))
    of = people(comments)
    if not names:
        return f"{of}人"
    return "、".join(names[:NAMED]) + (f"等{of}人" if of > len(names[:NAMED]) else "")


def _sums(report: ReviewReport) -> Iterator[Row]:
    """By outcome and in all, as on the first pages of the main report."""
    figures = report.figures
    for count in figures.verdicts:
        cells: dict[int, Cell] = {
            2: cell(f"{count.clusters}类"),
            4: count.comments,
            5: ((shown(count.verdict),),),
            6: cell(f"占全部意见的{percent(count.comments, figures.comments)}"),
        }
        yield total(_WIDTH, {0: cell("小计"), **cells})
    whole: dict[int, Cell] = {
        0: cell("合计"),
        2: cell(f"{figures.clusters}类"),
        3: cell(f"{figures.people}人"),
        4: figures.comments,
    }
    yield total(_WIDTH, whole)
