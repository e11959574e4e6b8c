"""The first pages of each piece of a report: enough to see how it looks, small enough to keep."""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from reports.review import AppendixSection, ArticleSection, Comparison, ReviewReport
from reports.weights import group_weight, section_weight

ARTICLES = 12_000
APPENDIX = 12_000
"""Characters that are shown of part two and of the list of all comments: some ten pages each."""
ROWS = 40


class Glimpse(msgspec.Struct, frozen=True):
    """`outline` is the report with every heading and figure but no opinion; `articles` are the
    first sections of part two, `appendix` those of the list of all comments."""

    outline: ReviewReport
    articles: tuple[ArticleSection, ...]
    appendix: tuple[AppendixSection, ...]


def glimpse(report: ReviewReport) -> Glimpse:
    """The beginning of a report; its size does not grow with the round's."""
    outline = replace(
        report,
        sections=tuple(replace(one, blocks=()) for one in report.sections),
        appendix=tuple(replace(one, groups=()) for one in report.appendix),
        comparison=_first_rows(report.comparison),
    )
    return Glimpse(outline, tuple(_articles(report.sections)), tuple(_appendix(report.appendix)))


def _first_rows(table: Comparison | None) -> Comparison | None:
    return replace(table, rows=table.rows[:ROWS]) if table else None


def _articles(sections: Iterable[ArticleSection]) -> Iterator[ArticleSection]:
    room = ARTICLES
    for section in sections:
        if room > 0:
            yield section
        room -= section_weight(section)


def _appendix(sections: Iterable[AppendixSection]) -> Iterator[AppendixSection]:
    room = APPENDIX
    for section in sections:
        groups = []
        for group in section.groups:
            if room > 0:
                groups.append(replace(group, entries=group.entries[: max(1, room // 100)]))
            room -= group_weight(group)
        if groups:
            yield replace(section, groups=tuple(groups))
