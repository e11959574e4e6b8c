"""意见汇总表: everything that was said, article by article, a line for every cluster.

For those the opinions are handed on to: 立法法 (2023) art. 41 (the office gathers what was said,
收集整理, and hands it to the committees), 重大行政决策程序暂行条例 art. 18 (归纳整理). The text of
an article stands over the whole width above its opinions, once: in a column it would fill a page.
"""

from collections.abc import Iterator

from reports import courtesy
from reports.blocks import ADDITIONS
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
from reports.papers.kinds import NAMES, Kind, Source
from reports.papers.provisions import Answer, Opinion, Provision, provisions
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

_WIDTH = 10


def write(source: Source) -> Document:
    """Every cluster of the round once: 总体意见 first, then in the order of the draft."""
    name, annex = NAMES[Kind.SUMMARY], source.report.annex
    voice = Voice(source.report.edition)
    rows = [row for provision in provisions(source) for row in _rows(provision, voice, annex)]
    table = Table(_columns(source.report), (*rows, _sum(source.report)), name=name)
    return sheet(source, Kind.SUMMARY, opening(source, Kind.SUMMARY), table)


def _columns(report: ReviewReport) -> tuple[Column, ...]:
    most = report.figures.comments
    return (
        Column("序号", 7, Align.CENTRE),
        Column("条款", 10),
        Column("意见要点", 17),
        figures_column("条", most),
        figures_column("件", most),
        figures_column("人", most),
        Column("渠道", 8.5),
        Column("代表性原话", 27),
        Column("建议修改为", 11),
        Column("理由", 8),
    )


def _rows(provision: Provision, voice: Voice, annex: str) -> Iterator[Row]:
    if provision.opens:
        yield spanning(said(provision.opens, Mark.STRONG))
    yield spanning(*_heading(provision), anchor=provision.section.anchor)
    for answer in provision.answers:
        verdict = answer.group.verdict
        common = len(answer.opinions) > 1 and verdict.outcome is not None
        if common:
            yield spanning(_decision(answer))
        for opinion in answer.opinions:
            yield _row(opinion, () if common else ((shown(verdict),),), voice, annex)


def _heading(provision: Provision) -> Iterator[Runs]:
    """What the article is called, how much was said of it, and its text."""
    section = provision.section
    count = f"　{section.comments}条，{section.people}人，{section.cluster_count}类"
    yield (Run(section.title, Mark.STRONG), Run(count, Mark.QUIET))
    yield from map(said, provision.text)


def _decision(answer: Answer) -> Runs:
    """What answers the clusters of the rows below together."""
    together = f"以下{len(answer.opinions)}类{answer.comments}条一并答复："
    reason = f"　{answer.group.reason}" if answer.group.reason else ""
    return (*quiet(together), shown(answer.group.verdict), *quiet(reason))


def _row(opinion: Opinion, verdict: tuple[Runs, ...], voice: Voice, annex: str) -> Row:
    """A line of its own has its verdict, one below a common answer none; `annex` is what the main
    report calls the list of all comments."""
    _, proposed, reason = opinion.representative.parts
    return Row(
        (
            cell(opinion.group.code),
            cell(opinion.place),
            (
                said(opinion.group.label),
                *verdict,
                *((quiet(opinion.apart),) if opinion.apart else ()),
            ),
            opinion.group.size,
            opinion.submissions,
            opinion.people,
            cell(*_channels(opinion)),
            (*_words(opinion, voice, annex), *_additions(opinion, annex)),
            _shortened(proposed, annex),
            _shortened(reason, annex),
        ),
        anchor=opinion.group.anchor,
    )


def _channels(opinion: Opinion) -> Iterator[str]:
    shares = opinion.channels
    for share in shares:
        yield share.label if len(shares) == 1 else f"{share.label}{share.comments}"


def _words(opinion: Opinion, voice: Voice, annex: str) -> tuple[Runs, ...]:
    """What the representative says, verbatim, behind its courtesies, and who it is."""
    entry = opinion.representative
    (writer,) = (one for one in opinion.comments if one.id == entry.comment)
    who = voice.text(writer.region) + voice.name(writer)
    by = "，".join(part for part in (entry.number, who) if part)
    return (*_shortened(courtesy.body(entry.parts[0]), annex), quiet(f"——{by}"))


def _shortened(text: str, annex: str) -> tuple[Runs, ...]:
    """A text verbatim; of a long one the beginning, and that there is more."""
    words = excerpt(text)
    more = (quiet(f"（下略，全文见{annex}）"),) if len(words) < len(text) else ()
    return (*lines(words), *more)


def _additions(opinion: Opinion, annex: str) -> Iterator[Runs]:
    """What single members ask or tell beyond the representative."""
    found = opinion.additions()
    for words, numbers in found[:ADDITIONS]:
        first, *more = lines(words)
        yield (*quiet("另有补充："), *first)
        yield from more
        yield quiet(f"——{numbers[0]}" + (f"等{len(numbers)}条" if numbers[1:] else ""))
    if found[ADDITIONS:]:
        rest = sum(len(numbers) for _, numbers in found[ADDITIONS:])
        yield quiet(f"还有{rest}条另有补充，见{annex}。")


def _sum(report: ReviewReport) -> Row:
    figures = report.figures
    cells: dict[int, Cell] = {
        0: cell("合计"),
        2: cell(f"{figures.clusters}类"),
        3: figures.comments,
        4: figures.submissions,
        5: figures.people,
    }
    return total(_WIDTH, cells)
