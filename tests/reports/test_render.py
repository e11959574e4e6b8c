"""The report as HTML: complete, escaped, its links alive."""

import re
from collections import defaultdict

import jinja2
import pytest
from msgspec.structs import replace

from bench.corpus import material
from reports import volumes
from reports.assemble import assemble
from reports.model import Edition
from reports.render import indented, page
from reports.review import ReviewReport
from tests.reports.rounds import MADE_ON, cluster, comment, environment, small_round

HOSTILE = '<script>alert(1)</script><img src="file:///etc/passwd" onerror=x>{{ 7*7 }}&#x41;'


def html_of(made: object) -> str:
    report = assemble(made, edition=Edition.INTERNAL, made_on=MADE_ON)  # type: ignore[arg-type]
    return whole(report, environment())


def whole(report: ReviewReport, env: jinja2.Environment) -> str:
    """Every part of a report."""
    volume = volumes.main(report, env)
    numbers = defaultdict(lambda: 1)
    return "".join(part.html for part in (*volume.front(numbers), *volume.body))


def test_hostile_text_is_only_text() -> None:
    one = comment(1, HOSTILE, proposed=HOSTILE, reason=HOSTILE, author=HOSTILE, region=HOSTILE)
    made = replace(small_round(), comments=(one,), clusters=(cluster("k", one),), dispositions={})
    html = html_of(made)
    assert "<script" not in html
    assert not re.search(r"<img(?! src=\"data:image/svg)", html)
    assert "{{ 7*7 }}" in html
    assert "&amp;#x41;" in html


def test_every_link_has_its_place_and_every_place_one_name() -> None:
    html = html_of(material(comments=60, articles=8))
    names = re.findall(r'\bid="([^"]+)"', html)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="x-consult:([^"]+)"', html)) <= set(names)
    assert re.findall(r'href="(?!x-consult:)', html) == []


def test_a_round_without_comments_still_gives_a_report() -> None:
    empty = replace(small_round(), comments=(), clusters=(), dispositions={})
    html = html_of(empty)
    assert "没有收到意见的条文：第一条至第三条" in html


def test_an_environment_that_does_not_escape_is_refused() -> None:
    env = jinja2.Environment(loader=environment().loader)  # noqa: S701 - that is the point
    report = assemble(small_round(), edition=Edition.PUBLIC, made_on=MADE_ON)
    with pytest.raises(ValueError, match="autoescape"):
        page("cover", report, env)


def test_the_page_is_in_chinese_and_says_so() -> None:
    html = html_of(small_round())
    assert '<html lang="zh-CN">' in html
    pieces = [one.split("</title>")[-1] for one in html.split("<!doctype")]
    said = re.sub(r"<[^>]*>", "", "".join(pieces)).partition("校验清单")[0]
    assert re.findall(r"[A-Za-z]{4,}", said) == []


def test_a_paragraph_that_begins_with_a_change_is_indented_too() -> None:
    assert indented("甲。\n乙。") == "甲。\n\u3000\u3000乙。"
    assert indented("甲。\n", more=True) + indented("乙。") == "甲。\n\u3000\u3000乙。"
    assert indented("甲。\n") == "甲。\n"
