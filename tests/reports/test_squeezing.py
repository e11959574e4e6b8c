"""Marks that meet share one blank; lines stay flush, and end where they were broken."""

import itertools
import types

import pypdfium2 as pdfium
import pytest

from reports import squeezing
from reports.pdf import Press
from tests.reports.rounds import CSS, pages
from tests.reports.test_zhjustify import RIGHT, rows

EM = 15.79
MEETING = (
    "提出“独户居住”、“专人”等表述（见《条例（草案）》）不明，"
    "改为“固定居所”；“（《民法典》）”第一条：“饲养动物。”，"
)


def steps(text: str, attributes: str = "") -> list[float]:
    """How far each character of a short line is from the one before, in ems."""
    html = f'<html lang="zh-CN"><title>试</title><body><p {attributes}>{text}</p></body></html>'
    page = pdfium.PdfDocument(pages(html, CSS))[0].get_textpage()
    lefts = [page.get_charbox(at, loose=True)[0] for at in range(len(text))]
    return [round((b - a) / EM, 2) for a, b in itertools.pairwise(lefts)]


@pytest.mark.parametrize(
    ("text", "halved"),
    [
        ("甲”，乙", [1, 0.5, 1]),
        ("甲。”乙", [1, 0.5, 1]),
        ("甲：“乙", [1, 0.5, 1]),
        ("甲》）。乙", [1, 0.5, 0.5, 1]),
        ("甲，乙。丙", [1, 1, 1, 1]),
        ("甲……乙", [1, 1, 1]),
    ],
)
def test_the_first_of_two_closing_marks_is_half(text: str, halved: list[float]) -> None:
    assert steps(text) == halved


def test_the_second_of_two_opening_marks_is_half() -> None:
    """Its box begins left of its place, for the blank was before its ink."""
    assert sum(steps("甲（《乙")) == pytest.approx(2.5, abs=0.02)
    assert sum(steps("甲“（《乙")) == pytest.approx(3, abs=0.02)


def test_a_font_without_halves_and_the_appendix_keep_whole_marks() -> None:
    assert steps("甲），乙", 'style="font-family:LXGW WenKai"') == [1, 1, 1]
    assert steps("甲），乙", 'class="annex"') == [1, 1, 1]


@pytest.mark.parametrize("shift", range(0, 28, 3))
def test_lines_of_many_meeting_marks_stay_flush(shift: int) -> None:
    found = rows("养" * shift + MEETING * 6)
    edges = [max(right for _, right, _ in line) for line in found[:-1]]
    assert len(edges) > 8
    assert max(abs(edge - RIGHT) for edge in edges) < 0.5


@pytest.mark.parametrize("first", "养①")
def test_a_line_is_measured_with_a_half_mark_whose_neighbour_begins_the_next(first: str) -> None:
    """25.65 ems fit the line of 26 (after the indent); with a whole mark it would be 26.15.
    The box of the last mark is its whole square, half of it beyond the edge."""
    line = rows(first + "养" * 11 + "》，·养·" + "养" * 10 + "：《" + "养" * 60)[0]
    assert line[-1][2] == "："
    assert max(right for _, right, _ in line) == pytest.approx(RIGHT + EM / 2, abs=0.5)


def test_an_untried_version_is_left_alone() -> None:
    nothing = types.SimpleNamespace(Layout=types.SimpleNamespace(set_text=len))
    assert squeezing.install("71.0", nothing) is False
    assert nothing.Layout.set_text is len


def test_it_is_taught_once_however_many_presses_there_are() -> None:
    from weasyprint.text import line_break

    Press(CSS)
    taught = line_break.Layout.set_text
    Press(CSS)
    assert line_break.Layout.set_text is taught
