"""What the papers that are one table have in common: the frame, and how cells are made."""

from reports.chinese import long_date
from reports.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Mark,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    said,
)
from reports.papers.kinds import NAMES, Kind, Source
from reports.papers.wording import sayer
from reports.review import ReviewReport, Verdict


def sheet(source: Source, kind: Kind, *blocks: Block) -> Document:
    """A paper of one section on turned pages (横排表格, GB/T 9704-2012, 7.5)."""
    report = source.report
    name = NAMES[kind]
    return Document(
        kind=kind,
        title=(f"《{report.bill}》", f"{report.reading}{name}"),
        sections=(Section(name, blocks),),
        body=report.body,
        made_on=report.made_on,
        edition=report.edition,
        note=(f"征求意见时间：{report.period}", f"{report.edition_name}　{_as_of(report)}"),
        landscape=True,
    )


def opening(source: Source, kind: Kind) -> Paragraph:
    """What stands above the table: how much there is, and how to read it."""
    figures = source.report.figures
    words = sayer(source.office)(
        f"{kind}.opening",
        people=figures.people,
        submissions=figures.submissions,
        comments=figures.comments,
        clusters=figures.clusters,
        articles=figures.articles,
        decided_clusters=figures.decided_clusters,
        decided_comments=figures.decided_comments,
    )
    return Paragraph(said(words))


def figures_column(title: str, most: int) -> Column:
    """A column of numbers just wide enough for the largest, in hundredths of a turned page."""
    return Column(title, 2.2 + max(2, len(str(most))), Align.RIGHT)


def spanning(*paragraphs: Runs, anchor: str = "") -> Row:
    """The title of the rows below, over the whole width."""
    return Row((paragraphs,), anchor=anchor, spanning=True)


def total(width: int, cells: dict[int, Cell]) -> Row:
    """A row of sums: the cells given by place, the others empty."""
    return Row(tuple(cells.get(at, ()) for at in range(width)), total=True)


def lines(text: str) -> tuple[Runs, ...]:
    """A text as paragraphs, a line each; joined by line breaks they are the text again."""
    return tuple(said(line) for line in text.split("\n")) if text else ()


def shown(verdict: Verdict) -> Run:
    """A verdict as shape, word and colour."""
    return Run(f"{verdict.shape}{verdict.word}", verdict=verdict.key)


def quiet(text: str) -> Runs:
    """What is said beside the matter."""
    return said(text, Mark.QUIET)


def _as_of(report: ReviewReport) -> str:
    made = long_date(report.made_on)
    return f"征求意见尚未结束，截至{made}" if report.ongoing else made
