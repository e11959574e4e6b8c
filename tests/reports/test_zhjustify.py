"""Chinese lines flush on both sides, and only where we know how."""

import itertools
import types

import pypdfium2 as pdfium
import pytest

from reports import zhjustify
from tests.reports.rounds import CSS, pages

POINT = 72 / 25.4
RIGHT = (210 - 26) * POINT
TEXTS = {
    "pure": "养犬人应当携带犬只到免疫接种点接种狂犬病疫苗，取得免疫证明；逾期的，责令改正。" * 6,
    "figures": "自2026年3月10日起30日内（含当日）办理登记，费用每只500元，逾期按5%加收。" * 6,
    "latin": "通过App、微信小程序和policy@example等渠道提出的意见，与信函同等对待，一并答复。" * 6,
    "quotes": "有的意见提出“独户居住”的表述不明确，建议改为“有固定居所”，并删去“专人”二字。" * 6,
}


def rows(text: str, inside: str = "{}") -> list[list[tuple[float, float, str]]]:
    """Every line of a flush paragraph as (left, right, character)."""
    words = inside.format(text)
    html = (
        '<html lang="zh-CN"><title>齐</title><body><div class="body flush">'
        f"<p>{words}</p></div></body></html>"
    )
    page = pdfium.PdfDocument(pages(html, CSS))[0].get_textpage()
    lines: dict[int, list[tuple[float, float, str]]] = {}
    for index in range(page.count_chars()):
        character = page.get_text_range(index, 1)
        left, bottom, right, _ = page.get_charbox(index, loose=True)
        if character.strip() and bottom > 40 * POINT:
            lines.setdefault(round(bottom), []).append((left, right, character))
    return [sorted(lines[key]) for key in sorted(lines, reverse=True)]


@pytest.mark.parametrize("name", TEXTS)
def test_every_full_line_ends_at_the_right_edge(name: str) -> None:
    found = rows(TEXTS[name])
    assert len(found) > 5
    edges = [max(right for _, right, _ in line) for line in found[:-1]]
    assert max(abs(edge - RIGHT) for edge in edges) < 0.5


def test_the_gaps_of_a_line_are_equal() -> None:
    for line in rows(TEXTS["pure"])[:-1]:
        steps = [after[0] - before[0] for before, after in itertools.pairwise(line)]
        assert max(steps) - min(steps) < 0.1


def test_the_last_line_is_not_stretched() -> None:
    last = rows(TEXTS["pure"])[-1]
    assert last[1][0] - last[0][0] == pytest.approx(15.79, abs=0.05)


def test_marked_words_inside_a_line_do_not_disturb_it() -> None:
    half = TEXTS["pure"][:70]
    edges = [
        max(right for _, right, _ in line) for line in rows(half, "{0}<u>{0}</u><b>{0}</b>{0}")[:-1]
    ]
    assert max(abs(edge - RIGHT) for edge in edges) < 0.5


def test_a_line_that_lacks_too_much_stays_ragged() -> None:
    """A long word that does not fit must not tear the line before it apart."""
    first = rows("意见" * 7 + "<span style='white-space:nowrap'>" + "w" * 40 + "</span>")[0]
    assert max(right for _, right, _ in first) < RIGHT - 100


def test_an_untried_version_is_left_alone() -> None:
    inline = types.ModuleType("inline")
    inline.justify_line = len  # type: ignore[attr-defined]
    nothing = types.ModuleType("nothing")
    assert zhjustify.install("71.0", inline, nothing, nothing) is False
    assert inline.justify_line is len  # type: ignore[attr-defined]
