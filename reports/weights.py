"""How long the pieces of a report are, in characters, to cut and to bound it by."""

from collections.abc import Iterable

from reports.model import Comment
from reports.review import AppendixGroup, ArticleSection, Comparison

_AROUND = 40  # what stands around one quoted comment: number, signature, verdict


def section_weight(section: ArticleSection) -> int:
    """An article of part two: its text, its decisions, what is quoted."""
    shown = sum(
        len(view.quotation.text)
        + _AROUND
        + sum(len(one.text) + _AROUND for one in view.additions)
        + sum(len(one.reason) + len(one.citation) + _AROUND for one in view.advice)
        for view in section.clusters
    )
    reasons = sum(len(block.reason) + 2 * _AROUND for block in section.blocks)
    return sum(map(len, section.paragraphs)) + shown + reasons + 2 * _AROUND


def group_weight(group: AppendixGroup) -> int:
    """A cluster in the list of all comments."""
    said = sum(sum(map(len, entry.parts)) + _AROUND for entry in group.entries)
    return said + len(group.label) + _AROUND


def comments_weight(comments: Iterable[Comment]) -> int:
    """The list of all comments."""
    return sum(len(one.text) + len(one.proposed) + len(one.reason) + _AROUND for one in comments)


def comparison_weight(table: Comparison | None) -> int:
    """The comparison table: the longer of its two texts, row by row."""
    rows = table.rows if table else ()
    return sum(max(_length(row.old), _length(row.new)) for row in rows)


def _length(runs: tuple[tuple[object, str], ...]) -> int:
    return sum(len(text) for _, text in runs)
