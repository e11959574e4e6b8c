"""A review report cut into the parts it is laid out in.

Each part begins on a new page and is a pure function of what it says: it can be laid out in any
process, in any order, and kept until something in it changes. Articles and the appendix are cut
where their text fills a few pages, so that a changed decision costs a few pages, not all.
"""

from collections.abc import Iterator, Sequence

import jinja2
import msgspec
from msgspec.structs import replace

from reports.merging.sheets import Matter
from reports.render import page
from reports.review import AppendixGroup, AppendixSection, ArticleSection, ReviewReport
from reports.weights import group_weight, section_weight

ARTICLE_TEXT = 6_000
"""Characters of articles a part holds before the next article begins another: about six pages."""
APPENDIX_TEXT = 45_000
"""Characters of the appendix a part holds: about thirty-five pages."""
_AROUND = 40  # what stands around one comment: number, signature, verdict


class Part(msgspec.Struct, frozen=True):
    """One part: its name for people, its HTML, how its pages count, its outline's top level."""

    name: str
    html: str
    matter: Matter = Matter.BODY
    level: int = 1


def overview(report: ReviewReport, env: jinja2.Environment) -> Part:
    """Part one: the whole round in figures."""
    return Part("总体情况", page("overview", report, env))


def articles(report: ReviewReport, env: jinja2.Environment) -> Iterator[Part]:
    """Part two: article by article what was said and decided."""
    for at, sections in enumerate(_article_runs(report.sections)):
        html = page("articles", replace(report, sections=sections), env, begins=at == 0)
        yield Part(_named("逐条意见", sections), html, level=1 if at == 0 else 2)


def comparison(report: ReviewReport, env: jinja2.Environment, *, whole: bool) -> Part:
    """Part three: the comparison table, or (not `whole`) where to find it."""
    return Part("对照表", page("comparison", report, env, whole=whole))


def appendix(report: ReviewReport, env: jinja2.Environment) -> Iterator[Part]:
    """All comments."""
    for at, pieces in enumerate(_appendix_runs(report.appendix)):
        html = page("appendix", replace(report, appendix=pieces), env, begins=at == 0)
        yield Part(_named(report.annex, pieces), html, level=1 if at == 0 else 2)


def notes(report: ReviewReport, env: jinja2.Environment) -> Part:
    """How the report was made, and its manifest."""
    return Part("编制说明", page("notes", report, env))


def _named(part: str, sections: Sequence[ArticleSection] | Sequence[AppendixSection]) -> str:
    return f"{part}：{sections[0].label}" if sections else part


def _article_runs(sections: Sequence[ArticleSection]) -> Iterator[tuple[ArticleSection, ...]]:
    """Neighbouring articles together until they fill a part; at least one run, maybe empty."""
    run: list[ArticleSection] = []
    size = 0
    for section in sections:
        run.append(section)
        size += section_weight(section)
        if size >= ARTICLE_TEXT:
            yield tuple(run)
            run, size = [], 0
    if run or not sections:
        yield tuple(run)


def _appendix_runs(sections: Sequence[AppendixSection]) -> Iterator[tuple[AppendixSection, ...]]:
    """The appendix in parts; a long section or a long cluster goes on in the next part."""
    run: list[AppendixSection] = []
    room = APPENDIX_TEXT
    for section in sections:
        continued = False
        groups: list[AppendixGroup] = []
        for piece in _group_pieces(section.groups):
            groups.append(piece)
            room -= group_weight(piece)
            if room <= 0:
                run.append(replace(section, groups=tuple(groups), continued=continued))
                yield tuple(run)
                run, groups, room, continued = [], [], APPENDIX_TEXT, True
        if groups:
            run.append(replace(section, groups=tuple(groups), continued=continued))
    if run or not sections:
        yield tuple(run)


def _group_pieces(groups: Sequence[AppendixGroup]) -> Iterator[AppendixGroup]:
    """The clusters of a section, those too long for one part in pieces."""
    for group in groups:
        start = size = 0
        for at, entry in enumerate(group.entries):
            size += sum(map(len, entry.parts)) + _AROUND
            if size >= APPENDIX_TEXT and at + 1 < len(group.entries):
                yield replace(group, entries=group.entries[start : at + 1], continued=start > 0)
                start, size = at + 1, 0
        yield replace(group, entries=group.entries[start:], continued=start > 0)
