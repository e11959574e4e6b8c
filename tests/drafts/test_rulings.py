"""Rulings against hand-written cases (`tests/golden/rulings/*.md`), and that nothing is lost."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from drafts.address import label, parse
from drafts.model import Draft, Finding, Kind
from drafts.reader import read
from drafts.ruling.regrowing import grow, pieces_of
from drafts.rulings import Action, Places, Ruling, fold
from drafts.splitter import split
from drafts.splitting.tree import freeze
from tests.drafts.checking import assert_lossless
from tests.drafts.outline_text import draw, unescape
from tests.drafts.test_splitter_properties import LATIN_SOUP, SOUP

GOLDEN = Path(__file__).parent.parent / "golden"
CASES = [
    case for path in sorted((GOLDEN / "rulings").glob("*.md")) for case in read_fixture_file(path)
]
SPLIT = [
    case for path in sorted((GOLDEN / "splitter").glob("*.md")) for case in read_fixture_file(path)
]


def ruling_of(written: str, source: str) -> Ruling:
    """`cut 2 7 article`: on line 2, at its 7th character. `accept 3 0 gap` answers a doubt.
    On a line that the text lacks, the last word is the anchor."""
    action, row, at, *rest = written.split()
    lines = source.split("\n")
    word = rest[0] if rest else ""
    missing = int(row) > len(lines)
    anchor = fold(word if missing else lines[int(row) - 1])
    before = [fold(line) for line in lines[: int(row) - 1]]
    kind = Kind(word) if action in ("cut", "level") else None
    rule = word if action == "accept" else ""
    return Ruling(Action(action), anchor, before.count(anchor), int(at), kind, rule)


@pytest.mark.parametrize(
    ("case", "expected"),
    [(case, expected) for _, _, case, expected in CASES],
    ids=[f"{line} {title}" for line, title, _, _ in CASES],
)
def test_golden_case(case: str, expected: str) -> None:
    written, _, source = case.partition("---\n")
    draft = split(source, [ruling_of(one, source) for one in written.splitlines()])
    assert_lossless(draft)
    assert draw(draft) == expected


def test_findings_from_before_the_split_stay_until_they_are_accepted() -> None:
    source = "第一条　甲。\n第二条　乙。\n续乙。\n第三条　丙。\n"
    note = Finding("footnote", source.index("续"), "此处有脚注。")
    assert note in split(source, (), [note]).findings
    join = ruling_of("join 3 0", source)
    joined = split(source, [join], [note])
    assert joined.units != split(source).units
    assert note in joined.findings
    accepted = split(source, [join, ruling_of("accept 3 0 footnote", source)], [note])
    assert (accepted.units, note in accepted.findings) == (joined.units, False)


def test_a_row_of_noted_findings_already_told_in_short_is_not_shortened_again() -> None:
    source = "第一条　甲。\n" * 30
    notes = [Finding("footnote", at * 7, f"脚注{at}") for at in range(25)]
    assert [one for one in split(source, (), notes).findings if one.rule == "footnote"] == notes


ACTIONS = st.tuples(
    st.sampled_from([Action.JOIN, Action.CUT, Action.LEVEL, Action.ACCEPT]),
    st.floats(min_value=0, max_value=1),
    st.integers(min_value=-1, max_value=6),
    st.sampled_from([None, *Kind]),
)


def rulings_on(source: str, plan: list[tuple[Action, float, int, Kind | None]]) -> list[Ruling]:
    """Rulings at any units of a text and a little beside them, and on a line it has not."""
    starts = [unit.start for unit in split(source).walk()]
    places = Places(source)
    found = [Ruling(Action.JOIN, "没有这一行")]
    for action, part, beside, kind in plan:
        near = starts[int(part * (len(starts) - 1))] if starts else 0
        place = places.of(near)
        if place:
            at = place.at + beside
            found.append(Ruling(action, place.anchor, place.occurrence, at, kind, "gap"))
    return found


@settings(max_examples=400, deadline=None)
@example("---\n## § 1 Zweck\n---\n", [])
@given(SOUP | LATIN_SOUP, st.lists(ACTIONS, max_size=8))
def test_any_rulings_on_any_text_lose_nothing(
    source: str, plan: list[tuple[Action, float, int, Kind | None]]
) -> None:
    draft = split(source, rulings_on(source, plan))
    assert_lossless(draft)
    assert any(one.rule == "ruling-lost" for one in draft.findings)
    for unit in draft.walk():
        assert parse(unit.address)
        assert label(unit.address)


@pytest.mark.parametrize("source", [source for _, _, source, _ in SPLIT])
def test_pieces_grow_again_into_the_same_tree(source: str) -> None:
    draft = split(unescape(source))
    assert freeze(grow(pieces_of(draft), len(draft.source))) == draft.units


def test_rulings_on_real_laws_lose_no_letter(corpus: Path) -> None:
    """Every tenth unit of a law is joined, cut or made something else; all its words remain."""
    kinds = (Kind.SECTION, Kind.PARAGRAPH, Kind.ITEM, Kind.TEXT, Kind.ANNEX, Kind.HEADING)
    paths = sorted((corpus / "zh").rglob("*.md"))
    for path in paths[:: max(1, len(paths) // 25)]:
        draft = split(read(path.read_bytes(), path.name))
        places = Places(draft.source)
        rulings = []
        for index, unit in enumerate([*draft.walk()][5::10]):
            place = places.of(unit.start)
            if place:
                action = (Action.JOIN, Action.LEVEL, Action.CUT)[index % 3]
                at = place.at + (9 if action is Action.CUT else 0)
                kind = None if action is Action.JOIN else kinds[index % len(kinds)]
                rulings.append(Ruling(action, place.anchor, place.occurrence, at, kind))
        ruled = split(draft.source, rulings)
        assert_lossless(ruled)
        assert ruled.units != draft.units or not rulings
        assert abs(_letters(ruled) - _letters(draft)) <= len(rulings), path.name


def _letters(draft: Draft) -> int:
    """How many letters the units say, each counted once; a ruling may respell a number."""
    said = 0
    for unit in draft.walk():
        gathers = unit.kind is Kind.ARTICLE or unit.heading or unit.kind is Kind.PREAMBLE
        words = (unit.label, unit.heading, unit.caption, "" if gathers else unit.text)
        said += len(fold("".join(one or "" for one in words)))
    return said
