"""How an article was reworded, for a page that shows nothing else of the other text."""

from collections.abc import Sequence

from drafts.model import Change, Draft, Row
from reports.comparison import reading_name
from reports.document import Mark, Paragraph, Run, Style, said
from reports.papers.changes import changed_lines
from reports.papers.fates import arrival
from reports.papers.kinds import Source
from reports.review import ArticleSection, ComparisonRow


def rewording(section: ArticleSection, source: Source) -> tuple[list[Paragraph], str]:
    """The changed lines of the article and what happened to it: against the next text, as long as
    there is none against the one of the reading before, else against the law in force."""
    material, table = source.material, source.report.comparison
    address = section.address
    if material.next_draft is None and material.came:
        rows = [row for row in material.came if row.new == address]
        before = reading_name(material.facts.reading - 1)
        return _lines_of(rows), f"与{before}相比：{arrival(rows, {}, before)[0]}。"
    if table is None or section.comparison is None:
        return [], "没有可以对照的文本。" if table is None else "本条没有修改情况。"
    against_law = material.next_draft is None
    pairs = material.amended if against_law else material.changes
    rows = [row for row in pairs if address == (row.new if against_law else row.old)]
    notes = [row.note for row in table.rows if _is_of(row, section.comparison.href)]
    changed = [*_lines_of(rows), *_put_together(rows, material.next_draft)]
    return changed, f"{table.new_name}与{table.old_name}相比：{''.join(notes)}"


def _is_of(row: ComparisonRow, anchor: str) -> bool:
    return anchor == row.anchor or anchor in row.anchors


def _lines_of(rows: Sequence[Row]) -> list[Paragraph]:
    """The changed lines of rows; of an article taken apart or put together, and of one that went
    or came whole, the note says enough."""
    whole = {Change.SPLIT, Change.MERGED, Change.REMOVED, Change.ADDED}
    changed = (row for row in rows if row.change not in whole)
    return [Paragraph(line, Style.LAW) for row in changed for line in changed_lines(row.ops)]


def _put_together(rows: Sequence[Row], following: Draft | None) -> list[Paragraph]:
    """The new articles of one that was taken apart or put together with others, as they read:
    marks would call struck what only went elsewhere."""
    found: list[Paragraph] = []
    for row in rows:
        unit = following.find(row.new) if following and row.new else None
        if unit is None or row.change not in {Change.SPLIT, Change.MERGED}:
            continue
        first, *more = unit.text.split("\n")
        lead = Run(f"{unit.label or ''}\u3000", Mark.STRONG)
        found.append(Paragraph((lead, Run(first)), Style.LAW))
        found += [Paragraph(said(line), Style.LAW) for line in more if line]
    return found
