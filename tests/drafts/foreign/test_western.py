"""Statutes of other countries against other people's trees; Chinese texts stay Chinese."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from bench.bench_cfr import VERSIONS, pair
from bench.laws_abroad import akn_act, cfr_provisions, cfr_text, cfr_tree, our_provisions
from drafts.foreign.western import is_latin
from drafts.model import Draft, Kind
from drafts.reader import read
from drafts.splitter import split
from tests.drafts.checking import assert_lossless
from tests.drafts.test_splitter_corpus import spoken


@pytest.mark.fixtures
@pytest.mark.parametrize("version", VERSIONS)
def test_every_provision_of_a_federal_regulation_has_the_place_of_the_other_parse(
    corpus: Path, version: str
) -> None:
    tree = cfr_tree(corpus, version)
    draft = split(cfr_text(tree))
    assert_lossless(draft)
    expected = [(subpart, marks) for subpart, marks, _ in cfr_provisions(tree)]
    assert [(subpart, marks) for subpart, marks, _ in our_provisions(draft)] == expected
    assert len(expected) > 280


@pytest.mark.fixtures
def test_a_marked_provision_says_what_the_other_parse_says(corpus: Path) -> None:
    tree = cfr_tree(corpus, VERSIONS[-1])
    theirs = [words for _, marks, words in cfr_provisions(tree) if len(marks) > 1]
    ours = [words for _, marks, words in our_provisions(split(cfr_text(tree))) if len(marks) > 1]
    longer = [one for one, other in zip(ours, theirs, strict=True) if one != other]
    assert all(one.startswith(other) for one, other in zip(ours, theirs, strict=True))
    # the note under § 447.52 (a) carries no mark: its words close the entry above
    assert len(longer) == 1


@pytest.mark.fixtures
def test_every_change_of_the_expected_diffs_is_ours_or_has_its_reason(corpus: Path) -> None:
    drafts = {version: split(cfr_text(cfr_tree(corpus, version))) for version in VERSIONS}
    operations = 0
    for old, new in pairwise(VERSIONS):
        figures = pair(corpus, old, new, drafts)
        assert "not found" not in figures, (old, new)
        assert figures["not_automatic"] == 0
        operations += figures["operations"]
    assert operations == 159


@pytest.mark.fixtures
@pytest.mark.parametrize(
    ("name", "count"), [("uk_pga-2014-27-enacted-data.xml", 88), ("us_Act_2011-11-29.xml", 19)]
)
def test_the_text_of_an_act_gives_the_tree_of_its_markup(
    corpus: Path, name: str, count: int
) -> None:
    source, expected = akn_act(corpus / "en" / "akn" / name)
    draft = split(source)
    assert_lossless(draft)
    assert [marks for _, marks, _ in our_provisions(draft)] == expected
    assert len(expected) == count


def german(corpus: Path) -> dict[str, Draft]:
    paths = sorted((corpus / "de" / "gesetze").glob("*.md"))
    return {path.name: split(read(path.read_bytes(), path.name)) for path in paths}


@pytest.mark.fixtures
def test_every_paragraph_sign_of_a_german_heading_is_an_article(corpus: Path) -> None:
    laws = german(corpus)
    assert len(laws) == 8
    for name, draft in laws.items():
        assert_lossless(draft)
        printed = re.findall(r"^#+ (§+ [0-9]+[a-z]?)", draft.source, re.MULTILINE)
        assert [unit.label for unit in draft.articles()] == printed, name
        annexes = re.findall(r"^#+ ((?:Anlage|Anhang)(?: [0-9]+)?)", draft.source, re.MULTILINE)
        found = [unit.label for unit in draft.walk() if unit.kind is Kind.ANNEX]
        assert set(annexes) <= set(found), name
    assert [one.rule for draft in laws.values() for one in draft.findings] == ["no-articles"]


@pytest.mark.fixtures
def test_a_german_article_says_every_word_of_its_span_in_order(corpus: Path) -> None:
    for name, draft in german(corpus).items():
        for unit in draft.articles():
            words = spoken(draft.source[unit.start : unit.end])
            printed = f"{unit.label or ''}{unit.caption or ''}{unit.text}"
            assert words == spoken(printed), (name, unit.address)


@pytest.mark.fixtures
def test_absatz_nummer_and_buchstabe_are_paragraph_item_and_subitem(corpus: Path) -> None:
    law = german(corpus)["a__arbgg__index.md"]
    labels = {
        "art_2__para_1": "(1)",
        "art_2__para_1__item_3": "3.",
        "art_2__para_1__item_3__subitem_3": "c)",
        "art_2__para_1__item_8-1": "8a.",
        "art_46-3__para_4__item_6": "6.",
    }
    for address, label in labels.items():
        unit = law.find(address)
        assert unit is not None
        assert unit.label == label
    place = law.find("part_3__sec_1__hdg_2")
    assert place is not None
    assert (place.label, place.heading) == ("Zweiter Unterabschnitt", "Berufungsverfahren")


@pytest.mark.fixtures
def test_no_chinese_law_is_read_as_a_western_one(corpus: Path) -> None:
    paths = [path for path in (corpus / "zh").rglob("*.*") if path.suffix in {".md", ".txt"}]
    assert len(paths) > 400
    assert not any(is_latin(read(path.read_bytes(), path.name)) for path in paths)


@pytest.mark.parametrize(
    ("source", "latin"),
    [
        ("§ 1 Zweck\n", True),
        ("某市规定 § 1 Article 2\n", False),
        ("", False),
        ("§ 12\n(1)\n", False),
        ("Dog Act of the Territory of Wolkenthal, which concerns the keeping of 犬 alone\n", True),
    ],
)
def test_the_shape_follows_the_letters_and_not_the_signs(source: str, latin: bool) -> None:
    assert is_latin(source) is latin
