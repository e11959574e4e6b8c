"""The beginning of a report has every heading and a bounded number of opinions."""

from bench.corpus import material
from reports.assemble import assemble
from reports.glimpse import APPENDIX, ARTICLES, glimpse
from reports.model import Edition
from reports.weights import group_weight, section_weight
from tests.reports.rounds import MADE_ON, small_round


def test_a_short_report_is_shown_whole() -> None:
    report = assemble(small_round(), edition=Edition.PUBLIC, made_on=MADE_ON)
    begun = glimpse(report)
    assert begun.articles == report.sections
    assert begun.appendix == report.appendix


def test_a_long_one_is_cut_and_keeps_its_headings_and_figures() -> None:
    report = assemble(material(comments=900, articles=12), edition=Edition.PUBLIC, made_on=MADE_ON)
    begun = glimpse(report)
    assert [one.title for one in begun.outline.sections] == [one.title for one in report.sections]
    assert begun.outline.figures == report.figures
    assert not any(one.blocks for one in begun.outline.sections)
    assert 0 < len(begun.articles) < len(report.sections)
    assert sum(map(section_weight, begun.articles[:-1])) < ARTICLES
    groups = [group for one in begun.appendix for group in one.groups]
    assert sum(map(group_weight, groups[:-1])) < APPENDIX
    assert groups
